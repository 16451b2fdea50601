"""Addresses of comments and papers, under /specifications/."""

from django.urls import path

from procurement.specifications import comment_views as views

_VERSION = "<int:pk>/versions/<int:number>/"

urlpatterns = [
    path(f"{_VERSION}comment/", views.comment_add, name="comment_add"),
    path(f"{_VERSION}read/", views.version_read, name="version_read"),
    path(f"{_VERSION}comments/", views.comment_list, name="comment_list"),
    path("comments/<int:pk>/answer/", views.comment_answer, name="comment_answer"),
    path(
        "<int:pk>/papers/<str:sha256>/",
        views.evidence_download,
        name="evidence_download",
    ),
]
