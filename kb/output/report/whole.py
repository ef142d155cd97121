"""What only the whole document shows, what was taken back, and what was not looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kb.model.document import Document
from kb.model.finding import Audit, DocumentFinding
from kb.output.faces import Face, left_out, shown_places, whole_title
from kb.output.report.bibliography import Bibliography
from kb.output.report.entries import Entry
from kb.output.report.words import shortened

__all__ = [
    "NotCovered",
    "Quotation",
    "SuppressedFinding",
    "Unchecked",
    "WholeFinding",
    "suppressed",
    "unchecked",
    "whole_finding",
]

_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of the copy, with their place."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class WholeFinding:
    """A finding that only the whole document shows; `more` counts the places not quoted."""

    kind: str
    title: str
    why: str
    quotations: tuple[Quotation, ...]
    more: str | None
    references: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SuppressedFinding:
    """A finding that somebody took upon themselves not to count, and why."""

    number: str
    place: str
    face: Face
    quote: str
    target: str
    reason: str
    by: str
    until: date | None
    source: str


@dataclass(frozen=True, slots=True)
class NotCovered:
    """A passage that can be checked, but of which no claim speaks."""

    number: str
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What of a document was not judged: `silent` counts passages that assert nothing.

    `notes` are the reader's: what it had to do or leave out. `remarks` counts comments that stood
    in the file; they are no copy and were not judged.
    """

    not_covered: tuple[NotCovered, ...]
    passages: int
    silent: int
    notes: tuple[str, ...]
    remarks: int


def whole_finding(found: DocumentFinding, document: Document, cited: Bibliography) -> WholeFinding:
    """Return a finding on the whole document as it is told."""
    return WholeFinding(
        kind=found.kind,
        title=whole_title(found),
        why=found.why,
        quotations=tuple(
            Quotation(document.place(start), shortened(document.text[start:end], _QUOTE))
            for start, end in shown_places(found)
        ),
        more=left_out(found),
        references=cited.cite_all(found.sources),
    )


def suppressed(entries: tuple[Entry, ...]) -> Iterator[SuppressedFinding]:
    """Yield the findings that are not to count, with who answers for it."""
    for each in entries:
        if (word := each.suppressed_by) is not None:
            yield SuppressedFinding(
                number=each.number,
                place=each.place,
                face=each.face,
                quote=shortened(each.words, _QUOTE),
                target=word.target,
                reason=word.reason,
                by=word.by,
                until=word.until,
                source=word.source,
            )


def unchecked(document: Document, audit: Audit, entries: tuple[Entry, ...]) -> Unchecked:
    """Return what of a document was not judged."""
    return Unchecked(
        not_covered=tuple(
            NotCovered(each.number, each.place, shortened(each.words, _QUOTE))
            for each in entries
            if each.claim is None
        ),
        passages=audit.counts.sentences,
        silent=audit.counts.sentences - audit.counts.checkable,
        notes=document.notes,
        remarks=len(document.remarks),
    )
