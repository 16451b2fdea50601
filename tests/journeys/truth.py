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
        self.means: dict[int, str] = {}
        self.ours: dict[str, int] = {}

    def look(self) -> None:
        """See which product of ours is which true one, by most of its items."""
        votes: dict[int, Counter[str]] = defaultdict(Counter)
        matched = Match.objects.filter(product__isnull=False).values_list(
            "product", "organisation__code", "item__local_code"
        )
        for product, code, local_code in matched:
            if said := self.items.get((code, local_code)):
                votes[product][said[0]] += 1
        best: dict[str, tuple[int, int]] = {}
        self.means = {}
        for product, counted in votes.items():
            true, items = counted.most_common(1)[0]
            self.means[product] = true
            best[true] = max(best.get(true, (0, 0)), (items, product))
        self.ours = {true: product for true, (_, product) in best.items()}

    def answer(self, question: Question) -> tuple[Outcome, int | None]:
        """What is right, with the product or the eaches that belong to it."""
        matches = list(items_of(question).select_related("item", "organisation"))
        said = [self._said(match) for match in matches]
        if question.kind in (QuestionKind.UNMATCHED, QuestionKind.CODES_CONFLICT):
            product = self.ours.get(said[0][0])
            outcome = Outcome.SAME if product else Outcome.OWN_PRODUCT
            return outcome, product
        if question.kind == QuestionKind.SUSPECT:
            return self._of_a_suspect(question, matches)
        if question.kind == QuestionKind.NEAR_DUPLICATE:
            one, other = question.product_id, question.other_product_id
            is_one = self.means.get(one) == self.means.get(other)
            return Outcome.MERGED if is_one else Outcome.KEPT_APART, None
        return Outcome.PACK, said[0][1]

    def _of_a_suspect(
        self, question: Question, matches: list[Match]
    ) -> tuple[Outcome, int | None]:
        for match in matches:
            product, eaches = self._said(match)
            if self.means.get(question.product_id) != product:
                return Outcome.NOT_SAME, None
            if match.eaches not in (None, eaches):
                return Outcome.PACK, eaches
        return Outcome.LATER, None  # the others' packs are wrong, or it pays so much

    def _said(self, match: Match) -> tuple[str, int]:
        return self.items[match.organisation.code, match.item.local_code]
