"""The words in what stands on a slide: frames of text and tables.

A stretch of text is one element of the file; its number there leads back to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from lxml import etree

from kb.model.document import PassageKind, Role
from kb.reading.lines import Mark
from kb.reading.package import child, children, descend, local
from kb.reading.slides.deck import Shape
from kb.reading.slides.placeholders import Inheritance, level_of
from kb.reading.weave import Weaver

__all__ = [
    "CELL",
    "HEADING",
    "LINE",
    "PROSE",
    "Opening",
    "Part",
    "Pen",
    "frame",
    "paragraph",
    "table",
]


class Part:
    """A part of the file: its name, and the number of each stretch of text in it.

    Stretches are counted over all elements `t` (text), `v` (a value of a chart) and `pt` (the same
    in newer charts), in the order of the file.
    """

    def __init__(self, name: str, root: etree._Element) -> None:
        """Number the stretches."""
        self.name = name
        self.root = root
        self._numbers = {each: at for at, each in enumerate(root.iter("{*}t", "{*}v", "{*}pt"))}
        self._having: dict[str, dict[etree._Element, int]] = {}

    def number(self, element: etree._Element) -> int:
        """Return which stretch an element is."""
        return self._numbers[element]

    def having(self, name: str, element: etree._Element) -> int:
        """Return which element it is among those that have an attribute."""
        if name not in self._having:
            found = (each for each in self.root.iter() if name in each.attrib)
            self._having[name] = {each: at for at, each in enumerate(found)}
        return self._having[name][element]


class Opening(NamedTuple):
    """How a block begins."""

    kind: PassageKind = "sentence"
    mark: Mark = ""
    level: int = 0
    bare: bool = False


HEADING, CELL = Opening("heading", level=1), Opening("table-cell")
PROSE, LINE = Opening(), Opening(bare=True)


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes blocks at one place of the document, all in one role."""

    weaver: Weaver
    place: str
    role: Role = "body"

    def at(self, place: str) -> Pen:
        """Return the pen for another place."""
        return replace(self, place=place)

    def begin(self, opening: Opening) -> None:
        """Open a block."""
        self.weaver.begin(**opening._asdict(), role=self.role, place=self.place)

    def stretch(self, part: Part, element: etree._Element) -> None:
        """Add the text of one element to the open block."""
        self.weaver.add(element.text or "", part=part.name, node=part.number(element))

    def attribute(self, part: Part, element: etree._Element, name: str) -> None:
        """Write a description that stands in an attribute.

        Its origin, in "name of the part#name of the attribute", counts the elements that have it.
        """
        self.begin(Opening("alt-text"))
        words, node = element.get(name, ""), part.having(name, element)
        self.weaver.add(words, part=f"{part.name}#{name}", node=node)


def frame(pen: Pen, part: Part, shape: Shape, inheritance: Inheritance, plain: Opening) -> None:
    """Write the paragraphs of a shape: those with a bullet as items, all others as `plain`."""
    for each in children(child(shape.element, "txBody"), "p"):
        mark = inheritance.bullet(each, shape.element, shape.fills)
        item = mark and plain.kind == "sentence"
        opening = Opening("list-item", mark, level_of(each)) if item else plain
        paragraph(pen, part, each, opening)


def paragraph(pen: Pen, part: Part, element: etree._Element, opening: Opening) -> None:
    """Write a paragraph; an empty line inside it begins a new block."""
    pen.begin(opening)
    breaks = 0
    for stretch in _stretches(element):
        if stretch is None:
            breaks += 1
            continue
        if breaks > 1:
            pen.begin(opening)
        elif breaks:
            pen.weaver.add("\n")
        breaks = 0
        pen.stretch(part, stretch)


def _stretches(element: etree._Element) -> Iterator[etree._Element | None]:
    """Yield the stretches of text of a paragraph; None is a line break."""
    for each in element:
        match local(each):
            case "br":
                yield None
            case "pPr" | "endParaRPr":
                pass
            case "fld" if each.get("type", "").startswith("slidenum"):
                pass
            case (
                "AlternateContent"
            ):  # forms of one thing for several programs: the first with words
                forms = (list(descend(form, "t")) for form in each)
                yield from next(filter(None, forms), [])
            case _:
                yield from descend(each, "t")


def table(pen: Pen, part: Part, element: etree._Element, name: str) -> None:
    """Write the cells of a table, row by row."""
    for row, cells in enumerate(children(element, "tr"), 1):
        for column, cell in enumerate(children(cells, "tc"), 1):
            here = pen.at(f"{name} row {row} column {column}")
            for each in children(child(cell, "txBody"), "p"):
                paragraph(here, part, each, CELL)
