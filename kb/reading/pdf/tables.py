"""Tables on a page of a PDF: as tags tell them, else as lines that stand beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kb.reading.pdf.lines import Line, lines, rows
from kb.reading.pdf.pieces import Piece

__all__ = ["Table", "as_table", "extent", "strips", "tagged_tables"]

NARROWEST = 4.0
"""Of the gap between two columns, in points."""
_SAME_BASE = 0.12
_ALIGNED = 0.6
_ROW_GAP, _ROW_GAPS = 1.15, 0.25
_FAR = 1.7
_TALL_CELL = 3.5
_GOES_ON = 0.25
_MOST_PIECES = 3_000
_LAYOUT_CHARACTERS = 700
"""A cell with more text is a page laid out in a table, not a table."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells with their row and column, counted from 1, in the order of reading."""

    cells: list[tuple[int, int, list[Piece]]]
    left: float
    right: float
    top: float
    bottom: float


def extent(boxes: Iterable[Piece | Table]) -> tuple[float, float, float, float]:
    """Return left, right, top and bottom of what the boxes cover."""
    found = list(boxes)
    return (
        min(box.left for box in found),
        max(box.right for box in found),
        min(box.top for box in found),
        max(box.bottom for box in found),
    )


def tagged_tables(pieces: Sequence[Piece]) -> tuple[list[Table], list[Piece]]:
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
        if _is_layout(cells):
            rest += [piece for found in cells.values() for piece in found]
        else:
            made.append(_table([(*at, cells[at]) for at in sorted(cells)]))
    return made, rest


def _is_layout(cells: dict[tuple[int, int], list[Piece]]) -> bool:
    """Return whether a table only arranges a page: one column, headings in it, or long text."""
    tags = (piece.frame.tag for cell in cells.values() for piece in cell)
    return (
        len({column for _, column in cells}) == 1
        or any(sum(len(p.text) for p in cell) > _LAYOUT_CHARACTERS for cell in cells.values())
        or any(tag is not None and tag.kind == "heading" for tag in tags)
    )


def _table(cells: list[tuple[int, int, list[Piece]]]) -> Table:
    return Table(cells, *extent(piece for _, _, found in cells for piece in found))


def as_table(pieces: list[Piece]) -> Table | None:
    """Return the pieces as a table; None where they are columns of running text.

    In a table the lines beside each other stand on one base line, and a cell seldom goes on in the
    line below. The columns of a page do, and hold many lines between wider gaps.
    """
    columns = strips(pieces)
    if len(columns) == 1 or len(pieces) > _MOST_PIECES or not _aligned(columns):
        return None
    borders, wide = _row_borders(columns, pieces)
    if not wide and _share_going_on(columns) >= _GOES_ON:
        return None
    cells = _cells(columns, borders)
    if sum(len(rows(found)) for _, _, found in cells) > _TALL_CELL * len(cells):
        return None
    return _table(cells)


def strips(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return the pieces by the vertical strips that nothing crosses."""
    found: list[list[Piece]] = []
    edge = float("-inf")
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if piece.left >= edge + NARROWEST:
            found.append([])
        found[-1].append(piece)
        edge = max(edge, piece.right)
    return found


def _aligned(columns: list[list[Piece]]) -> bool:
    """Return whether most lines of the first column have a neighbour, or most others have one."""
    first = [row[0] for row in rows(columns[0])]
    others = [row[0] for column in columns[1:] for row in rows(column)]

    def answered(ones: list[Piece], by: list[Piece]) -> float:
        answers = (
            any(abs(one.base - other.base) <= _SAME_BASE * one.size for other in by) for one in ones
        )
        return sum(answers) / len(ones)

    return max(answered(first, others), answered(others, first)) >= _ALIGNED


def _row_borders(columns: list[list[Piece]], pieces: list[Piece]) -> tuple[list[float], bool]:
    """Return where rows begin, and whether wider gaps tell enough of them.

    A row begins at a wider gap, or where the first column has a line and no cell goes on there.
    """
    found = rows(pieces)
    bases = [row[0].base for row in found]
    size = median(piece.size for piece in pieces)
    gaps = [after - before for before, after in pairwise(bases)]
    closest = min(gaps, default=0.0)
    wider = [gap > _ROW_GAP * closest or closest > _FAR * size for gap in gaps]
    by_column = [{line.base: line for line in lines(column)} for column in columns]
    borders = [bases[0] - size / 2]
    for at in range(1, len(bases)):
        begins = wider[at - 1] or _begins_row(by_column, found[at - 1], found[at])
        if begins:
            borders.append(bases[at] - size / 2)
    wide = sum(gap > _ROW_GAP * closest for gap in gaps)
    return borders, wide >= max(1, _ROW_GAPS * len(gaps))


def _begins_row(columns: list[dict[float, Line]], before: list[Piece], row: list[Piece]) -> bool:
    bases, last = {piece.base for piece in row}, {piece.base for piece in before}
    pairs = [
        (
            next((line for base, line in column.items() if base in last), None),
            next((line for base, line in column.items() if base in bases), None),
        )
        for column in columns
    ]
    if pairs[0][1] is None:
        return False
    return not any(one and other and _goes_on(one, other) for one, other in pairs)


def _goes_on(line: Line, after: Line) -> bool:
    return after.text[:1].islower() and line.text.rstrip()[-1:] not in ".!?:;"


def _cells(columns: list[list[Piece]], borders: list[float]) -> list[tuple[int, int, list[Piece]]]:
    cells: dict[tuple[int, int], list[Piece]] = {}
    for number, column in enumerate(columns, 1):
        for piece in column:
            row = sum(border <= piece.base for border in borders)
            cells.setdefault((max(row, 1), number), []).append(piece)
    return [(*at, cells[at]) for at in sorted(cells)]


def _share_going_on(columns: list[list[Piece]]) -> float:
    """Return how often a line goes on in the next line of its column."""
    pairs = [pair for column in columns for pair in pairwise(lines(column))]
    return sum(_goes_on(*pair) for pair in pairs) / len(pairs) if pairs else 0.0
