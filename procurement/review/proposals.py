"""What a unit of purchase may hold, who says so, and what an each would cost then."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count

from django.db.models import Count

from catalogue.matching.models import Match
from catalogue.matching.ratios import proposed_eaches
from catalogue.matching.units import canonical_unit
from catalogue.products.models import Pack
from procurement.gaps.explaining import median
from procurement.review.evidence import IN_LINE, Wording, beside_others, each_of
from procurement.review.models import Question, QuestionKind

MOST_READINGS = 5
_SAID = re.compile(r"^(?P<source>.+?) (?P<eaches>\d+)$")
_LEVEL = "the catalogue’s "
_FAR_OFF = Decimal("1.5")  # times what others pay; nearer says nothing of a pack


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit of purchase as some items have it, with what their sources say of it."""

    unit: str
    says: str
    wordings: tuple[Wording, ...]

    @property
    def eaches(self) -> int | None:
        """How it is read now."""
        return self.wordings[0].match.eaches

    @property
    def unit_prices(self) -> list[Decimal]:
        return [
            each.bought.unit_price
            for each in self.wordings
            if each.bought and each.bought.unit_price
        ]


@dataclass(frozen=True, slots=True)
class Reading:
    """A number of eaches that a unit may hold. `place` says of which unit, where a
    question has several; `low` and `high` are pounds each over the items in question,
    None where nobody's lines may be seen; `compared` is how that stands to others."""

    place: int
    asked: Asked
    eaches: int
    sources: tuple[str, ...]
    low: Decimal | None
    high: Decimal | None
    compared: str
    is_as_now: bool
    key: int = 0  # the digit that chooses it; 0 for how it is read now


def asked_in(question: Question, wordings: Iterable[Wording]) -> list[Asked]:
    """The units that a question is about: one, or with a suspect price maybe more."""
    found: dict[tuple[str, str], list[Wording]] = defaultdict(list)
    for wording in wordings:
        found[wording.match.unit, wording.match.pack_evidence].append(wording)
    if question.kind != QuestionKind.SUSPECT and not found:
        return [Asked(question.unit, question.says, ())]
    return [Asked(unit, says, tuple(each)) for (unit, says), each in found.items()]


def readings_of(
    question: Question, several: Sequence[Asked], others: Decimal | None
) -> list[Reading]:
    """What each unit may hold, the most believable first; `others` is the median of
    what others pay."""
    packs = list(Pack.objects.filter(product=question.product_id))
    elsewhere = _elsewhere(question, {asked.unit for asked in several})
    found = [
        reading
        for place, asked in enumerate(several)
        for reading in _readings(place, asked, packs, elsewhere, others)
    ]
    keys = count(1)
    return [r if r.is_as_now else replace(r, key=next(keys)) for r in found]


def _readings(
    place: int,
    asked: Asked,
    packs: list[Pack],
    elsewhere: list[tuple[str, int, int]],
    others: Decimal | None,
) -> list[Reading]:
    sources = _sources(asked, packs, elsewhere, others)
    found = [
        _reading(place, asked, eaches, tuple(said), others)
        for eaches, said in sources.items()
    ]
    found.sort(key=lambda each: _likeliest(each, others))
    believable = [each for each in found if not _is_idle(each, found[0])]
    return believable[:MOST_READINGS]


def _is_idle(reading: Reading, best: Reading) -> bool:
    """Another level of the catalogue's at a price nobody pays, where a better one is
    there: nobody says that this unit is it."""
    if reading.is_as_now:
        return False
    only_level = len(reading.sources) == 1 and reading.sources[0].startswith(_LEVEL)
    return only_level and best.compared == IN_LINE and reading.compared != IN_LINE


def _sources(
    asked: Asked,
    packs: list[Pack],
    elsewhere: list[tuple[str, int, int]],
    others: Decimal | None,
) -> dict[int, list[str]]:
    """Who says how many."""
    found: dict[int, list[str]] = defaultdict(list)
    for said in asked.says.split("; "):
        if source := _SAID.match(said):
            found[int(source["eaches"])].append(f"the {source['source']}")
    for pack in packs:
        if canonical_unit(pack.unit) == asked.unit:
            found[pack.eaches].append("the catalogue")
    for unit, eaches, trusts in elsewhere:
        if unit == asked.unit:
            s = "" if trusts == 1 else "s"
            found[eaches].append(f"{trusts} other trust{s}")
    declared = {pack.eaches: canonical_unit(pack.unit).lower() for pack in packs}
    of_others = [eaches for unit, eaches, _ in elsewhere if unit == asked.unit]
    if guess := _by_price(asked, others, of_others, declared):
        found[guess].append("the price")
    for eaches, name in declared.items():
        if "the catalogue" not in found[eaches]:
            found[eaches].append(f"{_LEVEL}{name}")
    return {eaches: list(dict.fromkeys(said)) for eaches, said in found.items()}


def _by_price(
    asked: Asked,
    others: Decimal | None,
    packs_of_others: Iterable[int],
    declared: Iterable[int],
) -> int | None:
    """The pack with which an each would cost about what others pay, if there is one."""
    if not asked.unit_prices or not others:
        return None
    price = median(asked.unit_prices) / (asked.eaches or 1)
    found = proposed_eaches(price, others, asked.eaches, packs_of_others, declared)
    return found.eaches if found else None


def _reading(
    place: int,
    asked: Asked,
    eaches: int,
    sources: tuple[str, ...],
    others: Decimal | None,
) -> Reading:
    prices = [each_of(price, eaches) for price in asked.unit_prices]
    known = [price for price in prices if price is not None]
    low, high = (min(known), max(known)) if known else (None, None)
    return Reading(
        place=place,
        asked=asked,
        eaches=eaches,
        sources=sources,
        low=low,
        high=high,
        compared=beside_others(median(known) if known else None, others),
        is_as_now=eaches == asked.eaches,
    )


def _likeliest(reading: Reading, others: Decimal | None) -> tuple[bool, Decimal, int]:
    """What is read now comes last; before it, what stands nearest to others' prices,
    then what most sources say."""
    far = Decimal(0)
    if others and reading.high:
        far = max(reading.high / others, others / reading.high)
        far = far if far >= _FAR_OFF else Decimal(1)
    return (reading.is_as_now, far, -len(reading.sources))


def _elsewhere(question: Question, units: set[str]) -> list[tuple[str, int, int]]:
    """Unit, eaches and how many other trusts have it so on the product."""
    rows = Match.objects.filter(
        product=question.product_id, unit__in=units, eaches__isnull=False
    )
    if question.organisation_id:
        rows = rows.exclude(organisation=question.organisation_id)
    counted = rows.values_list("unit", "eaches").annotate(
        trusts=Count("organisation", distinct=True)
    )
    return [(unit, eaches or 0, trusts) for unit, eaches, trusts in counted]
