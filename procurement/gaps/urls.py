"""Addresses of the gap pages, under /gaps/."""

from django.urls import path

from procurement.gaps import import_views, views

urlpatterns = [
    path("", views.gap_list, name="gap_list"),
    path("export/", views.gap_export, name="gap_export"),
    path("suspects/", views.suspect_list, name="suspect_list"),
    path("left-out/", views.left_out, name="left_out"),
    path(
        "imports/<int:pk>/",
        import_views.gap_changes_of_import,
        name="gap_changes_of_import",
    ),
    path("left-out/items/", views.left_out_items, name="left_out_items"),
    path("<int:pk>/", views.gap_detail, name="gap_detail"),
    path("<int:pk>/lines/", views.gap_lines, name="gap_lines"),
    path("<int:pk>/lines/export/", views.gap_line_export, name="gap_line_export"),
]
