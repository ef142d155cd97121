"""Marks in the source of a page: which stretches of text belong to which finding.

A mark never stands across the border of an element: what does becomes several. Where findings lie
over one another the gravest gives the colour, and each has its number at its own end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kb.model.document import Origin
from kb.output.html.elements import page_safe
from kb.reading.web.reader import TEXT

__all__ = ["MARK_END", "Insertion", "Marked", "insertions", "stretches"]

MARK_END = "</mark><!--/claims-kb:mark-->"


class Insertion(NamedTuple):
    """Markup to put in before the character at `at`; the lower `order` comes first there."""

    at: int
    order: int
    markup: str


class Marked(NamedTuple):
    """A finding as a mark shows it: its number, face, weight (the gravest is 0), and words.

    `stretches` are where its words stand: node, start and end in the source.
    """

    number: int
    face: str
    gravity: int
    told: str
    stretches: tuple[tuple[int, int, int], ...]


def stretches(origins: Iterable[Origin], source: str) -> tuple[tuple[int, int, int], ...]:
    """Return the stretches of text that can be marked: the node, start and end of each."""
    found: list[tuple[int, int, int]] = []
    for origin in origins:
        if origin.part != TEXT:
            continue
        start, end = origin.at, origin.at + origin.width
        if found and found[-1][0] == origin.node:
            found[-1] = (origin.node, found[-1][1], max(end, found[-1][2]))
        else:
            found.append((origin.node, start, end))
    return tuple(each for each in found if source[each[1] : each[2]].strip())


def insertions(found: Sequence[Marked], clicked: frozenset[int]) -> Iterator[Insertion]:
    """Yield what to put into the page; no links in the stretches `clicked`."""
    by_node: dict[int, list[tuple[int, int, Marked]]] = {}
    for each in found:
        for node, start, end in each.stretches:
            by_node.setdefault(node, []).append((start, end, each))
    named: set[int] = set()
    for node in sorted(by_node):
        over = by_node[node]
        edges = sorted({edge for start, end, _ in over for edge in (start, end)})
        for start, end in pairwise(edges):
            here = [each for first, last, each in over if first <= start and end <= last]
            if here:
                yield from _piece(start, end, node, here, named, linked=node not in clicked)


def _piece(
    start: int, end: int, node: int, here: list[Marked], named: set[int], *, linked: bool
) -> Iterator[Insertion]:
    """Yield the marks around one piece, the gravest innermost, and the numbers that end here."""
    inward = sorted(here, key=lambda each: (-each.gravity, -each.number))
    ending = sorted(each.number for each in here if each.stretches[-1][::2] == (node, end))
    told = "; ".join(each.told for each in reversed(inward))
    numbers = ", ".join(map(str, ending))
    opening = []
    for each in inward:
        last = each is inward[-1]
        attributes = {
            "class": f"claims-kb claims-kb-{each.face}",
            "id": "" if each.number in named else f"claims-kb-m{each.number}",
            "data-note": str(each.number),
            "title": told if last else "",
            "data-number": numbers if last and not linked else "",
        }
        named.add(each.number)
        opening.append(_tag("mark", attributes))
    yield Insertion(start, 1, "".join(opening))
    links = "".join(_number(number) for number in ending) if linked else ""
    yield Insertion(end, 0, MARK_END * len(inward) + links)


def _number(number: int) -> str:
    attributes = {
        "class": "claims-kb-number",
        "href": f"#claims-kb-n{number}",
        "data-number": str(number),
    }
    return f"{_tag('a', attributes)}</a>"


def _tag(name: str, attributes: dict[str, str]) -> str:
    told = (f' {key}="{page_safe(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{''.join(told)}>"
