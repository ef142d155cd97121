"""Weights of verdicts put in order: a hedge or a higher ceiling never makes a verdict worse.

Solvers know no such rule, and a few hundred cases teach some of it the wrong way round. Of each
pair of features of which one can only be better for the copy, the weights are brought together
where they stand the wrong way round (pool adjacent violators), for every verdict against
`supported`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kb.model.learned import LinearModel
from kb.model.terms import CERTAINTIES, DIMENSIONS
from kb.verdict.features import CEILING_FIGURES

__all__ = ["in_order"]

_ROUNDS = 60
"""More than enough for the pairs to settle: each lies in two chains at the most."""
_BEST = "supported"

Weights = dict[str, list[float]]


def in_order(model: LinearModel) -> LinearModel:
    """Return the model with the weights of ordered features in their order.

    Weights are told against `supported`, whose own are zero there: only differences count.
    """
    best = model.labels.index(_BEST)
    table = {name: dict(row) for name, row in model.weights.items()}
    pairs = list(_pairs())
    singles = [name for name in table if name.endswith("said:hedge")]
    harmful = [f"asserting:{d}|{how}" for d in DIMENSIONS for how in ("plain", "hedged")]
    names = {name for pair in pairs for name in pair} | set(singles) | set(harmful)
    against = {name: _against(table.get(name, {}), len(model.labels), best) for name in names}
    for _ in range(_ROUNDS):
        for worse, better in pairs:
            _bring_together(against[worse], against[better])
        for name in singles:
            against[name] = [min(0.0, weight) for weight in against[name]]
        for name in harmful:
            against[name] = [max(0.0, weight) for weight in against[name]]
    against = {name: [round(w, 2) for w in row] for name, row in against.items()}
    while any(_lowered(against[worse], against[better]) for worse, better in pairs):
        pass  # rounding can put a pair out of order by a hundredth
    for name, row in against.items():
        table[name] = {place: weight for place, weight in enumerate(row) if weight}
    kept = {name: row for name, row in sorted(table.items()) if row}
    return model.model_copy(update={"weights": kept})


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


def _against(row: dict[int, float], labels: int, best: int) -> list[float]:
    return [row.get(place, 0.0) - row.get(best, 0.0) for place in range(labels)]


def _bring_together(worse: list[float], better: list[float]) -> None:
    for place, (high, low) in enumerate(zip(worse, better, strict=True)):
        if low > high:  # the better feature would speak more for a problem
            worse[place] = better[place] = (low + high) / 2


def _lowered(worse: list[float], better: list[float]) -> bool:
    """Lower what stands above its worse neighbour, and return whether anything did."""
    over = [
        place for place, (high, low) in enumerate(zip(worse, better, strict=True)) if low > high
    ]
    for place in over:
        better[place] = worse[place]
    return bool(over)
