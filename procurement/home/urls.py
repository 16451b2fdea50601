"""Addresses of the page that everybody lands on."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
