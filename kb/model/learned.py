"""Weights learned from labelled copy and from the examples of the claims.

Small models over features that people can read (`c:esketamine`, `said:hype`), each with one layer
in between: whether anything is asserted, where sentences are cut, the topic, whether it is
supported, which problem it is and what is exceeded. They are content of a knowledge base
(`claims/learned.json`), made by `make learn`; a knowledge base without them is judged by its
examples and ceilings alone. Labels that do not fit are refused when the file is read, never met
half-way through a judgement.
"""

from __future__ import annotations

import math
from typing import Self

from pydantic import model_validator

from kb.model.frozen import Frozen
from kb.model.layered import LayeredModel
from kb.model.terms import DIMENSIONS, PROBLEMS

__all__ = ["NO_OR_YES", "YES", "Learned", "logistic", "softmax"]


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
    border: LayeredModel
    topic: LayeredModel
    supported: LayeredModel
    problem: LayeredModel
    dimension: LayeredModel

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
