"""Which topics a statement speaks of, and each of its beginnings and ends, by learned weights.

What tells the topic of a beginning is told of the next longer one, too: all of them are summed up
in one go, word by word, and so are all ends, from the last word back.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kb.matching.features import NO_SUBJECT, telling_stems
from kb.matching.statement import Statement
from kb.model.layered import LayeredModel

__all__ = ["Chances", "Edge", "Row", "chances", "topic_features"]

Row = NDArray[np.float64]
"""The probability of every topic, always in the same order."""
Edge = Literal["first", "last"]
Chances = Callable[[Statement, Sequence[int], Edge], NDArray[np.float64]]
"""Tells the probability of every topic, a row each for the first (or last) so many words."""

_STEM, _PAIR, _CONCEPT, _FIGURE = 1.0, 0.7, 2.0, 1.0
"""How much a feature counts: a concept gathers many wordings, a pair of stems few."""
_ALONE = 1.0
_CUE, _CONTEXT = 0.5, 0.5


class _Met(NamedTuple):
    """A feature once so many words are read; one that goes again has a value below zero."""

    words: int
    name: str
    value: float


def topic_features(statement: Statement) -> dict[str, float]:
    """Return what tells the topic: stems, pairs, concepts, figures, cues, concepts of the context.

    Besides, which concepts stand alone of their kind: one condition is another topic than two. The
    values make a vector of length one, so that long passages do not shout.
    """
    total: dict[str, float] = {}
    for _, name, value in _met(statement, "first"):
        total[name] = total.get(name, 0.0) + value
    found = {name: value for name, value in total.items() if value}
    length = math.sqrt(math.fsum(value * value for value in found.values()))
    return {name: value / length for name, value in found.items()} if length else {}


def chances(
    model: LayeredModel, statement: Statement, counts: Sequence[int], edge: Edge = "first"
) -> NDArray[np.float64]:
    """Return the probability of every label for the first (or last) so many words, a row each."""
    met = _met(statement, edge)
    words = [each.words for each in met]
    upto = [bisect_right(words, count) for count in counts]
    squares = [0.0, *accumulate(each.value * abs(each.value) for each in met)]
    scale = [1 / math.sqrt(squares[many]) if squares[many] else 0.0 for many in upto]
    scores = model.running_scores([(each.name, each.value) for each in met], upto, scale)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    told: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return told


def _met(statement: Statement, edge: Edge) -> list[_Met]:
    """Return every feature where it is first met, reading from the first word or from the last."""
    many = len(statement.tokens)
    read = sorted(
        (last if edge == "first" else many - first, name, value, kind)
        for first, last, name, value, kind in _standing(statement)
    )
    found = [_Met(0, f"x:{concept}", _CONTEXT) for concept in sorted(statement.context_concepts)]
    seen: set[str] = set()
    alone: dict[str, str] = {}
    for words, name, value, kind in read:
        if name in seen:
            continue
        seen.add(name)
        found.append(_Met(words, name, value))
        if kind is None:
            continue
        if kind not in alone:
            alone[kind] = f"only:{name.removeprefix('c:')}"
            found.append(_Met(words, alone[kind], _ALONE))
        elif alone[kind]:
            found.append(_Met(words, alone[kind], -_ALONE))
            found.append(_Met(words, f"several:{kind}", _ALONE))
            alone[kind] = ""
    return found


def _standing(statement: Statement) -> Iterator[tuple[int, int, str, float, str | None]]:
    """Yield first word, word after the last, name, value, and of a concept its kind."""
    stems = telling_stems(statement)
    for place, stem in stems:
        yield place, place + 1, stem, _STEM, None
    for (first, one), (second, two) in pairwise(stems):
        yield first, second + 1, f"{one}_{two}", _PAIR, None
    for hit, kind in zip(statement.concepts, statement.kinds, strict=True):
        yield hit.first, hit.last, f"c:{hit.concept}", _CONCEPT, kind
    for figure in statement.quantities:
        yield figure.first, figure.last, f"n:{figure.kind}", _FIGURE, None
    for cue in statement.cues:
        if not cue.negated and cue.kind.id not in NO_SUBJECT:
            yield cue.first, cue.last, f"said:{cue.kind.id}", _CUE, None
