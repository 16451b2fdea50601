"""Items that leave questions open, and the questions that come of them."""

from datetime import UTC, date, datetime, timedelta

from catalogue.matching.models import Match
from procurement.gaps.actions import catch_up as catch_up_gaps
from procurement.review.actions import catch_up as catch_up_questions
from procurement.review.models import Question
from tests.extracts import extract, import_bytes, row
from tests.region import trust

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
MARKER = {
    "supplier": "Lowfell",
    "supplier_part": "LO00132B",
    "description": "Skin marker",
    "manufacturer": "",
    "mpc": "",
    "unit_of_purchase": "EACH",
}
GOWN = {
    "manufacturer": "Harlow Gloves",
    "mpc": "HG-9000",
    "description": "Gown",
    "unit_of_purchase": "CTN",
    "pack_size": "",
}


def bought(code, number="1", *, times=1, days=10, **said):
    """So many order lines of one item of a trust, a day apart."""
    rows = [
        row(
            po_number=f"{code}{number}-{each}",
            local_code=number,
            order_date=(TODAY - timedelta(days=days + each)).isoformat(),
            **said,
        )
        for each in range(times)
    ]
    return import_bytes(extract(*rows), trust(code))


def settle_down(at=AT):
    """What beat does: match, price, compare, and work out the questions."""
    while catch_up_gaps(on=at.date(), at=at) or catch_up_questions(at=at):
        pass


def question(**which):
    return Question.objects.get(**which)


def match_of(code, number="1"):
    return Match.objects.get(
        organisation__code=code, item__local_code=number, item__is_live=True
    )
