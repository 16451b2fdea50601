"""A light model: how likely two rows are one, as a weighted sum of features.

Pure: no database, clock or request. Logistic regression by Newton's method with a small
ridge, which needs a dozen passes over the labelled pairs and no library.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_PASSES = 12
_RIDGE = 1.0

Row = Sequence[float]


@dataclass(frozen=True, slots=True)
class Model:
    """Of features standardised by `means` and `spreads`. A pair whose likelihood is at
    least `threshold` is called the same."""

    means: tuple[float, ...]
    spreads: tuple[float, ...]
    weights: tuple[float, ...]  # the last is the constant's
    threshold: float

    def likelihood(self, row: Row) -> float:
        return _sigmoid(
            sum(w * x for w, x in zip(self.weights, self.standard(row), strict=True))
        )

    def is_same(self, row: Row) -> bool:
        return self.likelihood(row) >= self.threshold

    def standard(self, row: Row) -> list[float]:
        return [
            *((x - mean) / spread for x, mean, spread in zip(
                row, self.means, self.spreads, strict=True)),
            1.0,
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of the labelled pairs that are the same."""

    found: int  # called the same, and are
    called: int  # called the same
    same: int  # are the same

    @property
    def precision(self) -> float:
        return self.found / self.called if self.called else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.same if self.same else 0.0

    @property
    def f1(self) -> float:
        both = self.called + self.same
        return 2 * self.found / both if both else 0.0


def fit(rows: Sequence[Row], labels: Sequence[bool]) -> Model:
    """The model of these labelled pairs, with the threshold that gives the best F1 on
    them. At least one pair must be the same and one not."""
    count = len(rows)
    columns = list(zip(*rows, strict=True))
    means = tuple(sum(column) / count for column in columns)
    spreads = tuple(
        math.sqrt(sum((x - mean) ** 2 for x in column) / count) or 1.0
        for column, mean in zip(columns, means, strict=True)
    )
    model = Model(means, spreads, (0.0,) * (len(means) + 1), 0.5)
    standard = [model.standard(row) for row in rows]
    weights = [0.0] * (len(means) + 1)
    for _ in range(_PASSES):
        step = _newton_step(standard, labels, weights)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    model = Model(means, spreads, tuple(weights), 0.5)
    likely = [model.likelihood(row) for row in rows]
    return Model(means, spreads, tuple(weights), best_threshold(likely, labels))


def best_threshold(likely: Sequence[float], labels: Sequence[bool]) -> float:
    """The likelihood from which on calling pairs the same gives the best F1."""
    same = sum(labels)
    best, threshold, found = 0.0, 0.5, 0
    ordered = sorted(zip(likely, labels, strict=True), reverse=True)
    for called, (value, is_same) in enumerate(ordered, start=1):
        found += is_same
        if (f1 := Score(found, called, same).f1) > best:
            best, threshold = f1, value
    return threshold


def score(called: Sequence[bool], labels: Sequence[bool]) -> Score:
    pairs = list(zip(called, labels, strict=True))
    return Score(sum(c and is_same for c, is_same in pairs), sum(called), sum(labels))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def _newton_step(
    rows: Sequence[Row], labels: Sequence[bool], weights: Sequence[float]
) -> list[float]:
    size = len(weights)
    slope = [-_RIDGE * weight for weight in weights]
    curve = [[_RIDGE * (n == m) for m in range(size)] for n in range(size)]
    for row, label in zip(rows, labels, strict=True):
        p = _sigmoid(sum(w * x for w, x in zip(weights, row, strict=True)))
        off, steep = label - p, p * (1 - p)
        for n, x in enumerate(row):
            slope[n] += off * x
            line, steep_x = curve[n], steep * x
            for m in range(n + 1):
                line[m] += steep_x * row[m]
    for n in range(size):
        for m in range(n):
            curve[m][n] = curve[n][m]
    return _solved(curve, slope)


def _solved(matrix: list[list[float]], values: list[float]) -> list[float]:
    """The solution of the linear equations, by elimination with pivots."""
    size = len(values)
    lines = [[*line, value] for line, value in zip(matrix, values, strict=True)]
    for n in range(size):
        pivot = max(range(n, size), key=lambda row: abs(lines[row][n]))
        lines[n], lines[pivot] = lines[pivot], lines[n]
        for m in range(size):
            if m != n and lines[m][n]:
                times = lines[m][n] / lines[n][n]
                lines[m] = [
                    a - times * b for a, b in zip(lines[m], lines[n], strict=True)
                ]
    return [lines[n][size] / lines[n][n] for n in range(size)]
