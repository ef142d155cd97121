"""A document as it is shown: in parts where long, and what is not running text set apart.

A browser draws five thousand marks in seconds, and again with each click; a part takes no time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import streamlit as st

from kb.model.document import Document, Passage

__all__ = ["Aside", "Layout", "Part", "Turn", "beside_text", "layout", "part_at"]

LONG = 60_000
"""Characters from which a document is shown in parts: some 20 pages."""
_PART = 40_000
_ENOUGH = 0.7
"""From this share of a part on, it ends before the next heading, page or slide."""
_TURN = re.compile(r"(?:page|slide|sheet) \d+")
_ROLES = {
    "caption": "caption",
    "header": "header",
    "footer": "footer",
    "speaker-notes": "speaker notes",
    "hidden": "hidden text",
    "quotation": "quotation",
}
_KINDS = {"footnote": "footnote", "alt-text": "image description"}


class Part(NamedTuple):
    """A stretch of the text that is shown at once; `label` says where it begins."""

    start: int
    end: int
    label: str


class Aside(NamedTuple):
    """Whole lines that do not stand in the running text, and what they are."""

    start: int
    end: int
    label: str


class Turn(NamedTuple):
    """Where a page or slide begins."""

    at: int
    label: str


class Layout(NamedTuple):
    """How a document is shown, whatever was found in it."""

    parts: tuple[Part, ...]
    headings: tuple[tuple[int, int], ...]
    asides: tuple[Aside, ...]
    turns: tuple[Turn, ...]


def layout(document: Document) -> Layout:
    """Return how to show a document, found once: of a long one it takes longer than all else."""
    return _layout(document, document.sha256, document.name)


@st.cache_resource(max_entries=16, show_spinner=False)
def _layout(_document: Document, sha256: str, name: str) -> Layout:  # noqa: ARG001 - the key
    headings = ((p.start, p.end) for p in _document.passages if p.kind == "heading")
    return Layout(
        parts(_document), tuple(headings), tuple(asides(_document)), tuple(turns(_document))
    )


def beside_text(passage: Passage) -> str:
    """Return what a passage is that does not stand in the running text; empty where it does.

    >>> beside_text(Passage(start=0, end=1, role="speaker-notes"))
    'speaker notes'
    """
    # What is hidden is hidden first, whatever it is besides.
    if passage.role == "hidden":
        return _ROLES[passage.role]
    return _KINDS.get(passage.kind) or _ROLES.get(passage.role, "")


def parts(document: Document) -> tuple[Part, ...]:
    """Return the parts of a document, cut between passages; one where it is not long."""
    text, passages = document.text, document.passages
    if len(text) <= LONG or not passages:
        return (Part(0, len(text), ""),)
    cuts = [0]
    place = ""
    for passage in passages:
        at, long = _line(text, passage.start), passage.start - cuts[-1]
        before, place = place, _turn(document, passage.start)
        good = passage.kind == "heading" or place != before
        if at > cuts[-1] and (long > _PART or (good and long > _PART * _ENOUGH)):
            cuts.append(at)
    return tuple(
        Part(start, end, document.place(start))
        for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)
    )


def part_at(shown: Sequence[Part], offset: int) -> int:
    """Return the number of the part in which an offset lies, from 0."""
    return bisect_right([part.start for part in shown], offset) - 1


def asides(document: Document) -> list[Aside]:
    """Return runs of lines that do not stand in the running text, in order.

    Words within a line of running text, such as a quotation in a sentence, are none.
    """
    found: list[Aside] = []
    taken, page = 0, ""
    for passage in document.passages:
        label = beside_text(passage)
        start, end = _lines(document.text, passage)
        before, page = page, _turn(document, passage.start)
        last = found[-1] if found else None
        if last and start < last.end and label != last.label:
            found.pop()  # its last line goes on with other words
        elif last and label == last.label and before == page and last.end == taken:
            found[-1] = last._replace(end=end)
        elif label and start >= taken:
            found.append(Aside(start, end, label))
        taken = end
    return found


def turns(document: Document) -> Iterator[Turn]:
    """Yield where each page or slide begins, the first one as well."""
    label = ""
    for passage in document.passages:
        here = _turn(document, passage.start)
        if here and here != label:
            label = here
            yield Turn(_line(document.text, passage.start), here)


def _turn(document: Document, offset: int) -> str:
    found = _TURN.match(document.place(offset))
    return found[0] if found else ""


def _line(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _lines(text: str, passage: Passage) -> tuple[int, int]:
    """Return start and end of the lines that a passage stands in, the last line end within."""
    end = text.find("\n", passage.end)
    return _line(text, passage.start), end + 1 if end >= 0 else len(text)
