from django.apps import AppConfig


class AsksConfig(AppConfig):
    name = "procurement.asks"
    label = "asks"
