"""What a confidential price does to the gaps of others, and what it must not do."""

from datetime import timedelta
from decimal import Decimal

import pytest

from catalogue.prices.actions import lift_confidential, make_confidential
from catalogue.prices.models import ConfidentialReason
from procurement.gaps.actions import catch_up, refresh_gaps
from procurement.gaps.explaining import Verdict
from procurement.gaps.models import AcceptReason, ExactGap, Gap, GapStage, SuspectPrice
from procurement.gaps.proof import proof_of
from procurement.worklist.actions import accept
from tests import region
from tests.catalogue.prices.correcting import AT, DAY, LATER
from tests.factories import make_membership
from tests.procurement.gaps import world
from trusts.models import Membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db

PRODUCT = "Cannula 22G"


def pays(code: str, price: str) -> Membership:
    """A trust orders 30,000 eaches of it a year; answers its lead."""
    organisation = region.trust(code)
    item = region.item(organisation, region.product(PRODUCT))
    value = Decimal(price) * 10_000
    region.buy(item, [(DAY - timedelta(days=n), 10_000, value) for n in (3, 4, 5)])
    return make_membership(f"Lead of {code}", Role.TRUST_LEAD, organisation)


def keep(product, by: Membership):
    made = make_confidential(
        by.organisation,
        product,
        reason=ConfidentialReason.CONTRACT,
        evidence="",
        ends_on=DAY + timedelta(days=30),
        by=by,
        at=AT,
    )
    catch_up(on=DAY, at=LATER)
    return made


def test_a_suspect_that_its_band_brings_nearer_is_in_no_figure():
    """A third of the median is 0.85: 0.825 is below, the top of its band, 0.91, not."""
    by = {
        code: pays(code, price)
        for code, price in (("C", "0.825"), ("A", "2.50"), ("B", "2.60"), ("T", "2.70"))
    }
    refresh_gaps(on=DAY, at=LATER)
    before = values()
    assert before == {"B": Decimal("3000.00"), "T": Decimal("6000.00")}

    product = region.product(PRODUCT)
    keep(product, by["C"])

    assert values() == before
    assert SuspectPrice.objects.get().organisation.code == "C"
    owner = by["T"].organisation
    proof = proof_of(product, owner=owner, member=by["T"], on=DAY)
    assert proof.reference.organisation.code == "A"
    assert [row.judged.verdict for row in proof.hidden] == [Verdict.SUSPECT]


def test_a_price_that_its_band_takes_further_off_still_counts():
    """1.00 and 2.95 spread by less than three; 1.00 and the top of the band do not."""
    for code, price in (("A", "1.00"), ("T", "2.00")):
        member = pays(code, price)
    of_far = pays("C", "2.95")
    refresh_gaps(on=DAY, at=LATER)
    product = region.product(PRODUCT)
    keep(product, of_far)

    assert values() == {"T": Decimal("30000.00"), "C": Decimal("58500.00")}
    proof = proof_of(product, owner=member.organisation, member=member, on=DAY)
    assert proof.reference.organisation.code == "A"


def values() -> dict[str, Decimal]:
    return dict(
        Gap.objects.listed().values_list("organisation__code", "gap_value").order_by()
    )


def test_an_accepted_gap_does_not_come_back_because_a_price_is_told_again(
    northgate, southmere, amina, dilys
):
    gloves = world.fill().product
    kept = keep(gloves, dilys)
    shown = Gap.objects.get(organisation=amina.organisation)
    assert shown.gap_value == Decimal("1350.00")
    accept(
        [shown], reason=AcceptReason.CONTRACT, by=amina, at=LATER,
        review_on=DAY + timedelta(days=90),
    )  # fmt: skip

    lift_confidential(kept, by=dilys, at=LATER)
    catch_up(on=DAY, at=LATER)

    shown.refresh_from_db()
    assert not ExactGap.objects.exists()
    assert (shown.gap_value, shown.stage) == (Decimal("1950.00"), GapStage.ACCEPTED)
    assert shown.accepted_value == Decimal("1950.00")
    keep(gloves, dilys)
    shown.refresh_from_db()
    assert shown.stage == GapStage.ACCEPTED
