from django.apps import AppConfig


class GapsConfig(AppConfig):
    name = "procurement.gaps"
    label = "gaps"
