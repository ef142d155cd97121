"""What a shape of a slide takes over from its layout and master: its place, and its bullets."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lxml import etree

from kb.reading.package import child, local, number
from kb.reading.reading_order import Box

__all__ = ["Bullet", "Inheritance", "Placeholder", "level_of", "own_box", "placeholder"]

Bullet = Literal["", "bullet", "number"]

_BULLETS: dict[str, Bullet] = {
    "buNone": "",
    "buChar": "bullet",
    "buBlip": "bullet",
    "buAutoNum": "number",
}
_TITLES = frozenset(("title", "ctrTitle"))
_AS_BODY = frozenset(("obj", "subTitle", "tbl", "chart", "clipArt", "dgm", "media", "pic", ""))
"""Placeholders that a master has no kind of its own for."""


class Placeholder(NamedTuple):
    """What a shape says of the placeholder that it fills."""

    type: str
    idx: str


def placeholder(shape: etree._Element) -> Placeholder | None:
    """Return the placeholder that a shape fills; None where it fills none."""
    for properties in shape:
        if local(properties).startswith("nv"):
            found = child(properties, "nvPr", "ph")
            if found is not None:
                return Placeholder(found.get("type", "obj"), found.get("idx", "0"))
    return None


def own_box(shape: etree._Element) -> Box | None:
    """Return the rectangle that a shape itself states, in the units of what it stands in."""
    for name in ("spPr", "grpSpPr"):
        properties = child(shape, name)
        if properties is not None:
            return _rectangle(child(properties, "xfrm"))
    return _rectangle(child(shape, "xfrm"))


def _rectangle(frame: etree._Element | None) -> Box | None:
    off, ext = child(frame, "off"), child(frame, "ext")
    if off is None or ext is None:
        return None
    sizes = (
        number(off.get("x")),
        number(off.get("y")),
        number(ext.get("cx")),
        number(ext.get("cy")),
    )
    return Box(*sizes)


class Inheritance:
    """The placeholders of a layout and its master, and the styles of the master."""

    def __init__(self, layout: etree._Element | None, master: etree._Element | None) -> None:
        """Take the roots of both; either may be missing."""
        self._layout = _placeholders(layout)
        self._master = _placeholders(master)
        self._styles = child(master, "txStyles")
        self._known: dict[tuple[Placeholder, int], Bullet] = {}

    def box(self, found: Placeholder) -> Box | None:
        """Return where the layout, or else the master, puts a placeholder."""
        boxes = (own_box(shape) for shape in self._chain(found))
        return next((box for box in boxes if box), None)

    def bullet(
        self, paragraph: etree._Element, shape: etree._Element, found: Placeholder | None
    ) -> Bullet:
        """Return whether a paragraph of a shape has a bullet or number, its own or taken over."""
        level = level_of(paragraph)
        own = _stated(child(paragraph, "pPr"))
        if own is None:
            own = _of_level(child(shape, "txBody", "lstStyle"), level)
        if own is not None:
            return own
        if found is None:
            return ""
        if (found, level) not in self._known:
            self._known[found, level] = self._inherited(found, level)
        return self._known[found, level]

    def _inherited(self, found: Placeholder, level: int) -> Bullet:
        for shape in self._chain(found):
            stated = _of_level(child(shape, "txBody", "lstStyle"), level)
            if stated is not None:
                return stated
        kind = found.type
        name = "titleStyle" if kind in _TITLES else "bodyStyle" if _is_body(kind) else "otherStyle"
        return _of_level(child(self._styles, name), level) or ""

    def _chain(self, found: Placeholder) -> list[etree._Element]:
        """Return what the placeholder goes back to: in the layout by number, then by kind."""
        kind = _kind(found.type)
        # A title is no body though both may have the number 0.
        by_number = self._layout.get((found.idx, kind == "title"))
        first = by_number if by_number is not None else self._layout.get(kind)
        above = None if first is None else placeholder(first)
        kind = _kind(above.type) if above else kind
        second = self._master.get("body" if kind in _AS_BODY else kind)
        return [each for each in (first, second) if each is not None]


def level_of(paragraph: etree._Element) -> int:
    """Return how deep a paragraph is indented, from 0."""
    properties = child(paragraph, "pPr")
    return min(max(number(properties.get("lvl")), 0), 8) if properties is not None else 0


def _placeholders(root: etree._Element | None) -> dict[object, etree._Element]:
    """Return the first placeholder of each kind, and of each number with whether it is a title."""
    held: dict[object, etree._Element] = {}
    tree = child(root, "cSld", "spTree")
    for shape in () if tree is None else tree:
        found = placeholder(shape)
        if found is not None:
            kind = _kind(found.type)
            held.setdefault(kind, shape)
            held.setdefault((found.idx, kind == "title"), shape)
    return held


def _kind(kind: str) -> str:
    return "title" if kind in _TITLES else kind


def _is_body(kind: str) -> bool:
    return kind == "body" or kind in _AS_BODY


def _of_level(style: etree._Element | None, level: int) -> Bullet | None:
    return _stated(child(style, f"lvl{level + 1}pPr"))


def _stated(properties: etree._Element | None) -> Bullet | None:
    """Return what the properties of a paragraph say of its bullet; None where they say nothing."""
    for each in () if properties is None else properties:
        if local(each) in _BULLETS:
            return _BULLETS[local(each)]
    return None
