"""Addresses of the pages of coverage, under /coverage/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
