from django.apps import AppConfig


class RollbacksConfig(AppConfig):
    name = "procurement.rollbacks"
    label = "rollbacks"
