"""What tests of the league table do again and again."""

from decimal import Decimal

from catalogue.prices.models import PriceDispute
from procurement.league import actions
from procurement.league.editions import newest_ready
from procurement.league.models import (
    Figure,
    Standing,
)
from tests import region
from tests.procurement.league import world


def figure(release, code, metric):
    working = newest_ready(release.pk)
    return Figure.objects.get(working=working, organisation__code=code, metric=metric)


def bands(release):
    found = Standing.objects.filter(working=newest_ready(release.pk))
    return {each.organisation.code: each.band for each in found}


def challenge(release, amina, metric="M5", **said):
    words = {"says": "We named one.", "evidence": "Order 4711", **said}
    return actions.make_challenge(
        release, amina.organisation, metric=metric, by=amina,
        at=world.PREVIEWED, **words,
    )  # fmt: skip


def answer(made, by, outcome, at=world.PREVIEWED):
    return actions.answer_challenge(
        made, outcome=outcome, answer="Because.", by=by, at=at
    )


def kept_figures(release):
    found = Figure.objects.filter(working=newest_ready(release.pk)).order_by("pk")
    return list(found.values_list("organisation", "metric", "figure", "band", "weight"))


def dispute(code):
    PriceDispute.objects.create(
        organisation=region.trust(code), product=region.product("Nitrile gloves"),
        price_each="0.045", says="Not ours.", opened_on=world.DAY,
        opened_at=world.PREVIEWED,
    )  # fmt: skip


def set_weights(weights, by):
    return actions.set_weights(
        weights, least_share=Decimal("0.7"), note="Data first", by=by, at=world.RELEASED
    )
