"""What is said of the site itself, and the gallery of components."""

from django.urls import path

from procurement.ui import views

urlpatterns = [
    path(
        "accessibility/", views.accessibility_statement, name="accessibility_statement"
    ),
    path("privacy/", views.privacy_notice, name="privacy_notice"),
    path("how-figures-work/", views.how_figures_work, name="how_figures_work"),
    path("components/", views.component_gallery, name="component_gallery"),
]
