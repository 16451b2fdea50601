"""Addresses of the supplier pages, under /suppliers/."""

from django.urls import path

from procurement.suppliers import views

urlpatterns = [
    path("", views.supplier_list, name="supplier_list"),
    path("export/", views.supplier_export, name="supplier_export"),
    path("<int:pk>/", views.supplier_detail, name="supplier_detail"),
    path(
        "<int:pk>/gaps/export/", views.supplier_gap_export, name="supplier_gap_export"
    ),
]
