"""Addresses of the product pages, under /products/."""

from django.urls import path

from procurement.products import views

urlpatterns = [
    path("", views.product_list, name="product_list"),
    path("<int:pk>/", views.product_detail, name="product_detail"),
    path("<int:pk>/lines/", views.product_lines, name="product_lines"),
    path(
        "<int:pk>/lines/export/", views.product_line_export, name="product_line_export"
    ),
]
