"""What known copy says of each claim: mentions gathered and counted, once a knowledge base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kb.content.knowledge_base import KnowledgeBase
from kb.model.known_copy import KnownCopy, Mention
from kb.model.terms import VERDICTS
from kb.ui.faces import FACES, mention_face
from kb.ui.sheet import Element, Node, chip

__all__ = ["Said", "counted", "face_line", "said_of", "tally"]


@dataclass(frozen=True, slots=True)
class Said:
    """A mention, and the document it stands in."""

    copy: KnownCopy
    mention: Mention


def said_of(kb: KnowledgeBase) -> Mapping[str, tuple[Said, ...]]:
    """Return the mentions of every claim, in the order of documents."""
    found: dict[str, list[Said]] = {claim: [] for claim in kb.claims}
    for copy in kb.copies.values():
        for mention in copy.mentions:
            if mention.claim in found:
                found[mention.claim].append(Said(copy, mention))
    return {claim: tuple(said) for claim, said in found.items()}


def counted(said: tuple[Said, ...]) -> Counter[str]:
    """Return how often each verdict was given."""
    return Counter(one.mention.verdict for one in said)


def tally(counts: Mapping[str, int]) -> list[Node]:
    """Return counts by verdict as chips, the gravest first; those that are nought left out."""
    return [
        _count(verdict, counts[verdict]) for verdict in reversed(VERDICTS) if counts.get(verdict)
    ]


def _count(verdict: str, number: int) -> Element:
    face = FACES[verdict]
    return chip(f"{face.icon} {number} {face.label.lower()}", f"seen {face.id}", face.means)


def face_line(mention: Mention) -> str:
    """Return what a mention was judged, in words."""
    face = mention_face(mention)
    return f"{face.label}: {', '.join(mention.exceeds)}" if mention.exceeds else face.label
