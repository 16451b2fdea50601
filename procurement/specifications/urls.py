"""Addresses of specifications, under /specifications/."""

from django.urls import path

from procurement.specifications.views import specifications

urlpatterns = [
    path("", specifications.specification_list, name="specification_list"),
    path("export/", specifications.specification_export, name="specification_export"),
    path("start/", specifications.specification_start, name="specification_start"),
]
