"""Work on a gap whose product is merged into another, and parted from it again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from catalogue.matching.actions import merge, split
from catalogue.matching.models import Match, TouchedProduct
from catalogue.products.models import Kind
from procurement.gaps.actions import refresh_gaps, refresh_touched_gaps
from procurement.gaps.models import AcceptReason, Gap, GapStage, GapStep
from procurement.gaps.work_shown import history_of
from procurement.worklist import actions
from tests import region
from tests.procurement.sameness import world

pytestmark = pytest.mark.django_db

DAY, DUE, AT = date(2026, 9, 30), date(2026, 12, 1), region.AT
DAYS = [date(2026, 9, day) for day in (1, 2, 3)]
WORK = ("stage", "owner", "due_on", "accept_reason", "accepted_value", "review_on")


@pytest.fixture
def gaps():
    """Northgate's gaps, £3,000 a year each, on a glove and on its other name."""
    products = [region.product("Glove, other name"), region.product("Glove")]
    for product in products:
        for code, price in (("NGT", 2), ("SMR", 1)):
            item = region.item(region.trust(code), product)
            region.buy(item, [(day, 1000, 1000 * price) for day in DAYS])
    refresh_gaps(on=DAY, at=AT)
    return [Gap.objects.get(product=product) for product in products]


def join(gaps):
    """What matching leaves once the first's product is merged into the second's."""
    absorbed, kept = [gap.product for gap in gaps]
    moved = Match.objects.filter(product=absorbed)
    items = list(moved.values_list("pk", flat=True))
    _stand(absorbed, moved, under=kept, on=kept)
    return absorbed, Match.objects.filter(pk__in=items)


def part(said):
    absorbed, moved = said
    _stand(absorbed, moved, under=None, on=absorbed)


def _stand(absorbed, matches, *, under, on):
    for product in (absorbed, under or absorbed.merged_into):
        TouchedProduct.objects.create(product_id=product.pk, import_id=7)
    matches.update(product=on)
    absorbed.merged_into = under
    absorbed.save(update_fields=["merged_into"])
    refresh_touched_gaps(at=AT)


def works(gaps):
    found = Gap.objects.in_bulk([gap.pk for gap in gaps])
    return [tuple(getattr(found[gap.pk], name) for name in WORK) for gap in gaps]


NO_WORK = ("", None, None, "", None, None)


def test_work_goes_on_under_the_kept_product_and_comes_back(amina, ben):
    """Through the door at which a steward says that two are one."""
    world.fill()
    absorbed, kept = world.product("AM1234X"), world.product("AM1234")
    mine = Gap.objects.filter(organisation=amina.organisation)
    gaps = [mine.get(product=absorbed), mine.get(product=kept)]
    actions.assign(gaps[:1], to=ben, due_on=DUE, note="Call", by=amina, at=AT)
    actions.watch(gaps[0], by=amina, at=AT)
    before = works(gaps)
    these = {"from_id": absorbed.pk, "into_id": kept.pk}

    said = merge(kind=Kind.PRODUCT, **these, by=None, at=AT)
    world.follow()
    merged = works(gaps)
    joined = Gap.objects.select_related("product").get(pk=gaps[1].pk)
    history = history_of(joined, member=amina)
    split(said, by=None, at=AT)
    world.follow()

    assert merged[1] == before[0] == ("ASSIGNED", ben, DUE, "", None, None)
    assert Gap.objects.get(pk=gaps[0].pk).state == "FOUND_AGAIN"
    assert works(gaps) == before
    assert before[1] == NO_WORK
    assert ("Assigned", "Call") in [(event.what, event.note) for event in history]
    assert joined.watches.get().member == amina
    steps = joined.steps.order_by("pk").values_list("what", "carried_from")
    assert list(steps) == [("CARRIED", gaps[0].pk), ("PARTED", gaps[0].pk)]


def test_it_is_taken_over_once_a_merge(gaps, amina, ben):
    actions.assign(gaps[:1], to=ben, by=amina, at=AT)
    said = join(gaps)
    refresh_gaps(on=DAY, at=AT)
    assert GapStep.objects.filter(what="CARRIED").count() == 1

    part(said)
    join(gaps)

    assert works(gaps)[1][:2] == ("ASSIGNED", ben)
    assert GapStep.objects.filter(what="CARRIED").count() == 2


def test_a_gap_with_work_of_its_own_keeps_it(gaps, amina, ben):
    actions.assign(gaps[:1], to=ben, by=amina, at=AT)
    actions.assign(gaps[1:], to=amina, by=amina, at=AT)
    before = works(gaps)

    said = join(gaps)
    assert works(gaps) == before
    part(said)

    assert works(gaps) == before
    assert not GapStep.objects.filter(what="CARRIED").exists()


def test_what_was_done_after_the_merge_is_not_lost_when_they_are_parted(
    gaps, amina, ben
):
    actions.assign(gaps[:1], to=ben, by=amina, at=AT)
    said = join(gaps)
    actions.move(gaps[1:], stage=GapStage.AGREED, by=amina, at=AT)

    part(said)

    assert [work[:2] for work in works(gaps)] == [("ASSIGNED", ben), ("AGREED", ben)]


@pytest.mark.parametrize("stage", [GapStage.IN_TALKS, GapStage.AGREED])
def test_talks_and_agreements_go_on(gaps, amina, stage):
    actions.move(gaps[:1], stage=stage, by=amina, at=AT)

    said = join(gaps)
    merged = works(gaps)[1][:2]
    part(said)

    assert merged == (stage, amina)
    assert [work[0] for work in works(gaps)] == [stage, ""]


@pytest.mark.parametrize(("accepted", "stage"), [("4801", "ACCEPTED"), ("4800", "")])
def test_what_is_accepted_stays_away_only_while_it_has_not_grown(
    gaps, amina, accepted, stage
):
    """The two gaps together are worth £6,000."""
    review_on = DUE + timedelta(days=90)
    reason = AcceptReason.CLINICAL
    actions.accept(gaps[:1], reason=reason, review_on=review_on, by=amina, at=AT)
    Gap.objects.filter(pk=gaps[0].pk).update(accepted_value=Decimal(accepted))

    join(gaps)

    kept = Gap.objects.get(pk=gaps[1].pk)
    assert (kept.gap_value, kept.stage) == (Decimal("6000.00"), stage)
