"""Places, weights and bands: from figures to top quarter, middle half, bottom quarter.

No database, clock or request. Exact: fractions throughout, rounded once at the end, so
that the order in which trusts come makes no difference.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

TENTHOUSANDTH = Decimal("0.0001")
# Scores that differ by less than this stand the same: a band is not won by a hair.
SCORE_STEP = Decimal("0.01")


class Band(StrEnum):
    TOP = "TOP"
    MIDDLE = "MIDDLE"
    BOTTOM = "BOTTOM"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a metric counts; its weight in any unit, the same for all metrics."""

    lower_is_better: bool
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """One trust: its peer group, the share of its spend that can be compared (None
    without any), and the figures that count, as they are shown."""

    group: str
    share: Decimal | None
    figures: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a trust stands by one metric. `place` is from 0 (every other is better) to
    1 (better than every other), None where it is not compared; `weight` from 0 to 1."""

    band: str = ""
    place: Decimal | None = None
    weight: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Result:
    """Where a trust stands overall. Not ranked: `why_not` says why, for a person."""

    why_not: str = ""
    band: str = ""
    score: Decimal | None = None
    places: dict[str, Place] = field(default_factory=dict)


def rounded(figure: Decimal, step: Decimal) -> Decimal:
    """To a multiple of `step`, half away from nought; nought without a sign."""
    return (figure / step).quantize(Decimal(1), ROUND_HALF_UP) * step + 0


def share_out(
    weights: Mapping[str, Decimal], counted: Collection[str]
) -> dict[str, Decimal]:
    """The weights of the metrics that count, in proportion, adding up to exactly 1.

    Empty where none counts or none of those has a weight.
    """
    whole = sum((weights[each] for each in counted), Decimal(0))
    if not whole:
        return {}
    exact = {each: Fraction(weights[each]) / Fraction(whole) for each in counted}
    units = {each: int(share * 10_000) for each, share in exact.items()}
    # What rounding down left over goes to those it took most from.
    left = 10_000 - sum(units.values())
    by_loss = sorted(exact, key=lambda each: (units[each] - exact[each] * 10_000, each))
    for each in by_loss[:left]:
        units[each] += 1
    return {each: units[each] * TENTHOUSANDTH for each in sorted(units)}


def bands[Trust: Hashable](scores: Mapping[Trust, Decimal]) -> dict[Trust, str]:
    """Higher is better. A quarter is rounded down; who ties across its edge is in the
    middle, so that nobody is named first or last on a tie."""
    quarter = len(scores) // 4
    found = {}
    for trust, score in scores.items():
        as_good = sum(other >= score for other in scores.values())
        as_bad = sum(other <= score for other in scores.values())
        if as_good <= quarter:
            found[trust] = Band.TOP
        else:
            found[trust] = Band.BOTTOM if as_bad <= quarter else Band.MIDDLE
    return {trust: str(band) for trust, band in found.items()}


def standings[Trust: Hashable](
    entries: Mapping[Trust, Entry],
    rules: Mapping[str, Rule],
    *,
    least_share: Decimal,
    fewest_peers: int,
) -> dict[Trust, Result]:
    """Where every trust stands among its own group; nobody is compared across."""
    results: dict[Trust, Result] = {}
    for group in {entry.group for entry in entries.values()}:
        of_group = {t: e for t, e in entries.items() if e.group == group}
        results |= _of_group(of_group, rules, least_share, fewest_peers)
    return {trust: results[trust] for trust in entries}


def _of_group[Trust: Hashable](
    entries: Mapping[Trust, Entry],
    rules: Mapping[str, Rule],
    least_share: Decimal,
    fewest_peers: int,
) -> dict[Trust, Result]:
    reasons = {t: _why_not_share(e.share, least_share) for t, e in entries.items()}
    ranked = {t: e for t, e in entries.items() if not reasons[t]}
    if len(ranked) <= fewest_peers:
        alone = _why_alone(fewest_peers)
        return {t: Result(why_not=reasons[t] or alone) for t in entries}
    compared = {
        metric: _places(
            {t: e.figures[metric] for t, e in ranked.items() if metric in e.figures},
            rule,
            fewest_peers,
        )
        for metric, rule in rules.items()
    }
    weights = {metric: rule.weight for metric, rule in rules.items()}
    places = {trust: _placed(trust, compared, weights) for trust in ranked}
    scores = {t: s for t, each in places.items() if (s := _score(each)) is not None}
    found = bands(scores) if len(scores) > fewest_peers else {}
    return {
        trust: Result(
            why_not=reasons[trust] or ("" if trust in found else NO_METRIC),
            band=found.get(trust, ""),
            score=scores.get(trust),
            places=places.get(trust, {}),
        )
        for trust in entries
    }


NO_METRIC = "None of its figures can be compared with those of enough other trusts."


def _why_alone(fewest_peers: int) -> str:
    return (
        f"Fewer than {fewest_peers} other trusts of its kind have enough data to "
        "compare with."
    )


def _why_not_share(share: Decimal | None, least: Decimal) -> str:
    if share is None:
        return "It has given no order lines of the period."
    if share < least:
        return (
            f"{_percent(share)} of its spend can be compared; {_percent(least)} is "
            "needed."
        )
    return ""


def _percent(share: Decimal) -> str:
    """Rounded down: what is not quite enough never reads as enough."""
    return f"{int(share * 100)}%"


@dataclass(frozen=True, slots=True)
class _Compared[Trust: Hashable]:
    places: Mapping[Trust, Fraction]
    bands: Mapping[Trust, str]


def _places[Trust: Hashable](
    figures: Mapping[Trust, Decimal], rule: Rule, fewest_peers: int
) -> _Compared[Trust]:
    """Of whom the metric is measured at; nobody where they are too few."""
    if len(figures) <= fewest_peers:
        return _Compared({}, {})
    sign = -1 if rule.lower_is_better else 1
    goods = {trust: sign * figure for trust, figure in figures.items()}
    places = {trust: _place(good, goods.values()) for trust, good in goods.items()}
    return _Compared(places, bands(goods))


def _place(good: Decimal, all_goods: Iterable[Decimal]) -> Fraction:
    """The part of the others that it is better than; a tie counts half."""
    others = list(all_goods)
    worse = sum(other < good for other in others)
    ties = sum(other == good for other in others) - 1
    return Fraction(2 * worse + ties, 2 * (len(others) - 1))


def _placed[Trust: Hashable](
    trust: Trust,
    compared: Mapping[str, _Compared[Trust]],
    weights: Mapping[str, Decimal],
) -> dict[str, Place]:
    counted = [metric for metric, each in compared.items() if trust in each.places]
    shares = share_out(weights, counted)
    return {
        metric: Place(
            band=compared[metric].bands[trust],
            place=_decimal(compared[metric].places[trust]),
            weight=shares.get(metric, Decimal(0)),
        )
        for metric in counted
    }


def _score(places: Mapping[str, Place]) -> Decimal | None:
    if not any(each.weight for each in places.values()):
        return None
    whole = sum(
        (
            each.weight * each.place
            for each in places.values()
            if each.place is not None
        ),
        Decimal(0),
    )
    return rounded(whole, SCORE_STEP)


def _decimal(place: Fraction) -> Decimal:
    exact = Decimal(place.numerator) / Decimal(place.denominator)
    return exact.quantize(TENTHOUSANDTH, ROUND_HALF_UP)
