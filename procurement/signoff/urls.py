"""Addresses of sign-off, and of what its rule has a say in."""

from django.urls import path

from procurement.signoff.views import affairs

_SPECIFICATION = "specifications/<int:pk>/"

urlpatterns = [
    path("sign-off/duties/", affairs.duty_list, name="duty_list"),
    path(_SPECIFICATION, affairs.specification_detail, name="specification_detail"),
    path(f"{_SPECIFICATION}chair/", affairs.chair_hand_on, name="chair_hand_on"),
    path(f"{_SPECIFICATION}people/", affairs.seat_list, name="seat_list"),
]
