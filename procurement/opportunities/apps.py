from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    name = "procurement.opportunities"
    label = "opportunities"
