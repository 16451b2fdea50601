"""Addresses of the reading page, under /specifications/."""

from django.urls import path

from procurement.signoff import reading_views

urlpatterns = [
    path(
        "<int:pk>/versions/<int:number>/",
        reading_views.version_detail,
        name="version_detail",
    ),
]
