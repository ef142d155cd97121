"""What the styles of an OpenDocument text say: hidden, a title, a quotation, a caption, a list."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from kb.model.document import Role
from kb.reading.lines import Mark
from kb.reading.package import child, children, local, number

__all__ = ["OFFICE", "STYLE", "TABLE", "TEXT", "Look", "Styles"]

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, STYLE, TABLE, OFFICE = (f"{{{_SPACE}{n}:1.0}}" for n in ("text", "style", "table", "office"))

_ROLES: dict[str, Role] = {
    "quotations": "quotation",
    "quote": "quotation",
    "intense quote": "quotation",
    "caption": "caption",
}
_TITLE = "title"
_LONGEST_CHAIN = 30


class Look(NamedTuple):
    """What a paragraph's style makes of it; `level` is the rank of a heading, 0 for none."""

    role: Role = "body"
    level: int = 0


class _Style(NamedTuple):
    """One style: what people call it, what it goes back to, and what it sets itself."""

    name: str
    parent: str
    level: int
    hidden: bool | None


class Styles:
    """The styles that hold for one part of a file."""

    def __init__(self, *roots: etree._Element) -> None:
        """Take the styles of these parts; where two share a name, the later holds."""
        self._styles: dict[tuple[str, str], _Style] = {}
        self._lists: dict[str, dict[int, Mark]] = {}
        self._looks: dict[str, Look] = {}
        self._hidden: dict[tuple[str, str], bool] = {}
        for root in roots:
            for name in ("styles", "automatic-styles"):
                for group in children(root, name):
                    for each in group:
                        self._take(each)

    def look(self, name: str) -> Look:
        """Return what a style makes of a paragraph."""
        if name not in self._looks:
            self._looks[name] = _look(self._chain("paragraph", name))
        return self._looks[name]

    def hides(self, family: str, name: str) -> bool:
        """Return whether a style of a family ("text", "paragraph") hides what has it."""
        if (family, name) not in self._hidden:
            said = (each.hidden for each in self._chain(family, name) if each.hidden is not None)
            self._hidden[family, name] = next(said, False)
        return self._hidden[family, name]

    def mark(self, name: str, level: int) -> Mark:
        """Return whether a list has bullets or numbers at a level, counted from 1."""
        return self._lists.get(name, {}).get(level, "bullet")

    def _take(self, each: etree._Element) -> None:
        name = each.get(f"{STYLE}name", "")
        if local(each) == "list-style":
            numbers = children(each, "list-level-style-number")
            levels = (number(level.get(f"{TEXT}level")) for level in numbers)
            self._lists[name] = dict.fromkeys(levels, "number")
        elif local(each) == "style":
            shown = each.get(f"{STYLE}display-name") or name.replace("_20_", " ")
            properties = child(each, "text-properties")
            display = properties.get(f"{TEXT}display") if properties is not None else None
            self._styles[each.get(f"{STYLE}family", ""), name] = _Style(
                shown.lower(),
                each.get(f"{STYLE}parent-style-name", ""),
                number(each.get(f"{STYLE}default-outline-level")),
                None if display is None else display == "none",
            )

    def _chain(self, family: str, name: str) -> list[_Style]:
        """Return a style and what it goes back to; a ring ends."""
        chain: list[_Style] = []
        while (found := self._styles.get((family, name))) and len(chain) < _LONGEST_CHAIN:
            chain.append(found)
            name = found.parent
        return chain


def _look(chain: list[_Style]) -> Look:
    names = [each.name for each in chain]
    role: Role = next((_ROLES[name] for name in names if name in _ROLES), "body")
    level = next((each.level for each in chain if each.level), 0)
    return Look(role, 1 if _TITLE in names else level)
