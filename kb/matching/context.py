"""A passage seen with what it leans on: its lead-in, its heading, the sentence before."""

from __future__ import annotations

from bisect import bisect_left

from kb.matching.statement import Observer, Statement
from kb.model.document import Document, Passage

__all__ = ["observe_in_context"]


def observe_in_context(observer: Observer, document: Document, passage: Passage) -> Statement:
    """Return the statement of a passage; its context names concepts as `lead:...`, `head:...`."""
    context: list[str] = []
    for name, place in (("lead", passage.lead_in), ("head", passage.heading)):
        if place is not None:
            context += _named(observer, document, document.passages[place], name)
    if passage.kind == "sentence":
        before = _before(document, passage)
        if before is not None:
            context += _named(observer, document, before, "before")
    text = document.quote(passage)
    return observer.observe(text, passage.start, passage.kind, tuple(sorted(set(context))))


def _named(observer: Observer, document: Document, passage: Passage, name: str) -> list[str]:
    return [f"{name}:{concept}" for concept in observer.concepts_in(document.quote(passage))]


def _before(document: Document, passage: Passage) -> Passage | None:
    """Return the sentence before, of the same paragraph."""
    # Passages stand in order; searching them one by one would take minutes on a long document.
    place = bisect_left(document.passages, passage.start, key=lambda other: other.start)
    before = document.passages[place - 1] if place else None
    if before is None or before.kind != "sentence":
        return None
    return before if "\n\n" not in document.text[before.end : passage.start] else None
