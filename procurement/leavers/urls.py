"""Addresses of what is with whom, under /leavers/."""

from django.urls import path

from procurement.leavers import views

urlpatterns = [
    path("", views.leaver_list, name="leaver_list"),
    path("<int:pk>/", views.person_work, name="person_work"),
    path("<int:pk>/hand-over/", views.work_hand_over, name="work_hand_over"),
    path(
        "acts/<uuid:act>/take-back/",
        views.hand_over_take_back,
        name="hand_over_take_back",
    ),
]
