"""Where words of a PDF stand on its pages: the way back from the text to rectangles.

Rectangles are in the page's own measure (points, from its own corner), which annotations use too:
neither a turned page nor a shifted corner changes them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from kb.model.document import Origin
from kb.reading.pdf.pdfium import TextPage, opened, raw

__all__ = ["Rectangle", "Spot", "rectangles"]

_HIGH, _DEEP = 0.95, 0.3
"""How far a character reaches above and below its base line, in sizes of its type, at most: fonts
with tall characters in them claim more, and marks would run into the lines around."""
_SAME_LINE = 0.3
_APART = 4.0


class Rectangle(NamedTuple):
    """A stretch of one line; `angle` is the direction in which it runs, in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    angle: int = 0


class Spot(NamedTuple):
    """Rectangles on one page, counted from 0; none where the page shows no words for it."""

    page: int
    rectangles: tuple[Rectangle, ...]


def rectangles(data: bytes, spans: Mapping[str, Iterable[Origin]]) -> dict[str, list[Spot]]:
    """Return where each span stands, by its name: a spot for each page it touches, in order.

    Each page is opened once. Origins of other files, or past the end of a page, stand nowhere.

    Raises:
        ReadingError: the file cannot be opened.
    """
    wanted: dict[int, dict[str, set[int]]] = {}
    for name, origins in spans.items():
        for origin in origins:
            index = _page_of(origin)
            if index is None:
                continue
            characters = wanted.setdefault(index, {}).setdefault(name, set())
            if origin.node == 0:
                characters.update(range(origin.at, origin.at + origin.width))
    found: dict[str, list[Spot]] = {name: [] for name in spans}
    with opened(data) as pdf:
        for number in sorted(wanted):
            if number >= len(pdf):
                continue
            with TextPage(pdf, number) as page:
                for name, characters in wanted[number].items():
                    found[name].append(Spot(number, tuple(_lines(page, sorted(characters)))))
    return found


def _page_of(origin: Origin) -> int | None:
    _, _, number = origin.part.partition("page ")
    return int(number) - 1 if number.isdecimal() and int(number) > 0 else None


class _Character(NamedTuple):
    """A character along its line: where it begins and ends, its base line, how far it reaches."""

    angle: int
    start: float
    end: float
    base: float
    high: float
    low: float
    size: float


def _lines(page: TextPage, characters: Sequence[int]) -> list[Rectangle]:
    """Return a rectangle for each stretch of characters that stand on one line."""
    count = len(page)
    found = [made for index in characters if index < count and (made := _character(page, index))]
    if not found:
        return []
    groups = [[found[0]]]
    for last, character in pairwise(found):
        gap = max(character.start - last.end, last.start - character.end)
        same_line = (
            character.angle == last.angle
            and character.angle % 90 == 0
            and abs(character.base - last.base) <= _SAME_LINE * max(last.size, character.size)
            and gap <= _APART * character.size
        )
        if same_line:
            groups[-1].append(character)
        else:
            groups.append([character])
    return [_rectangle(group) for group in groups]


def _character(page: TextPage, index: int) -> _Character | None:
    """Return a character as its line sees it; None for one that pdfium put in, or a blank."""
    if raw.FPDFText_IsGenerated(page.text, index) == 1:
        return None
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    raw.FPDFText_GetLooseCharBox(page.text, index, box)
    raw.FPDFText_GetMatrix(page.text, index, matrix)
    turned = math.degrees(math.atan2(matrix.b, matrix.a))
    size = abs(raw.FPDFText_GetFontSize(page.text, index)) * math.hypot(matrix.c, matrix.d)
    x, y = raw.c_double(), raw.c_double()
    raw.FPDFText_GetCharOrigin(page.text, index, x, y)
    numbers = (turned, size, x.value, y.value, box.left, box.right, box.bottom, box.top)
    if not all(map(math.isfinite, numbers)):
        return None  # a damaged file
    angle = round(turned) % 360
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    base = y.value * cosine - x.value * sine
    corners = [(at, to) for at in (box.left, box.right) for to in (box.bottom, box.top)]
    along = [at * cosine + to * sine for at, to in corners]
    up = [to * cosine - at * sine for at, to in corners]
    if min(along) == max(along):
        return None
    high, low = min(max(up), base + _HIGH * size), max(min(up), base - _DEEP * size)
    return _Character(angle, min(along), max(along), base, high, low, size or 1.0)


def _rectangle(group: Sequence[_Character]) -> Rectangle:
    """Return what the characters of one line cover, in the measure of the page."""
    angle = group[0].angle
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    corners = [
        (along * cosine - up * sine, along * sine + up * cosine)
        for along in (min(each.start for each in group), max(each.end for each in group))
        for up in (min(each.low for each in group), max(each.high for each in group))
    ]
    xs, ys = zip(*corners, strict=True)
    return Rectangle(min(xs), min(ys), max(xs), max(ys), angle)
