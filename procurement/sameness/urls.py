"""Addresses of what is the same, what is not, and what may stand in for it."""

from django.urls import path

from procurement.sameness import (
    difference_views,
    equivalence_views,
    manufacturer_views,
    views,
)

urlpatterns = [
    path("same/", views.merge_list, name="merge_list"),
    path("same/export/", views.merge_export, name="merge_export"),
    path("same/names/", difference_views.name_list, name="name_list"),
    path("same/not/", difference_views.difference_list, name="difference_list"),
    path(
        "same/not/<int:pk>/take-back/",
        difference_views.difference_take_back,
        name="difference_take_back",
    ),
    path("same/<int:pk>/part/", views.merge_part, name="merge_part"),
    path("same/<int:pk>/again/", views.merge_again, name="merge_again"),
    path("same/<str:what>/<int:pk>/", views.merge_choose, name="merge_choose"),
    path(
        "same/<str:what>/<int:pk>/<int:other>/",
        views.merge_preview,
        name="merge_preview",
    ),
    path(
        "same/<str:what>/<int:pk>/<int:other>/not/",
        difference_views.difference_say,
        name="difference_say",
    ),
    path(
        "products/<int:pk>/alternatives/add/",
        equivalence_views.equivalence_add,
        name="equivalence_add",
    ),
    path(
        "alternatives/<int:pk>/take-back/",
        equivalence_views.equivalence_take_back,
        name="equivalence_take_back",
    ),
    path(
        "manufacturers/",
        manufacturer_views.manufacturer_list,
        name="manufacturer_list",
    ),
    path(
        "manufacturers/<int:pk>/",
        manufacturer_views.manufacturer_detail,
        name="manufacturer_detail",
    ),
]
