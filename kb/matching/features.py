"""The features by which copy and claims are compared: word stems, pairs of stems, concepts."""

from __future__ import annotations

from itertools import pairwise

from kb.matching.statement import Statement
from kb.matching.tokens import stem

__all__ = ["NO_SUBJECT", "features", "negated_features", "telling_stems"]

_LITTLE = frozenset(
    "a an the of and or to in for on with is are was were be been by as at it its it's this that"
    " these those from has have had you your we our their they he she i do does did so than then"
    " also into about such who which what when there here up out over after before them us other"
    " any some each how if can will would may might could more most very just one".split()
)
NO_SUBJECT = frozenset(("hedge", "approval-elsewhere"))
"""Cues that tell how firmly a thing is said, never what: a hedge must not change the claim; and
one that a concept tells already."""


def telling_stems(statement: Statement) -> list[tuple[int, str]]:
    """Return the stems of a statement with their places, without figures and little words."""
    return [
        (place, stem(token.word))
        for place, token in enumerate(statement.tokens)
        if token.word not in _LITTLE and not token.is_number
    ]


def features(statement: Statement) -> frozenset[str]:
    """Return stems (`infus`), neighbouring pairs (`iv_infus`), concepts (`c:intravenous`), figures.

    Words too frequent to tell claims apart are left out; figures count by their kind alone, since
    two passages on one subject seldom give the same figure.
    """
    stems = [stem for _, stem in telling_stems(statement)]
    found = set(stems)
    found.update(f"{a}_{b}" for a, b in pairwise(stems))
    found.update(f"c:{hit.concept}" for hit in statement.concepts)
    found.update(f"n:{quantity.kind}" for quantity in statement.quantities)
    return frozenset(found)


def negated_features(statement: Statement) -> frozenset[str]:
    """Return stems and concepts that a negation reaches: of "does not cause nausea" what is denied.

    Hedges are left out: one more must not make a verdict worse.
    """
    hedges = (hit for hit in statement.cues if hit.kind.id in NO_SUBJECT)
    hedging = {place for hit in hedges for place in range(hit.first, hit.last)}
    tokens = (statement.tokens[place] for place in sorted(statement.negated - hedging))
    found = {stem(t.word) for t in tokens if t.word not in _LITTLE and not t.is_number}
    found.update(f"c:{hit.concept}" for hit in statement.concepts if hit.first in statement.negated)
    return frozenset(found)
