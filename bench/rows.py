"""Rows of named features with their answers, as models are taught by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from scipy.sparse import csr_matrix

__all__ = ["Features", "Rows", "matrix_of"]

Features = dict[str, float]


class Rows:
    """Features, answers and weights side by side, as a solver takes them."""

    def __init__(self) -> None:
        self.features: list[Features] = []
        self.answers: list[Any] = []
        self.weights: list[float] = []

    def add(self, rows: Sequence[tuple[Features, Any]], weight: float) -> None:
        """Add rows that all count alike."""
        self.add_each(rows, [weight] * len(rows))

    def add_each(self, rows: Sequence[tuple[Features, Any]], weights: Sequence[float]) -> None:
        """Add rows with a weight each; those of weight zero are left out."""
        for (features, answer), weight in zip(rows, weights, strict=True):
            if weight:
                self.features.append(features)
                self.answers.append(answer)
                self.weights.append(weight)


def matrix_of(
    rows: Sequence[Features], least: int = 2, kept: Sequence[str] = ()
) -> tuple[csr_matrix, list[str]]:
    """Return the rows as a matrix, and the names of its columns.

    Those are the features of at least `least` rows, and those `kept`.
    """
    count = Counter(name for row in rows for name in row)
    names = sorted({name for name, n in count.items() if n >= least} | set(kept))
    place = {name: i for i, name in enumerate(names)}
    data, columns, ends = [], [], [0]
    for row in rows:
        for name in sorted(row):
            if name in place:
                data.append(row[name])
                columns.append(place[name])
        ends.append(len(data))
    return csr_matrix((data, columns, ends), shape=(len(rows), len(names))), names
