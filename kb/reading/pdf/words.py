"""Rows whose order or blanks the file does not give as they are read.

Programs draw text that runs from right to left in parts and as it is seen, and pdfium guesses
blanks between letters that are only spaced out. Where each character stands decides for both.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kb.reading.pdf.pieces import Piece

__all__ = ["from_right", "is_spaced_out", "spaced_out", "words"]

_BLANK, _TOUCHING = 0.3, 0.1
_WIDER = 1.6
_FEWEST_LETTERS, _SINGLE = 5, 0.8
_RUNS_ON = frozenset(("L", "EN", "AN"))
_INSIDE = frozenset(("ES", "CS", "ET", "ON", "BN"))


class _Cluster(NamedTuple):
    """A character with the marks on it: where it stands, and what it is."""

    left: float
    right: float
    text: str
    at: tuple[int, ...]

    @property
    def way(self) -> str:
        """Return in which direction it is written, by the words of Unicode."""
        return unicodedata.bidirectional(self.text[0])


def words(piece: Piece) -> Iterator[Piece]:
    """Yield the words of a piece, each with its place."""
    for found in re.finditer(r"\S+", piece.text):
        start, end = found.span()
        yield Piece(
            piece.page, piece.frame, piece.lefts[start], piece.rights[end - 1], piece.base,
            piece.size, piece.bold, piece.at[start - 1] if start else piece.space, found[0],
            piece.at[start:end], piece.lefts[start:end], piece.rights[start:end],
            {here - start for here in piece.raised if start <= here < end},
        )  # fmt: skip


def is_spaced_out(row: Sequence[Piece]) -> bool:
    """Return whether nearly all words of a row are single letters."""
    found = [word for piece in row for word in piece.text.split()]
    single = sum(len(word) == 1 and word.isalpha() for word in found)
    return len(found) >= _FEWEST_LETTERS and single >= _SINGLE * len(found)


def spaced_out(row: Sequence[Piece]) -> Piece:
    """Return a row of spaced out letters with blanks only where a word ends."""
    found = list(_clusters(row))
    usual = median(b.left - a.right for a, b in pairwise(found))
    return _joined(row, found, _WIDER * max(usual, 0.0), guess=False)


def from_right(row: Sequence[Piece]) -> Piece:
    """Return a row that is read from right to left; numbers and foreign words in it are not."""
    found = sorted(_clusters(row), key=lambda each: -(each.left + each.right))
    ordered: list[_Cluster] = []
    run: list[_Cluster] = []
    for each in found:
        if each.way in _RUNS_ON or (run and each.way in _INSIDE):
            run.append(each)
            continue
        ordered += [*_turned(run), each]
        run = []
    return _joined(row, [*ordered, *_turned(run)], _BLANK * row[0].size, guess=True)


def _turned(run: list[_Cluster]) -> list[_Cluster]:
    """Return a run of foreign text in its own order; signs behind it belong to the line."""
    end = len(run)
    while end and run[end - 1].way not in (*_RUNS_ON, "ET"):
        end -= 1
    return [*reversed(run[:end]), *run[end:]]


def _clusters(row: Sequence[Piece]) -> Iterator[_Cluster]:
    held: _Cluster | None = None
    for piece in row:
        for here, char in enumerate(piece.text):
            if char.isspace():
                continue
            at = piece.at[here]
            joins = unicodedata.bidirectional(char) == "NSM" or (held and held.at[-1] == at)
            if held and joins:
                held = held._replace(text=held.text + char, at=(*held.at, at))
                continue
            if held:
                yield held
            held = _Cluster(piece.lefts[here], piece.rights[here], char, (at,))
    if held:
        yield held


def _joined(row: Sequence[Piece], found: Sequence[_Cluster], blank: float, *, guess: bool) -> Piece:
    """Return the clusters in this order as one piece, with a blank at every wide gap.

    `guess`: and at narrower ones where pdfium has a blank too.
    """
    longest = max(row, key=lambda piece: len(piece.text))
    blanks = {
        piece.at[here] for piece in row for here, char in enumerate(piece.text) if char.isspace()
    } | {piece.space for piece in row}
    text: list[str] = []
    at: array[int] = array("i")
    last: _Cluster | None = None
    for each in found:
        gap = max(each.left - last.right, last.left - each.right) if last else 0.0
        if last and gap > _TOUCHING * row[0].size:
            beside = (last.at[-1] + 1, each.at[0] - 1)
            given = next((index for index in beside if index in blanks), -1)
            if gap > blank or (guess and given >= 0):
                text.append(" ")
                at.append(given)
        text.append(each.text)
        at.extend(each.at)
        last = each
    left, right = min(p.left for p in row), max(p.right for p in row)
    return Piece(
        longest.page, longest.frame, left, right, longest.base, longest.size, longest.bold,
        -1, "".join(text), at,
    )  # fmt: skip
