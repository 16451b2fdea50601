"""Keeping pairs of products that may be one."""

import json
from datetime import datetime

from catalogue.suggestions.actions.finding import choose, find
from catalogue.suggestions.actions.indexing import thing_of
from catalogue.suggestions.judging import VERY_LIKELY
from catalogue.suggestions.queries import pairs, things


def keep_pairs(cursor, at: datetime) -> int:
    """Look for the doubles of the touched products that stand on little: that no
    catalogue declares and that have no part code, or one item only. Answers how many
    pairs were found. Only what is very likely is kept: products that are merely alike
    are most often sizes of one article."""
    cursor.execute(pairs.FORGET)
    cursor.execute(things.PRODUCTS.format(of_products=pairs.STAND_ON_LITTLE))
    asked = list(map(thing_of, cursor.fetchall()))
    cursor.execute(pairs.REFUSED)
    refused = set(cursor.fetchall())
    found: dict[tuple[int, int], tuple[int, str]] = {}
    judged = find(cursor, [thing for _, thing in asked])
    for (number, _), of_it in zip(asked, judged, strict=True):
        others = [each for each in of_it if each[0] != number]
        for other, verdict in choose(others, words_are_common=False):
            pair = min(number, other), max(number, other)
            if verdict.points >= VERY_LIKELY and pair not in refused:
                found[pair] = verdict.points, json.dumps(verdict.reasons)
    with cursor.copy(pairs.KEEP) as copy:
        for pair, said in found.items():
            copy.write_row((*pair, *said, at))
    return len(found)
