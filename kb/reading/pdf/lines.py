"""Lines of text on a page of a PDF: the pieces on one base line, in the order of reading.

Programs draw a line in several goes (a picture character last, each word of a justified line by
itself), so pieces are sorted by where they stand, and taken apart into words where they interlock.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kb.reading.pdf.pieces import Piece, is_rtl
from kb.reading.pdf.tags import Tag
from kb.reading.pdf.words import from_right, is_spaced_out, spaced_out, words

__all__ = ["Line", "lines", "rows"]

_SAME_LINE = 0.35
"""Sizes of the type by which base lines of one line may differ: words in a smaller type too."""
_APART = 0.12
_NEXT = 2
_FAR_APART = 4.0
_JUSTIFIED = 3
_INTERLOCKED = 0.3
_DROP_SIZE, _DROP_LETTERS = 1.8, 2
_INITIAL_GAP = 0.4
_WORDS_OF_ONE_LETTER = frozenset("AI")
_CITED = re.compile(r"(?:[^\W\d_]{3}|[\d%]|[.,;:!?)\]\"'\u2019\u201d»])$")
_EXPONENT = re.compile(r"\d$")
_REFERENCE = re.compile(r"[\d,\u2013\u2012 -]*\d[\d,\u2013 -]*|[*\u2020\u2021§¶]+|[a-z](?:,[a-z])*")
_LETTER_OR_NUMBER = re.compile(r"[\da-z]")


@dataclass(slots=True)
class Line:
    """One line. `at` holds the index in pdfium's text for each character, -1 for ours.

    `marked`: how many characters at its begin are a raised mark (of a footnote). `references`: how
    many raised reference marks were taken out of it.
    """

    page: int
    text: str
    at: array[int]
    left: float
    right: float
    base: float
    size: float
    bold: bool
    tag: Tag | None = None
    label: int = 0
    marked: int = 0
    references: int = field(default=0)

    @property
    def rtl(self) -> bool:
        """Return whether it is written from right to left."""
        return is_rtl(self.text)


def rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return the pieces by base line, from the top; each row in the order of the page."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.base):
        first = found[-1][0] if found else None
        if first and piece.base - first.base <= _SAME_LINE * min(piece.size, first.size):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in found]


def lines(pieces: Iterable[Piece]) -> list[Line]:
    """Return the lines of one column, from the top."""
    found = rows(_with_initials(list(pieces)))
    ends = Counter(round(row[-1].right) for row in found)
    return [
        _line(part)
        for row in found
        for part in (_apart(row) if ends[round(row[-1].right)] < _JUSTIFIED else [row])
    ]


def _apart(row: list[Piece]) -> Iterator[list[Piece]]:
    """Yield the parts of a row that stand so far apart that they are no line together.

    Not asked of a line that ends where others do: words of a justified line stand anywhere.
    """
    part = [row[0]]
    for last, piece in pairwise(row):
        tags = (last.frame.tag, piece.frame.tag)
        far = piece.left - last.right > _FAR_APART * max(last.size, piece.size)
        if far and (tags[0] is None or tags[0] != tags[1]):
            yield part
            part = []
        part.append(piece)
    yield part


def _line(row: Sequence[Piece]) -> Line:
    """Return the pieces of one row as a line."""
    if is_rtl("".join(piece.text for piece in row)):
        row = [from_right(row)]
    elif is_spaced_out(row):
        row = [spaced_out(row)]
    elif any(b.left < a.right - _INTERLOCKED * a.size for a, b in pairwise(row)):
        row = sorted((word for piece in row for word in words(piece)), key=lambda w: w.left)
    longest = max(row, key=lambda piece: len(piece.text))
    made = Line(
        longest.page, "", array("i"), min(p.left for p in row), max(p.right for p in row),
        longest.base, longest.size, 2 * sum(len(p.text) for p in row if p.bold)
        > sum(len(p.text) for p in row), longest.frame.tag,
    )  # fmt: skip
    text: list[str] = []
    last: Piece | None = None
    for piece in row:
        if last and _parted(last, piece):
            text.append(" ")
            made.at.append(piece.space)
        _append(made, text, piece)
        last = piece
    made.text = "".join(text)
    return made


def _parted(last: Piece, piece: Piece) -> bool:
    """Return whether a blank stands between two pieces; the file's own counts if they follow."""
    gap = max(piece.left - last.right, last.left - piece.right)
    told = piece.space >= 0 and 0 < piece.space - last.at[-1] <= _NEXT and gap > 0
    return told or gap > _APART * max(last.size, piece.size)


def _append(made: Line, text: list[str], piece: Piece) -> None:
    """Add a piece to a line, without its raised reference marks."""
    if piece.frame.tag and piece.frame.tag.label and made.label == len(text):
        made.label = len(text) + len(piece.text)
    gone = set(_references(piece))
    if gone:
        made.references += 1
    if not text:
        made.marked = _leading(piece.raised)
    for here, char in enumerate(piece.text):
        if here not in gone:
            text.append(char)
            made.at.append(piece.at[here])


def _leading(raised: set[int]) -> int:
    count = 0
    while count in raised:
        count += 1
    return count


def _references(piece: Piece) -> Iterator[int]:
    """Yield the raised characters that point to a note or reference, not those of a formula."""
    at = _leading(piece.raised)
    while at < len(piece.text):
        end = at
        while end in piece.raised:
            end += 1
        if end > at:
            before, mark = piece.text[:at].rstrip(), piece.text[at:end].strip()
            number = _LETTER_OR_NUMBER.match(mark) is not None and _EXPONENT.search(before)
            if _REFERENCE.fullmatch(mark) and _CITED.search(before) and not number:
                yield from range(at, end)
        at = max(end, at + 1)


def _with_initials(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with large initials put before the line that they begin."""
    large = [p for p in pieces if len(p.text) <= _DROP_LETTERS and p.text.isalpha()]
    for initial in large:
        beside = [
            p for p in pieces
            if p is not initial
            and initial.size >= _DROP_SIZE * p.size
            and initial.top - p.size <= p.top and p.base < initial.base + p.size
            and 0 <= p.left - initial.right + p.size <= 2.5 * p.size
        ]  # fmt: skip
        if len(beside) > 1:
            first = min(beside, key=lambda piece: piece.base)
            pieces = [_begun(initial, p) if p is first else p for p in pieces if p is not initial]
    return pieces


def _begun(initial: Piece, first: Piece) -> Piece:
    """Return a piece with a large initial before it; only "A" and "I" may be words of their own."""
    gap = first.left - initial.right
    alone = initial.text in _WORDS_OF_ONE_LETTER and gap > _INITIAL_GAP * first.size
    blank = array("i", [first.space] if alone else [])
    between = array("f", [initial.right] * len(blank))
    shift = len(initial.text) + len(blank)
    return Piece(
        first.page, first.frame, initial.left, first.right, first.base, first.size, first.bold,
        initial.space, initial.text + " " * len(blank) + first.text,
        initial.at + blank + first.at, initial.lefts + between + first.lefts,
        initial.rights + between + first.rights, {here + shift for here in first.raised},
    )  # fmt: skip
