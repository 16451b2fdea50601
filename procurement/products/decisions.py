"""Who decided what about a product and its packs, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, IntegerField, TextField, Value
from django.db.models.fields.json import KT

from catalogue.matching.models import MatchDecision, PackDecision, Verdict
from catalogue.products.models import Product
from trusts.models import Membership

MOST = 20
_NONE = Value("", output_field=TextField())
_SAID = ("decided_at", "person", "place", "note", "needs_second", "seconded_at")
_FIELDS = (*_SAID, "ended_at", "what", "eaches_said", "sources", "only_at", "answer")


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision in words; `standing` is "" where it counts."""

    at: datetime
    who: str
    words: str
    note: str
    standing: str


def decisions_on(products: Iterable[Product], *, member: Membership) -> list[Decided]:
    """What persons settled about a product, or those that stand under it, newest first,
    in one look at both kinds of decision."""
    ids = [product.pk for product in products]
    who = {
        "person": F("decided_by__user__full_name"),
        "place": F("decided_by__organisation__name"),
    }
    packs = PackDecision.objects.visible_to(member).filter(product__in=ids)
    matches = MatchDecision.objects.visible_to(member).filter(product__in=ids)
    of_packs = packs.annotate(
        **who,
        what=F("unit"),
        eaches_said=F("eaches"),
        sources=F("says"),
        only_at=F("organisation__name"),
        answer=_NONE,
    ).values(*_FIELDS)
    of_items = matches.annotate(
        **who,
        what=KT("evidence__items__0__description"),
        eaches_said=Value(0, output_field=IntegerField()),
        sources=_NONE,
        only_at=_NONE,
        answer=F("verdict"),
    ).values(*_FIELDS)
    rows = of_packs.union(of_items, all=True).order_by("-decided_at")[:MOST]
    return [_decided(row) for row in rows]


def _decided(row: dict[str, Any]) -> Decided:
    return Decided(
        at=row["decided_at"],
        who=", ".join(each for each in (row["person"], row["place"]) if each),
        words=_of_match(row) if row["answer"] else _of_pack(row),
        note=row["note"],
        standing=_standing(row),
    )


def _standing(row: dict[str, Any]) -> str:
    if row["ended_at"]:
        return "taken back"
    waits = row["needs_second"] and not row["seconded_at"]
    return "waits for a second reader" if waits else ""


def _of_pack(row: dict[str, Any]) -> str:
    where = f" at {row['only_at']}" if row["only_at"] else ""
    said = f" where the sources say {row['sources']}" if row["sources"] else ""
    return f"One {row['what'] or 'unit'} holds {row['eaches_said']:,}{where}{said}"


def _of_match(row: dict[str, Any]) -> str:
    called = f"“{row['what']}”" if row["what"] else "An item"
    return f"{called} is {'' if row['answer'] == Verdict.SAME else 'not '}this"
