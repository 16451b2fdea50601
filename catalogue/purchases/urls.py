"""Addresses of imports."""

from django.urls import path

from catalogue.purchases import profile_views, views

urlpatterns = [
    path("", views.import_list, name="import_list"),
    path("new/", views.import_upload, name="import_upload"),
    path("profiles/", profile_views.profile_list, name="profile_list"),
    path("profiles/<int:pk>/", profile_views.profile_detail, name="profile_detail"),
    path("profiles/<int:pk>/edit/", profile_views.profile_edit, name="profile_edit"),
    path("profiles/<int:pk>/copy/", profile_views.profile_copy, name="profile_copy"),
    path(
        "profiles/<int:pk>/delete/", profile_views.profile_remove, name="profile_remove"
    ),
    path(
        "profiles/<int:pk>/bring-back/",
        profile_views.profile_restore,
        name="profile_restore",
    ),
    path(
        "profiles/<int:pk>/versions/<int:version>/put-back/",
        profile_views.profile_put_back,
        name="profile_put_back",
    ),
    path("<int:pk>/", views.import_detail, name="import_detail"),
    path("<int:pk>/confirm/", views.import_confirm, name="import_confirm"),
    path("<int:pk>/discard/", views.import_discard, name="import_discard"),
    path("<int:pk>/again/", views.import_again, name="import_again"),
    path("<int:pk>/rejected/", views.import_rejected, name="import_rejected"),
]
