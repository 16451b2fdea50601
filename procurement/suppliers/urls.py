"""Addresses of the supplier pages, under /suppliers/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
