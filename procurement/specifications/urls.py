"""Addresses of specifications, under /specifications/."""

from django.urls import path

from procurement.specifications.views import (
    criteria,
    evidence,
    people,
    products,
    specifications,
    taking_part,
    writing,
)

_VERSION = "<int:pk>/versions/<int:number>/"
_CRITERION = "criteria/<int:pk>/"
_PRODUCT = "products/<int:pk>/"

urlpatterns = [
    path("", specifications.specification_list, name="specification_list"),
    path("export/", specifications.specification_export, name="specification_export"),
    path("start/", specifications.specification_start, name="specification_start"),
    path(f"{_VERSION}edit/", writing.version_edit, name="version_edit"),
    path(f"{_VERSION}next/", writing.version_next, name="version_next"),
    path(f"{_VERSION}step/<slug:name>/", writing.version_move, name="version_move"),
    path(f"{_VERSION}criteria/", criteria.criterion_list, name="criterion_list"),
    path(f"{_VERSION}criteria/add/", criteria.criterion_add, name="criterion_add"),
    path(f"{_CRITERION}change/", criteria.criterion_change, name="criterion_change"),
    path(f"{_CRITERION}move/", criteria.criterion_move, name="criterion_move"),
    path(f"{_CRITERION}drop/", criteria.criterion_drop, name="criterion_drop"),
    path(f"{_VERSION}products/", products.considered_list, name="considered_list"),
    path(f"{_VERSION}products/add/", products.considered_add, name="considered_add"),
    path(f"{_PRODUCT}change/", products.considered_change, name="considered_change"),
    path(f"{_PRODUCT}drop/", products.considered_drop, name="considered_drop"),
    path(f"{_VERSION}evidence/", evidence.evidence_list, name="evidence_list"),
    path("evidence/<int:pk>/drop/", evidence.evidence_drop, name="evidence_drop"),
    path("<int:pk>/people/<code:code>/ask/", people.seat_give, name="seat_give"),
    path("<int:pk>/people/<code:code>/invite/", people.seat_invite, name="seat_invite"),
    path("seats/<int:pk>/give-up/", people.seat_give_up, name="seat_give_up"),
    path("<int:pk>/trusts/add/", taking_part.trust_add, name="trust_add"),
    path(
        "<int:pk>/trusts/<code:code>/leave/",
        taking_part.trust_leave,
        name="trust_leave",
    ),
]
