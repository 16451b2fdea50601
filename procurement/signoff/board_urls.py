"""Addresses of the chair's board, under /sign-off/."""

from django.urls import path

from procurement.signoff.views import board

_ROUND = "rounds/<int:pk>/"

urlpatterns = [
    path("open/<int:pk>/versions/<int:number>/", board.round_open, name="round_open"),
    path(_ROUND, board.round_detail, name="round_detail"),
    path(f"{_ROUND}extend/", board.round_extend, name="round_extend"),
    path(f"{_ROUND}correct/", board.text_correct, name="text_correct"),
    path(f"{_ROUND}close/", board.round_close, name="round_close"),
    path(f"{_ROUND}count-again/", board.count_again, name="count_again"),
    path(f"{_ROUND}reject/", board.version_reject, name="version_reject"),
    path("interests/<int:pk>/rule/", board.interest_rule, name="interest_rule"),
]
