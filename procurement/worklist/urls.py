"""Addresses of the work on gaps, under /worklist/."""

from django.urls import path

from procurement.worklist import views

urlpatterns = [
    path(
        "acts/<uuid:act>/take-back/", views.gap_act_take_back, name="gap_act_take_back"
    ),
]
