"""The copy as it was written, cut into blocks and pieces, each piece with the findings over it.

Offsets are those of the findings; nothing is searched for again. Text that no passage holds (rules,
addresses, marks of Markdown) stays in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from kb.model.document import Document, Passage, Role
from kb.model.finding import Finding
from kb.output.faces import FACES, Face, face_of
from kb.output.sweep import Sweep

__all__ = ["Block", "BlockKind", "Ending", "Numbered", "Piece", "marked_copy", "numbered"]

BlockKind = Literal[
    "heading", "paragraph", "list-item", "table-row", "footnote", "alt-text", "rule"
]  # fmt: skip
_KINDS: dict[str, BlockKind] = {"sentence": "paragraph", "table-cell": "table-row"}
_BREAK = re.compile(r"\r\n|\n|\r")
_MARKER = re.compile(r"[^\w]*(?:\w{1,4}[.)])?[^\w]*")
"""What stands before the words of a heading or item and only says what it is: "##", "-", "1."."""
_COLUMN = ", column "
_COUNTED = re.compile(r"paragraph \d+")
"""A place that only counts says no more than the copy itself shows."""
_GRAVITY = {face: place for place, face in enumerate(FACES)}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with the number that a report gives it, in the order of the text."""

    number: str
    finding: Finding
    face: Face


@dataclass(frozen=True, slots=True)
class Ending:
    """The number of a finding that ends after a piece."""

    number: str
    face: Face


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the copy over which the same findings lie.

    `findings`: their numbers, the gravest first; `face` is that of the first. `cue`: the words
    carry weight. `outside`: no passage holds them.
    """

    text: str
    findings: tuple[str, ...] = ()
    face: Face | None = None
    cue: bool = False
    ending: tuple[Ending, ...] = ()
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the copy with its part in the document.

    `level`: rank of a heading, depth of an item. `marker`: what stood before the words and only
    says what the block is. `place`: as people say it, empty where it only counts lines or
    paragraphs. `gap`: the writer left room above. A row of a table has `cells`, everything else
    `pieces`.
    """

    kind: BlockKind
    pieces: tuple[Piece, ...] = ()
    cells: tuple[tuple[Piece, ...], ...] = ()
    level: int = 1
    role: Role = "body"
    marker: str = ""
    place: str = ""
    gap: bool = False


def numbered(findings: Sequence[Finding], prefix: str = "") -> tuple[Numbered, ...]:
    """Return findings in the order of the document, numbered from 1 behind the prefix."""
    ordered = sorted(findings, key=lambda finding: (finding.start, finding.end))
    return tuple(
        Numbered(f"{prefix}{number}", finding, face_of(finding))
        for number, finding in enumerate(ordered, start=1)
    )


def marked_copy(document: Document, found: Sequence[Numbered]) -> tuple[Block, ...]:
    """Return the text of a document in blocks, with its findings marked."""
    cutter = _Cutter(document, found)
    blocks: list[Block] = []
    gap = False
    for start, end in _lines(document):
        if not document.text[start:end].strip():
            gap = bool(blocks)
            continue
        blocks.append(replace(cutter.block(start, end), gap=gap))
        gap = False
    return tuple(_rows(blocks))


def _lines(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the lines of the text; a passage that runs over a line end is not cut."""
    start, at = 0, 0
    passages = document.passages
    for found in _BREAK.finditer(document.text):
        while at < len(passages) and passages[at].end <= found.start():
            at += 1
        if at < len(passages) and passages[at].start < found.start():
            continue
        yield start, found.start()
        start = found.end()
    yield start, len(document.text)


class _Cutter:
    """Cuts a text wherever a finding, a cue or a passage begins or ends."""

    def __init__(self, document: Document, found: Sequence[Numbered]) -> None:
        self._document = document
        self._found = found
        spans = [(each.finding.start, each.finding.end) for each in found]
        cues = sorted(
            {(cue.start, cue.end) for each in found for cue in each.finding.cues} - set(spans)
        )
        held = [(p.start, p.end) for p in document.passages]
        self._edges = sorted({edge for span in (*spans, *cues, *held) for edge in span})
        self._over, self._cue, self._held = Sweep(spans), Sweep(cues), Sweep(held)
        self._next = 0

    def block(self, start: int, end: int) -> Block:
        """Return the block of a line; lines are asked for from left to right."""
        pieces: list[Piece] = []
        passage: Passage | None = None
        for first, last in pairwise(self._cuts(start, end)):
            held = self._held.at(first)
            if held and passage is None:
                passage = self._document.passages[held[0]]
            pieces.append(self._piece(first, last, outside=not held))
        if passage is None:
            words = any(char.isalnum() for char in self._document.text[start:end])
            return Block("paragraph" if words else "rule", tuple(pieces))
        return self._shaped(pieces, passage)

    def _cuts(self, start: int, end: int) -> list[int]:
        inside = []
        while self._next < len(self._edges) and self._edges[self._next] < end:
            if self._edges[self._next] > start:
                inside.append(self._edges[self._next])
            self._next += 1
        return [start, *inside, end]

    def _piece(self, start: int, end: int, *, outside: bool) -> Piece:
        over = sorted(
            (self._found[i] for i in self._over.at(start)),
            key=lambda each: (_GRAVITY[each.face.id], each.finding.start),
        )
        return Piece(
            text=self._document.text[start:end],
            findings=tuple(each.number for each in over),
            face=over[0].face if over else None,
            cue=bool(self._cue.at(start)) and bool(over),
            ending=tuple(Ending(e.number, e.face) for e in over if e.finding.end == end),
            outside=outside,
        )

    def _shaped(self, pieces: list[Piece], passage: Passage) -> Block:
        kind = _KINDS.get(passage.kind) or _same(passage.kind)
        place = self._document.place(passage.start) if self._document.places else ""
        if _COUNTED.fullmatch(place):
            place = ""
        block = Block(kind, tuple(pieces), role=passage.role, place=place)
        if kind == "table-row":
            return replace(block, pieces=(), cells=tuple(_cells(pieces)))
        if kind == "paragraph" or not pieces[0].outside:
            return replace(block, level=self._level(passage, 0))
        if not _MARKER.fullmatch(pieces[0].text):
            return replace(block, level=self._level(passage, 0))
        indent = len(pieces[0].text) - len(pieces[0].text.lstrip())
        return replace(
            block,
            pieces=tuple(pieces[1:]),
            marker=pieces[0].text.strip(),
            level=self._level(passage, indent),
        )

    def _level(self, passage: Passage, indent: int) -> int:
        passages = self._document.passages
        if passage.kind == "heading":
            level, above = 1, passage.heading
            while above is not None:
                level, above = level + 1, passages[above].heading
            return level
        lead = passages[passage.lead_in] if passage.lead_in is not None else None
        nested = lead is not None and lead.kind == "list-item"
        return 2 if passage.kind == "list-item" and (nested or indent > 1) else 1


def _same(kind: str) -> BlockKind:
    names: dict[str, BlockKind] = {
        "heading": "heading", "list-item": "list-item", "footnote": "footnote",
        "alt-text": "alt-text",
    }  # fmt: skip
    return names.get(kind, "paragraph")


def _cells(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Yield the cells of a row: what stands between marks that no passage holds."""
    parted = groupby(pieces, key=lambda p: p.outside and not any(map(str.isalnum, p.text)))
    for between, cell in parted:
        if not between:
            yield tuple(cell)


def _rows(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, with cells that stand in one row of a table made one block."""
    for row, group in groupby(blocks, key=_row):
        first, *rest = group
        if row is None:
            yield from (first, *rest)
            continue
        cells = tuple(cell for block in (first, *rest) for cell in block.cells)
        yield replace(first, cells=cells, place=row)


def _row(block: Block) -> str | None:
    row, column, _ = block.place.rpartition(_COLUMN)
    return row if block.kind == "table-row" and column else None
