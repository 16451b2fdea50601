from django.apps import AppConfig


class SpecificationsConfig(AppConfig):
    name = "procurement.specifications"
    label = "specifications"
