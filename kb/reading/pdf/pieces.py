"""The pieces of text on a page of a PDF: characters that stand close together on one line.

A PDF holds no lines, words or paragraphs, only characters at places. A piece is the most that can
be said without a look at the rest of the page: the next character stands beside the last one, on
the same base line, in the same block as far as tags tell.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from dataclasses import dataclass, field

from kb.reading.pdf.glyphs import Frame, Glyph, glyphs
from kb.reading.pdf.pdfium import TextPage
from kb.reading.pdf.rules import Rule, rule_between, rules
from kb.reading.pdf.tags import Tags

__all__ = ["HYPHENS", "Piece", "is_rtl", "pieces"]

HYPHENS = "-\u2010\x02"
"""What may stand where a word is broken; the last is pdfium's own sign for it."""

_GAP = 1.2
"""Widths of the type (ems) that part two pieces; words of a justified line may stand so far apart,
which is why pieces are put together again once the columns are known."""
_GAP_GUESSED = 0.5
"""The same where the file has no space there: cells of a table stand close."""
_MARK_GAP = 5.0
_MARK_LENGTH = 4
_LEADING = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)]|[•‣◦▪●○■□–—*+-]")
_TOUCHING = 0.6
_BACK = 0.6
_PLAIN_BACK, _PLAIN_GAP = 0.2, 0.45
_RTL_REACH = 3.0
_SAME_PLACE = 0.01
_SAME_LINE = 0.2
_RAISED, _LOWERED, _SCRIPT, _SMALLEST_SCRIPT = 0.75, 0.35, 0.86, 0.45
_MISSING_SPACE = 0.5
_OFF_RULE = 3.0


@dataclass(slots=True)
class Piece:
    """Characters in a row. `at` holds, for each, its index in pdfium's text; -1 if we put it in.

    `lefts` and `rights` are where each begins and ends; `raised` are those above the line in
    smaller type. `size` is that of most characters. `space` is the index of a space before the
    piece in the file, or -1.
    """

    page: int
    frame: Frame
    left: float
    right: float
    base: float
    size: float
    bold: bool
    space: int = -1
    text: str = ""
    at: array[int] = field(default_factory=lambda: array("i"))
    lefts: array[float] = field(default_factory=lambda: array("f"))
    rights: array[float] = field(default_factory=lambda: array("f"))
    raised: set[int] = field(default_factory=set)

    @property
    def top(self) -> float:
        """Return where its capitals begin; positions grow downwards."""
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Return where its descenders end."""
        return self.base + 0.25 * self.size


def is_rtl(text: str) -> bool:
    """Return whether most letters of a text are written from right to left.

    >>> is_rtl("\u05d0\u05d5\u05e8 20"), is_rtl("light")
    (True, False)
    """
    if text.isascii():
        return False
    ways = [unicodedata.bidirectional(char) for char in text]
    return sum(way in ("R", "AL") for way in ways) > ways.count("L")


def pieces(page: TextPage, number: int, tags: Tags) -> list[Piece]:
    """Return the pieces of a page, in the order in which they stand in the file."""
    made: list[Piece] = []
    drawn = [] if tags.by_mark else rules(page)
    builder: _Builder | None = None
    for glyph in glyphs(page, tags):
        if builder is not None:
            if not drawn and builder.plainly_takes(glyph):
                builder.extend(glyph)
                continue
            rule = builder.ruled_off(glyph, drawn) if drawn else None
            if rule is None and builder.takes(glyph):
                builder.add(glyph)
                continue
            made.append(builder.done())
            builder = _Builder(number, glyph, rule)
        else:
            builder = _Builder(number, glyph, None)
    if builder is not None:
        made.append(builder.done())
    return made


class _Builder:
    """A piece as it grows."""

    def __init__(self, number: int, first: Glyph, rule: Rule | None) -> None:
        """Begin with a character; beside a vertical line, if one stands before it."""
        style = first.style
        left = max(first.left, rule.at + _OFF_RULE) if rule else first.left
        self._made = Piece(
            number, style.frame, left, first.right, first.base, style.size, style.bold, first.space
        )
        self._text: list[str] = []
        self._style, self._run = style, 0
        self._sizes: Counter[float] = Counter()
        self._bold = 0
        self._rtl = first.rtl
        self._put(first)

    def plainly_takes(self, glyph: Glyph) -> bool:
        """Return whether the character is the next one of a plain line, as nearly all are."""
        made = self._made
        if (
            glyph.style is not self._style
            or glyph.base != made.base
            or glyph.raised
            or glyph.rtl
            or self._rtl
        ):
            return False
        gap = glyph.left - made.right
        return -_PLAIN_BACK * made.size <= gap <= _PLAIN_GAP * made.size

    def takes(self, glyph: Glyph) -> bool:
        """Return whether the character goes on where the piece ends."""
        made, style = self._made, glyph.style
        if style.frame != made.frame:
            return False
        em = max(made.size, style.size)
        rtl = self._rtl or glyph.rtl
        reach = _RTL_REACH if rtl else _GAP_GUESSED if glyph.made_up else _GAP
        few = len(self._text) <= _MARK_LENGTH
        if few and _LEADING.fullmatch("".join(self._text)):
            reach = _MARK_GAP  # a bullet, or the number of an item, stands well before its words
        gap = glyph.left - made.right
        ligature = abs(glyph.left - made.lefts[-1]) < _SAME_PLACE  # its letters share their place
        near = gap <= reach * em and (rtl or ligature or glyph.left >= made.right - _BACK * em)
        if rtl:
            near = near and glyph.right >= made.left - _RTL_REACH * em
        lower = glyph.base - made.base
        if abs(lower) <= _SAME_LINE * em:
            return near
        small, large = sorted((made.size, style.size))
        raised = -_RAISED * em <= lower <= _LOWERED * em
        if style.size > made.size:  # the mark of a footnote leads, its words follow on their line
            raised = few and -_LOWERED * em <= lower <= _RAISED * em
        touching = ligature or abs(gap) <= _TOUCHING * em
        script = _SMALLEST_SCRIPT * large <= small <= _SCRIPT * large
        return near and script and raised and touching

    def ruled_off(self, glyph: Glyph, drawn: list[Rule]) -> Rule | None:
        """Return the vertical line before the character; the piece is made to end beside it."""
        made = self._made
        if made.frame.angle:
            return None
        rule = rule_between(drawn, made.right, glyph.left, glyph.base)
        if rule:
            made.right = min(made.right, rule.at - _OFF_RULE)
        return rule

    def add(self, glyph: Glyph) -> None:
        """Add a character that is not plainly the next: smaller, raised, in another style."""
        made, style = self._made, glyph.style
        gap = glyph.left - made.right
        if glyph.space < 0 and gap > _MISSING_SPACE * style.size and not self._rtl:
            self._append(" ", -1, made.right, glyph.left)
        lower = glyph.base - made.base
        if style.size > made.size and lower > _SAME_LINE * made.size:
            made.raised.update(range(len(self._text)))
            made.base, made.size = glyph.base, style.size
        if style is not self._style:
            self._count()
            self._style = style
        self._rtl = self._rtl or glyph.rtl
        if glyph.space >= 0:
            self._append(glyph.blank, glyph.space, made.right, glyph.left)
        made.left, made.right = min(made.left, glyph.left), max(made.right, glyph.right)
        self._put(glyph)

    def extend(self, glyph: Glyph) -> None:
        """Add a character that is plainly the next, and the blank before it."""
        made = self._made
        if glyph.space >= 0:
            self._append(glyph.blank, glyph.space, made.right, glyph.left)
        made.right = max(made.right, glyph.right)
        for char in glyph.text:
            self._append(char, glyph.at, glyph.left, glyph.right)
        self._run += 1

    def _put(self, glyph: Glyph) -> None:
        made = self._made
        lower = glyph.base - made.base
        if glyph.raised or (lower < -_SAME_LINE * made.size and glyph.style.size < made.size):
            made.raised.add(len(self._text))
        for char in glyph.text:
            self._append(char, glyph.at, glyph.left, glyph.right)
        self._run += 1

    def _append(self, char: str, at: int, left: float, right: float) -> None:
        made = self._made
        self._text.append(char)
        made.at.append(at)
        made.lefts.append(left)
        made.rights.append(right)

    def _count(self) -> None:
        self._sizes[self._style.size] += self._run
        self._bold += self._run * self._style.bold
        self._run = 0

    def done(self) -> Piece:
        """Return the piece, whole."""
        self._count()
        self._made.text = "".join(self._text)
        self._made.size = max(self._sizes, key=lambda size: (self._sizes[size], size))
        self._made.bold = 2 * self._bold > len(self._text)
        return self._made
