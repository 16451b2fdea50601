from django.apps import AppConfig


class LeaversConfig(AppConfig):
    name = "procurement.leavers"
    label = "leavers"
