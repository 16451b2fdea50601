"""Addresses of the pages of coverage, under /coverage/."""

from django.urls import path

from procurement.coverage import views
from trusts import converters  # noqa: F401  # makes <code:code> known

urlpatterns = [
    path("", views.coverage, name="coverage"),
    path("export/", views.coverage_export, name="coverage_export"),
    path("<code:code>/", views.coverage_trust, name="coverage_trust"),
    path(
        "<code:code>/export/", views.coverage_trust_export, name="coverage_trust_export"
    ),
    path("<code:code>/<str:month>/", views.coverage_month, name="coverage_month"),
    path("<code:code>/<str:month>/lines/", views.coverage_lines, name="coverage_lines"),
]
