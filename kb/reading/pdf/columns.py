"""Which stretches of a page belong together, and in which order they are read.

A gutter is a strip that no text crosses over some lines, with text on both sides. The page is cut
at its longest gutter: what stands above comes first, then the left part, the right part, and what
stands below; each part is cut again. Gaps that only chance puts above each other in a justified
paragraph are told from gutters by their ragged sides, and by a file that writes straight across.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kb.reading.pdf.lines import rows
from kb.reading.pdf.pieces import Piece, is_rtl
from kb.reading.pdf.tables import Table, as_table, extent, strips, tagged_tables

__all__ = ["Column", "regions"]

_NARROWEST = 5.0
"""Of a gutter, in points. Our own choice: print has 8 and more."""
_MOST_CANDIDATES, _MOST_NEIGHBOURS, _MOST_CUTS, _MOST_TRIED = 40, 60, 60, 12
_MOST_PIECES = 4_000
"""On one page; one with more is no page of text, and is read from top to bottom."""
_TOGETHER = 0.5
_LINED_UP, _LINED_UP_SHARE = 2.5, 0.55
_STANDS_APART, _CLOSE = 0.85, 0.5
_HEADING_SIZE = 1.12
_BULLETS = frozenset("•‣◦▪●○■□")
_NEVER = (float("inf"), float("inf"))
_SURE = 8
"""So many lines beside a gutter are no chance, even if the file writes across it."""


@dataclass(frozen=True, slots=True)
class Column:
    """Pieces that are read from top to bottom."""

    pieces: list[Piece]


_Box = Piece | Table


class _Cut(NamedTuple):
    """A gutter with what stands around it.

    `free`: it does not begin or end in the middle of text that runs across. `lines`: how many
    stand on its shorter side, and `shared` how far both sides reach beside each other.
    """

    free: bool
    lines: int
    shared: float
    above: list[_Box]
    left: list[_Box]
    right: list[_Box]
    below: list[_Box]

    @property
    def pieces(self) -> list[Piece] | None:
        """Return what stands beside the gutter; None where a table does."""
        found = [box for box in (*self.left, *self.right) if isinstance(box, Piece)]
        return found if len(found) == len(self.left) + len(self.right) else None


def regions(pieces: Sequence[Piece]) -> list[Column | Table]:
    """Return the columns and tables of a page in the order of reading."""
    found, rest = tagged_tables(pieces)
    rtl = is_rtl("".join(piece.text for piece in pieces))
    return list(_Reader(rtl=rtl).read([*found, *rest]))


class _Reader:
    """Cuts a page into parts, a limited number of times."""

    def __init__(self, *, rtl: bool) -> None:
        self._rtl = rtl
        self._left = _MOST_CUTS

    def read(self, boxes: list[_Box]) -> Iterator[Column | Table]:
        """Yield the columns and tables of a part of the page in the order of reading."""
        for cut in self._cuts(boxes):
            inside = cut.pieces
            table = as_table(inside) if inside else None
            if table is None and cut.lines < _SURE and _written_across(cut):
                continue
            self._left -= 1
            yield from self.read(cut.above)
            if table:
                yield table
            else:
                for side in (cut.right, cut.left) if self._rtl else (cut.left, cut.right):
                    yield from self.read(side)
            yield from self.read(cut.below)
            return
        yield from _uncut(boxes)

    def _cuts(self, boxes: list[_Box]) -> list[_Cut]:
        """Return the gutters, the one with most lines first."""
        if self._left <= 0 or not 1 < len(boxes) <= _MOST_PIECES:
            return []
        found = {
            (*cut[:3], len(cut.left), len(cut.right)): cut
            for at in _candidates(boxes)
            for cut in _cuts_at(boxes, at, rtl=self._rtl)
        }
        return [found[key] for key in sorted(found, reverse=True)][:_MOST_TRIED]


def _uncut(boxes: list[_Box]) -> Iterator[Column | Table]:
    """Yield one column, parted where a table stands in it."""
    held: list[Piece] = []
    for box in sorted(boxes, key=lambda box: box.top):
        if isinstance(box, Piece):
            held.append(box)
            continue
        if held:
            yield Column(held)
            held = []
        yield box
    if held:
        yield Column(held)


def _written_across(cut: _Cut) -> bool:
    """Return whether the file writes the lines left and right of a gutter in one go."""
    left = [box for box in cut.left if isinstance(box, Piece)]
    ends = {box.at[-1] for box in left if len(box.at)}
    firsts = [min(row, key=lambda p: p.left) for row in rows(
        box for box in cut.right if isinstance(box, Piece)
    )]  # fmt: skip
    across = sum(not ends.isdisjoint(range(each.at[0] - 3, each.at[0])) for each in firsts)
    return 2 * across >= len(firsts) > 0


def _candidates(boxes: list[_Box]) -> list[float]:
    """Return where gutters may run: in the gaps between neighbours, the commonest first."""
    votes: Counter[float] = Counter()
    by_top = sorted(boxes, key=lambda box: box.top)
    for at, box in enumerate(by_top):
        near = by_top[max(0, at - _MOST_NEIGHBOURS) : at + _MOST_NEIGHBOURS]
        beside = (
            other.left
            for other in near
            if other.left >= box.right + _NARROWEST and _beside(box, other)
        )
        nearest = min(beside, default=None)
        if nearest is not None:
            votes[round(nearest - _NARROWEST / 2 - 0.5)] += 1
            votes[round((box.right + nearest) / 2)] += 1
    ordered = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    return [at for at, _ in ordered[:_MOST_CANDIDATES]]


def _beside(one: _Box, other: _Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > _TOGETHER * min(one.bottom - one.top, other.bottom - other.top)


def _cuts_at(boxes: list[_Box], at: float, *, rtl: bool) -> Iterator[_Cut]:
    """Yield the gutters that run at one place, from the top: crossing text ends one."""
    near, far = at - _NARROWEST / 2 + 0.5, at + _NARROWEST / 2 - 0.5
    crossing: list[_Box] = []
    free: list[_Box] = []
    for box in boxes:
        (free if box.right <= near or box.left >= far else crossing).append(box)
    borders = iter(sorted((box.top, box.bottom) for box in crossing))
    top, bottom = next(borders, _NEVER)
    held: list[_Box] = []
    for box in sorted(free, key=_middle):
        while _middle(box) > bottom:
            if held and (cut := _cut(boxes, held, at, rtl=rtl)):
                yield cut
            held = []
            top, bottom = next(borders, _NEVER)
        if _middle(box) < top:
            held.append(box)
    if held and (cut := _cut(boxes, held, at, rtl=rtl)):
        yield cut


def _middle(box: _Box) -> float:
    return (box.top + box.bottom) / 2


def _cut(boxes: list[_Box], held: list[_Box], at: float, *, rtl: bool) -> _Cut | None:
    """Return the gutter at `at` between the boxes of `held`, or None where there is none."""
    held = _alike(held, at)
    left = [box for box in held if box.left < at]
    right = [box for box in held if box.left >= at]
    free = True
    for apart in (_STANDS_APART, 0.0):
        if not left or not right:
            return None
        left, right = _trimmed(left, right, apart), _trimmed(right, left, apart)
        inside = {id(box) for box in (*left, *right)}
        rest = [box for box in boxes if id(box) not in inside]
        free = free and not (left and right and _touched([*left, *right], rest))
        if free:
            break
    if not left or not right:
        return None
    count = min(_count(left), _count(right))
    if count < 2 or not _lined_up(right, rtl=rtl):
        return None
    (_, _, top, bottom), (_, _, other_top, other_bottom) = extent(left), extent(right)
    shared = min(bottom, other_bottom) - max(top, other_top)
    if shared < _TOGETHER * min(bottom - top, other_bottom - other_top):
        return None
    first = min(top, other_top)
    above = [box for box in rest if box.top < first]
    below = [box for box in rest if box.top >= first]
    return _Cut(free, count, shared, above, left, right, below)


def _touched(held: list[_Box], rest: list[_Box]) -> bool:
    """Return whether a line of the rest stands so close above or below as lines of a paragraph."""
    left, right, top, bottom = extent(held)
    near = _CLOSE * median(box.size if isinstance(box, Piece) else 10.0 for box in held)
    return any(
        box.left < right
        and left < box.right
        and (0 <= top - box.bottom < near or 0 <= box.top - bottom < near)
        for box in rest
    )


def _alike(held: list[_Box], at: float) -> list[_Box]:
    """Return the stretch with most lines over which the gutters are the same.

    Three short columns above two long ones may share a gutter; they are not to be read as one.
    """
    stretches: list[tuple[list[_Box], list[tuple[float, float]]]] = []
    for band in _bands(held):
        gutters = _gutters(band)
        if stretches and (not gutters or not stretches[-1][1] or _same(gutters, stretches[-1][1])):
            before, known = stretches[-1]
            stretches[-1] = ([*before, *band], known or gutters)
        else:
            stretches.append((band, gutters))

    def lines_beside(stretch: tuple[list[_Box], list[tuple[float, float]]]) -> int:
        left = [box for box in stretch[0] if box.left < at]
        return min(_count(left), _count([box for box in stretch[0] if box.left >= at]))

    return max(stretches, key=lines_beside)[0]


def _bands(held: list[_Box]) -> Iterator[list[_Box]]:
    """Yield the boxes by the horizontal gaps that run through all of them."""
    ordered = sorted(held, key=lambda box: box.top)
    size = median(box.size if isinstance(box, Piece) else 10.0 for box in held)
    band, bottom = [ordered[0]], ordered[0].bottom
    for box in ordered[1:]:
        if box.top - bottom > _STANDS_APART * size:
            yield band
            band = []
        band.append(box)
        bottom = max(bottom, box.bottom)
    yield band


def _gutters(band: list[_Box]) -> list[tuple[float, float]]:
    """Return the gaps between the columns of a band; none for one line, or one with a table."""
    plain = [box for box in band if isinstance(box, Piece)]
    if len(plain) < len(band) or len(rows(plain)) < 2:
        return []
    columns = [extent(strip) for strip in strips(plain)]
    size = median(box.size for box in plain)
    gaps = [(one[1], other[0]) for one, other in pairwise(columns)]
    return [gap for gap in gaps if gap[1] - gap[0] >= size]


def _same(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    return len(one) == len(other) and all(
        a[0] < b[1] and b[0] < a[1] for a, b in zip(one, other, strict=True)
    )


def _count(side: Sequence[_Box]) -> int:
    """Return how many lines stand on a side; a table counts as some."""
    plain = [box for box in side if isinstance(box, Piece)]
    return len(rows(plain)) + 3 * (len(side) - len(plain))


def _trimmed(side: list[_Box], other: list[_Box], apart: float) -> list[_Box]:
    """Return a side without what stands above or below the other side, `apart` from its rest.

    Items of a list there are never part of it, however close.
    """
    _, _, top, bottom = extent(other)
    ordered = sorted(_without_items(side, top, bottom), key=lambda box: box.top)
    if not ordered:
        return []
    size = median(box.size if isinstance(box, Piece) else 10.0 for box in side)
    first, last = 0, len(ordered)
    reached = ordered[0].bottom
    for at in range(1, len(ordered)):
        if ordered[at].top - reached > apart * size:
            if reached <= top:
                first = at
            elif ordered[at].top >= bottom:
                last = min(last, at)
        reached = max(reached, ordered[at].bottom)
    while last > first and _heads(ordered[last - 1], ordered[first:last], bottom):
        last -= 1
    return ordered[first:last]


def _without_items(side: list[_Box], top: float, bottom: float) -> list[_Box]:
    """Return a side down from the last list item above `top`, up to the first below `bottom`."""
    plain = rows(box for box in side if isinstance(box, Piece))
    items = [row for row in plain if row[0].text[:1] in _BULLETS]
    first = max((row[0].bottom for row in items if row[0].bottom <= top), default=float("-inf"))
    last = min((row[0].top for row in items if row[0].top >= bottom), default=float("inf"))
    return [box for box in side if first < _middle(box) < last]


def _heads(box: _Box, side: list[_Box], bottom: float) -> bool:
    """Return whether a box below the other side is a heading: no column ends with one."""
    plain = [each for each in side if isinstance(each, Piece)]
    if not isinstance(box, Piece) or box.top < bottom:
        return False
    larger = box.size >= _HEADING_SIZE * median(each.size for each in plain)
    return larger or (box.bold and 2 * sum(each.bold for each in plain) < len(plain))


def _lined_up(side: list[_Box], *, rtl: bool) -> bool:
    """Return whether the lines beside a gutter begin at one place, as chance gaps do not."""
    firsts = [min(row, key=lambda piece: piece.left) for row in rows(
        box for box in side if isinstance(box, Piece)
    )]  # fmt: skip
    if len(firsts) < 2:
        return True
    ways = [[piece.left for piece in firsts], [(p.left + p.right) / 2 for p in firsts]]
    if rtl or sum(any(map(str.isdigit, p.text)) for p in firsts) * 2 > len(firsts):
        ways.append([piece.right for piece in firsts])
    needed = max(2, _LINED_UP_SHARE * len(firsts))
    return any(
        max(sum(abs(at - place) <= _LINED_UP for at in way) for place in way[:_MOST_CANDIDATES])
        >= needed
        for way in ways
    )
