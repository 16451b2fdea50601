from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "procurement.dashboard"
    label = "dashboard"
