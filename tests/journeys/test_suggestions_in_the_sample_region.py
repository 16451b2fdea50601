"""How often the right product is among the first five suggestions, for the items of the
sample region that no code puts on a product, and how far its words can be believed."""

import csv
from collections import Counter, defaultdict
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db.models import Sum

from catalogue.matching.actions import match_items
from catalogue.matching.models import Match
from catalogue.purchases.models import PurchaseLine
from catalogue.suggestions.actions import suggest
from catalogue.suggestions.models import ProductPair, Suggestion
from tests.journeys.test_sample_region import REGION, import_all

pytestmark = pytest.mark.django_db


def test_the_right_product_is_among_the_first_five():
    import_all()
    match_items()
    suggest(at=datetime(2026, 9, 30, 12, tzinfo=UTC))

    truth = true_products()
    matches = list(Match.objects.select_related("item", "organisation"))
    ours = products_by_truth(matches, truth)
    spent = dict(
        PurchaseLine.objects.live()
        .values_list("item")
        .annotate(net=Sum("net_value"))
        .values_list("item", "net")
    )
    suggested = defaultdict(list)
    for each in Suggestion.objects.standing().best_first():
        suggested[each.subject].append(each)

    ranks, values, believed = [], [], Counter()
    for match in matches:
        right = ours.get(truth.get(key_of(match)))
        if match.product_id or match.item.is_carriage or not right:
            continue
        found = suggested[match.item.subject]
        numbers = [each.product_id in right for each in found]
        ranks.append(numbers.index(True) + 1 if True in numbers else 99)
        values.append(spent.get(match.item_id, Decimal(0)))
        if found:
            believed[found[0].likelihood, numbers[0]] += 1

    in_five = [rank <= 5 for rank in ranks]
    of_value = sum(v for v, ok in zip(values, in_five, strict=True) if ok)
    assert len(ranks) > 600
    assert sum(in_five) >= 0.96 * len(ranks)
    assert of_value >= Decimal("0.99") * sum(values)
    for words in ("Very likely", "Likely"):
        right, wrong = believed[words, True], believed[words, False]
        assert right >= 0.95 * (right + wrong), words
    assert_pairs_are_one(ours)


def assert_pairs_are_one(ours):
    true_of = {number: true for true, some in ours.items() for number in some}
    pairs = ProductPair.objects.standing().values_list("low", "high")
    right = sum(true_of.get(low) == true_of.get(high) for low, high in pairs)

    assert right >= 0.9 * len(pairs)
    assert right >= 90


def true_products():
    with (REGION / "truth/items.csv").open(encoding="utf-8") as lines:
        return {
            (item["trust"], item["local_code"]): item["product"]
            for item in csv.DictReader(lines)
            if item["product"]
        }


def key_of(match):
    return match.organisation.code, match.item.local_code


def products_by_truth(matches, truth):
    """What true products stand under in our tables."""
    found = defaultdict(set)
    for match in matches:
        if match.product_id and key_of(match) in truth:
            found[truth[key_of(match)]].add(match.product_id)
    return found
