"""What programs of others read: ``/api/v1/``, by tokens, without cookies or sessions. One table of routes makes both the answers
and the OpenAPI document."""
