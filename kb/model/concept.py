"""A concept and the wordings by which copy means it: content, so that code knows no medicine."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from kb.model.claim import Id, Text
from kb.model.frozen import Frozen
from kb.model.terms import ConceptKind

__all__ = ["Concept", "Topic", "Wording"]

Wording = Annotated[str, StringConstraints(min_length=1, max_length=300, to_lower=True)]
"""A phrase pattern over words: `word`, `stem*`, `this|that`, `_` any one word, `#` any number,
`...` up to three words in between. Matched without regard to case, kinds of space, of quotation
mark and of hyphen."""


class Concept(Frozen):
    """A drug, route, condition, outcome and so on.

    `broader` is the concept of which this is one kind: copy that names the broader one claims more.
    """

    id: Id
    kind: ConceptKind
    label: Text
    definition: Text | None = None
    broader: Id | None = None
    distinct_from: tuple[Id, ...] = Field(
        default=(),
        description="Concepts easily confused with this one; confusing them is a finding.",
    )
    approved_for: tuple[Id, ...] = Field(
        default=(),
        description=(
            "Of a drug, the concepts that its approvals name: conditions, other uses. Copy that"
            " tells of an approval for another condition is never supported. Empty: not on record."
        ),
    )
    outside: bool = Field(
        default=False,
        description=(
            "No claim here speaks of this: copy that names it and none of our own drugs is told as"
            " not covered."
        ),
    )
    wordings: tuple[Wording, ...] = Field(min_length=1)


class Topic(Frozen):
    """What a claim is about, for people; and the wordings that speak of it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$")]
    label: Text
    definition: Text | None = None
    wordings: tuple[Wording, ...] = ()
