"""Addresses of the pages of GTIN coverage, under /coverage/gtins/."""

from django.urls import path

from procurement.gtins import views

urlpatterns = [
    path("", views.gtin_coverage, name="gtin_coverage"),
    path("export/", views.gtin_coverage_export, name="gtin_coverage_export"),
    path("unreadable/", views.gtin_unread_list, name="gtin_unread_list"),
    path("unreadable/export/", views.gtin_unread_export, name="gtin_unread_export"),
]
