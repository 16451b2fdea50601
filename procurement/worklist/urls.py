"""Addresses of the work on gaps, under /worklist/."""

from django.urls import path

from procurement.worklist import views

urlpatterns = [
    path("assign/", views.gap_assign, name="gap_assign"),
    path("note/", views.gap_note, name="gap_note"),
    path("put-off/", views.gap_snooze, name="gap_snooze"),
    path("accept/", views.gap_accept, name="gap_accept"),
    path("open-again/", views.gap_reopen, name="gap_reopen"),
    path("gaps/<int:pk>/wake/", views.gap_wake, name="gap_wake"),
    path("gaps/<int:pk>/watch/", views.gap_watch, name="gap_watch"),
    path(
        "gaps/<int:pk>/stop-watching/",
        views.gap_stop_watching,
        name="gap_stop_watching",
    ),
    path(
        "acts/<uuid:act>/take-back/", views.gap_act_take_back, name="gap_act_take_back"
    ),
]
