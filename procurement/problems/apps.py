from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "procurement.problems"
    label = "problems"
