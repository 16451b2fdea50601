"""What products came to: each criterion with its spread, its words and who wrote them.
Never a mean, and never one number for a product."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from procurement.evaluation import queries, rules, trial_page
from procurement.evaluation.models import Score, ScoreSheet
from procurement.evaluation.results import Result
from procurement.specifications.models import (
    ConsideredProduct,
    Criterion,
    Seat,
    SeatKind,
    Version,
)
from procurement.specifications.rules import why_not_chair
from procurement.ui.drawing.shapes import Drawing, Shape
from trusts.models import Membership

BAR, THICK, FILL = 160, 12, "#335a77"  # pixels, and a colour of the other drawings


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave one score: the words that stand for it, and the bar."""

    label: str
    count: int
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote, by profession and trust; `given` is their score."""

    text: str
    given: str
    who: str


@dataclass(slots=True)
class Row:
    """One criterion of a product."""

    criterion: Criterion
    result: Result
    bars: list[Bar]
    words: list[Words] = field(default_factory=list)

    @property
    def failure(self) -> str:
        """In words, where somebody found a mandatory criterion not met."""
        if not (self.criterion.is_mandatory and self.result.noughts):
            return ""
        noughts, count = self.result.noughts, self.result.count
        return (
            f"It fails “{self.criterion.text.rstrip('.')}”, which is mandatory: "
            f"{noughts} of {count} score{'' if count == 1 else 's'} said 0."
        )


@dataclass(slots=True)
class ProductResult:
    """A product with all its criteria, and who looked at it."""

    product: ConsideredProduct
    rows: list[Row]
    sheets: int = 0
    people: set[int] = field(default_factory=set)
    trusts: set[int] = field(default_factory=set)
    uses: int = 0
    remarks: list[Words] = field(default_factory=list)

    @property
    def failures(self) -> list[str]:
        return [row.failure for row in self.rows if row.failure]

    @property
    def in_short(self) -> str:
        """Who looked at it, whether it fails, and where it is weakest."""
        if not self.sheets:
            return "nobody has scored it"
        sheets = "1 sheet" if self.sheets == 1 else f"{self.sheets} sheets"
        trusts = "1 trust" if len(self.trusts) == 1 else f"{len(self.trusts)} trusts"
        fails = len(self.failures)
        found = "nobody found a mandatory criterion not met"
        if fails:
            criteria = "1 criterion" if fails == 1 else f"{fails} criteria"
            found = (
                f"it fails {criteria} that {'is' if fails == 1 else 'are'} mandatory"
            )
        return f"{sheets} from {trusts}; {found}{self._weakest}"

    @property
    def _weakest(self) -> str:
        """The criterion with the lowest median, in its words."""
        scored = [each for each in self.rows if each.result.median is not None]
        if not scored:
            return ""
        row = min(scored, key=lambda each: (each.result.median, each.result.lowest))
        text = row.criterion.text.rstrip(".")
        return f". Weakest: “{text}”, {row.result.in_words}"


@dataclass(slots=True)
class Progress:
    """A trust: how many are asked to score there, who has begun, and the sheets."""

    trust: str
    asked: int = 0
    people: set[int] = field(default_factory=set)
    sheets: int = 0


def result_detail(version: Version, *, member: Membership) -> dict[str, Any]:
    """What the page shows: results once scoring is over. Before that everybody their
    own sheets, and the chair how many came in from which trust."""
    why_not = rules.why_not_results(version)
    own = ScoreSheet.objects.visible_to(member).filter(
        version=version, seat__user=member.user_id
    )
    is_chair = not why_not_chair(version.specification, by=member)
    return {
        "version": version,
        "why_not": why_not,
        "results": [] if why_not else product_results(version),
        "progress": progress_of(version) if why_not and is_chair else [],
        "own": list(own.standing().select_related("considered", "trial")),
        "trials": trial_page.trials_of(version),
    }


def product_results(version: Version) -> list[ProductResult]:
    """Every product's, the standard proposed first."""
    found = {
        product.pk: ProductResult(
            product, [Row(each, result, _bars(each, result)) for each, result in rows]
        )
        for product, rows in queries.results_of(version).items()
    }
    sheets = ScoreSheet.objects.filter(version=version).standing()
    for sheet in sheets.select_related("seat", "organisation").order_by("pk"):
        product = found[sheet.considered_id]
        product.sheets += 1
        product.people.add(sheet.seat.user_id)
        product.trusts.add(sheet.organisation_id)
        product.uses += sheet.uses
        if sheet.remarks:
            product.remarks.append(Words(sheet.remarks, "", who(sheet)))
    _put_words(found, version)
    return list(found.values())


def who(sheet: ScoreSheet) -> str:
    """The profession and the trust, never the name."""
    return f"{sheet.seat.get_profession_display()}, {sheet.organisation}"


def _put_words(found: dict[int, ProductResult], version: Version) -> None:
    said: dict[tuple[int, int], list[Words]] = defaultdict(list)
    scores = Score.objects.filter(
        sheet__version=version, sheet__superseded_by=None
    ).exclude(comment="")
    for score in scores.select_related(
        "sheet__seat", "sheet__organisation", "criterion"
    ).order_by("value", "pk"):
        given = score.get_verdict_display() if score.value is None else str(score.value)
        words = Words(score.comment, given, who(score.sheet))
        said[score.sheet.considered_id, score.criterion_id].append(words)
    for number, product in found.items():
        for row in product.rows:
            row.words = said[number, row.criterion.pk]


def progress_of(version: Version) -> list[Progress]:
    """By trust, and no score: what the chair needs to ask for what is missing."""
    specification = version.specification
    there = specification.participating.filter(left_at=None)
    found = {
        each.organisation_id: Progress(str(each.organisation))
        for each in there.select_related("organisation").order_by("organisation__name")
    }
    seats = Seat.objects.held().filter(specification=specification)
    for place in seats.exclude(kind=SeatKind.CHAIR).values_list(
        "organisation", flat=True
    ):
        if place in found:
            found[place].asked += 1
    sheets = ScoreSheet.objects.filter(version=version).standing()
    for place, person in sheets.values_list("organisation", "seat__user"):
        if place in found:
            found[place].sheets += 1
            found[place].people.add(person)
    return list(found.values())


def _bars(criterion: Criterion, result: Result) -> list[Bar]:
    most = max(result.each)
    return [
        Bar(f"{score}: {words}", count, _bar(count, most))
        for (score, words), count in zip(criterion.anchors, result.each, strict=True)
    ]


def _bar(count: int, most: int) -> Drawing:
    """As long as its share of the longest."""
    width = BAR * count // most if most else 0
    bar = {"x": "0", "y": "0", "width": str(width), "height": str(THICK), "fill": FILL}
    return Drawing(BAR, THICK, (Shape("rect", bar),) if width else ())
