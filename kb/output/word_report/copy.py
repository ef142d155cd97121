"""The copy as it was written, its passages marked: ground, kind of line, number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kb.output.palette import HAIR, INKS, PAPERS, QUIET
from kb.output.report.marked_copy import Block, Piece
from kb.output.report.words import FaceCount
from kb.output.word_report.elements import CM, Cell, Element, Look, link, paragraph, run, table
from kb.output.word_report.page import NARROW, SMALL, TAG, Page, named

__all__ = ["add_copy"]

_LINES = {
    "contradicted": "double",
    "overstated": "wave",
    "out-of-date": "dotDash",
    "unsupported": "dash",
    "not-covered": "dotted",
    "to-check": "dotDotDash",
    "supported": "single",
}
"""The line under each face, as Word calls it; told apart without colour."""
_HEADINGS = (14, 12, 11)
_BULLETS = frozenset(("", "-", "*", "+", "•", "–", "·", "▪", "◦"))
_ROLES = {"speaker-notes": "speaker notes", "hidden": "hidden text"}


def add_copy(page: Page, counts: Sequence[FaceCount], blocks: Iterable[Block]) -> None:
    """Add what was judged, with what was found in it."""
    if any(count.count for count in counts):
        page.add(*_legend(counts))
    place = ""
    marked = _Marked(page)
    for rows, group in groupby(blocks, key=lambda block: block.kind == "table-row"):
        if rows:
            page.add(marked.table(list(group)), paragraph(after=2))
            continue
        for block in group:
            if block.place and block.place != place:
                page.add(paragraph(run(block.place, TAG), before=8, after=2, keep=True))
                place = block.place
            page.add(marked.block(block))


def _legend(counts: Sequence[FaceCount]) -> Iterator[Element]:
    runs = []
    for count in counts:
        if count.count:
            face = count.face
            runs.append(run(f"{face.icon} ", Look(size=9, color=INKS[face.id], bold=True)))
            runs.append(run(face.label, _look(face.id, size=9)))
            runs.append(run("    "))
    yield paragraph(*runs, after=0, fill="f4f6f9")
    told = "The number behind a passage leads to its finding. Words in bold carry the weight of the"
    yield paragraph(run(f"{told} judgement.", SMALL), after=12, fill="f4f6f9")


class _Marked:
    """Turns blocks into paragraphs; the first piece of each finding is what its card leads to."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._seen: set[str] = set()

    def block(self, block: Block) -> Element:
        """Return a block of the copy. A heading there is none of the report."""
        told = [run(f"{_ROLES.get(block.role, block.role)}  ", TAG)] if block.role != "body" else []
        room = 12.0 if block.gap else 4.0
        if block.kind == "heading":
            size = _HEADINGS[min(block.level, len(_HEADINGS)) - 1]
            pieces = self._pieces(block.pieces, size=size, bold=True)
            return paragraph(*told, *pieces, before=room + 4, after=4, keep=True)
        if block.kind == "list-item":
            mark = "•" if block.marker in _BULLETS else block.marker
            left = round((0.3 + 0.7 * block.level) * CM)
            pieces = [run(f"{mark}\t", Look(color=QUIET)), *told, *self._pieces(block.pieces)]
            return paragraph(*pieces, before=room / 2, after=2, left=left, hanging=round(0.6 * CM))
        if block.kind == "footnote":
            mark = f"{block.marker} " if block.marker else ""
            pieces = [run(mark, Look(size=9)), *told, *self._pieces(block.pieces, size=9)]
            return paragraph(*pieces, before=room, after=2)
        if block.kind == "alt-text":
            told.insert(0, run("image description  ", TAG))
        return paragraph(*told, *self._pieces(block.pieces), before=room, after=3)

    def table(self, blocks: Sequence[Block]) -> Element:
        """Return rows of a table of the copy."""
        columns = max(len(block.cells) for block in blocks)
        rows = []
        for block in blocks:
            cells = [
                Cell((paragraph(*self._pieces(c, size=9.5), after=2),), boxed=HAIR)
                for c in block.cells
            ]
            missing = columns - len(cells)
            rows.append([*cells, *(Cell((), boxed=HAIR) for _ in range(missing))])
        return table([NARROW // columns] * columns, rows)

    def _pieces(
        self, pieces: Sequence[Piece], *, size: float | None = None, bold: bool = False
    ) -> list[Element]:
        made: list[Element] = []
        for piece in pieces:
            for number in piece.findings:
                if number not in self._seen:
                    self._seen.add(number)
                    made += self._page.anchor(f"m {number}")
            made.append(_piece(piece, size, bold=bold))
            for end in piece.ending:
                look = Look(raised=True, bold=True, color=INKS[end.face.id])
                made.append(
                    link(named(f"f {end.number}"), run(f"{end.face.icon}{end.number}", look))
                )
        return made


def _piece(piece: Piece, size: float | None, *, bold: bool) -> Element:
    if piece.face is None:
        look = Look(size=size, bold=bold, color=QUIET if piece.outside else None)
        return run(piece.text, look)
    return run(piece.text, _look(piece.face.id, size=size, bold=bold or piece.cue))


def _look(face: str, *, size: float | None = None, bold: bool = False) -> Look:
    return Look(size=size, bold=bold, fill=PAPERS[face], underline=_LINES[face], line=INKS[face])
