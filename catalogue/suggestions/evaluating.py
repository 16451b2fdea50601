"""How well pairs of two tables are told the same or not, on labels.

Pure: no database, clock or request. A pair is judged twice: by itself, then beside the
best other partner that either row has, as the first judgement saw them; for of several
rows that are alike, one is the same and the others are its sisters.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.suggestions.comparing import Comparison
from catalogue.suggestions.fitted import BESIDE_OTHERS, BY_ITSELF
from catalogue.suggestions.fitting import Model, Score, fit, score
from catalogue.suggestions.tables import Pair, Table


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`pairs` labelled, of which `score.same` are the same; `fitted_on` so many others,
    or none where the models are those that come with the program."""

    score: Score
    pairs: int
    fitted_on: int


def evaluate(
    first: Table, second: Table, pairs: Sequence[Pair], train: Sequence[Pair] = ()
) -> Evaluation:
    """Call each pair the same or not, by models fitted on `train`, and compare with the
    labels. The labels of `pairs` are used for nothing else."""
    comparison = Comparison(first, second)
    if train:
        by_itself, beside_others = fit_both([(comparison, train)])
    else:
        by_itself, beside_others = BY_ITSELF, BESIDE_OTHERS
    beside = Beside(comparison, by_itself)
    called = [beside_others.is_same(beside.features(pair)) for pair in pairs]
    return Evaluation(
        score=score(called, [pair.is_same for pair in pairs]),
        pairs=len(pairs),
        fitted_on=len(train),
    )


def fit_both(
    labelled: Sequence[tuple[Comparison, Sequence[Pair]]],
) -> tuple[Model, Model]:
    """Both models, of the pairs of one or more comparisons."""
    labels = [pair.is_same for _, pairs in labelled for pair in pairs]
    by_itself = fit(
        [
            comparison.features(pair.first, pair.second)
            for comparison, pairs in labelled
            for pair in pairs
        ],
        labels,
    )
    rows = []
    for comparison, pairs in labelled:
        beside = Beside(comparison, by_itself)
        rows += [beside.features(pair) for pair in pairs]
    return by_itself, fit(rows, labels)


class Beside:
    """Pairs seen beside the other partners that their rows might have."""

    def __init__(self, comparison: Comparison, by_itself: Model):
        self.comparison = comparison
        self.by_itself = by_itself
        self.known: dict[tuple[str, str], float] = {}

    def features(self, pair: Pair) -> list[float]:
        one, other = pair.first, pair.second
        own = self.comparison.features(one, other)
        odds = _odds(self.by_itself.likelihood(own))
        best = [
            max(
                (
                    self._odds_of(one, near)
                    for _, near in self.comparison.near_first[one]
                    if near != other
                ),
                default=_odds(0.0),
            ),
            max(
                (
                    self._odds_of(near, other)
                    for _, near in self.comparison.near_second[other]
                    if near != one
                ),
                default=_odds(0.0),
            ),
        ]
        is_best = float(odds >= max(best))
        return [*own, odds, odds - best[0], odds - best[1], is_best]

    def _odds_of(self, one: str, other: str) -> float:
        if (one, other) not in self.known:
            row = self.comparison.features(one, other)
            self.known[one, other] = _odds(self.by_itself.likelihood(row))
        return self.known[one, other]


def _odds(likelihood: float) -> float:
    """The logarithm of the odds, kept from running away."""
    kept = min(max(likelihood, 1e-6), 1 - 1e-6)
    return math.log(kept / (1 - kept))
