from django.apps import AppConfig


class PricesConfig(AppConfig):
    name = "catalogue.prices"
    label = "prices"
