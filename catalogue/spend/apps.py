from django.apps import AppConfig


class SpendConfig(AppConfig):
    name = "catalogue.spend"
    label = "spend"
