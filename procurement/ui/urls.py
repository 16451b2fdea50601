"""The way in, and the gallery of components."""

from django.urls import path

from procurement.ui import views

urlpatterns = [
    path("", views.home, name="home"),
    path("components/", views.component_gallery, name="component_gallery"),
]
