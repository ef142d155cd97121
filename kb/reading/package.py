"""Office Open XML packages (Word, PowerPoint): parts, and what each part refers to.

Elements are told by their local names, so that the strict form of the standard, whose namespaces
differ, reads the same. Links that lead out of the file are never followed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from kb.reading.archive import Archive
from kb.reading.xml_part import parse

__all__ = ["Package", "Relation", "child", "children", "descend", "local", "number", "reference"]


class Relation(NamedTuple):
    """What a part refers to: `kind` is the last word of its type, `target` the name of a part."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of a file; each is parsed once as long as it is kept."""

    def __init__(self, data: bytes, kind: str) -> None:
        """Open the package; `kind` is what people call such a file.

        Raises:
            ReadingError: it is none, or is protected by a password.
        """
        self.archive = Archive(data, kind)
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self._targets: dict[str, dict[str, str]] = {}

    def root(self, part: str) -> etree._Element:
        """Return the root element of a part.

        Raises:
            ReadingError: there is no such part, or it is damaged.
        """
        return parse(self.archive.read(part), part)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return what a part refers to inside the file, in the order of the file.

        Raises:
            ReadingError: the list is damaged.
        """
        if part not in self._relations:
            name = relations_of(part)
            found = self.root(name) if name in self.archive else ()
            self._relations[part] = tuple(_internal(found, posixpath.dirname(part)))
        return self._relations[part]

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts of a kind that a part refers to; those that are not there left out."""
        found = (each.target for each in self.relations(part) if each.kind == kind)
        return [target for target in found if target in self.archive]

    def target(self, part: str, relation: str) -> str | None:
        """Return the part behind the id of a relation; None where there is none."""
        if part not in self._targets:
            self._targets[part] = {each.id: each.target for each in self.relations(part)}
        target = self._targets[part].get(relation)
        return target if target in self.archive.names else None


def relations_of(part: str) -> str:
    """Return the part that lists what a part refers to.

    >>> relations_of("ppt/slides/slide1.xml")
    'ppt/slides/_rels/slide1.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _internal(found: etree._Element | tuple[()], folder: str) -> Iterator[Relation]:
    for each in found:
        if each.get("TargetMode") != "External":
            target = unquote(each.get("Target", ""))
            whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield Relation(each.get("Id", ""), each.get("Type", "").rsplit("/", 1)[-1], whole)


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]  # no comments, no instructions: the parser drops them


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the children of a name."""
    for each in () if element is None else element:
        if local(each) == name:
            yield each


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return what a path of names leads to, the first at each step; None where it ends."""
    for name in names:
        element = next(children(element, name), None)
    return element


def descend(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield all elements of a name below an element, in order."""
    return element.iter(f"{{*}}{name}")


def reference(element: etree._Element, name: str = "id") -> str:
    """Return the id of a relation that an element names (`r:id`); empty where there is none."""
    for key, value in element.attrib.items():
        space, _, short = str(key).rpartition("}")
        if short == name and space.endswith("/relationships"):
            return str(value)
    return ""


def number(text: str | None, default: int = 0) -> int:
    """Return a whole number as files write it; the default where it is none, or absurd.

    >>> number("914400"), number(None), number("1e9"), number("9" * 30)
    (914400, 0, 0, 0)
    """
    try:
        value = int(text or "")
    except ValueError:
        return default
    return value if abs(value) < 1 << 40 else default
