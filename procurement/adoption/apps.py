from django.apps import AppConfig


class AdoptionConfig(AppConfig):
    name = "procurement.adoption"
    label = "adoption"
