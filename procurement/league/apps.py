from django.apps import AppConfig


class LeagueConfig(AppConfig):
    name = "procurement.league"
    label = "league"
