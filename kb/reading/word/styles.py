"""What a paragraph of a Word file is, told by its style and numbering.

Built-in styles keep their English names in the file whatever the language of Word; what a style
does not say, the style that it is based on says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from kb.model.document import PassageKind, Role
from kb.reading.lines import Mark
from kb.reading.package import Package, child, children
from kb.reading.package import number as whole

__all__ = ["Look", "Styles", "switched_on", "value"]

_HEADING = re.compile(r"heading ?([1-9])$")
_TITLES = {"title": 1, "subtitle": 2}
_ROLES: dict[str, Role] = {
    "caption": "caption",
    "quote": "quotation",
    "intense quote": "quotation",
    "block text": "quotation",
    "quotations": "quotation",
}
_LOWEST = 6
_BODY_TEXT = 9
"""The outline level of what is no heading."""


class Look(NamedTuple):
    """What a paragraph is by its style; `contents`: a line of a table of contents."""

    kind: PassageKind = "sentence"
    level: int = 0
    mark: Mark = ""
    role: Role = "body"
    contents: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    paragraph: etree._Element | None
    run: etree._Element | None


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute in the element's own namespace; None where either is missing."""
    if element is None:
        return None
    tag = str(element.tag)
    found = element.get(tag[: tag.find("}") + 1] + name)
    return None if found is None else str(found)


def switched_on(element: etree._Element | None) -> bool | None:
    """Return whether a property is on; None where it is not there."""
    if element is None:
        return None
    return (value(element) or "true").lower() not in ("0", "false", "off")


class Styles:
    """The styles and lists of one file."""

    def __init__(self, package: Package, main: str) -> None:
        """Read both parts; a file may have neither.

        Raises:
            ReadingError: one is damaged.
        """
        self._styles: dict[str, _Style] = {}
        self._default = ""
        self._levels: dict[str, dict[int, str]] = {}
        self._linked: dict[tuple[str, str], int] = {}
        self._looks: dict[tuple[str, str, str, str], Look] = {}
        self._hides: dict[str, bool | None] = {}
        for part in package.related(main, "styles")[:1]:
            self._read_styles(package.root(part))
        for part in package.related(main, "numbering")[:1]:
            self._read_numbering(package.root(part))

    def _read_styles(self, root: etree._Element) -> None:
        for style in children(root, "style"):
            name = value(style, "styleId") or ""
            self._styles[name] = _Style(
                (value(child(style, "name")) or name).lower(),
                value(child(style, "basedOn")) or "",
                child(style, "pPr"),
                child(style, "rPr"),
            )
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                self._default = name

    def _read_numbering(self, root: etree._Element) -> None:
        shapes: dict[str, dict[int, str]] = {}
        links: dict[str, list[tuple[str, int]]] = {}
        for shape in children(root, "abstractNum"):
            name = value(shape, "abstractNumId") or ""
            shapes[name], links[name] = {}, []
            for level in children(shape, "lvl"):
                at = whole(value(level, "ilvl"))
                shapes[name][at] = value(child(level, "numFmt")) or "decimal"
                if style := value(child(level, "pStyle")):
                    links[name].append((style, at))
        for number in children(root, "num"):
            name, based = value(number, "numId") or "", value(child(number, "abstractNumId")) or ""
            self._levels[name] = shapes.get(based, {})
            self._linked |= {(name, style): at for style, at in links.get(based, [])}

    def look(self, paragraph: etree._Element) -> Look:
        """Return what a paragraph is."""
        about = child(paragraph, "pPr")
        style = value(child(about, "pStyle")) or self._default
        outline = value(child(about, "outlineLvl")) or ""
        number = value(child(about, "numPr", "numId")) or ""
        indent = value(child(about, "numPr", "ilvl")) or ""
        key = (style, outline, number, indent)
        if key not in self._looks:
            self._looks[key] = self._looked(*key)
        return self._looks[key]

    def _looked(self, style: str, outline: str, number: str, indent: str) -> Look:
        chain = list(self._chain(style))
        names = [each.name for each in chain]
        if any(name.startswith("toc ") for name in names[:1]):
            return Look(contents=True)
        if level := self._heading(chain, outline):
            return Look("heading", min(level, _LOWEST))
        roles = (_ROLES[name] for name in names if name in _ROLES)
        role: Role = next(roles, "body")
        kept, at = self._numbering(style, chain, number, indent)
        form = self._levels.get(kept, {}).get(at, "bullet")
        if kept not in ("", "0") and form != "none":
            return Look("list-item", at, "bullet" if form == "bullet" else "number", role)
        return Look(role=role)

    def _chain(self, style: str) -> Iterator[_Style]:
        """Yield a style and what it is based on; a ring ends where it closes."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            # A style that the file does not hold is known by its name all the same.
            found = self._styles.get(style) or _Style(style.lower(), "", None, None)
            yield found
            style = found.based_on

    @staticmethod
    def _heading(chain: list[_Style], outline: str) -> int:
        """Return the rank of a heading; 0 for what is none."""
        if outline:
            return (whole(outline, _BODY_TEXT) + 1) % (_BODY_TEXT + 1)
        for style in chain:
            if named := _HEADING.match(style.name):
                return int(named[1])
            if style.name in _TITLES:
                return _TITLES[style.name]
            if level := value(child(style.paragraph, "outlineLvl")):
                return (whole(level, _BODY_TEXT) + 1) % (_BODY_TEXT + 1)
        return 0

    def _numbering(
        self, style: str, chain: list[_Style], number: str, indent: str
    ) -> tuple[str, int]:
        """Return the list that a paragraph stands in and its indent there."""
        if number:
            return number, whole(indent)
        for each in chain:
            kept = value(child(each.paragraph, "numPr", "numId"))
            if kept:
                at = value(child(each.paragraph, "numPr", "ilvl"))
                return kept, whole(indent or at, self._linked.get((kept, style), 0))
        return "", 0

    def hidden(self, run: etree._Element | None, paragraph: str) -> bool:
        """Return whether the text of a run is hidden, by its own word or that of its styles.

        `paragraph`: the style of the paragraph that it stands in.
        """
        own = switched_on(child(run, "vanish"))
        if own is not None:
            return own
        for style in (value(child(run, "rStyle")) or "", paragraph):
            if style not in self._hides:
                said = (switched_on(child(each.run, "vanish")) for each in self._chain(style))
                self._hides[style] = next((word for word in said if word is not None), None)
            if (by_style := self._hides[style]) is not None:
                return by_style
        return False

    def style_of(self, paragraph: etree._Element) -> str:
        """Return the style of a paragraph: where it names none, the one for all such."""
        return value(child(paragraph, "pPr", "pStyle")) or self._default
