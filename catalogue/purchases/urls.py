"""Addresses of imports."""

from django.urls import path

from catalogue.purchases import views

urlpatterns = [
    path("", views.import_list, name="import_list"),
    path("new/", views.import_upload, name="import_upload"),
    path("<int:pk>/", views.import_detail, name="import_detail"),
    path("<int:pk>/confirm/", views.import_confirm, name="import_confirm"),
    path("<int:pk>/discard/", views.import_discard, name="import_discard"),
    path("<int:pk>/again/", views.import_again, name="import_again"),
    path("<int:pk>/roll-back/", views.import_roll_back, name="import_roll_back"),
    path("<int:pk>/rejected/", views.import_rejected, name="import_rejected"),
]
