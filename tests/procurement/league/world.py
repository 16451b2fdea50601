"""Five acute trusts that can be ranked and an ambulance trust that cannot."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from catalogue.purchases.models import PurchaseLine
from procurement.league import actions
from procurement.league.models import Release, Working
from tests import region
from tests.factories import make_organisation
from trusts.models import Membership

FROM, DAY = date(2025, 10, 1), date(2026, 9, 30)
PREPARED = datetime(2026, 10, 5, 9, tzinfo=UTC)  # a Monday
PREVIEWED = datetime(2026, 10, 6, 9, tzinfo=UTC)
LAST_OF_PREVIEW = date(2026, 10, 20)
RELEASED = datetime(2026, 10, 21, 9, tzinfo=UTC)
# What each pays for gloves, in pence an each, and whether its lines name a contract.
TRUSTS = {
    "NGT": ("6.0", True),
    "SMR": ("4.5", True),
    "EWD": ("5.0", False),
    "PND": ("5.1", True),
    "HLT": ("5.2", True),
}


def fill(day: date = DAY, *, with_ambulance: bool = True) -> None:
    """Each trust's orders of gloves in the year to a day, and before it; Northgate has
    some gowns of unknown pack."""
    gloves = region.product("Nitrile gloves")
    gloves.is_declared = True
    gloves.save(update_fields=["is_declared"])
    for code, (pence, has_contract) in TRUSTS.items():
        _buys(region.trust(code), gloves, Decimal(pence), day, has_contract)
    if with_ambulance:
        ambulance = make_organisation("AMB", "Brindle Ambulance", "ambulance")
        _buys(ambulance, gloves, Decimal("5.0"), day, has_contract=False)
    unknown = region.item(region.trust("NGT"), region.product("Gowns"), eaches=None)
    region.buy(unknown, [(day - timedelta(days=20), 10, "5000.00")])


def _buys(organisation, product, pence, day, has_contract):
    item = region.item(organisation, product, eaches=100)
    value = pence * 1000  # of 1,000 boxes of 100
    ages = [10, 40, 70, 200, 400, 430]
    lines = region.buy(item, [(day - timedelta(days=age), 1000, value) for age in ages])
    if has_contract:
        PurchaseLine.objects.filter(id__in=[line.id for line in lines]).update(
            contract_reference="C-4711"
        )


def prepare(by: Membership | None = None) -> Release:
    """A release with its figures worked out."""
    made = actions.prepare_release(period_from=FROM, as_at=DAY, by=by, at=PREPARED)
    work_out(made)
    return made


def work_out(release: Release, at: datetime = PREPARED) -> Working:
    working = release.workings.latest("number")
    actions.work_out(working.pk, at=at, progress=lambda step: None)
    working.refresh_from_db()
    return working


def preview(by: Membership | None = None) -> Release:
    return actions.open_preview(prepare(by), by=by, at=PREVIEWED)


def release(by: Membership | None = None) -> Release:
    previewed = preview(by)
    return actions.release(previewed, carries_open=False, by=by, at=RELEASED)
