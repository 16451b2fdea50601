"""Addresses of initiatives and savings."""

from django.urls import path

from procurement.savings import (
    claim_views,
    evidence_views,
    finance_views,
    initiative_views,
    part_views,
)

_PART = "initiatives/parts/<int:pk>/"
_CLAIM = "initiatives/products/<int:pk>/"

urlpatterns = [
    path("initiatives/", initiative_views.initiative_list, name="initiative_list"),
    path(
        "initiatives/export/",
        initiative_views.initiative_export,
        name="initiative_export",
    ),
    path(
        "initiatives/start/", initiative_views.initiative_start, name="initiative_start"
    ),
    path(
        "initiatives/of-gap/<int:pk>/",
        initiative_views.gap_initiative,
        name="gap_initiative",
    ),
    path(
        "initiatives/<int:pk>/",
        initiative_views.initiative_detail,
        name="initiative_detail",
    ),
    path(
        "initiatives/<int:pk>/rename/",
        initiative_views.initiative_rename,
        name="initiative_rename",
    ),
    path("initiatives/<int:pk>/trusts/", initiative_views.part_add, name="part_add"),
    path(_PART, part_views.part_detail, name="part_detail"),
    path(f"{_PART}change/", part_views.part_change, name="part_change"),
    path(f"{_PART}hand-over/", part_views.part_hand_over, name="part_hand_over"),
    path(f"{_PART}propose/", part_views.part_propose, name="part_propose"),
    path(f"{_PART}take-back/", part_views.part_take_back, name="part_take_back"),
    path(f"{_PART}lapse/", part_views.part_lapse, name="part_lapse"),
    path(f"{_PART}products/", claim_views.part_products, name="part_products"),
    path(
        f"{_PART}products/add/", claim_views.part_product_add, name="part_product_add"
    ),
    path(f"{_PART}prices/", claim_views.part_prices, name="part_prices"),
    path(f"{_PART}papers/", evidence_views.evidence_add, name="evidence_add"),
    path(
        f"{_PART}papers/<int:file>/", evidence_views.evidence_file, name="evidence_file"
    ),
    path(f"{_PART}agree/", finance_views.part_agree, name="part_agree"),
    path(f"{_PART}send-back/", finance_views.part_send_back, name="part_send_back"),
    path(f"{_PART}close/", finance_views.part_close, name="part_close"),
    path(f"{_CLAIM}take-out/", claim_views.claim_drop, name="claim_drop"),
    path(f"{_CLAIM}rise/", claim_views.uplift_add, name="uplift_add"),
    path(
        "savings/rises/<int:pk>/take-back/",
        claim_views.uplift_take_back,
        name="uplift_take_back",
    ),
    path(f"{_CLAIM}baseline/", finance_views.baseline_detail, name="baseline_detail"),
    path(
        f"{_CLAIM}baseline/export/",
        finance_views.baseline_export,
        name="baseline_export",
    ),
    path(
        f"{_CLAIM}baseline/lower/", finance_views.baseline_lower, name="baseline_lower"
    ),
]
