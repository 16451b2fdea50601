"""Addresses of the review desk, under /review/."""

from django.urls import path

from procurement.review import answer_views, views

urlpatterns = [
    path("", views.question_list, name="question_list"),
    path("export/", views.question_export, name="question_export"),
    path("next/", views.question_next, name="question_next"),
    path("answers/", views.answer_list, name="answer_list"),
    path("<int:pk>/", views.question_detail, name="question_detail"),
    path("<int:pk>/answer/", answer_views.question_answer, name="question_answer"),
    path("<int:pk>/ask/", answer_views.question_ask, name="question_ask"),
    path("answers/<int:pk>/undo/", answer_views.answer_undo, name="answer_undo"),
    path(
        "answers/<int:pk>/confirm/", answer_views.answer_confirm, name="answer_confirm"
    ),
    path("answers/<int:pk>/refuse/", answer_views.answer_refuse, name="answer_refuse"),
]
