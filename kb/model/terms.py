"""The fixed words of the product, weakest first where they are ordered.

Each word is defined, with an example, in `schema/terms.yaml`; a test holds that file and
these tuples equal. Topics are not here: they belong to a knowledge base.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from kb.errors import UnknownTerm

__all__ = [
    "CERTAINTIES",
    "CLAIM_KINDS",
    "DIMENSIONS",
    "GRADES",
    "MECHANISM_LEVELS",
    "PROBLEMS",
    "SAID_CERTAINTIES",
    "SCHEMES",
    "SEVERITIES",
    "SOURCE_KINDS",
    "VERDICTS",
    "Certainty",
    "ClaimKind",
    "ConceptKind",
    "Dimension",
    "Direction",
    "Directness",
    "Grade",
    "MechanismLevel",
    "Read",
    "SaidCertainty",
    "Scheme",
    "SourceKind",
    "Standing",
    "Verdict",
    "exceeds",
]

Verdict = Literal["supported", "unsupported", "overstated", "contradicted"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
SEVERITIES = VERDICTS
"""Verdicts in the order of `--fail-on`: the later, the graver."""
PROBLEMS = VERDICTS[1:]
"""Verdicts by which copy must change."""

Dimension = Literal[
    "certainty",
    "magnitude",
    "speed",
    "durability",
    "scope",
    "comparison",
    "mechanism",
    "safety",
    "regulatory",
    "currency",
    "omission",
]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)

Grade = Literal["very-low", "low", "moderate", "high"]
GRADES: tuple[Grade, ...] = get_args(Grade)

Scheme = Literal["GRADE", "documentary", "statistic"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)

Certainty = Literal["none", "preliminary", "may", "can", "likely", "established"]
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)

SaidCertainty = Literal["none", "preliminary", "may", "can", "likely", "established", "absolute"]
SAID_CERTAINTIES: tuple[SaidCertainty, ...] = get_args(SaidCertainty)
"""How strongly copy speaks: the same scale, with one step that no evidence allows."""

MechanismLevel = Literal["none", "hypothesis", "animal", "human-preliminary", "established"]
MECHANISM_LEVELS: tuple[MechanismLevel, ...] = get_args(MechanismLevel)

ClaimKind = Literal[
    "effect", "harm", "mechanism", "frequency", "comparison", "regulatory", "practice", "history"
]
CLAIM_KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)

Direction = Literal["supports", "disputes", "qualifies"]
Directness = Literal["direct", "indirect"]

SourceKind = Literal[
    "cochrane-review",
    "meta-analysis",
    "systematic-review",
    "rct",
    "open-label",
    "cohort",
    "case-series",
    "survey",
    "mechanistic-human",
    "animal-study",
    "narrative-review",
    "guideline",
    "label",
    "regulator-notice",
    "law-or-code",
    "statistics",
]
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)

Read = Literal["full-text", "label", "abstract", "secondary", "unverified"]
Standing = Literal["current", "superseded", "corrected", "retracted", "preprint"]
ConceptKind = Literal[
    "drug", "route", "condition", "outcome", "population", "comparator", "mechanism", "harm",
    "practice", "regulation", "statistic",
]  # fmt: skip


def exceeds(said: str, allowed: str, scale: Sequence[str]) -> bool:
    """Return whether `said` is stronger than `allowed` on `scale` (weakest first).

    Raises:
        UnknownTerm: either word is not on the scale; nothing is guessed.

    >>> exceeds("established", "may", CERTAINTIES)
    True
    >>> exceeds("may", "may", CERTAINTIES)
    False
    """
    for word in (said, allowed):
        if word not in scale:
            raise UnknownTerm(f"'{word}' is not on the scale {' < '.join(scale)}")
    return scale.index(said) > scale.index(allowed)
