"""Addresses of the pages of opportunities, under /opportunities/."""

from django.urls import path

from procurement.opportunities import views

urlpatterns = [
    path("", views.opportunity_list, name="opportunity_list"),
    path("export/", views.opportunity_export, name="opportunity_export"),
]
