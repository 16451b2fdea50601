"""Addresses of scoring and trials, under /scoring/."""

from django.urls import path

from procurement.evaluation.views import results, sheets, trials

OF_VERSION = "versions/<int:pk>/<int:number>/"

urlpatterns = [
    path("", sheets.sheet_list, name="sheet_list"),
    path("products/<int:pk>/", sheets.sheet_add, name="sheet_add"),
    path("sheets/<int:pk>/", sheets.sheet_detail, name="sheet_detail"),
    path(f"{OF_VERSION}results/", results.result_detail, name="result_detail"),
    path(f"{OF_VERSION}trials/plan/", trials.trial_plan, name="trial_plan"),
    path("trials/<int:pk>/", trials.trial_detail, name="trial_detail"),
    path("trials/<int:pk>/edit/", trials.trial_edit, name="trial_edit"),
    path("trials/<int:pk>/move/", trials.trial_move, name="trial_move"),
]
