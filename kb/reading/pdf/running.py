"""Running heads and feet: lines at the edge of a page that come back on others.

Read once, where they stand first. A number in such a line may count the pages; any other number
must be the same, so that no figure of the copy is taken for a page number.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.reading.pdf.lines import rows
from kb.reading.pdf.pieces import Piece

__all__ = ["Edges", "running"]

_MOST_LINES = 8
_HEIGHT = 4.0
"""Points by which the same line may stand higher or lower from page to page."""
_FEW_PAGES = 4
_MARGIN = 0.12
"""The share of a page's height at its top and foot where a piece that tags call no content is a
running head or foot even on a single page."""
_ALONE = 1.6
"""Sizes of its type by which a line stands off the next."""
_HEAD, _FOOT = 0.15, 0.25
"""The shares of a page in which heads and feet are looked for; small print at a foot takes room.
What comes back in the middle of pages is copy that is said again."""
_NUMBER = re.compile(r"\d{1,4}")
_MOST_NUMBERS = 4


@dataclass(slots=True)
class Edges:
    """A page without its running head and foot; these are empty where they were read before."""

    body: list[Piece]
    head: list[Piece] = field(default_factory=list)
    foot: list[Piece] = field(default_factory=list)
    again: int = 0


class _Edge(NamedTuple):
    """A line near the top or foot of a page, and the ways in which it may come back."""

    pieces: list[Piece]
    keys: tuple[tuple[str, int], ...]


def running(pages: Sequence[list[Piece]], heights: Sequence[tuple[float, float]]) -> list[Edges]:
    """Return the pages with their running heads and feet taken out.

    `heights`: where each page begins and ends, in the measure of its pieces.
    """
    found = [Edges(page) for page in pages]
    for foot in (False, True):
        edges = [
            _edges(page, number, height, foot=foot)
            for number, (page, height) in enumerate(zip(pages, heights, strict=True))
        ]
        side = _Side(edges)
        for page, height, result in zip(edges, heights, found, strict=True):
            for at, edge in enumerate(page):
                common = side.common(page, at)
                alone = side.is_usual_place(page, at)
                if common is None and not (alone or _set_apart(edge.pieces, height, foot=foot)):
                    break
                gone = {id(piece) for piece in edge.pieces}
                if not any(id(piece) in gone for piece in result.body):
                    break
                result.body = [piece for piece in result.body if id(piece) not in gone]
                if side.is_new(common or ()):
                    (result.foot if foot else result.head).extend(edge.pieces)
                else:
                    result.again += 1
    return found


class _Side:
    """What comes back at the top, or at the foot, of the pages of a document."""

    def __init__(self, pages: Sequence[Sequence[_Edge]]) -> None:
        self._seen = Counter(key for page in pages for key in {k for e in page for k in e.keys})
        self._enough = 2 if len(pages) <= _FEW_PAGES else 3
        self._usual = {key[1] for key, count in self._seen.items() if count >= self._enough}
        self._told: set[tuple[str, int]] = set()

    def common(self, page: Sequence[_Edge], at: int) -> list[tuple[str, int]] | None:
        """Return in which ways a line comes back on other pages; None where it does not."""
        enough = 2 if self.is_usual_place(page, at) else self._enough
        return [key for key in page[at].keys if self._seen[key] >= enough] or None

    def is_usual_place(self, page: Sequence[_Edge], at: int) -> bool:
        """Return whether a line stands alone where other pages have their running line."""
        places = {place for _, place in page[at].keys}
        if places.isdisjoint(self._usual):
            return False
        base, size = page[at].pieces[0].base, page[at].pieces[0].size
        inner = page[at + 1].pieces[0].base if at + 1 < len(page) else math.inf
        return abs(inner - base) > _ALONE * size

    def is_new(self, common: Sequence[tuple[str, int]]) -> bool:
        """Return whether a running line was not read before; from now on it was."""
        new = self._told.isdisjoint(common)
        self._told.update(common)
        return new


def _edges(
    page: Sequence[Piece], number: int, height: tuple[float, float], *, foot: bool
) -> list[_Edge]:
    """Return the outermost lines of a page, from the edge inwards."""
    found = rows(page)
    outer = found[-_MOST_LINES:][::-1] if foot else found[:_MOST_LINES]
    top, bottom = height
    if foot:
        border = bottom - _FOOT * (bottom - top)
        outer = [row for row in outer if row[0].base > border]
    else:
        border = top + _HEAD * (bottom - top)
        outer = [row for row in outer if row[0].base < border]
    return [_Edge(row, tuple(_keys(row, number))) for row in outer]


def _keys(row: Sequence[Piece], number: int) -> Iterator[tuple[str, int]]:
    """Yield the line as it is, and with each of its numbers told as so many pages from here.

    Heights are rounded to both sides, so that a line a hair's breadth off is the same line.
    """
    text = " ".join(" ".join(piece.text for piece in row).split()).casefold()
    texts = [text]
    for at, found in enumerate(_NUMBER.finditer(text)):
        if at < _MOST_NUMBERS:
            counted = f"\x00{int(found[0]) - number}\x00"
            texts.append(text[: found.start()] + counted + text[found.end() :])
    for each in texts:
        for shift in (0.0, 0.5):
            yield each, 2 * math.floor(row[0].base / _HEIGHT + shift) + (shift > 0)


def _set_apart(row: Sequence[Piece], height: tuple[float, float], *, foot: bool) -> bool:
    """Return whether tags call the whole line no content, at the edge of the page."""
    top, bottom = height
    margin = _MARGIN * (bottom - top)
    at_edge = row[0].base > bottom - margin if foot else row[0].base < top + margin
    return at_edge and all(piece.frame.artifact for piece in row)
