"""The Django app, and the house that its pages are about."""

from django.apps import AppConfig

from advocacybot.pipeline.house import House


class WebConfig(AppConfig):
    name = "advocacybot.web"
    label = "web"
    house: House
    """Set by whoever serves the pages, before the first request."""
