"""The cue lexicon: ordinary words by which copy shows how strongly it speaks.

It belongs to the product (`schema/cues.yaml`), not to a knowledge base: "guaranteed" means the
same in every domain.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from kb.model.concept import Wording
from kb.model.frozen import Frozen
from kb.model.terms import Dimension, SaidCertainty

__all__ = ["CueKind", "CueLexicon", "Softer", "Verb"]

_Word = Annotated[str, StringConstraints(pattern=r"^[a-z]+$", max_length=40)]


class Softer(Frozen):
    """What can be said instead of some wordings; an empty text leaves them out."""

    of: tuple[Wording, ...] = Field(min_length=1)
    say: tuple[Annotated[str, StringConstraints(max_length=80)], ...] = Field(
        min_length=1,
        description=(
            "In the order in which they are tried. `_` at the end: only before a word that it"
            " belongs to; `.` at the end: only where none follows; `+`: only before an object."
            " `{onset}`, `{lasting}` and `{share}` stand for what the claim allows; where it names"
            " nothing, the next is tried."
        ),
    )


class Verb(Frozen):
    """A verb before which a hedge can be put: the form after "may", and the form after "it"."""

    base: _Word
    third: _Word
    noun: bool = Field(default=False, description="Whether a form is a noun as well.")


class CueKind(Frozen):
    """One kind of cue: the dimension it speaks on, and its place on that dimension's scale."""

    id: str
    dimension: Dimension | None = None
    step: SaidCertainty | None = None
    label: str
    hours: float | None = Field(default=None, description="For cues of time: the time they state.")
    wordings: tuple[Wording, ...] = Field(min_length=1)
    softer: tuple[Softer, ...] = Field(
        default=(), description="What a rewording says in place of these words."
    )


class CueLexicon(Frozen):
    """Every kind of cue, in order, and the verbs that rewordings can hedge."""

    kinds: tuple[CueKind, ...]
    verbs: tuple[Verb, ...] = ()
