"""What an RTF file is made of once its groups are gone: paragraphs, in streams of their own.

The body is a stream, and so are each note, header, footer, text box and comment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.model.document import PassageKind, Role
from kb.reading.lines import Mark
from kb.reading.sentences import BLANK
from kb.reading.weave import Weaver

__all__ = ["PART", "Paragraph", "Piece", "Stream", "weave"]

PART = "the file"
_JOINED = 16
"""Neighbouring escapes become one stretch of at most this many characters."""


class Piece(NamedTuple):
    """Some characters and the bytes of the file that they come from.

    `mark`: no characters, but the place that this name leads to.
    """

    text: str
    at: int = -1
    width: int = 0
    hidden: bool = False
    mark: str = ""


class Paragraph(NamedTuple):
    """A paragraph, cell or description; `level` is the rank of a heading or depth of an item."""

    pieces: tuple[Piece, ...]
    kind: PassageKind = "sentence"
    role: Role = "body"
    label: str = ""
    mark: Mark = ""
    level: int = 0


@dataclass(slots=True)
class Stream:
    """Paragraphs that follow each other, and the one that is being written.

    `cells`: the tables that are open, each with its number, row and column, the outer first.
    """

    kind: PassageKind = "sentence"
    role: Role = "body"
    label: str = ""
    done: list[Paragraph] = field(default_factory=list)
    hanging: list[Paragraph] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    mark: Mark = ""
    caption: bool = False
    cells: list[list[int]] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        """Add to the open paragraph; neighbouring escapes become one stretch."""
        last = self.pieces[-1] if self.pieces else Piece("")
        joins = (
            not (piece.mark or last.mark)
            and 0 <= last.at == piece.at - last.width
            and last.hidden == piece.hidden
            and last.width > len(last.text)
            and piece.width > len(piece.text)
            and len(last.text) < _JOINED
        )
        if joins:
            text, width = last.text + piece.text, last.width + piece.width
            self.pieces[-1] = Piece(text, last.at, width, piece.hidden)
        else:
            self.pieces.append(piece)

    def words(self) -> str:
        """Return all words of the stream, a paragraph a line."""
        lines = ("".join(piece.text for piece in each.pieces) for each in self.done)
        return "\n".join(" ".join(line.split()) for line in lines)


def weave(weaver: Weaver, paragraphs: Iterable[Paragraph], count: Counter[str]) -> dict[str, int]:
    """Put paragraphs into the text; return where the marks in them stand.

    Raises:
        ReadingError: there is too much text.
    """
    marks: dict[str, int] = {}
    for each in paragraphs:
        shown = [piece for piece in each.pieces if not piece.hidden]
        hidden = [piece for piece in each.pieces if piece.hidden]
        if not each.label:
            count["paragraphs"] += any(piece.text.strip(BLANK) for piece in each.pieces)
            each = each._replace(label=f"paragraph {max(1, count['paragraphs'])}")  # noqa: PLW2901
        _put(weaver, each, shown, marks)
        if any(piece.text.strip(BLANK) for piece in hidden):
            count["hidden"] += 1
            label = f"{each.label}, hidden text"
            _put(weaver, each._replace(role="hidden", label=label), hidden, marks)
    return marks


def _put(
    weaver: Weaver, paragraph: Paragraph, pieces: Iterable[Piece], marks: dict[str, int]
) -> None:
    """Write one paragraph; an empty line inside it begins a new block."""
    _begin(weaver, paragraph)
    broken = False
    for piece in pieces:
        if piece.mark:
            marks.setdefault(piece.mark, weaver.offset)
            continue
        if piece.text == "\n" and broken:
            _begin(weaver, paragraph)
        broken = piece.text == "\n"
        if piece.at < 0:
            weaver.add(piece.text)
        else:
            weaver.add(piece.text, part=PART, at=piece.at, width=piece.width)


def _begin(weaver: Weaver, paragraph: Paragraph) -> None:
    _, kind, role, label, mark, level = paragraph
    bare = kind == "sentence" and role == "body"
    weaver.begin(kind, mark=mark, level=level, role=role, place=label, bare=bare)
