"""Weights of verdicts kept in order: a hedge or a higher ceiling never makes a verdict worse.

Teaching knows no such rule, and a few hundred cases teach some of it the wrong way round. Of each
pair of features of which one can only be better for the copy, the weights are brought together
where they stand the wrong way round (pool adjacent violators), unit by unit: a unit that speaks for
`supported` may hear no less of the better feature, one that speaks against it no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kb.model.terms import CERTAINTIES, DIMENSIONS
from kb.verdict.features import CEILING_FIGURES

__all__ = ["keep_order", "ordered_features"]

_ROUNDS = 10
"""More than enough for most pairs to settle: each lies in two chains at the most."""
_HEDGE = "said:hedge"

Weights = NDArray[np.float64]


def ordered_features() -> list[str]:
    """Return the features that stand in an order, hedges in a topic apart."""
    return sorted({name for pair in _pairs() for name in pair} | set(_harmful()))


def keep_order(names: Sequence[str], inward: Weights, outward: Weights) -> None:
    """Put the rows of `inward`, features by units, in order; all `ordered_features` have a row.

    `outward` tells by unit how much it speaks for `supported`.
    """
    place = {name: row for row, name in enumerate(names)}
    pairs = [(place[worse], place[better]) for worse, better in _pairs()]
    hedges = [row for name, row in place.items() if name.endswith(_HEDGE)]
    harmful = [place[name] for name in _harmful()]
    touched = sorted({row for pair in pairs for row in pair} | set(hedges) | set(harmful))
    towards = np.where(outward < 0, -1.0, 1.0)
    inward[touched] *= towards
    for _ in range(_ROUNDS):
        for worse, better in pairs:
            _bring_together(inward[worse], inward[better])
        inward[hedges] = np.maximum(inward[hedges], 0.0)
        inward[harmful] = np.minimum(inward[harmful], 0.0)
    while any(_raised(inward[worse], inward[better]) for worse, better in pairs):
        pass  # what rounds left out of order
    inward[touched] *= towards


def _pairs() -> Iterator[tuple[str, str]]:
    """Yield pairs of features: the one that is worse for the copy, the one that is better."""
    yield from CEILING_FIGURES
    for how in ("plain", "hedged"):
        for lower, higher in pairwise(CERTAINTIES):
            yield f"bears:{lower}|{how}", f"bears:{higher}|{how}"
        yield f"asserting:any|{how}", f"asserting:none|{how}"
    stems = [f"bears:{level}" for level in CERTAINTIES]
    stems += [f"asserting:{name}" for name in (*DIMENSIONS, "any", "none")]
    for stem in stems:
        yield f"{stem}|plain", f"{stem}|hedged"


def _harmful() -> Iterator[str]:
    """Yield the features that can only be there or gone, and are worse when there."""
    for dimension in DIMENSIONS:
        yield from (f"asserting:{dimension}|{how}" for how in ("plain", "hedged"))


def _bring_together(worse: Weights, better: Weights) -> None:
    wrong = worse > better
    worse[wrong] = better[wrong] = (worse[wrong] + better[wrong]) / 2


def _raised(worse: Weights, better: Weights) -> bool:
    """Raise what stands below its worse neighbour, and return whether anything did."""
    wrong = worse > better
    better[wrong] = worse[wrong]
    return bool(wrong.any())
