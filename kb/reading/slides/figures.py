"""The words in charts and diagrams of a slide, which stand in parts of their own."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kb.reading.package import Package, child, children, descend, number
from kb.reading.slides.text import CELL, PROSE, Opening, Part, Pen, paragraph

__all__ = ["chart", "diagram"]

_NAMES = ("tx", "cat", "xVal")
"""Where a series keeps its name and its categories."""


def chart(pen: Pen, package: Package, name: str) -> None:
    """Write titles, names of series and categories of a chart, each once; its figures are left out.

    Raises:
        ReadingError: the part is damaged.
    """
    part = Part(name, package.root(name))
    for title in descend(part.root, "title"):
        for each in descend(title, "p"):
            paragraph(pen.at(f"{pen.place}, title"), part, each, PROSE)
    seen: set[str] = set()
    for stretch in _names(part.root):
        words = (stretch.text or "").strip()
        if words not in seen:
            seen.add(words)
            pen.begin(CELL)
            pen.stretch(part, stretch)
    for label in descend(part.root, "dLbls"):
        for each in descend(label, "p"):
            paragraph(pen, part, each, CELL)
    for drawing in package.related(name, "chartUserShapes"):
        drawn = Part(drawing, package.root(drawing))
        for each in descend(drawn.root, "p"):
            paragraph(pen, drawn, each, PROSE)


def _names(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the names of series and categories: in charts of 2007, then in those of 2016."""
    for series in descend(root, "ser"):
        for name in _NAMES:
            for cached in _below(child(series, name), "strCache", "lvl"):
                for point in children(cached, "pt"):
                    yield from children(point, "v")
            yield from children(child(series, name), "v")
    for strings in descend(root, "strDim"):
        for level in children(strings, "lvl"):
            yield from children(level, "pt")
    for series in descend(root, "series"):
        yield from children(child(series, "tx", "txData"), "v")


def _below(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Yield the elements of these names below an element that may be missing."""
    if element is not None:
        yield from element.iter(*(f"{{*}}{name}" for name in names))


def diagram(pen: Pen, package: Package, name: str) -> None:
    """Write the words of a diagram (SmartArt) as a list, in the order of its own outline.

    Raises:
        ReadingError: the part is damaged.
    """
    part = Part(name, package.root(name))
    for point, level in _outline(part.root):
        for each in children(child(point, "t"), "p"):
            paragraph(pen, part, each, Opening("list-item", "bullet", level))


def _outline(root: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Yield the points of a diagram with their depth; those that nothing leads to come last."""
    points = {each.get("modelId", ""): each for each in children(child(root, "ptLst"), "pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for each in children(child(root, "cxnLst"), "cxn"):
        if each.get("type", "parOf") == "parOf":
            entry = (number(each.get("srcOrd")), each.get("destId", ""))
            below.setdefault(each.get("srcId", ""), []).append(entry)
    roots = [name for name, point in points.items() if point.get("type") == "doc"]
    todo = [(name, 0) for name in (*reversed(points), *roots)]
    seen: set[str] = set()
    while todo:
        name, level = todo.pop()
        if name in seen or name not in points:
            continue
        seen.add(name)
        if points[name].get("type") != "pres":  # how it is drawn, not what it says
            yield points[name], max(0, level - 1)
        todo += [(dest, level + 1) for _, dest in sorted(below.get(name, ()), reverse=True)]
