"""Addresses of problems and safety notices, under /problems/."""

from django.urls import path

from procurement.problems import notice_views, views

urlpatterns = [
    path("", views.problem_list, name="problem_list"),
    path("export/", views.problem_export, name="problem_export"),
    path("report/", views.problem_choose, name="problem_choose"),
    path("report/<int:pk>/", views.problem_report, name="problem_report"),
    path("notices/", notice_views.notice_list, name="notice_list"),
    path("notices/export/", notice_views.notice_export, name="notice_export"),
    path("notices/enter/", notice_views.notice_enter, name="notice_enter"),
    path("notices/<int:pk>/", notice_views.notice_detail, name="notice_detail"),
    path("<int:pk>/", views.problem_detail, name="problem_detail"),
    path("<int:pk>/follow-up/", views.problem_follow_up, name="problem_follow_up"),
    path("<int:pk>/mistake/", views.problem_take_back, name="problem_take_back"),
]
