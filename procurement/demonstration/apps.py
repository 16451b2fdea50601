from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "procurement.demonstration"
    label = "demonstration"
