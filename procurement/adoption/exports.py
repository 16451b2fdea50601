"""Where trusts stand with the standards in force, as files: shares, never pounds."""

from collections.abc import Iterable

from procurement.adoption.standing import Standing
from trusts.exports import DAY, PERCENT, Cell, Column, Sheet

COLUMNS = (
    Column("Standard", width=40),
    Column("Version"),
    Column("Trust code", width=8),
    Column("Trust", width=32),
    Column("Stands", width=24),
    Column("Until", DAY),
    Column("Why", width=60),
    Column("To go live on", DAY),
    Column("Live since", DAY),
    Column("On the standard", PERCENT),
)
DEFINITIONS = (
    ("Until", "The day on which an exemption is over."),
    ("On the standard", "Of what a trust that is live bought in the last 90 days, in "
     "uses, the part that is on the standard."),
)  # fmt: skip


def adoption_sheet(standings: Iterable[Standing]) -> Sheet:
    """A row a standard and trust."""
    return Sheet("Adoption", COLUMNS, map(_cells, standings))


def _cells(each: Standing) -> list[Cell]:
    adoption = each.adoption if each.is_bound else None
    return [
        each.version.specification.name,
        each.version.number,
        each.organisation.code,
        each.organisation.name,
        each.word,
        each.until,
        each.why,
        adoption.go_live_on if adoption else None,
        adoption.live_on if adoption else None,
        each.bought.share if adoption and each.bought else None,
    ]
