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

from kb.reading.pdf_lines import rows
from kb.reading.pdf_pieces import Piece

__all__ = ["Edges", "running"]

_MOST_LINES = 8
_HEIGHT = 4.0
"""Points by which the same line may stand higher or lower from page to page."""
_FEW_PAGES = 4
_MARGIN = 0.12
"""The share of a page's height at its top and foot where a piece that tags call no content is a
running head or foot even on a single page."""
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
    tops = [_edges(page, number, foot=False) for number, page in enumerate(pages)]
    feet = [_edges(page, number, foot=True) for number, page in enumerate(pages)]
    found = [Edges(page) for page in pages]
    for edges, foot in ((tops, False), (feet, True)):
        seen = Counter(key for page in edges for key in {k for edge in page for k in edge.keys})
        told: set[tuple[str, int]] = set()
        for page, height, result in zip(edges, heights, found, strict=True):
            for edge in page:
                common = [key for key in edge.keys if _is_running(seen[key], len(pages))]
                if not common and not _set_apart(edge.pieces, height, foot=foot):
                    break
                gone = {id(piece) for piece in edge.pieces}
                if not any(id(piece) in gone for piece in result.body):
                    break
                result.body = [piece for piece in result.body if id(piece) not in gone]
                if told.isdisjoint(common):
                    (result.foot if foot else result.head).extend(edge.pieces)
                else:
                    result.again += 1
                told.update(common)
    return found


def _is_running(count: int, pages: int) -> bool:
    return count >= (2 if pages <= _FEW_PAGES else 3)


def _edges(page: Sequence[Piece], number: int, *, foot: bool) -> list[_Edge]:
    """Return the outermost lines of a page, from the edge inwards."""
    found = rows(page)
    outer = found[-_MOST_LINES:][::-1] if foot else found[:_MOST_LINES]
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
