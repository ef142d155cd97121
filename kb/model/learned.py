"""Weights learned from labelled copy and from the examples of the claims.

Small linear models over features that people can read (`c:esketamine`, `said:hype`); each judgement
can show which features decided it. They are content of a knowledge base (`claims/learned.json`),
made by one command; a knowledge base without them is judged by its examples and ceilings alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from pydantic import Field

from kb.model.frozen import Frozen

__all__ = ["Learned", "LinearModel", "softmax"]


class LinearModel(Frozen):
    """A weight for each feature and label; a score is the bias plus the sum over the features."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, dict[int, float]] = Field(
        description="Feature to the labels (by place) it speaks for or against."
    )

    def scores(self, features: Mapping[str, float]) -> list[float]:
        """Return the score of every label, in their order."""
        total = list(self.bias)
        for name, value in features.items():
            row = self.weights.get(name)
            if row:
                for label, weight in row.items():
                    total[label] += weight * value
        return total

    def reasons(self, features: Mapping[str, float], label: str) -> list[tuple[str, float]]:
        """Return the features that spoke for `label`, the strongest first."""
        place = self.labels.index(label)
        found = [
            (name, value * self.weights[name].get(place, 0.0))
            for name, value in features.items()
            if name in self.weights
        ]
        return sorted((f for f in found if f[1] > 0), key=lambda f: (-f[1], f[0]))


class Learned(Frozen):
    """The models of one knowledge base, and what they were made from."""

    made_from: str
    checkable: LinearModel
    topic: LinearModel
    verdict: LinearModel
    dimension: LinearModel


def softmax(scores: list[float]) -> list[float]:
    """Return probabilities that sum to one.

    >>> [round(p, 2) for p in softmax([0.0, 0.0])]
    [0.5, 0.5]
    """
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = math.fsum(powers)
    return [power / total for power in powers]
