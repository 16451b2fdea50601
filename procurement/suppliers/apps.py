from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    name = "procurement.suppliers"
    label = "suppliers"
