from django.apps import AppConfig


class SignoffConfig(AppConfig):
    name = "procurement.signoff"
    label = "signoff"
