"""Problems and safety notices as files: as their pages show them, names left out."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from procurement.problems.models import ProductProblem, SafetyNotice
from procurement.problems.showing import sees_who
from trusts.exports import DAY, Cell, Column, Sheet
from trusts.models import Membership

PROBLEM_COLUMNS = (
    Column("Problem", width=10),
    Column("Standard", width=40),
    Column("Version", width=8),
    Column("Product", width=48),
    Column("Trust code", width=8),
    Column("Trust", width=32),
    Column("Kind", width=40),
    Column("Happened on", DAY),
    Column("Reported on", DAY),
    Column("Counts", width=20),
    Column("What happened", width=80),
    Column("Incident system", width=20),
    Column("LFPSE", width=20),
    Column("Yellow Card", width=20),
)
PROBLEM_DEFINITIONS = (
    ("Counts", "Whether it counts towards a review: what was reported by mistake does "
     "not."),
    ("Incident system", "The number in the reporting trust’s own system, for people of "
     "that trust and who checks the record. Who reported a problem is not in this "
     "file."),
    ("LFPSE", "Learn from patient safety events: the national record of incidents."),
)  # fmt: skip

NOTICE_COLUMNS = (
    Column("Reference", width=28),
    Column("Kind", width=32),
    Column("Product", width=48),
    Column("Title", width=80),
    Column("Issued on", DAY),
    Column("Entered on", DAY),
    Column("Where it can be read", width=60),
)
NOTICE_DEFINITIONS = (
    ("Issued on", "The day that stands on the notice."),
    ("Entered on", "The day on which a clinical chair or the regional lead entered it "
     "here, and everybody concerned was told."),
)  # fmt: skip


def problem_sheet(problems: Iterable[ProductProblem], *, member: Membership) -> Sheet:
    """A row a problem, as `showing.narrow` finds them."""
    rows = (_problem(each, member) for each in problems)
    return Sheet("Problems", PROBLEM_COLUMNS, rows)


def notice_sheet(notices: Iterable[SafetyNotice]) -> Sheet:
    """A row a notice."""
    return Sheet("Safety notices", NOTICE_COLUMNS, map(_notice, notices))


def _problem(each: ProductProblem, member: Membership) -> list[Cell]:
    is_theirs = sees_who(each.organisation, member=member)
    is_mistake = each.is_mistake  # type: ignore[attr-defined]  # see showing.narrow
    return [
        each.pk,
        each.version.specification.name,
        each.version.number,
        str(each.product),
        each.organisation.code,
        each.organisation.name,
        each.get_kind_display(),
        each.happened_on,
        _day(each.reported_at),
        "Reported by mistake" if is_mistake else "Yes",
        each.what,
        each.incident_reference if is_theirs else "",
        each.lfpse_reference,
        each.yellow_card_reference,
    ]


def _notice(each: SafetyNotice) -> list[Cell]:
    return [
        each.reference,
        each.get_kind_display(),
        str(each.product),
        each.title,
        each.issued_on,
        _day(each.entered_at),
        each.url,
    ]


def _day(at: datetime) -> date:
    return timezone.localdate(at)
