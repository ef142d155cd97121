"""What a paragraph of a PDF is: a heading, an item, a footnote, a caption or running text.

Tags tell it where there are any; else size and weight of the type against the body of the
document, and the marks that begin a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kb.model.document import PassageKind, Role
from kb.reading.lines import runs
from kb.reading.pdf.lines import Line

__all__ = [
    "FOOTNOTE_SIZE",
    "HEADING_SIZE",
    "Body",
    "Paragraph",
    "body_of",
    "find_footnotes",
    "mark_of",
    "name",
]

HEADING_SIZE, FOOTNOTE_SIZE = 1.12, 0.93
"""Of the body type: from which size on a line is a heading, up to which it may be a footnote."""
_HEADING_CHARACTERS, _HEADING_LINES = 200, 4
_BOLD_CHARACTERS, _BOLD_LINES, _BOLD_WORDS = 100, 2, 14
_BOLD_SIZE = 0.95
_STATEMENT = 60
_FOOT_LINES, _FAR = 2, 1.6
_NOTE_MARK = re.compile(r"(?:\[?\d{1,3}[\].)]?|[*†‡§¶]{1,3}|[a-z][.)])(?=\s|[A-Z])\s*")
_CAPTION = re.compile(r"(?:fig(?:ure|\.)|table|chart)\s*\d", re.IGNORECASE)
_DASHES = frozenset("-\u2013\u2014*+")
_LOWEST_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Body:
    """The type in which most of a document is set, and the levels of larger headings by size."""

    size: float
    levels: dict[float, int]


@dataclass(slots=True)
class Paragraph:
    """Lines that make one block. `mark` is how much of the first line is a bullet or number.

    `region` numbers the columns and tables of a document; `last` says that it ends its column.
    """

    lines: list[Line]
    kind: PassageKind = "sentence"
    role: Role = "body"
    level: int = 0
    mark: int = 0
    numbered: bool = False
    place: str = ""
    region: int = 0
    first: bool = False
    last: bool = False
    full: bool = False

    @property
    def text(self) -> str:
        """Return its words, one line after the other."""
        return " ".join(line.text for line in self.lines)


def body_of(found: Iterable[tuple[float, int]]) -> Body:
    """Return the body type of a document from sizes of type and how many characters they set."""
    sizes: Counter[float] = Counter()
    for size, count in found:
        sizes[round(2 * size) / 2] += count
    body = max(sizes, key=lambda size: (sizes[size], -size), default=10.0)
    larger = sorted((size for size in sizes if size >= HEADING_SIZE * body), reverse=True)
    return Body(body, {size: min(rank, _LOWEST_LEVEL) for rank, size in enumerate(larger, 1)})


def mark_of(line: Line) -> str:
    """Return what kind of mark begins a line: a bullet, dash or number; empty for none."""
    if line.label:
        return "bullet"
    if line.tag and line.tag.kind in ("heading", "paragraph", "footnote"):
        return ""
    found = next((each[0] for each in runs(line.text)), None)
    if found is None or found.mark not in ("bullet", "number"):
        return ""
    if found.mark == "number":
        return "number"
    return "dash" if line.text[:1] in _DASHES else "bullet"


def name(paragraph: Paragraph, body: Body) -> None:
    """Say what kind of block the paragraph is."""
    first = paragraph.lines[0]
    tag = first.tag
    size = round(2 * first.size) / 2
    if tag and tag.kind == "heading":
        paragraph.kind, paragraph.level = "heading", tag.level or body.levels.get(size, 0)
    elif tag and tag.kind == "footnote":
        paragraph.kind, paragraph.mark = "footnote", _note_mark(first)
    elif tag and tag.kind == "list-item":
        paragraph.kind = "list-item"
        paragraph.mark = first.label or _mark_length(first)
        paragraph.level = max(0, round(first.left))
    elif tag and tag.kind == "caption":
        paragraph.role = "caption"
    elif mark_of(first):
        paragraph.kind, paragraph.mark = "list-item", _mark_length(first)
        paragraph.numbered = mark_of(first) == "number"
        paragraph.level = max(0, round(first.left))
    elif not (tag and tag.kind == "paragraph" and size <= body.size) and _looks_heading(
        paragraph, body
    ):
        paragraph.kind = "heading"
        paragraph.level = body.levels.get(size, min(len(body.levels) + 1, _LOWEST_LEVEL))
    elif size < body.size and _CAPTION.match(first.text):
        paragraph.role = "caption"


def _mark_length(line: Line) -> int:
    found = next((each[0] for each in runs(line.text)), None)
    marked = found is not None and found.mark in ("bullet", "number")
    return found.start if found and marked else 0


def _note_mark(line: Line) -> int:
    if line.label or line.marked:
        length = line.label or line.marked
        return length + len(line.text[length:]) - len(line.text[length:].lstrip())
    found = _NOTE_MARK.match(line.text)
    return found.end() if found else 0


def _looks_heading(paragraph: Paragraph, body: Body) -> bool:
    text, first = paragraph.text, paragraph.lines[0]
    closed = text.rstrip()[-1:] in ".,;:"
    if first.size >= HEADING_SIZE * body.size:
        short = len(text) <= _HEADING_CHARACTERS and len(paragraph.lines) <= _HEADING_LINES
        return short and not (closed and len(text) > _STATEMENT)
    return (
        all(line.bold for line in paragraph.lines)
        and first.size >= body.size * _BOLD_SIZE
        and len(paragraph.lines) <= _BOLD_LINES
        and len(text) <= _BOLD_CHARACTERS
        and len(text.split()) <= _BOLD_WORDS
        and not closed
    )


def find_footnotes(found: list[Paragraph], body: Body) -> None:
    """Name the paragraphs in smaller type at the foot of a column that begin with a mark.

    A foot of the page, a line or two set apart, may stand below them.
    """
    last = len(found)
    while (
        last > 1 and len(found) - last < _FOOT_LINES and _is_foot(found[last - 2], found[last - 1])
    ):
        last -= 1
    for end in range(len(found), last - 1, -1):
        start = end
        while start and found[start - 1].lines[0].size <= FOOTNOTE_SIZE * body.size:
            start -= 1
        if start < end:
            _name_footnotes(found[start:end])
            return


def _is_foot(above: Paragraph, paragraph: Paragraph) -> bool:
    first, last = paragraph.lines[0], above.lines[-1]
    return len(paragraph.lines) == 1 and first.base - last.base > _FAR * first.size


def _name_footnotes(found: list[Paragraph]) -> None:
    noted = False
    for paragraph in found:
        if paragraph.kind not in ("sentence", "list-item") or paragraph.role != "body":
            continue
        mark = _note_mark(paragraph.lines[0])
        noted = noted or bool(mark)
        if noted:
            paragraph.kind, paragraph.mark, paragraph.level = "footnote", mark, 0
