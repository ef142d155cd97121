"""Weights learned from labelled copy and from the examples of the claims.

Small models over features that people can read (`c:esketamine`, `said:hype`). Linear ones tell what
is exceeded, which problem it is and where sentences are cut; models with a layer in between the
topic, whether anything is asserted and whether it is supported. They are content of a knowledge
base (`claims/learned.json`), made by `make learn`; a knowledge base without them is judged by its
examples and ceilings alone. Labels that do not fit are refused when the file is read, never met
half-way through a judgement.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property
from typing import Self

from pydantic import Field, FiniteFloat, model_validator

from kb.model.frozen import Frozen
from kb.model.layered import LayeredModel
from kb.model.terms import DIMENSIONS, PROBLEMS

__all__ = ["NO_OR_YES", "YES", "Learned", "LinearModel", "logistic", "softmax"]


class LinearModel(Frozen):
    """A weight for each feature and label; a score is the bias plus the sum over the features."""

    labels: tuple[str, ...] = Field(min_length=1)
    bias: tuple[FiniteFloat, ...]
    weights: dict[str, dict[int, FiniteFloat]] = Field(
        description="Feature to the labels (by place) it speaks for or against."
    )

    @model_validator(mode="after")
    def _fits_labels(self) -> Self:
        many = len(self.labels)
        if len(set(self.labels)) != many:
            raise ValueError("a label stands twice; labels are unique")
        if len(self.bias) != many:
            raise ValueError(f"{many} labels need as many biases; there are {len(self.bias)}")
        places: set[int] = set().union(*self.weights.values())
        if wrong := [place for place in sorted(places) if not 0 <= place < many]:
            raise ValueError(f"a weight is for label {wrong[0]}; labels count from 0 to {many - 1}")
        return self

    def scores(self, features: Mapping[str, float]) -> list[float]:
        """Return the score of every label, in their order."""
        total = list(self.bias)
        for name, value in features.items():
            row = self.weights.get(name)
            if row:
                for label, weight in row.items():
                    total[label] += weight * value
        return total

    def margin(self, features: Mapping[str, float]) -> float:
        """Return how much speaks for yes in a yes-or-no model, against what speaks for no."""
        bias, weights = self._margins
        return bias + sum([weights[n] * value for n, value in features.items() if n in weights])

    @cached_property
    def _margins(self) -> tuple[float, dict[str, float]]:
        """The difference of both labels, for each feature: one look instead of two."""
        return self.bias[YES] - self.bias[1 - YES], {
            name: row.get(YES, 0.0) - row.get(1 - YES, 0.0) for name, row in self.weights.items()
        }

    def reasons(self, features: Mapping[str, float], label: str) -> list[tuple[str, float]]:
        """Return the features that spoke for `label`, the strongest first."""
        place = self.labels.index(label)
        found = [
            (name, value * self.weights[name].get(place, 0.0))
            for name, value in features.items()
            if name in self.weights
        ]
        return sorted((f for f in found if f[1] > 0), key=lambda f: (-f[1], f[0]))


NO_OR_YES = ("no", "yes")
"""The labels of what is asked with yes or no: does this assert, does a joint part claims."""
YES = NO_OR_YES.index("yes")

_LABELS: dict[str, tuple[str, ...]] = {
    "checkable": NO_OR_YES,
    "border": NO_OR_YES,
    "supported": NO_OR_YES,
    "problem": PROBLEMS,
    "dimension": DIMENSIONS,
}
"""Labels that are the same in every knowledge base, in their order; topics are content."""


class Learned(Frozen):
    """The models of one knowledge base, and what they were made from."""

    made_from: str
    checkable: LayeredModel
    border: LinearModel
    topic: LayeredModel
    supported: LayeredModel
    problem: LinearModel
    dimension: LinearModel

    @model_validator(mode="after")
    def _labels_are_terms(self) -> Self:
        for name, labels in _LABELS.items():
            if getattr(self, name).labels != labels:
                raise ValueError(f"the labels of '{name}' are not {', '.join(labels)}")
        return self


def softmax(scores: list[float]) -> list[float]:
    """Return probabilities that sum to one.

    >>> [round(p, 2) for p in softmax([0.0, 0.0])]
    [0.5, 0.5]
    """
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = math.fsum(powers)
    return [power / total for power in powers]


def logistic(score: float) -> float:
    """Return the probability of yes in a yes-or-no model.

    >>> logistic(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-score))
