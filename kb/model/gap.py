"""Gaps: what copy asserts and no claim covers, grouped over many documents."""

from __future__ import annotations

from typing import Literal

from kb.model.finding import AuditEngine, AuditKnowledgeBase
from kb.model.frozen import Frozen

__all__ = ["GAPS_FORMAT", "Gap", "GapPassage", "GapReport"]

GAPS_FORMAT: Literal["claims-kb/gaps@1"] = "claims-kb/gaps@1"


class _Verbatim(Frozen):
    model_config = Frozen.model_config | {"str_strip_whitespace": False}


class GapPassage(_Verbatim):
    """A passage that no claim covers; `claim` where one was found, but in doubt."""

    document: str
    start: int
    end: int
    line: int
    place: str
    quote: str
    claim: str | None


class Gap(_Verbatim):
    """Passages that assert much the same.

    `risks` are in plain words, the gravest first. `weight` ranks: every document counts once, and
    once more for each risk.
    """

    key_words: tuple[str, ...]
    documents: int
    passages: int
    risks: tuple[str, ...]
    weight: int
    examples: tuple[GapPassage, ...]


class GapReport(_Verbatim):
    """The gaps of a knowledge base in some documents, the heaviest first."""

    format: Literal["claims-kb/gaps@1"] = GAPS_FORMAT
    knowledge_base: AuditKnowledgeBase
    engine: AuditEngine
    documents: int
    passages: int
    doubtful: bool
    gaps: tuple[Gap, ...]
