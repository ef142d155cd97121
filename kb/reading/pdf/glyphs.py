"""The characters of a page of a PDF, one by one: what each is, where it stands, how it is set."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from kb.reading.pdf.pdfium import TextPage, address, raw, text_object
from kb.reading.pdf.tags import Tag, Tags

__all__ = ["Frame", "Glyph", "Style", "glyphs"]

_UNREAD = "\ufffd"
_SMALLEST = 2.0
"""Points: smaller type is there for nobody to read."""
_FARTHEST = 1e6
"""Points: no page is so large."""
_OFF_BASE, _SMALL_FIGURE = 0.15, 0.5
_BULLETS = "\uf0b7\uf0a7\uf076\uf0a8\uf0d8\uf0fc\uf0e0\uf0be"
"""Signs of the fonts Symbol and Wingdings, where word processors take their bullets from."""
_SHOWN = {**dict.fromkeys(map(ord, _BULLETS), "•"), 0xAD: "-"}
"""One for one. Word processors call the hyphens that they draw soft; what is drawn is a hyphen."""
_HEAVY = (b"bold", b"black", b"heavy", b"demi")
_RTL_BEGINS = 0x0590
"""The first character that may be written from right to left."""


class Frame(NamedTuple):
    """How a character stands: the direction of its line, in degrees against the page's own axes.

    What is in one frame is measured along that line and down from it.
    """

    angle: int
    hidden: bool = False
    artifact: bool = False
    tag: Tag | None = None


class Style(NamedTuple):
    """What all characters of one text object share."""

    frame: Frame
    size: float
    bold: bool
    cosine: float
    sine: float


class Glyph(NamedTuple):
    """One character, with the blank before it (its index and itself).

    `raised`: a small, high figure. `made_up`: the blank is pdfium's guess, not in the file. `rtl`:
    it is a letter of a script that is written from right to left.
    """

    text: str
    at: int
    left: float
    right: float
    base: float
    style: Style
    space: int
    blank: str
    raised: bool
    made_up: bool
    rtl: bool


_PLAIN = Style(Frame(0), size=1.0, bold=False, cosine=1.0, sine=0.0)


def glyphs(page: TextPage, tags: Tags) -> Iterator[Glyph]:
    """Yield the characters of a page; blanks and line ends are told with what follows them."""
    styles, text = _Styles(page, tags), page.text
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    unicode_at, box_at, origin_at = (
        raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin,
    )  # fmt: skip
    space, blank, high = -1, "", 0
    for index in range(len(page)):
        code = unicode_at(text, index)
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
        box_at(text, index, box)
        origin_at(text, index, x, y)
        if style.frame.angle == 0:
            left, right, base = box.left, max(box.left, box.right), -y.value
        else:
            left, right, base = _turned(box, x.value, y.value, style)
        if not -_FARTHEST < left + right + base < _FARTHEST:
            left = right = base = 0.0  # a damaged file; also where a number is none
        raised = space < 0 and "0" <= char <= "9" and _is_raised(page, index, base, style)
        made_up = space >= 0 and raw.FPDFText_IsGenerated(text, space) == 1
        if not 0x20 <= code < 0x7F:
            char = _shown(char)
        rtl = code >= _RTL_BEGINS and unicodedata.bidirectional(char[0]) in ("R", "AL")
        yield Glyph(char, at, left, right, base, style, space, blank, raised, made_up, rtl)
        space = -1


def _turned(box: raw.FS_RECTF, x: float, y: float, style: Style) -> tuple[float, float, float]:
    """Return where a character begins and ends along its line, and its base line."""
    start = x * style.cosine + y * style.sine
    base = x * style.sine - y * style.cosine
    match style.frame.angle:
        case 90:
            return box.bottom, box.top, base
        case 180:
            return -box.right, -box.left, base
        case 270:
            return -box.top, -box.bottom, base
        case _:
            return start, start + 0.5 * style.size, base


def _is_raised(page: TextPage, index: int, base: float, style: Style) -> bool:
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


def _shown(char: str) -> str:
    """Return a character as it is read: ligatures in their letters, bullets as bullets."""
    if "\ufb00" <= char <= "\ufb06":
        return unicodedata.normalize("NFKC", char)
    if char != "\x02" and unicodedata.category(char) == "Cc":
        return _UNREAD
    return char.translate(_SHOWN)


class _Styles:
    """Looks up what characters share, once for each text object; equal styles are one."""

    def __init__(self, page: TextPage, tags: Tags) -> None:
        self._page, self._tags = page, tags
        self._matrix = raw.FS_MATRIX()
        self._flags = ctypes.c_int()
        self._name = ctypes.create_string_buffer(200)
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._bold: dict[int, bool] = {}
        self._known: dict[Style, Style] = {}
        self._last, self._style = 0, _PLAIN

    def of(self, index: int) -> Style:
        """Return the style of the character `index`."""
        key = text_object(self._page.text, index)
        if key and key != self._last:
            self._last = key
            found = self._read(raw.FPDFText_GetTextObject(self._page.text, index), index)
            self._style = self._known.setdefault(found, found)
        return self._style

    def _read(self, pointer: object, index: int) -> Style:
        text, matrix = self._page.text, self._matrix
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = abs(raw.FPDFText_GetFontSize(text, index)) * math.hypot(matrix.c, matrix.d)
        if not 0 < size < _FARTHEST:
            size = 0.0
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        turned = round(angle) % 360 if math.isfinite(angle) else 0
        mark = raw.FPDFPageObj_GetMarkedContentID(pointer)
        tag = self._tags.by_mark.get(mark) if mark >= 0 else None
        hidden = size < _SMALLEST or self._unseen(pointer, index)
        artifact = tag is None and mark < 0 and self._artifact(pointer)
        frame = Frame(turned, hidden, artifact, tag)
        bold = self._is_bold(pointer, index)
        cosine, sine = math.cos(math.radians(turned)), math.sin(math.radians(turned))
        return Style(frame, round(size, 3) or 1.0, bold, cosine, sine)

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
            self._bold[font] = any(word in name for word in _HEAVY)
        return self._bold[font]

    def _artifact(self, pointer: object) -> bool:
        """Return whether tags call it no content: a running head, a page number."""
        buffer, size = ctypes.create_string_buffer(64), ctypes.c_ulong()
        for at in range(raw.FPDFPageObj_CountMarks(pointer)):
            mark = raw.FPDFPageObj_GetMark(pointer, at)
            name = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
            if raw.FPDFPageObjMark_GetName(mark, name, len(buffer), size):
                written = buffer.raw[: max(0, size.value - 2)]
                if written == "Artifact".encode("utf-16-le"):
                    return True
        return False
