from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "procurement.review"
    label = "review"
