from django.apps import AppConfig


class PurchasesConfig(AppConfig):
    name = "catalogue.purchases"
    label = "purchases"
