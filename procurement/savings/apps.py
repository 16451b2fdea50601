from django.apps import AppConfig


class SavingsConfig(AppConfig):
    name = "procurement.savings"
    label = "savings"
