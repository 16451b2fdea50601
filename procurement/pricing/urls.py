"""Addresses of corrected, disputed and confidential prices, under /prices/."""

from django.urls import path

from procurement.pricing import (
    confidential_views,
    correcting_views,
    disputing_views,
    views,
)
from trusts import converters  # noqa: F401  # makes <code:code> known

_PRICE = "of/<int:product>/<code:code>/"

urlpatterns = [
    path("", views.correction_list, name="correction_list"),
    path("export/", views.correction_export, name="correction_export"),
    path("<int:pk>/", views.correction_detail, name="correction_detail"),
    path("<int:pk>/end/", views.correction_end, name="correction_end"),
    path("<int:pk>/reopen/", views.correction_reopen, name="correction_reopen"),
    path("of/<int:product>/", correcting_views.price_choose, name="price_choose"),
    path(_PRICE, correcting_views.price_wrong, name="price_wrong"),
    path(f"{_PRICE}adjust/", correcting_views.adjustment_add, name="adjustment_add"),
    path(
        f"{_PRICE}leave-out/",
        correcting_views.suppression_add,
        name="suppression_add",
    ),
    path(f"{_PRICE}dispute/", disputing_views.dispute_add, name="dispute_add"),
    path(
        f"{_PRICE}confidential/",
        confidential_views.confidential_add,
        name="confidential_add",
    ),
    path(
        "confidential/", confidential_views.confidential_list, name="confidential_list"
    ),
    path(
        "confidential/<int:pk>/lift/",
        confidential_views.confidential_lift,
        name="confidential_lift",
    ),
    path("disputes/", disputing_views.dispute_list, name="dispute_list"),
    path("disputes/export/", disputing_views.dispute_export, name="dispute_export"),
    path("disputes/<int:pk>/", disputing_views.dispute_detail, name="dispute_detail"),
    path(
        "disputes/<int:pk>/settle/",
        disputing_views.dispute_settle,
        name="dispute_settle",
    ),
    path(
        "disputes/<int:pk>/withdraw/",
        disputing_views.dispute_withdraw,
        name="dispute_withdraw",
    ),
]
