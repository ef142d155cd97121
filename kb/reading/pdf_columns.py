"""Which stretches of a page belong together, and in which order they are read.

A gutter is a strip that no text crosses over some lines, with text on both sides. The page is cut
at its longest gutter: what stands above comes first, then the left part, the right part, and what
stands below; each part is cut again. Where the two sides answer each other line by line and do not
go on down the column, it is a table and is read row by row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kb.reading.pdf_lines import lines, rows
from kb.reading.pdf_page import Piece, is_rtl
from kb.reading.pdf_tags import TagKind

__all__ = ["Column", "Table", "regions"]

_NARROWEST, _NARROWEST_EM = 5.0, 0.6
"""Of a gutter: points, and widths of its type. Our own choice: print has 8 points and more."""
_MAX_CANDIDATES = 40
_MAX_NEIGHBOURS = 60
_MAX_CUTS = 60
"""How often parts may be cut again: far beyond any page."""
_TOGETHER = 0.5
_LINED_UP, _LINED_UP_SHARE = 2.5, 0.55
_FAR = 1.7
_SAME_BASE = 0.25
_ALIGNED = 0.6
_ROW_GAP = 1.15
_TALL_CELL = 3.5
_GOES_ON = 0.25
_LAYOUT_CHARACTERS = 700
"""A cell with more text is a page laid out in a table, not a table."""
_IN_LAYOUT: frozenset[TagKind] = frozenset(("heading",))


@dataclass(frozen=True, slots=True)
class Column:
    """Pieces that are read from top to bottom."""

    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells with their row and column, counted from 1, in the order of reading."""

    cells: list[tuple[int, int, list[Piece]]]
    left: float
    right: float
    top: float
    bottom: float


_Box = Piece | Table


class _Cut(NamedTuple):
    """A gutter with what stands around it."""

    above: list[_Box]
    left: list[_Box]
    right: list[_Box]
    below: list[_Box]


def regions(pieces: Sequence[Piece]) -> list[Column | Table]:
    """Return the columns and tables of a page in the order of reading."""
    found, rest = _tagged_tables(pieces)
    rtl = is_rtl("".join(piece.text for piece in pieces))
    return list(_Reader(rtl=rtl).read([*found, *rest]))


def _tagged_tables(pieces: Sequence[Piece]) -> tuple[list[Table], list[Piece]]:
    """Return the tables that tags tell of, and the pieces that stand in none."""
    tables: dict[int, dict[tuple[int, int], list[Piece]]] = {}
    rest: list[Piece] = []
    for piece in pieces:
        cell = piece.frame.tag.cell if piece.frame.tag else None
        if cell and cell.column:
            tables.setdefault(cell.table, {}).setdefault(cell[1:], []).append(piece)
        else:
            rest.append(piece)
    made: list[Table] = []
    for cells in tables.values():
        inside = [piece for found in cells.values() for piece in found]
        if _is_layout(cells):
            rest += inside
        else:
            made.append(_table([(*at, cells[at]) for at in sorted(cells)]))
    return made, rest


def _is_layout(cells: dict[tuple[int, int], list[Piece]]) -> bool:
    """Return whether a table only arranges a page: one column, headings in it, or long text."""
    return (
        len({column for _, column in cells}) == 1
        or any(sum(len(p.text) for p in cell) > _LAYOUT_CHARACTERS for cell in cells.values())
        or any(
            piece.frame.tag is not None and piece.frame.tag.kind in _IN_LAYOUT
            for cell in cells.values()
            for piece in cell
        )
    )


def _table(cells: list[tuple[int, int, list[Piece]]]) -> Table:
    inside = [piece for _, _, found in cells for piece in found]
    return Table(cells, *_extent(inside))


def _extent(boxes: Iterable[_Box]) -> tuple[float, float, float, float]:
    """Return left, right, top and bottom of what the boxes cover."""
    found = list(boxes)
    return (
        min(box.left for box in found), max(box.right for box in found),
        min(box.top for box in found), max(box.bottom for box in found),
    )  # fmt: skip


class _Reader:
    """Cuts a page into parts, a limited number of times."""

    def __init__(self, *, rtl: bool) -> None:
        self._rtl = rtl
        self._cuts = 0

    def read(self, boxes: list[_Box]) -> Iterator[Column | Table]:
        """Yield the columns and tables of a part of the page in the order of reading."""
        cut = None
        if self._cuts < _MAX_CUTS:
            cut = _best_cut(boxes, rtl=self._rtl)
        if cut is None:
            yield from _uncut(boxes)
            return
        self._cuts += 1
        if cut.above:
            yield from self.read(cut.above)
        yield from self._beside(cut)
        if cut.below:
            yield from self.read(cut.below)

    def _beside(self, cut: _Cut) -> Iterator[Column | Table]:
        inside = [box for box in (*cut.left, *cut.right) if isinstance(box, Piece)]
        if len(inside) == len(cut.left) + len(cut.right) and (table := _as_table(inside)):
            yield table
            return
        sides = (cut.right, cut.left) if self._rtl else (cut.left, cut.right)
        for side in sides:
            yield from self.read(side)


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


def _best_cut(boxes: list[_Box], *, rtl: bool) -> _Cut | None:
    """Return the gutter with most lines on its shorter side, or None."""
    best: tuple[tuple[int, float], _Cut] | None = None
    for at in _candidates(boxes):
        for score, cut in _cuts_at(boxes, at, rtl=rtl):
            if best is None or score > best[0]:
                best = score, cut
    return best[1] if best else None


def _candidates(boxes: list[_Box]) -> list[float]:
    """Return where gutters may run: in the gaps between neighbours, the commonest first."""
    votes: Counter[float] = Counter()
    by_top = sorted(boxes, key=lambda box: box.top)
    for at, box in enumerate(by_top):
        nearest: _Box | None = None
        for other in (*by_top[max(0, at - _MAX_NEIGHBOURS) : at],
                      *by_top[at + 1 : at + _MAX_NEIGHBOURS]):  # fmt: skip
            if other.left < box.right + _NARROWEST or not _beside(box, other):
                continue
            if nearest is None or other.left < nearest.left:
                nearest = other
        if nearest:
            votes[round(nearest.left - _NARROWEST / 2 - 0.5)] += 1
            votes[round((box.right + nearest.left) / 2)] += 1
    return [at for at, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))][
        :_MAX_CANDIDATES
    ]


def _beside(one: _Box, other: _Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > _TOGETHER * min(one.bottom - one.top, other.bottom - other.top)


def _cuts_at(
    boxes: list[_Box], at: float, *, rtl: bool
) -> Iterator[tuple[tuple[int, float], _Cut]]:
    """Yield the gutters that run at one place, each with what speaks for it."""
    half = _NARROWEST / 2
    crossing = sorted(
        (box for box in boxes if box.left < at + half - 0.5 and box.right > at - half + 0.5),
        key=lambda box: box.top,
    )
    free = sorted(
        (box for box in boxes if box.right <= at - half + 0.5 or box.left >= at + half - 0.5),
        key=lambda box: (box.top + box.bottom) / 2,
    )
    held: list[_Box] = []
    rest = iter(crossing)
    border = next(rest, None)
    for box in (*free, None):
        while border and (box is None or (box.top + box.bottom) / 2 > border.top):
            if found := _scored(boxes, held, at, rtl=rtl):
                yield found
            held = []
            border = next(rest, None)
        if box is not None:
            held.append(box)
    if held and (found := _scored(boxes, held, at, rtl=rtl)):
        yield found


def _scored(
    boxes: list[_Box], held: list[_Box], at: float, *, rtl: bool
) -> tuple[tuple[int, float], _Cut] | None:
    left = [box for box in held if box.left < at]
    right = [box for box in held if box.left >= at]
    if not left or not right:
        return None
    left, right = _trimmed(left, right), _trimmed(right, left)
    if not left or not right:
        return None
    count = min(_count(left), _count(right))
    if count < 2 or not _lined_up(right, rtl=rtl):
        return None
    tops, bottoms = zip(*((_extent(side)[2:]) for side in (left, right)), strict=True)
    shared = min(bottoms) - max(tops)
    if shared < _TOGETHER * min(b - t for t, b in zip(tops, bottoms, strict=True)):
        return None
    block = {id(box) for box in (*left, *right)}
    top = min(tops)
    rest = [box for box in boxes if id(box) not in block]
    above = [box for box in rest if box.top < top]
    below = [box for box in rest if box.top >= top]
    return (count, shared), _Cut(above, left, right, below)


def _count(side: Sequence[_Box]) -> int:
    """Return how many lines stand on a side; a table counts as many."""
    plain = [box for box in side if isinstance(box, Piece)]
    return len(rows(plain)) + 3 * (len(side) - len(plain))


def _trimmed(side: list[_Box], other: list[_Box]) -> list[_Box]:
    """Return a side without what stands apart above or below the other side."""
    _, _, top, bottom = _extent(other)
    ordered = sorted(side, key=lambda box: box.top)
    size = median(box.size if isinstance(box, Piece) else 10.0 for box in side)
    first, last = 0, len(ordered)
    for at in range(1, len(ordered)):
        gap = ordered[at].top - max(box.bottom for box in ordered[max(0, at - 3) : at])
        if gap > _FAR * size / 2:
            if ordered[at - 1].bottom <= top:
                first = at
            elif ordered[at].top >= bottom:
                last = min(last, at)
    return ordered[first:last]


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
    return any(
        max(sum(abs(at - place) <= _LINED_UP for at in way) for place in way[:_MAX_CANDIDATES])
        >= max(2, _LINED_UP_SHARE * len(way))
        for way in ways
    )


def _as_table(pieces: list[Piece]) -> Table | None:
    """Return the pieces as a table where they are one, by how their lines answer each other."""
    columns = _strips(pieces)
    bases = [[row[0] for row in rows(column)] for column in columns]
    first = bases[0]
    others = [piece for column in bases[1:] for piece in column]
    answered = sum(
        any(abs(one.base - other.base) <= _SAME_BASE * one.size for other in first)
        for one in others
    )
    answers = sum(
        any(abs(one.base - other.base) <= _SAME_BASE * one.size for other in others)
        for one in first
    )
    if max(answered / len(others), answers / len(first)) < _ALIGNED:
        return None
    borders = _row_borders(pieces)
    if len(borders) == len(rows(pieces)) and _share_going_on(columns) >= _GOES_ON:
        return None
    cells = _cells(columns, borders)
    per_cell = [len(rows(found)) for _, _, found in cells]
    if sum(per_cell) / len(per_cell) > _TALL_CELL:
        return None
    return _table(cells)


def _strips(pieces: list[Piece]) -> list[list[Piece]]:
    """Return the pieces by the vertical strips that nothing crosses."""
    strips: list[list[Piece]] = []
    edge = float("-inf")
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if piece.left >= edge + _NARROWEST - 1:
            strips.append([])
        strips[-1].append(piece)
        edge = max(edge, piece.right)
    return strips


def _row_borders(pieces: list[Piece]) -> list[float]:
    """Return where rows begin, told by wider gaps; every line, where all are equally far apart."""
    bases = [row[0].base for row in rows(pieces)]
    gaps = [after - before for before, after in pairwise(bases)]
    size = median(piece.size for piece in pieces)
    closest = min(gaps, default=0.0)
    wider = [gap > _ROW_GAP * closest or closest > _FAR * size for gap in gaps]
    begins = [True, *(wider if any(wider) else [True] * len(wider))]
    return [base - size / 2 for base, begin in zip(bases, begins, strict=True) if begin]


def _cells(columns: list[list[Piece]], borders: list[float]) -> list[tuple[int, int, list[Piece]]]:
    cells: dict[tuple[int, int], list[Piece]] = {}
    for number, column in enumerate(columns, 1):
        for piece in column:
            row = sum(border <= piece.base for border in borders)
            cells.setdefault((max(row, 1), number), []).append(piece)
    return [(*at, cells[at]) for at in sorted(cells)]


def _share_going_on(columns: list[list[Piece]]) -> float:
    """Return how often a line goes on in the next line of its column."""
    pairs = going = 0
    for column in columns:
        found = lines(column)
        for line, after in pairwise(found):
            pairs += 1
            ended = line.text.rstrip()[-1:] in ".!?:;"
            going += after.text[:1].islower() and not ended
    return going / pairs if pairs else 0.0
