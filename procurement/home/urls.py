"""The address of the page that everybody lands on."""

from django.urls import path

from procurement.home import views

urlpatterns = [path("", views.home, name="home")]
