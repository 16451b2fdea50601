from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "catalogue.suggestions"
    label = "suggestions"
