from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "catalogue.products"
    label = "products"
