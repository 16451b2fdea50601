"""What who knows the truth of an invented region answers at the review desk."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

from catalogue.matching.models import Match
from procurement.review.actions.writing import items_of
from procurement.review.models import Outcome, Question, QuestionKind


class Truth:
    """The truth of a region's files, and which of our products is which of its."""

    def __init__(self, region: Path) -> None:
        with (region / "truth/items.csv").open(encoding="utf-8-sig") as lines:
            self.items = {
                (row["trust"], row["local_code"]): (row["product"], int(row["eaches"]))
                for row in csv.DictReader(lines)
            }

    def ours(self) -> dict[str, int]:
        """The product of ours that most items of a true product are on."""
        votes: dict[int, Counter[str]] = defaultdict(Counter)
        matched = Match.objects.filter(product__isnull=False).values_list(
            "product", "organisation__code", "item__local_code"
        )
        for product, code, local_code in matched:
            if said := self.items.get((code, local_code)):
                votes[product][said[0]] += 1
        found: dict[str, tuple[int, int]] = {}
        for product, counted in votes.items():
            true, items = counted.most_common(1)[0]
            found[true] = max(found.get(true, (0, 0)), (items, product))
        return {true: product for true, (_, product) in found.items()}

    def answer(
        self, question: Question, ours: dict[str, int]
    ) -> tuple[Outcome, int | None]:
        """What is right, with the product or the eaches that belong to it."""
        matches = list(items_of(question).select_related("item", "organisation"))
        said = [self._said(match) for match in matches]
        if question.kind in (QuestionKind.UNMATCHED, QuestionKind.CODES_CONFLICT):
            product = ours.get(said[0][0])
            outcome = Outcome.SAME if product else Outcome.OWN_PRODUCT
            return outcome, product
        if question.kind == QuestionKind.SUSPECT:
            return self._of_a_suspect(question, matches, ours)
        return Outcome.PACK, said[0][1]

    def _of_a_suspect(
        self, question: Question, matches: list[Match], ours: dict[str, int]
    ) -> tuple[Outcome, int | None]:
        for match in matches:
            product, eaches = self._said(match)
            if ours.get(product) != question.product_id:
                return Outcome.NOT_SAME, None
            if match.eaches not in (None, eaches):
                return Outcome.PACK, eaches
        return Outcome.LATER, None  # the others' packs are wrong, or it pays so much

    def _said(self, match: Match) -> tuple[str, int]:
        return self.items[match.organisation.code, match.item.local_code]
