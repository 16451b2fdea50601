from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    name = "procurement.safekeeping"
    label = "safekeeping"
