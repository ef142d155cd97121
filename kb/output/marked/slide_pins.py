"""Where on its slide each finding stands: the corner of the shape, or cell, that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import NamedTuple

from lxml import etree

from kb.model.document import Document
from kb.reading.package import child, children, descend, number
from kb.reading.slides.deck import Deck, Shape, Slide, shapes
from kb.reading.slides.placeholders import Inheritance
from kb.reading.slides.reader import related_parts
from kb.reading.slides.text import Part

__all__ = ["Pin", "pins"]

_ATTRIBUTES = ("", "#title", "#descr")
"""Where words stand: in elements, or in what describes a shape."""
_STEP = 571_500
"""How far comments on one shape stand from each other: five eighths of an inch, the grid to which
LibreOffice moves them; nearer ones would lie on top of each other."""


class Pin(NamedTuple):
    """A place for a comment, measured as shapes are; `notes`: the words stand in speaker notes."""

    slide: str
    x: int
    y: int
    notes: bool = False


class _Spot(NamedTuple):
    """A rectangle on a slide in which comments can stand."""

    slide: str
    left: float
    top: float
    width: float
    height: float
    notes: bool = False

    def pin(self, at: int) -> Pin:
        """Return the place of the comment with this number: down the left edge, then beside it."""
        rows = max(1, int(min(self.height, 100 * _STEP) // _STEP))
        across = min(at // rows * _STEP, max(self.width - _STEP, 0))
        return Pin(
            self.slide, _whole(self.left + across), _whole(self.top + at % rows * _STEP), self.notes
        )


def pins(deck: Deck, document: Document, starts: list[tuple[int, int]]) -> list[Pin]:
    """Return a place for each stretch (start, end) of the text; what has none goes to slide 1.

    Raises:
        ReadingError: the file is damaged.
    """
    origins = [next(document.origins_of(start, end), None) for start, end in starts]
    wanted: dict[str, set[int]] = {}
    for origin in origins:
        if origin is not None:
            wanted.setdefault(origin.part, set()).add(origin.node)
    spots: dict[tuple[str, int], _Spot] = {}
    first = ""
    for slide in deck.slides():
        first = first or slide.part
        for part, node, spot in _spots(deck, slide, wanted):
            spots.setdefault((part, node), spot)
    used: dict[_Spot, int] = {}
    found = []
    for origin in origins:
        known = spots.get((origin.part, origin.node)) if origin else None
        spot = known or _Spot(first, 0, _STEP, 0, 0)
        found.append(spot.pin(used.get(spot, 0)))
        used[spot] = used.get(spot, 0) + 1
    return found


def _spots(
    deck: Deck, slide: Slide, wanted: Mapping[str, set[int]]
) -> Iterator[tuple[str, int, _Spot]]:
    """Yield the place on the slide of each stretch that is wanted of it."""
    yield from _drawn(slide.part, slide.part, slide.root, slide.shapes, wanted)
    for shape in slide.shapes:
        for _, name in related_parts(deck.package, slide.part, shape):
            for node in wanted.get(name, ()):
                yield name, node, _Spot(slide.part, *shape.box)
    for name in filter(None, (slide.layout, slide.master)):
        if any(f"{name}{attribute}" in wanted for attribute in _ATTRIBUTES):
            found = list(shapes(deck.kept(name), Inheritance(None, None), deck.size))
            yield from _drawn(slide.part, name, deck.kept(name), found, wanted)
    # Below the corner, where the comment on the whole document stands.
    whole = _Spot(slide.part, 0, _STEP, slide.size.width, slide.size.height - _STEP, notes=True)
    for node in wanted.get(slide.notes or "", ()):
        yield slide.notes or "", node, whole


def _drawn(
    slide: str, name: str, root: etree._Element, found: list[Shape], wanted: Mapping[str, set[int]]
) -> Iterator[tuple[str, int, _Spot]]:
    if not any(f"{name}{attribute}" in wanted for attribute in _ATTRIBUTES):
        return
    part = Part(name, root)
    for shape in found:
        for stretch, spot in _stretches(shape, slide):
            yield name, part.number(stretch), spot
        properties = shape.properties
        for attribute in _ATTRIBUTES[1:]:
            if properties is not None and attribute[1:] in properties.attrib:
                at = part.having(attribute[1:], properties)
                yield f"{name}{attribute}", at, _Spot(slide, *shape.box)


def _stretches(shape: Shape, slide: str) -> Iterator[tuple[etree._Element, _Spot]]:
    """Yield the stretches of text in a shape, those of a table with the place of their cell."""
    spot = _Spot(slide, *shape.box)
    for body in children(shape.element, "txBody"):
        for each in descend(body, "t"):
            yield each, spot
    table = child(shape.element, "graphic", "graphicData", "tbl")
    widths = [number(each.get("w")) for each in children(child(table, "tblGrid"), "gridCol")]
    top = spot.top
    for row in children(table, "tr"):
        height = number(row.get("h"))
        for at, cell in enumerate(children(row, "tc")):
            left, width = spot.left + sum(widths[:at]), sum(widths[at : at + 1])
            for each in descend(cell, "t"):
                yield each, _Spot(slide, left, top, width, height)
        top += height


def _whole(size: float) -> int:
    """Return a measure as files hold it; 0 where groups in groups made it absurd."""
    return int(size) if isfinite(size) and abs(size) < 1 << 40 else 0
