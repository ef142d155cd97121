"""Which topics a statement speaks of, and each of its beginnings and ends, by learned weights.

Where a sentence may be cut, the topics of either side are asked for at every joint. What a side
holds follows from where each feature is first met, read from the first word or from the last: so
all sides are told in one go.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kb.matching.features import NO_SUBJECT, telling_stems
from kb.matching.statement import Statement
from kb.model.layered import LayeredModel

__all__ = ["Chances", "Row", "chances", "topic_features"]

Row = NDArray[np.float64]
"""The probability of every topic, always in the same order."""
Chances = Callable[[Statement, Sequence[int], Sequence[int]], NDArray[np.float64]]
"""Tells the probability of every topic for the first so many words of a statement, then for the
last so many: a row each."""

_STEM, _PAIR, _CONCEPT, _FIGURE = 1.0, 0.7, 2.0, 1.0
"""How much a feature counts: a concept gathers many wordings, a pair of stems few."""
_ALONE = 1.0
_CUE, _CONTEXT = 0.5, 0.5
_NEVER = math.inf

_Met = dict[str, tuple[float, float, float, float, float]]
"""By feature its value; after how many words it is met, read from the first, and after how many it
is gone again; the same read from the last."""


def topic_features(statement: Statement) -> dict[str, float]:
    """Return what tells the topic: stems, pairs, concepts, figures, cues, concepts of the context.

    Besides, which concepts stand alone of their kind: one condition is another topic than two. The
    values make a vector of length one, so that long passages do not shout.
    """
    words = len(statement.tokens)
    met = _met(statement)
    found = {name: told[0] for name, told in sorted(met.items()) if told[1] <= words < told[2]}
    length = math.sqrt(math.fsum(value * value for value in found.values()))
    return {name: value / length for name, value in found.items()} if length else {}


def chances(
    model: LayeredModel, statement: Statement, first: Sequence[int], last: Sequence[int] = ()
) -> NDArray[np.float64]:
    """Return the probability of every label for the first so many words, then for the last.

    A row each, in the order in which they are asked for.
    """
    met = _met(statement)
    values, *places = np.array([*met.values()]).reshape(-1, 5).T
    held = np.concatenate([_held(first, *places[:2]), _held(last, *places[2:])]) * values
    lengths = np.sqrt((held * held).sum(axis=1, keepdims=True))
    scores = model.rows_of_scores(list(met), held / np.where(lengths, lengths, 1.0))
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    told: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return told


def _held(counts: Sequence[int], met: Row, gone: Row) -> NDArray[np.bool_]:
    """Return which features so many words hold: a row each."""
    words = np.array(counts, dtype=np.float64)[:, None]
    found: NDArray[np.bool_] = (met <= words) & (words < gone)
    return found


def _met(statement: Statement) -> _Met:
    many = len(statement.tokens)
    found: _Met = {
        f"x:{concept}": (_CONTEXT, 0.0, _NEVER, 0.0, _NEVER)
        for concept in statement.context_concepts
    }
    for begin, end, name, value in _standing(statement):
        _, first, _, last, _ = found.get(name, (value, _NEVER, _NEVER, _NEVER, _NEVER))
        found[name] = value, min(first, end), _NEVER, min(last, many - begin), _NEVER
    for kind, named in _by_kind(statement).items():
        _add_alone(found, kind, sorted(named))
    return found


def _by_kind(statement: Statement) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for hit, kind in zip(statement.concepts, statement.kinds, strict=True):
        found.setdefault(kind, set()).add(hit.concept)
    return found


def _add_alone(found: _Met, kind: str, named: Sequence[str]) -> None:
    """Add which concept stands alone of its kind, and from where on several do."""
    if len(named) == 1:
        found[f"only:{named[0]}"] = (_ALONE, *found[f"c:{named[0]}"][1:])
        return
    (met, alone), (gone, _), *_ = sorted((found[f"c:{each}"][1], each) for each in named)
    (met_last, alone_last), (gone_last, _), *_ = sorted(
        (found[f"c:{each}"][3], each) for each in named
    )
    found[f"only:{alone}"] = (_ALONE, met, gone, _NEVER, _NEVER)
    read_last = (met, gone) if alone == alone_last else (_NEVER, _NEVER)
    found[f"only:{alone_last}"] = (_ALONE, *read_last, met_last, gone_last)
    found[f"several:{kind}"] = (_ALONE, gone, _NEVER, gone_last, _NEVER)


def _standing(statement: Statement) -> Iterator[tuple[int, int, str, float]]:
    """Yield first word, word after the last, name and value of every feature that words make."""
    stems = telling_stems(statement)
    for place, stem in stems:
        yield place, place + 1, stem, _STEM
    for (first, one), (second, two) in pairwise(stems):
        yield first, second + 1, f"{one}_{two}", _PAIR
    for hit in statement.concepts:
        yield hit.first, hit.last, f"c:{hit.concept}", _CONCEPT
    for figure in statement.quantities:
        yield figure.first, figure.last, f"n:{figure.kind}", _FIGURE
    for cue in statement.cues:
        if not cue.negated and cue.kind.id not in NO_SUBJECT:
            yield cue.first, cue.last, f"said:{cue.kind.id}", _CUE
