"""The claims of one topic, with what teaches them, ready to be compared with a statement."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Compared", "Near", "Shard", "frequencies", "length", "unit"]

_PAIR_WEIGHT = 0.4
"""Of a pair of stems, beside a stem or concept: rarer by nature, and it tells less; our choice."""
_NEAREST_SHARE = 0.5
"""How much the nearest example counts against the average of all; our own choice."""

Vector = Mapping[str, float]
Whole = NDArray[np.int64]
Real = NDArray[np.float64]


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
    whole = length(weights.values())
    return {name: weight / whole for name, weight in weights.items()} if whole else {}


def length(weights: Iterable[float]) -> float:
    """Return the length of a vector.

    >>> length([3.0, 4.0])
    5.0
    """
    return math.sqrt(math.fsum([weight * weight for weight in weights]))


class Near(NamedTuple):
    """How near a claim's rows are: `rows` holds the similarity of each, `nearest` the highest."""

    claim: str
    nearness: float
    nearest: float
    rows: Real


@dataclass(frozen=True, slots=True)
class Compared:
    """How near every claim of a shard is, in their order, one claim told only when asked for.

    `similar` holds the similarity of every row; `nearest` the highest of each claim.
    """

    shard: Shard
    nearness: Real
    nearest: Real
    similar: Real

    def __iter__(self) -> Iterator[Near]:
        """Yield every claim."""
        return map(self.at, range(len(self.shard.claims)))

    def best(self) -> Near:
        """Return the nearest claim, of several the last by id."""
        ties = np.flatnonzero(self.nearness == self.nearness.max()).tolist()
        return self.at(max(ties, key=self.shard.claims.__getitem__))

    def above(self, similarity: float) -> Iterator[Near]:
        """Yield the claims of which one row is more similar than that."""
        return map(self.at, np.flatnonzero(self.nearest > similarity).tolist())

    def at(self, place: int) -> Near:
        """Return the claim at a place."""
        begins = self.shard.begins
        begin = int(begins[place])
        end = int(begins[place + 1]) if place + 1 < len(begins) else self.shard.many
        return Near(
            self.shard.claims[place],
            float(self.nearness[place]),
            float(self.nearest[place]),
            self.similar[begin:end],
        )


class Shard(NamedTuple):
    """Rows of features by claim: the canonical sentence first, then its examples.

    Each row is a vector of length one. `places` tells for a feature where in `rows` and `shares`
    it is said which rows have it, and how much of their length it makes up. The rows of a claim
    begin at its place in `begins`; `lengths` are those of the sums of the rows of each claim.
    """

    claims: tuple[str, ...]
    begins: Whole
    lengths: Real
    places: Mapping[str, tuple[int, int]]
    rows: Whole
    shares: Real
    many: int

    def near(self, query: Vector) -> Compared:
        """Return how near every claim is.

        Half of it is the nearest row, half the likeness to all rows together: the sum of the
        likenesses to each is the likeness to their sum.
        """
        places = self.places
        met = [(*places[name], weight) for name, weight in query.items() if name in places]
        if not met:
            nothing = np.zeros(len(self.claims))
            return Compared(self, nothing, nothing, np.zeros(self.many))
        begins, ends, weights = map(np.array, zip(*met, strict=True))
        many = ends - begins
        # All places from each begin to its end, one after the other.
        held = np.arange(many.sum()) + np.repeat(begins - (many.cumsum() - many), many)
        rows, shares = self.rows[held], self.shares[held] * np.repeat(weights, many)
        similar: Real = np.bincount(rows, shares, self.many).astype(np.float64, copy=False)
        nearest = np.maximum.reduceat(similar, self.begins)
        likeness = np.add.reduceat(similar, self.begins) / self.lengths
        nearness = _NEAREST_SHARE * nearest + (1 - _NEAREST_SHARE) * likeness
        return Compared(self, nearness, nearest, similar)
