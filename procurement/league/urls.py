"""Addresses of the league table, under /league/."""

from django.urls import path

from procurement.league import challenge_views, release_views, views
from trusts import converters  # noqa: F401  # makes <code:code> known

_FIGURE = "<int:pk>/<code:code>/<str:metric>/"

urlpatterns = [
    path("", views.league, name="league"),
    path("weights/", release_views.league_weights, name="league_weights"),
    path("releases/", release_views.release_list, name="release_list"),
    path("releases/prepare/", release_views.release_prepare, name="release_prepare"),
    path("releases/<int:pk>/", release_views.release_detail, name="release_detail"),
    path(
        "releases/<int:pk>/work-out/",
        release_views.release_work_out,
        name="release_work_out",
    ),
    path(
        "releases/<int:pk>/preview/",
        release_views.release_preview,
        name="release_preview",
    ),
    path(
        "releases/<int:pk>/take-disputed-out/",
        release_views.release_take_disputed_out,
        name="release_take_disputed_out",
    ),
    path(
        "releases/<int:pk>/publish/",
        release_views.release_publish,
        name="release_publish",
    ),
    path(
        "releases/<int:pk>/withdraw/",
        release_views.release_withdraw,
        name="release_withdraw",
    ),
    path(
        "challenges/<int:pk>/",
        challenge_views.challenge_detail,
        name="challenge_detail",
    ),
    path(
        "challenges/<int:pk>/answer/",
        challenge_views.challenge_answer,
        name="challenge_answer",
    ),
    path(
        "challenges/<int:pk>/take-back/",
        challenge_views.challenge_take_back,
        name="challenge_take_back",
    ),
    path("<int:pk>/", views.league_release, name="league_release"),
    path("<int:pk>/export/", views.league_export, name="league_export"),
    path("<int:pk>/<code:code>/", views.league_trust, name="league_trust"),
    path(f"{_FIGURE}rows/", views.league_rows, name="league_rows"),
    path(f"{_FIGURE}export/", views.league_row_export, name="league_row_export"),
    path(f"{_FIGURE}challenge/", challenge_views.challenge_add, name="challenge_add"),
]
