from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "catalogue.matching"
    label = "matching"
