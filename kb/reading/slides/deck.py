"""A presentation: its slides in the order in which they are shown, and the shapes on each.

Shapes come in reading order, with their place on the slide; groups are opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from kb.errors import ReadingError
from kb.reading.package import Package, child, children, local, number, reference
from kb.reading.reading_order import Box, in_order
from kb.reading.slides.placeholders import Inheritance, Placeholder, own_box, placeholder

__all__ = ["KIND", "Deck", "Shape", "Slide", "shapes"]

KIND = "PowerPoint file"

_TITLES = frozenset(("title", "ctrTitle"))
_SIZE = Box(0, 0, 9144000, 6858000)
"""A slide that does not say its size: ten inches by seven and a half."""
_DRAWN = frozenset(("sp", "pic", "graphicFrame", "cxnSp", "grpSp", "contentPart"))


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape: its element, where it lies on the slide, and what it fills.

    `hidden`: it is switched off, or lies beside the slide. A group is told before its members.
    """

    element: etree._Element
    box: Box
    fills: Placeholder | None
    hidden: bool

    @property
    def properties(self) -> etree._Element | None:
        """Return the element that holds name, id and description."""
        for each in self.element:
            if local(each).startswith("nv"):
                return child(each, "cNvPr")
        return None

    def said(self, name: str) -> str:
        """Return what the shape says of itself: `name`, `id`, `descr`, `title`."""
        properties = self.properties
        return "" if properties is None else properties.get(name, "")


@dataclass(slots=True)
class Slide:
    """One slide, numbered from 1 as people count."""

    number: int
    part: str
    root: etree._Element
    layout: str | None
    master: str | None
    notes: str | None
    inheritance: Inheritance
    size: Box = _SIZE
    _shapes: list[Shape] = field(default_factory=list)

    @property
    def hidden(self) -> bool:
        """Return whether the slide is left out when the slides are shown."""
        return self.root.get("show") in ("0", "false")

    @property
    def shapes(self) -> list[Shape]:
        """Return the shapes in reading order, the title first."""
        if not self._shapes:
            found = list(shapes(self.root, self.inheritance, self.size))
            self._shapes = sorted(found, key=lambda s: not (s.fills and s.fills.type in _TITLES))
        return self._shapes


class Deck:
    """The slides of a presentation, opened one after the other."""

    def __init__(self, package: Package) -> None:
        """Find the presentation.

        Raises:
            ReadingError: the file holds none.
        """
        self.package = package
        mains = [r.target for r in package.relations("") if r.kind == "officeDocument"]
        if not mains:
            raise ReadingError(f"is no {KIND}: it names no presentation; save it anew")
        self.part = mains[0]
        self.root = package.root(self.part)
        if local(self.root) != "presentation":
            raise ReadingError(f"is no {KIND}: it holds no presentation; save it anew")
        size = child(self.root, "sldSz")
        across, down = (number(size.get(n)) for n in ("cx", "cy")) if size is not None else (0, 0)
        self.size = Box(0, 0, across, down) if across > 0 and down > 0 else _SIZE
        self.missing = 0
        self._kept: dict[str, etree._Element] = {}
        self._inheritance: dict[str | None, tuple[str | None, Inheritance]] = {}

    def slides(self) -> Iterator[Slide]:
        """Yield the slides in the order of the presentation; each part once.

        Raises:
            ReadingError: a slide is damaged.
        """
        seen: set[str] = set()
        for entry in children(child(self.root, "sldIdLst"), "sldId"):
            part = self.package.target(self.part, reference(entry))
            self.missing += part is None
            if part is None or part in seen:
                continue
            seen.add(part)
            yield self._slide(len(seen), part)

    def kept(self, part: str) -> etree._Element:
        """Return the root of a layout or master, which many slides share."""
        if part not in self._kept:
            self._kept[part] = self.package.root(part)
        return self._kept[part]

    def _slide(self, at: int, part: str) -> Slide:
        layout = next(iter(self.package.related(part, "slideLayout")), None)
        if layout not in self._inheritance:
            masters = self.package.related(layout, "slideMaster") if layout else []
            master = next(iter(masters), None)
            roots = [self.kept(each) if each else None for each in (layout, master)]
            self._inheritance[layout] = master, Inheritance(*roots)
        master, inheritance = self._inheritance[layout]
        notes = next(iter(self.package.related(part, "notesSlide")), None)
        root = self.package.root(part)
        return Slide(at, part, root, layout, master, notes, inheritance, self.size)


def shapes(root: etree._Element, inheritance: Inheritance, size: Box) -> Iterator[Shape]:
    """Yield the shapes of a slide, layout or page of notes in reading order, groups opened."""
    tree = child(root, "cSld", "spTree")
    if tree is None:
        return
    opened = [_Frame(tree, _Map(), hidden=False).members(inheritance)]
    while opened:  # a stack: groups stand in groups as deep as a file may be nested
        found = next(opened[-1], None)
        if found is None:
            opened.pop()
        elif isinstance(found, _Frame):
            opened.append(found.members(inheritance))
        else:
            yield replace(found, hidden=found.hidden or _beside(found.box, size))


@dataclass(frozen=True, slots=True)
class _Map:
    """How the units inside a group become those of the slide."""

    scale: tuple[float, float] = (1, 1)
    shift: tuple[float, float] = (0, 0)

    def apply(self, box: Box) -> Box:
        (sx, sy), (dx, dy) = self.scale, self.shift
        return Box(box.left * sx + dx, box.top * sy + dy, box.width * sx, box.height * sy)

    def inside(self, group: etree._Element) -> _Map:
        """Return the map for what stands in a group."""
        outer = own_box(group)
        frame = child(group, "grpSpPr", "xfrm")
        off, ext = child(frame, "chOff"), child(frame, "chExt")
        if outer is None or off is None or ext is None:
            return self
        width, height = number(ext.get("cx")), number(ext.get("cy"))
        sx = outer.width / width if width else 1
        sy = outer.height / height if height else 1
        dx, dy = outer.left - number(off.get("x")) * sx, outer.top - number(off.get("y")) * sy
        (ox, oy), (px, py) = self.scale, self.shift
        return _Map((sx * ox, sy * oy), (dx * ox + px, dy * oy + py))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The slide itself, or a group on it."""

    element: etree._Element
    map: _Map
    hidden: bool

    def members(self, inheritance: Inheritance) -> Iterator[Shape | _Frame]:
        """Yield what stands in it, in reading order; a group as itself, then as a frame."""
        found = [self._shape(each, inheritance) for each in _drawn(self.element)]
        for at in in_order([shape.box for shape in found]):
            shape = found[at]
            yield shape
            if local(shape.element) == "grpSp":
                yield _Frame(shape.element, self.map.inside(shape.element), shape.hidden)

    def _shape(self, element: etree._Element, inheritance: Inheritance) -> Shape:
        fills = placeholder(element)
        box = own_box(element) or (inheritance.box(fills) if fills else None) or Box(0, 0, 0, 0)
        shape = Shape(element, self.map.apply(box), fills, self.hidden)
        off = shape.said("hidden") in ("1", "true")
        return replace(shape, hidden=True) if off else shape


def _drawn(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the shapes in an element; where there are forms for several programs, the newest."""
    for each in element:
        name = local(each)
        if name in _DRAWN:
            yield each
        elif name == "AlternateContent":
            for form in each:
                inside = [one for one in form if local(one) in _DRAWN]
                if inside:
                    yield from inside
                    break


def _beside(box: Box, size: Box) -> bool:
    """Return whether a box with an extent lies wholly outside the slide."""
    if box.width <= 0 or box.height <= 0:
        return False
    right, bottom = box.left + box.width, box.top + box.height
    return right <= 0 or bottom <= 0 or box.left >= size.width or box.top >= size.height
