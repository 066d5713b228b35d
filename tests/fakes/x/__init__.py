"""A strict fake of X's API v2, over HTTP on the loopback.

It follows X's OpenAPI document (https://docs.x.com/openapi.json, of 2026) and the pages and reports that each module names. It
takes nothing that X would refuse; what X knows and the fake does not play is answered with 501, never passed over.

In a test: ``with XApi() as x: user = x.add_user("name")``. On its own: ``python -m tests.fakes.x --user NAME``.
"""

from tests.fakes.x.server import XApi
from tests.fakes.x.state import XApp, XLink, XPicture, XPost, XUser

__all__ = ["XApi", "XApp", "XLink", "XPicture", "XPost", "XUser"]
