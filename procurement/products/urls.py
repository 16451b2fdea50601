"""Addresses of the product pages, under /products/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
