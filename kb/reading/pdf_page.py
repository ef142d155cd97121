"""The pieces of text on a page of a PDF: characters that stand close together on one line.

A PDF holds no lines, words or paragraphs, only characters at places. A piece is the most that can
be said without a look at the rest of the page: the next character stands beside the last one, on
the same base line, in the same block as far as tags tell.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.reading.pdf_tags import Tag, Tags
from kb.reading.pdfium import TextPage, address, raw

__all__ = ["HYPHENS", "Frame", "Piece", "is_rtl", "pieces"]

HYPHENS = "-\u2010\x02"
"""What may stand where a word is broken; the last is pdfium's own sign for it."""

_UNREAD = "\ufffd"
_SMALLEST = 2.0
"""Points: smaller type is there for nobody to read."""
_GAP = 1.2
"""Widths of the type (ems) that part two pieces; words of a justified line may stand so far apart,
which is why pieces are put together again once the columns are known."""
_GAP_GUESSED = 0.5
"""The same where the file has no space there: cells of a table stand close."""
_MARK_GAP = 5.0
_MARK_LENGTH = 4
_TOUCHING = 0.6
_BACK = 0.6
_RTL_REACH = 3.0
_SAME_PLACE = 0.01
_SAME_LINE = 0.2
_RAISED, _LOWERED, _SCRIPT = 0.75, 0.35, 0.86
_MISSING_SPACE = 0.5
_OFF_BASE, _SMALL_FIGURE = 0.15, 0.5
_MOST_OBJECTS, _MOST_RULES, _MOST_SEGMENTS = 5_000, 400, 6
"""Of a page and of one drawing that are looked at for the lines of a table."""
_SHORTEST_RULE, _THICKEST_RULE, _ON_RULE, _OFF_RULE = 6.0, 2.0, 0.5, 3.0
_BULLETS = "\uf0b7\uf0a7\uf076\uf0a8\uf0d8\uf0fc\uf0e0\uf0be"
"""Signs of the fonts Symbol and Wingdings, where word processors take their bullets from."""
_SHOWN = {**dict.fromkeys(map(ord, _BULLETS), "•"), 0xAD: "-"}
"""One for one. Word processors call the hyphens that they draw soft; what is drawn is a hyphen."""


_LEADING = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)]|[•‣◦▪●○■□–—*+-]")


class Frame(NamedTuple):
    """How a piece stands: the direction of its line, in degrees against the page's own axes.

    Pieces of one frame are measured along that line (`left`, `right`) and down from it (`base`).
    """

    angle: int
    hidden: bool = False
    artifact: bool = False
    tag: Tag | None = None


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


class _Style(NamedTuple):
    """What all characters of one text object share."""

    frame: Frame
    size: float
    bold: bool
    cosine: float
    sine: float


_PLAIN = _Style(Frame(0), size=1.0, bold=False, cosine=1.0, sine=0.0)


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
    builder: _Builder | None = None
    rules = [] if tags.by_mark else _rules(page)
    for glyph in _glyphs(page, tags):
        rule = builder.ruled_off(glyph, rules) if builder else None
        if builder is None or rule or not builder.takes(glyph):
            if builder:
                made.append(builder.done())
            builder = _Builder(number, glyph)
            if rule:
                builder.keep_off(rule)
        builder.add(glyph)
    if builder:
        made.append(builder.done())
    return made


class _Rule(NamedTuple):
    """A vertical line of a drawing, as the border of a cell is, or the side of its ground."""

    at: float
    top: float
    bottom: float


def _rules(page: TextPage) -> list[_Rule]:
    """Return the vertical lines of an upright page, which part the cells of an untagged table."""
    found: list[_Rule] = []
    sides = [raw.c_float() for _ in range(4)]
    for at in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page.raw, at)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if raw.FPDFPath_CountSegments(drawn) > _MOST_SEGMENTS:
            continue
        if not raw.FPDFPageObj_GetBounds(drawn, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        if top - bottom >= _SHORTEST_RULE:
            places = {left, right} if right - left > _THICKEST_RULE else {(left + right) / 2}
            found += [_Rule(place, -top, -bottom) for place in sorted(places)]
        if len(found) >= _MOST_RULES:
            break
    return found


class _Glyph(NamedTuple):
    """One character, with the blank before it (its index and itself).

    `raised`: a small, high figure. `made_up`: the blank is pdfium's guess, not in the file.
    """

    text: str
    at: int
    left: float
    right: float
    base: float
    style: _Style
    space: int
    blank: str
    raised: bool
    made_up: bool


class _Styles:
    """Looks up what characters share, once for each text object."""

    def __init__(self, page: TextPage, tags: Tags) -> None:
        self._page, self._tags = page, tags
        self._matrix = raw.FS_MATRIX()
        self._flags = ctypes.c_int()
        self._name = ctypes.create_string_buffer(200)
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._bold: dict[int, bool] = {}
        self._last, self._style = 0, _PLAIN

    def of(self, index: int) -> _Style:
        """Return the style of the character `index`."""
        pointer = raw.FPDFText_GetTextObject(self._page.text, index)
        key = address(pointer)
        if key and key != self._last:
            self._last, self._style = key, self._read(pointer, index)
        return self._style

    def _read(self, pointer: object, index: int) -> _Style:
        text, matrix = self._page.text, self._matrix
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = abs(raw.FPDFText_GetFontSize(text, index)) * math.hypot(matrix.c, matrix.d)
        turned = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
        mark = raw.FPDFPageObj_GetMarkedContentID(pointer)
        tag = self._tags.by_mark.get(mark) if mark >= 0 else None
        hidden = size < _SMALLEST or self._unseen(pointer, index)
        artifact = tag is None and mark < 0 and self._artifact(pointer)
        frame = Frame(turned, hidden, artifact, tag)
        angle = math.radians(turned)
        return _Style(
            frame, size or 1.0, self._is_bold(pointer, index), math.cos(angle), math.sin(angle)
        )

    def _unseen(self, pointer: object, index: int) -> bool:
        mode = raw.FPDFTextObj_GetTextRenderMode(pointer)
        if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return True
        got = raw.FPDFText_GetFillColor(self._page.text, index, *self._colour)
        return bool(got and mode == raw.FPDF_TEXTRENDERMODE_FILL and not self._colour[3].value)

    def _is_bold(self, pointer: object, index: int) -> bool:
        font = address(raw.FPDFTextObj_GetFont(pointer))
        if font not in self._bold:
            raw.FPDFText_GetFontInfo(
                self._page.text, index, self._name, len(self._name), self._flags
            )
            name = self._name.value.lower()
            heavy = (b"bold", b"black", b"heavy", b"demi")
            self._bold[font] = any(word in name for word in heavy)
        return self._bold[font]

    def _artifact(self, pointer: object) -> bool:
        buffer, size = ctypes.create_string_buffer(64), ctypes.c_ulong()
        for at in range(raw.FPDFPageObj_CountMarks(pointer)):
            mark = raw.FPDFPageObj_GetMark(pointer, at)
            name = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
            if (
                raw.FPDFPageObjMark_GetName(mark, name, len(buffer), size)
                and buffer.raw[: max(0, size.value - 2)].decode("utf-16-le", "replace")
                == "Artifact"
            ):
                return True
        return False


def _glyphs(page: TextPage, tags: Tags) -> Iterator[_Glyph]:
    """Yield the characters of a page; blanks and line ends are told with what follows them."""
    styles, text = _Styles(page, tags), page.text
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    space, blank, high = -1, "", 0
    for index in range(len(page)):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code <= 0xDBFF:
            high = code
            continue
        at = index
        if 0xDC00 <= code <= 0xDFFF:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
            at = index - 1 if high else index
        high = 0
        char = chr(code) if 0 < code <= 0x10FFFF else _UNREAD
        if char.isspace():
            space, blank = index, " " if char in "\r\n\t" else char
            continue
        style = styles.of(index)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        left, right = _extent(box, x.value, y.value, style)
        base = x.value * style.sine - y.value * style.cosine
        raised = space < 0 and "0" <= char <= "9" and _is_raised(page, index, base, style)
        made_up = space >= 0 and raw.FPDFText_IsGenerated(text, space) == 1
        yield _Glyph(_shown(char), at, left, right, base, style, space, blank, raised, made_up)
        space = -1


def _is_raised(page: TextPage, index: int, base: float, style: _Style) -> bool:
    """Return whether a figure is drawn small and high, as fonts do that have such figures.

    It then has the size and base line of the words around it; only its shape tells.
    """
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(page.text, index, left, right, bottom, top)
    match style.frame.angle:
        case 0:
            high, low = -top.value, -bottom.value
        case 90:
            high, low = left.value, right.value
        case 180:
            high, low = bottom.value, top.value
        case 270:
            high, low = -right.value, -left.value
        case _:
            return False
    return base - low > _OFF_BASE * style.size and 0 < low - high < _SMALL_FIGURE * style.size


def _extent(box: raw.FS_RECTF, x: float, y: float, style: _Style) -> tuple[float, float]:
    """Return from where to where a character stretches along its line."""
    start = x * style.cosine + y * style.sine
    match style.frame.angle:
        case 0:
            found = (box.left, box.right)
        case 90:
            found = (box.bottom, box.top)
        case 180:
            found = (-box.right, -box.left)
        case 270:
            found = (-box.top, -box.bottom)
        case _:
            found = (start, start + 0.5 * style.size)
    return found if found[0] < found[1] else (start, start)


def _shown(char: str) -> str:
    """Return a character as it is read: ligatures in their letters, bullets as bullets."""
    if "\ufb00" <= char <= "\ufb06":
        return unicodedata.normalize("NFKC", char)
    if char != "\x02" and unicodedata.category(char) == "Cc":
        return _UNREAD
    return char.translate(_SHOWN)


class _Builder:
    """A piece as it grows."""

    def __init__(self, number: int, first: _Glyph) -> None:
        style = first.style
        self._made = Piece(
            number, style.frame, first.left, first.left, first.base, style.size, style.bold,
            first.space,
        )  # fmt: skip
        self._text: list[str] = []
        self._sizes: Counter[float] = Counter()
        self._bold = 0
        self._rtl = False

    def takes(self, glyph: _Glyph) -> bool:
        """Return whether the character goes on where the piece ends."""
        made, style = self._made, glyph.style
        if style.frame != made.frame:
            return False
        em = max(made.size, style.size)
        rtl = self._rtl or unicodedata.bidirectional(glyph.text[0]) in ("R", "AL")
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
        return near and small <= _SCRIPT * large and raised and touching

    def ruled_off(self, glyph: _Glyph, rules: Sequence[_Rule]) -> _Rule | None:
        """Return the vertical line between the piece and the character; the piece keeps off it."""
        made = self._made
        near, far = made.right - _ON_RULE, glyph.left + _ON_RULE
        if not rules or made.frame.angle or far - near < 2 * _ON_RULE:
            return None
        for rule in rules:
            if near <= rule.at <= far and rule.top <= glyph.base <= rule.bottom:
                made.right = min(made.right, rule.at - _OFF_RULE)
                return rule
        return None

    def keep_off(self, rule: _Rule) -> None:
        """Let the piece begin beside a vertical line, however close its first letter stands."""
        self._made.left = max(self._made.left, rule.at + _OFF_RULE)

    def add(self, glyph: _Glyph) -> None:
        """Add the character, and the blank before it."""
        made, style = self._made, glyph.style
        gap = glyph.left - made.right
        if self._text and glyph.space >= 0:
            self._put(glyph.blank, glyph.space, made.right, glyph.left)
        elif self._text and gap > _MISSING_SPACE * style.size and not self._rtl:
            self._put(" ", -1, made.right, glyph.left)
        lower = glyph.base - made.base
        if glyph.raised or (lower < -_SAME_LINE * made.size and style.size < made.size):
            made.raised.add(len(self._text))
        elif style.size > made.size and lower > _SAME_LINE * made.size:
            made.raised.update(range(len(self._text)))
            made.base, made.size = glyph.base, style.size
        for char in glyph.text:
            self._put(char, glyph.at, glyph.left, glyph.right)
        self._sizes[style.size] += 1
        self._rtl = self._rtl or unicodedata.bidirectional(glyph.text[0]) in ("R", "AL")
        self._bold += style.bold
        if len(self._text) > len(glyph.text):
            made.left = min(made.left, glyph.left)
        made.right = max(made.right, glyph.right)

    def _put(self, char: str, at: int, left: float, right: float) -> None:
        self._text.append(char)
        self._made.at.append(at)
        self._made.lefts.append(left)
        self._made.rights.append(right)

    def done(self) -> Piece:
        """Return the piece, whole."""
        self._made.text = "".join(self._text)
        self._made.size = max(self._sizes, key=lambda size: (self._sizes[size], size))
        self._made.bold = 2 * self._bold > len(self._text)
        return self._made
