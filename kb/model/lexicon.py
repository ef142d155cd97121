"""The cue lexicon: ordinary words by which copy shows how strongly it speaks.

It belongs to the product (`schema/cues.yaml`), not to a knowledge base: "guaranteed" means the
same in every domain.
"""

from __future__ import annotations

from pydantic import Field

from kb.model.concept import Wording
from kb.model.frozen import Frozen
from kb.model.terms import Dimension, SaidCertainty

__all__ = ["CueKind", "CueLexicon"]


class CueKind(Frozen):
    """One kind of cue: the dimension it speaks on, and its place on that dimension's scale."""

    id: str
    dimension: Dimension | None = None
    step: SaidCertainty | None = None
    label: str
    hours: float | None = Field(default=None, description="For cues of time: the time they state.")
    wordings: tuple[Wording, ...] = Field(min_length=1)


class CueLexicon(Frozen):
    """Every kind of cue, in order."""

    kinds: tuple[CueKind, ...]
