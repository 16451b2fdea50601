"""Addresses of the page of savings, under /dashboard/."""

from django.urls import path

from procurement.dashboard import views

urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("export/", views.dashboard_export, name="dashboard_export"),
    path("board-paper/", views.board_paper, name="board_paper"),
    path("remind/<str:code>/", views.dashboard_remind, name="dashboard_remind"),
]
