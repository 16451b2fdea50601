"""The address of a rollback, under the import's."""

from django.urls import path

from procurement.rollbacks import views

urlpatterns = [
    path("<int:pk>/roll-back/", views.import_roll_back, name="import_roll_back"),
]
