"""Items that leave questions open, and the questions that come of them."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

from django.utils.html import strip_tags

from catalogue.matching.models import Match
from catalogue.suggestions.models import ProductPair
from procurement.gaps.actions import catch_up as catch_up_gaps
from procurement.review import actions
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


def words_of(response):
    """What a person reads, in one line."""
    page = response.content.decode().replace("</t", " </t")
    start = page.index("<main") if "<main" in page else 0
    return re.sub(r"\s+", " ", unescape(strip_tags(page[start:])))


def answer(client, about, choice, **also):
    return client.post(f"/review/{about.pk}/answer/", {"choice": choice, **also})


def suspects(gown):
    for code, price in (("NGT", "120"), ("SMR", "10"), ("EWD", "10.5")):
        bought(
            code, times=3, quantity="5", unit_price=price, line_value="",
            **(GOWN | {"unit_of_purchase": "EACH"}),
        )  # fmt: skip
    settle_down()
    return question(kind="SUSPECT")


def near_duplicates():
    """Two products of two makers' names that somebody may take for one."""
    for code, mpc in (("NGT", "AM-1234"), ("SMR", "AM-1234X")):
        bought(code, times=3, manufacturer="Aldmoor", mpc=mpc, quantity="5")
    settle_down()
    low, high = sorted(match_of(code).product_id for code in ("NGT", "SMR"))
    ProductPair.objects.create(
        low_id=low, high_id=high, points=90, reasons=["One letter more"], made_at=AT
    )
    actions.refresh_questions(on=TODAY, at=AT)
    return question(kind="NEAR_DUPLICATE")
