"""The Django app."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "advocacybot.store"
    label = "store"
