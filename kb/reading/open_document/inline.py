"""What stands inside one paragraph of an OpenDocument text, in order.

White space collapses as the format says: a run of it is one space, and none begins a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from kb.reading.open_document.styles import TEXT, Styles
from kb.reading.package import local, number

__all__ = ["DRAWN", "Inline", "Part", "Piece", "inline", "words_of"]

_SQUEEZED = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
_MOST_SPACES = 1000
DRAWN = frozenset(
    "frame custom-shape rect ellipse circle line polyline polygon path connector caption measure g"
    " regular-polygon control text-box".split()
)
"""What hangs on a paragraph and is read after it."""
_NO_TEXT = frozenset(
    "page-number page-count page-continuation ruby-text tracked-changes script event-listeners"
    " sequence-decls variable-decls user-field-decls forms".split()
)
"""Fields that change with the page, and what is no text."""


class Part:
    """A part of the file: its name, and the number of each stretch of text in it.

    Stretches are all texts between two tags, in the order of the file.
    """

    def __init__(self, name: str, root: etree._Element) -> None:
        """Number the stretches."""
        self.name = name
        self.root = root
        self._numbers: dict[tuple[etree._Element, bool], int] = {}
        for event, each in etree.iterwalk(root, events=("start", "end")):
            tail = event == "end"
            if each.tail if tail else each.text:
                self._numbers[each, tail] = len(self._numbers)

    def number(self, element: etree._Element, *, tail: bool) -> int:
        """Return which stretch follows the first tag of an element, or (`tail`) its last."""
        return self._numbers[element, tail]


class Piece(NamedTuple):
    """Some characters; `node` is -1 where no stretch of the file holds them.

    `mark`: no characters but a place, where this annotation begins or ends.
    """

    text: str
    node: int = -1
    at: int = 0
    width: int = 0
    hidden: bool = False
    mark: etree._Element | None = None


@dataclass(slots=True)
class Inline:
    """What was found: text in pieces, and what hangs on the paragraph, to be read after it."""

    pieces: list[Piece] = field(default_factory=list)
    drawn: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    hidden: bool = False
    caption: bool = False
    changes: int = 0


class _Todo(NamedTuple):
    """An element to open, or (`text`) one whose text, or tail, is to be added."""

    element: etree._Element
    hidden: bool
    text: bool = False
    tail: bool = False


def inline(paragraph: etree._Element, part: Part, styles: Styles) -> Inline:
    """Return what stands in a paragraph."""
    return _Walk(part, styles).of(paragraph)


class _Walk:
    """One paragraph being walked through; a stack, as elements may stand deep in one another."""

    def __init__(self, part: Part, styles: Styles) -> None:
        self.part = part
        self.styles = styles
        self.found = Inline()
        self.spaced = True

    def of(self, paragraph: etree._Element) -> Inline:
        """Return what was found."""
        todo = list(_inside(paragraph, hidden=False))
        while todo:
            each = todo.pop()
            if each.text:
                self._text(each)
            else:
                todo += self._open(each.element, hidden=each.hidden)
        return self.found

    def _open(self, element: etree._Element, *, hidden: bool) -> Iterator[_Todo]:
        """Take in an element; yield what stands in it and is to be read as well."""
        name = local(element)
        if name in DRAWN:
            self.found.drawn.append(element)
        elif name in _NO_TEXT:
            return
        elif name == "note":
            self.found.notes.append(element)
        elif name in ("annotation", "annotation-end"):
            self._add(Piece("", mark=element))
        elif name in ("s", "tab", "line-break"):
            many = min(max(number(element.get(f"{TEXT}c"), 1), 1), _MOST_SPACES)
            self._add(Piece({"s": " " * many, "tab": "\t"}.get(name, "\n"), hidden=hidden))
            self.spaced = False
        elif name == "hidden-text":
            self._add(Piece(element.get(f"{TEXT}string-value", ""), hidden=True))
        elif name.startswith("change"):
            self.found.changes += name != "change-end"
        else:
            self.found.hidden |= (
                name == "hidden-paragraph" and element.get(f"{TEXT}is-hidden") == "true"
            )
            self.found.caption |= name == "sequence"
            style = element.get(f"{TEXT}style-name", "") if name in ("span", "a") else ""
            off = element.get(f"{TEXT}display") == "none"  # a variable set out of sight
            yield from _inside(element, hidden=hidden or off or self.styles.hides("text", style))

    def _add(self, piece: Piece) -> None:
        self.found.pieces.append(piece)

    def _text(self, todo: _Todo) -> None:
        """Add a stretch of text, its white space squeezed."""
        text = (todo.element.tail if todo.tail else todo.element.text) or ""
        node = self.part.number(todo.element, tail=todo.tail)
        at = 0
        if self.spaced:
            at = len(text) - len(text.lstrip(" \t\r\n"))
        for run in (*_SQUEEZED.finditer(text, at), None):
            upto = run.start() if run else len(text)
            if upto > at:
                self._add(Piece(text[at:upto], node, at, upto - at, todo.hidden))
            if run:
                self._add(Piece(" ", node, run.start(), run.end() - run.start(), todo.hidden))
                at = run.end()
        if text:
            self.spaced = text[-1] in " \t\r\n"


def _inside(element: etree._Element, *, hidden: bool) -> Iterator[_Todo]:
    """Yield what stands in an element, the last first."""
    for each in reversed(element):
        if each.tail:
            yield _Todo(each, hidden, text=True, tail=True)
        yield _Todo(each, hidden)
    if element.text:
        yield _Todo(element, hidden, text=True)


def words_of(element: etree._Element) -> str:
    """Return all words in an element, on one line."""
    return " ".join("".join(map(str, element.itertext())).split())
