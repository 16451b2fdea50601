"""Addresses of adoptions, under /adoption/."""

from django.urls import path

from procurement.adoption.views import reading, working

urlpatterns = [
    path("", reading.adoption_list, name="adoption_list"),
    path("export/", reading.adoption_export, name="adoption_export"),
    path("versions/<int:pk>/", reading.adoption_trusts, name="adoption_trusts"),
    path("versions/<int:pk>/start/", working.adoption_start, name="adoption_start"),
    path("versions/<int:pk>/exempt/", working.adoption_exempt, name="adoption_exempt"),
    path("<int:pk>/", reading.adoption_detail, name="adoption_detail"),
    path("<int:pk>/edit/", working.adoption_edit, name="adoption_edit"),
    path("<int:pk>/move/", working.adoption_move, name="adoption_move"),
    path(
        "<int:pk>/savings/",
        working.adoption_start_savings,
        name="adoption_start_savings",
    ),
    path("<int:pk>/training/", working.training_add, name="training_add"),
    path("<int:pk>/months/<str:month>/", reading.adoption_lines, name="adoption_lines"),
    path("training/<int:pk>/", working.training_edit, name="training_edit"),
    path("training/<int:pk>/drop/", working.training_drop, name="training_drop"),
]
