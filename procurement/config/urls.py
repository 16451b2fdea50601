"""Every address of the site, by room."""

from django.urls import include, path

from procurement.config.health import alive, healthy  # noqa: TID251  # our own room

# Where the frame of a page may be what is broken; the rest are templates by status.
handler400 = "procurement.ui.errors.bad_request"
handler500 = "procurement.ui.errors.server_error"

urlpatterns = [
    path("alive/", alive, name="alive"),
    path("healthy/", healthy, name="healthy"),
    path("", include("procurement.home.urls")),
    path("", include("procurement.ui.urls")),
    path("", include("trusts.urls")),
    path("", include("procurement.sameness.urls")),
    path("imports/", include("catalogue.purchases.urls")),
    path("imports/", include("procurement.rollbacks.urls")),
    path("products/", include("procurement.products.urls")),
    path("suppliers/", include("procurement.suppliers.urls")),
    path("coverage/gtins/", include("procurement.gtins.urls")),
    path("coverage/", include("procurement.coverage.urls")),
    path("gaps/", include("procurement.gaps.urls")),
    path("dashboard/", include("procurement.dashboard.urls")),
    path("opportunities/", include("procurement.opportunities.urls")),
    path("leavers/", include("procurement.leavers.urls")),
    path("worklist/", include("procurement.worklist.urls")),
    path("", include("procurement.savings.urls")),
    path("savings/", include("procurement.savings.month_urls")),
    path("specifications/", include("procurement.specifications.urls")),
    path("adoption/", include("procurement.adoption.urls")),
    path("scoring/", include("procurement.evaluation.urls")),
    path("", include("procurement.signoff.urls")),
    path("specifications/", include("procurement.specifications.comment_urls")),
    path("specifications/", include("procurement.signoff.reading_urls")),
    path("sign-off/", include("procurement.signoff.signing_urls")),
    path("sign-off/", include("procurement.signoff.board_urls")),
    path("sign-off/", include("procurement.signoff.objection_urls")),
    path("problems/", include("procurement.problems.urls")),
    path("prices/", include("procurement.pricing.urls")),
    path("league/", include("procurement.league.urls")),
    path("asks/", include("procurement.asks.urls")),
    path("review/", include("procurement.review.urls")),
    path("demonstration/", include("procurement.demonstration.urls")),
    path("accounts/", include("allauth.urls")),
]
