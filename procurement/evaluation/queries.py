"""Results over all sheets of a version, in two queries."""

from collections import defaultdict
from typing import Any

from procurement.evaluation.models import Score, ScoreSheet, Verdict
from procurement.evaluation.results import Given, Result, fails, result_of
from procurement.specifications.models import ConsideredProduct, Criterion, Version

type Results = dict[ConsideredProduct, list[tuple[Criterion, Result]]]


def results_of(version: Version) -> Results:
    """Each product's criteria with what their scores come to."""
    given: dict[tuple[int, int], list[Given]] = defaultdict(list)
    rows = Score.objects.filter(
        sheet__version=version, sheet__superseded_by=None
    ).values_list("sheet__considered", "criterion", "value", "verdict")
    for considered, criterion, value, verdict in rows:
        tested = verdict != Verdict.NOT_TESTED
        given[considered, criterion].append(Given(value, is_tested=tested))
    criteria = list(version.criteria.order_by("position"))
    return {
        product: [(each, result_of(given[product.pk, each.pk])) for each in criteria]
        for product in version.considered.order_by("-is_standard", "description", "pk")
    }


def results_content(version: Version) -> list[dict[str, Any]]:
    """The same as plain values: what people were shown when they signed."""
    sheets: dict[int, int] = defaultdict(int)
    uses: dict[int, int] = defaultdict(int)
    standing = ScoreSheet.objects.filter(version=version).standing()
    for considered, used in standing.values_list("considered", "uses"):
        sheets[considered] += 1
        uses[considered] += used
    return [
        {
            "product": product.product_id,
            "sheets": sheets[product.pk],
            "uses": uses[product.pk],
            "fails": fails((each.is_mandatory, result) for each, result in found),
            "criteria": [
                {
                    "position": criterion.position,
                    "count": result.count,
                    "median": str(result.median) if result.median is not None else None,
                    "lowest": result.lowest,
                    "highest": result.highest,
                    "noughts": result.noughts,
                    "not_applicable": result.not_applicable,
                    "not_tested": result.not_tested,
                }
                for criterion, result in found
            ],
        }
        for product, found in results_of(version).items()
        if sheets[product.pk]
    ]
