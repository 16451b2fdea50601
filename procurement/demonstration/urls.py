"""Addresses that only a demonstration has."""

from django.urls import path

from procurement.demonstration import views

urlpatterns = [
    path("mail/", views.mail_list, name="mail_list"),
    path("mail/<int:pk>/", views.mail_detail, name="mail_detail"),
]
