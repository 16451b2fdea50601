"""Addresses of signing, under /sign-off/."""

from django.urls import path

from procurement.signoff import reading_views, signing_views

_ROUND = "rounds/<int:pk>/"

urlpatterns = [
    path("waiting/", reading_views.waiting_list, name="waiting_list"),
    path(f"{_ROUND}declare/", signing_views.decision_declare, name="decision_declare"),
    path(f"{_ROUND}decide/", signing_views.decision_sign, name="decision_sign"),
    path(f"{_ROUND}confirm/", signing_views.decision_confirm, name="decision_confirm"),
    path(f"{_ROUND}prove/", signing_views.decision_prove, name="decision_prove"),
    path(
        "decisions/<int:pk>/receipt/",
        signing_views.decision_receipt,
        name="decision_receipt",
    ),
]
