"""A presentation given back with comments: each on its slide, at the shape that holds the words.

Slides, notes, pictures and what others commented stay as they were, byte for byte.
"""

from __future__ import annotations

from kb.content.knowledge_base import KnowledgeBase
from kb.model.document import Document
from kb.model.finding import Finding
from kb.output.comment import WHOLE, comment_text, commented, whole_comment
from kb.output.marked.repack import repack
from kb.output.marked.slide_comments import Comments
from kb.output.marked.slide_pins import Pin, pins
from kb.output.text import plain
from kb.reading.package import Package
from kb.reading.slides.deck import KIND, Deck
from kb.vet import Vetted

__all__ = ["mark"]

_QUOTED = 12
"""The most words quoted: a comment stands on a shape, so it says which words it is about."""


def mark(vetted: Vetted, kb: KnowledgeBase) -> bytes:
    """Return the presentation with comments; those on all of it on the first slide.

    Raises:
        ReadingError: the file cannot be unpacked within the limits.
    """
    document = vetted.document
    deck = Deck(Package(document.original, KIND))
    comments = Comments(deck)
    slide = next(deck.slides(), None)
    told = whole_comment(vetted, kb)
    if told and slide is not None and not comments.is_answered(WHOLE):
        comments.add(slide.part, 0, 0, told)
    findings = commented(vetted.audit)
    places = pins(deck, document, [(found.start, found.end) for found in findings])
    for finding, pin in zip(findings, places, strict=True):
        if comments.is_answered(finding.id):
            continue
        words = _words(finding, pin, document, comment_text(finding, kb))
        comments.add(pin.slide, pin.x, pin.y, words)
    return repack(document.original, deck.package.archive, comments.changed())


def _words(finding: Finding, pin: Pin, document: Document, told: str) -> str:
    """Return the comment with the words it is about, and where they stand, as its second line."""
    head, _, rest = told.partition("\n")
    words = finding.quote.split()
    quoted = plain(" ".join(words[:_QUOTED])) + (" …" if words[_QUOTED:] else "")
    where = plain(document.place(finding.start))
    no_slide = ", not on the slide itself" if pin.notes else ""
    return f"{head}\nOn “{quoted}” ({where}{no_slide})\n{rest}"
