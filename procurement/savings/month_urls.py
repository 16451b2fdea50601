"""Addresses of the pages of months, leakage, target and check, under /savings/."""

from django.urls import path

from procurement.savings import leak_views, month_views, target_views

urlpatterns = [
    path("leakage/", leak_views.leak_list, name="leak_list"),
    path("leakage/export/", leak_views.leak_export, name="leak_export"),
    path("targets/", target_views.target_list, name="target_list"),
    path("targets/set/", target_views.target_set, name="target_set"),
    path("checks/", target_views.check_list, name="check_list"),
    path("checks/<int:pk>/", target_views.check_detail, name="check_detail"),
    path("months/", month_views.month_list, name="month_list"),
    path("months/export/", month_views.month_export, name="month_export"),
    path("months/confirm/", month_views.month_confirm, name="month_confirm"),
    path("parts/<int:pk>/months/", month_views.part_months, name="part_months"),
    path(
        "parts/<int:pk>/months/export/",
        month_views.part_month_export,
        name="part_month_export",
    ),
    path(
        "parts/<int:pk>/months/<str:month>/",
        month_views.month_lines,
        name="month_lines",
    ),
    path(
        "parts/<int:pk>/months/<str:month>/export/",
        month_views.month_line_export,
        name="month_line_export",
    ),
]
