"""The features by which copy and claims are compared: word stems, pairs of stems, concepts."""

from __future__ import annotations

import math
from itertools import pairwise

from kb.matching.statement import Statement
from kb.matching.tokens import stem

__all__ = ["features", "negated_features", "topic_features"]

_LITTLE = frozenset(
    "a an the of and or to in for on with is are was were be been by as at it its it's this that"
    " these those from has have had you your we our their they he she i do does did so than then"
    " also into about such who which what when there here up out over after before them us other"
    " any some each how if can will would may might could more most very just one".split()
)
_NO_SUBJECT = frozenset(("hedge", "approval-elsewhere"))
"""Cues that tell how firmly a thing is said, never what: a hedge must not change the claim; and
one that a concept tells already."""


def features(statement: Statement) -> frozenset[str]:
    """Return stems (`infus`), neighbouring pairs (`iv_infus`), concepts (`c:intravenous`), figures.

    Words too frequent to tell claims apart are left out; figures count by their kind alone, since
    two passages on one subject seldom give the same figure.
    """
    stems = [stem(t.word) for t in statement.tokens if t.word not in _LITTLE and not t.is_number]
    found = set(stems)
    found.update(f"{a}_{b}" for a, b in pairwise(stems))
    found.update(f"c:{hit.concept}" for hit in statement.concepts)
    found.update(f"n:{quantity.kind}" for quantity in statement.quantities)
    return frozenset(found)


def negated_features(statement: Statement) -> frozenset[str]:
    """Return stems and concepts that a negation reaches: of "does not cause nausea" what is denied.

    Hedges are left out: one more must not make a verdict worse.
    """
    hedges = (hit for hit in statement.cues if hit.kind.id in _NO_SUBJECT)
    hedging = {place for hit in hedges for place in range(hit.first, hit.last)}
    tokens = (statement.tokens[place] for place in sorted(statement.negated - hedging))
    found = {stem(t.word) for t in tokens if t.word not in _LITTLE and not t.is_number}
    found.update(f"c:{hit.concept}" for hit in statement.concepts if hit.first in statement.negated)
    return frozenset(found)


def _telling(name: str) -> float:
    """Return how much a feature counts: a concept gathers many wordings, a pair of stems few."""
    if name.startswith("c:"):
        return 2.0
    return 0.7 if "_" in name else 1.0


def _alone(statement: Statement) -> dict[str, float]:
    """Return which concepts stand alone of their kind: one condition is another topic than two."""
    by_kind: dict[str, set[str]] = {}
    for hit, kind in zip(statement.concepts, statement.kinds, strict=True):
        by_kind.setdefault(kind, set()).add(hit.concept)
    return {
        f"only:{min(named)}" if len(named) == 1 else f"several:{kind}": 1.0
        for kind, named in sorted(by_kind.items())
    }


def topic_features(statement: Statement) -> dict[str, float]:
    """Return what tells the topic: the features above, cues, and the concepts of the context.

    The values make a vector of length one, so that long passages do not shout.
    """
    found = {name: _telling(name) for name in sorted(features(statement))}
    found.update(_alone(statement))
    said = sorted(f"said:{kind}" for kind in statement.said if kind not in _NO_SUBJECT)
    found.update(dict.fromkeys(said, 0.5))
    found.update(dict.fromkeys(sorted(f"x:{c}" for c in statement.context_concepts), 0.5))
    length = math.sqrt(math.fsum(value * value for value in found.values()))
    return {name: value / length for name, value in found.items()} if length else {}
