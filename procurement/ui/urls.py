"""What is said of the site itself, and the gallery of components."""

from django.urls import path

from procurement.ui import views

urlpatterns = [
    path("components/", views.component_gallery, name="component_gallery"),
]
