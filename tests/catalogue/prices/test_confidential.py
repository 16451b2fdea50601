"""A confidential price counts in every comparison, and other trusts see its band."""

from datetime import timedelta
from decimal import Decimal

import pytest

from catalogue.matching.actions import merge, split
from catalogue.matching.models import Match, TouchedProduct
from catalogue.prices.actions import (
    lift_confidential,
    make_confidential,
    open_dispute,
)
from catalogue.prices.models import ConfidentialPrice, ConfidentialReason, PricePaid
from catalogue.prices.months import monthly_prices
from catalogue.prices.visibility import items_on, prices_side_by_side
from catalogue.products.models import Kind, Product
from catalogue.purchases.models import Item
from procurement.gaps.actions import (
    catch_up,
    make_snapshot,
    refresh_gaps,
    refresh_touched_gaps,
)
from procurement.gaps.models import ExactGap, Gap, SnapshotGap
from tests import region
from tests.catalogue.prices.correcting import (
    AT,
    DAY,
    LATER,
    adjusted,
    correct,
    gap_at,
    price_target,
)
from tests.procurement.gaps import world
from trusts.models import AuditEvent
from trusts.rules import Refused

pytestmark = pytest.mark.django_db

PLAIN = (Decimal("0.065"), "SMR", Decimal("1950.00"))


@pytest.fixture
def gloves(northgate, southmere):
    return world.fill().product


def keep(product, by, **more):
    """Its own trust keeps the price confidential, and the figures follow."""
    usual = {
        "reason": ConfidentialReason.CONTRACT,
        "evidence": "Contract 4711",
        "ends_on": DAY + timedelta(days=30),
    }
    made = make_confidential(
        by.organisation, product, by=by, at=AT, **{**usual, **more}
    )
    catch_up(on=DAY, at=LATER)
    return made


def test_other_trusts_are_shown_the_top_of_the_band_and_nobody_whose(gloves, dilys):
    keep(gloves, dilys)

    gap = Gap.objects.listed().get()
    assert gap.lowest_organisation is None
    assert gap.lowest_price == Decimal("0.056")
    assert (gap.gap_value, gap.most_value) == (Decimal("1350.00"), Decimal("2100.00"))
    assert gap.gap_percent == Decimal("0.138462")
    assert (gap.second_lowest_price, gap.median_price) == (
        Decimal("0.065"),
        Decimal("0.056"),
    )
    assert gap.median_gap_value == Decimal("1350.00")


def test_what_the_prices_say_is_kept_for_the_operator(gloves, dilys):
    keep(gloves, dilys)
    make_snapshot(on=DAY, at=LATER)

    for exact in (ExactGap.objects.get(), SnapshotGap.objects.get()):
        assert exact.lowest_organisation == dilys.organisation
        assert exact.lowest_price == Decimal("0.052")
        assert exact.gap_value == Decimal("1950.00")


def test_lifted_it_is_shown_again(gloves, dilys, amina):
    kept = keep(gloves, dilys)

    with pytest.raises(Refused, match="Only the trust that keeps"):
        lift_confidential(kept, by=amina, at=LATER)
    lift_confidential(kept, by=dilys, at=LATER)
    catch_up(on=DAY, at=LATER)

    assert gap_at("NGT") == PLAIN
    assert not ExactGap.objects.exists()
    with pytest.raises(Refused, match="not confidential any more"):
        lift_confidential(kept, by=dilys, at=LATER)
    assert AuditEvent.objects.filter(action__contains="confidential").count() == 2


def test_it_ends_by_itself_after_its_last_day(gloves, dilys):
    keep(gloves, dilys, ends_on=DAY)
    assert whose_is_hidden()

    catch_up(on=DAY + timedelta(days=1), at=LATER)

    kept = ConfidentialPrice.objects.get()
    assert (kept.ended_at, kept.ended_by) == (LATER, None)
    assert not whose_is_hidden()


def whose_is_hidden():
    return Gap.objects.listed().get().lowest_organisation is None


def test_only_the_trust_itself_keeps_a_price_it_has_and_once(
    gloves, dilys, amina, stella
):
    with pytest.raises(Refused, match="Only the trust that pays"):
        make_confidential(
            dilys.organisation, gloves, reason=ConfidentialReason.OTHER, evidence="",
            ends_on=DAY, by=amina, at=AT,
        )  # fmt: skip
    with pytest.raises(Refused, match="Nothing that the trust buys"):
        keep(region.product("Never bought"), dilys)
    with pytest.raises(Refused, match="is past"):
        keep(gloves, dilys, ends_on=DAY - timedelta(days=1))
    with pytest.raises(Refused, match="at most"):
        keep(gloves, dilys, ends_on=DAY + timedelta(days=4000))
    keep(gloves, dilys)
    with pytest.raises(Refused, match="confidential already"):
        keep(gloves, dilys)


def test_an_own_price_is_no_secret_from_its_trust(gloves, dilys, amina, rae):
    """Northgate keeps its own: its gap is as it was; nobody else's page has it."""
    keep(gloves, amina)

    assert gap_at("NGT") == PLAIN
    assert prices_seen(gloves, amina)["NGT"] == Decimal("0.065")
    assert "NGT" not in prices_seen(gloves, dilys)
    assert prices_seen(gloves, rae)["NGT"] == Decimal("0.065")


def prices_seen(product, member):
    paid = PricePaid.objects.visible_to(member).filter(product=product)
    return dict(paid.values_list("organisation__code", "price_each"))


def test_nothing_tells_whose_it_is(gloves, dilys, amina):
    correct(price_target(dilys.organisation, gloves), adjusted(percent=-5), dilys)
    keep(gloves, dilys)

    [hidden] = [p for p in prices_side_by_side(gloves, member=amina) if p.band]
    assert hidden.price.organisation.name == "A trust (confidential)"
    assert hidden.price.price_each == hidden.band.high
    places = {each.organisation.code for each in items_on(gloves, member=amina)}
    assert "SMR" not in places
    months = monthly_prices(gloves, member=amina, on=DAY)
    assert dilys.organisation_id not in {each.organisation_id for each in months}


def test_a_public_price_in_the_same_band_is_the_lowest_that_is_shown(
    gloves, dilys, amina
):
    """Or its place in the order would close in on the confidential one."""
    holm = region.trust("HLM")
    region.buy(
        region.item(holm, gloves, eaches=100), [(d, 10, "53.00") for d in days()]
    )
    keep(gloves, dilys)
    refresh_gaps(on=DAY, at=LATER)

    gap = Gap.objects.listed().get(organisation=amina.organisation)
    assert gap.lowest_organisation == holm
    assert gap.lowest_price == Decimal("0.053")
    assert ExactGap.objects.get(
        organisation=amina.organisation
    ).lowest_price == Decimal("0.052")


def test_the_last_figures_of_a_gap_that_is_gone_are_taken_away(gloves, dilys, amina):
    """They would stay there for good: no rule goes over them any more."""
    gap = Gap.objects.get(organisation=amina.organisation)
    old = region.product("Old gloves")
    Product.objects.filter(pk=old.pk).update(merged_into=gloves)
    of_old = {**vars(gap), "id": None, "product_id": old.pk, "state": "GONE"}
    of_old.pop("_state")
    Gap.objects.create(**of_old)
    theirs = Gap.objects.create(
        **of_old | {"organisation_id": dilys.organisation_id, "stage": ""}
    )
    item = Item.objects.get(organisation=amina.organisation)
    region.buy(item, [(d, 1000, "5000.00") for d in days()])
    refresh_gaps(on=DAY, at=LATER)
    gap.refresh_from_db()
    assert (gap.state, gap.lowest_organisation) == ("GONE", dilys.organisation)

    keep(gloves, dilys)

    for each in Gap.objects.filter(organisation=amina.organisation):
        assert (each.lowest_organisation, each.lowest_band) == (None, None)
        assert {each.lowest_price, each.median_price, each.gap_value} == {0}
        assert each.price_each == Decimal("0.065")
        assert each.is_emptied
    theirs.refresh_from_db()
    assert theirs.gap_value == PLAIN[2]


def days():
    return [DAY - timedelta(days=number) for number in (3, 4, 5)]


def test_a_confidential_price_that_is_disputed_is_no_reference(gloves, dilys):
    keep(gloves, dilys)
    open_dispute(dilys.organisation, gloves, says="No.", evidence="", by=dilys, at=AT)
    catch_up(on=DAY, at=LATER)

    assert not Gap.objects.listed().exists()


def parted_later(gloves, dilys):
    """Southmere's gloves are under Northgate's product while it keeps its price."""
    other = region.product("Nitrile gloves, M")
    Match.objects.filter(organisation=dilys.organisation).update(
        product=other, code_product=other
    )
    said = merge(kind=Kind.PRODUCT, from_id=other.pk, into_id=gloves.pk, by=None, at=AT)
    Match.objects.filter(product=other).update(product=gloves)
    make_confidential(
        dilys.organisation, gloves, reason=ConfidentialReason.CONTRACT, evidence="",
        ends_on=DAY + timedelta(days=9), by=dilys, at=AT,
    )  # fmt: skip
    split(said, by=None, at=LATER)
    return other


def test_what_is_parted_is_confidential_on_both_sides(gloves, dilys, amina):
    other = parted_later(gloves, dilys)
    Match.objects.filter(organisation=dilys.organisation).update(product=other)
    TouchedProduct.objects.create(product_id=other.pk, import_id=0)
    refresh_touched_gaps(at=LATER)

    moved = ConfidentialPrice.objects.in_force().get(product=other)
    assert (moved.organisation, moved.made_by) == (dilys.organisation, dilys)
    assert moved.ends_on == DAY + timedelta(days=9)
    assert "SMR" not in prices_seen(other, amina)
    assert not items_on(other, member=amina).exists()


def test_what_was_lifted_since_they_were_parted_stays_lifted(gloves, dilys, amina):
    other = parted_later(gloves, dilys)
    Match.objects.filter(organisation=dilys.organisation).update(product=other)
    refresh_gaps(on=DAY, at=LATER)
    for kept in ConfidentialPrice.objects.in_force():
        lift_confidential(kept, by=dilys, at=LATER)
        refresh_gaps(on=DAY, at=LATER)

    assert not ConfidentialPrice.objects.in_force().exists()
    assert ConfidentialPrice.objects.count() == 2
    assert "SMR" in prices_seen(other, amina)
