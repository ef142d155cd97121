"""The claims of one topic, with what teaches them, ready to be compared with a statement."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

__all__ = ["Near", "Shard", "frequencies", "unit"]

_PAIR_WEIGHT = 0.4
"""Of a pair of stems, beside a stem or concept: rarer by nature, and it tells less; our choice."""
_NEAREST_SHARE = 0.5
"""How much the nearest example counts against the average of all; our own choice."""

Vector = Mapping[str, float]


def frequencies(rows: Iterable[Sequence[str]]) -> dict[str, float]:
    """Return the weight of each feature: the rarer, the heavier; pairs of stems count less."""
    # Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
    count: Counter[str] = Counter()
    total = 0
    for row in rows:
        count.update(row)
        total += 1
    return {
        name: math.log(1 + (total - n + 0.5) / (n + 0.5)) * (_PAIR_WEIGHT if "_" in name else 1.0)
        for name, n in count.items()
        if n > 1 or "_" not in name  # a pair seen once has nothing to be compared with
    }


def unit(weights: Vector) -> dict[str, float]:
    """Return the vector scaled to length one; empty where it has no length."""
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {name: weight / length for name, weight in weights.items()} if length else {}


class Near(NamedTuple):
    """How near a claim's rows are: `rows` holds the similarity of each, `nearest` the highest."""

    claim: str
    nearness: float
    nearest: float
    rows: Sequence[float]


class Shard:
    """Rows of features by claim: the canonical sentence first, then its examples."""

    def __init__(self, rows: Mapping[str, Sequence[Sequence[str]]], idf: Vector) -> None:
        """Turn rows into vectors of length one."""
        self._claims = tuple(rows)
        self._ends = tuple(accumulate(len(rows[claim]) for claim in self._claims))
        self._rows = 0
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._lengths: list[float] = []
        for claim in self._claims:
            total: dict[str, float] = defaultdict(float)
            for row in rows[claim]:
                self._add(row, idf, total)
            self._lengths.append(_length(total.values()))

    def _add(self, row: Sequence[str], idf: Vector, total: dict[str, float]) -> None:
        row = [name for name in row if name in idf]
        weights = [idf[name] for name in row]
        length = _length(weights)
        number, self._rows = self._rows, self._rows + 1
        postings = self._postings
        for name, weight in zip(row, weights, strict=True):
            share = weight / length
            postings[name].append((number, share))
            total[name] += share

    def near(self, query: Vector) -> list[Near]:
        """Return how near every claim is, in the order of the claims.

        Half of it is the nearest row, half the likeness to all rows together: the sum of the
        likenesses to each is the likeness to their sum.
        """
        similar = [0.0] * self._rows
        for name, weight in query.items():
            for row, other in self._postings.get(name, ()):
                similar[row] += weight * other
        found = []
        start = 0
        for claim, end, length in zip(self._claims, self._ends, self._lengths, strict=True):
            rows = similar[start:end]
            nearest = max(rows, default=0.0)
            nearness = _NEAREST_SHARE * nearest + (1 - _NEAREST_SHARE) * sum(rows) / length
            found.append(Near(claim, nearness, nearest, rows))
            start = end
        return found


def _length(weights: Iterable[float]) -> float:
    """Return the length of a vector; one where it has none, so that it can be divided by."""
    return math.sqrt(math.fsum([weight * weight for weight in weights])) or 1.0
