"""PDF: characters at places become text in the order of reading, with a way back to each.

An origin's part is the page ("page 3"), its node 0, and `at` the index of a character in pdfium's
text of that page, which counts UTF-16 units. A word that a hyphen parts at a line end is joined,
and a character outside the first plane is one of ours and two of pdfium's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from kb.errors import ReadingError
from kb.model.document import Remark
from kb.reading.pdf.flow import Flow, Page, flow
from kb.reading.pdf.notes import notes
from kb.reading.pdf.pdfium import TextPage, opened, raw
from kb.reading.pdf.pieces import Piece, pieces
from kb.reading.pdf.remarks import noted, remarks
from kb.reading.pdf.tags import tags
from kb.reading.pdf.text import Text
from kb.reading.reading import MAX_CHARACTERS, Clock, Reading

__all__ = ["MAX_PAGES", "read"]

MAX_PAGES = 2_000
"""The most pages in one file: far beyond any piece of copy."""

_ENDLESS = 1e6
_OCR_SHARE = 0.9
_PICTURE_SHARE = 0.5
_MAX_OBJECTS = 2_000
"""How many objects of a page are looked at for one large picture: a scan has a handful."""


def read(data: bytes) -> Reading:
    """Return the text of the file and its passages.

    Raises:
        ReadingError: no PDF, damaged, protected by a password, without text, or too large.
    """
    clock = Clock()
    with opened(data) as pdf:
        locked = raw.FPDF_GetSecurityHandlerRevision(pdf) >= 0
        pages = list(_pages(pdf, clock))
    if not any(piece.text for page in pages for piece in page.pieces):
        raise ReadingError(
            "has no text, only pictures of it; run text recognition (OCR) over it, or give the"
            " file that it was made from"
        )
    whole = flow(pages)
    clock.check()
    text = Text([line.text for paragraph in whole.paragraphs for line in paragraph.lines])
    reading = _woven(pages, whole, text)
    found = notes(pages, whole, text, locked=locked)
    return reading._replace(notes=(*found, *reading.notes), remarks=tuple(_remarks(pages, reading)))


def _pages(pdf: Any, clock: Clock) -> Iterator[Page]:  # noqa: ANN401 - the library has no types
    if len(pdf) > MAX_PAGES:
        raise ReadingError(f"has {len(pdf):,} pages; at most {MAX_PAGES:,}, so split it")
    characters = 0
    for index in range(len(pdf)):
        clock.check()
        with TextPage(pdf, index) as page:
            characters += len(page)
            if characters > 2 * MAX_CHARACTERS:
                raise ReadingError(
                    f"holds more than {MAX_CHARACTERS:,} characters of text; split the file"
                )
            yield _page(page, index + 1)


def _page(page: TextPage, number: int) -> Page:
    tagged = tags(page)
    found = pieces(page, number, tagged)
    picture = (not found or any(piece.frame.hidden for piece in found)) and _is_picture(page)
    seen = sum(len(piece.text) for piece in found if not piece.frame.hidden)
    total = sum(len(piece.text) for piece in found)
    recognised = picture and total - seen >= _OCR_SHARE * total
    shown = [piece for piece in found if recognised or not piece.frame.hidden]
    angle = _commonest_angle(shown, page.rotation)
    left, right, top, bottom = _box(page.box, angle)
    groups: dict[int, list[Piece]] = {}
    hidden: dict[int, list[Piece]] = {}
    for piece in found:
        outside = piece.frame.angle == angle and (
            piece.right < left or piece.left > right or piece.base < top or piece.top > bottom
        )
        unseen = outside or (piece.frame.hidden and not recognised)
        (hidden if unseen else groups).setdefault(piece.frame.angle, []).append(piece)
    upright = groups.pop(angle, [])
    return Page(
        number,
        upright,
        [groups[key] for key in sorted(groups)],
        [hidden[key] for key in sorted(hidden)],
        (top, bottom),
        tagged.figures,
        noted(page),
        picture,
    )


def _commonest_angle(found: Sequence[Piece], rotation: int) -> int:
    """Return the direction of most text; that of the page where there is none."""
    counts: dict[int, int] = {}
    for piece in found:
        counts[piece.frame.angle] = counts.get(piece.frame.angle, 0) + len(piece.text)
    return max(counts, key=lambda angle: (counts[angle], angle == rotation, -angle), default=0)


def _box(box: tuple[float, float, float, float], angle: int) -> tuple[float, float, float, float]:
    """Return left, right, top and bottom of the page as a line of this direction sees it."""
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    if not all(map(math.isfinite, box)):
        box = (-_ENDLESS, -_ENDLESS, _ENDLESS, _ENDLESS)  # a damaged file: nothing is outside
    corners = [(x, y) for x in box[::2] for y in box[1::2]]
    along = [x * cosine + y * sine for x, y in corners]
    down = [x * sine - y * cosine for x, y in corners]
    return min(along), max(along), min(down), max(down)


def _is_picture(page: TextPage) -> bool:
    """Return whether one picture fills most of the page, as in a scan."""
    left, bottom, right, top = page.box
    area = max(1.0, (right - left) * (top - bottom))
    sides = [raw.c_float() for _ in range(4)]
    for at in range(min(raw.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)):
        found = raw.FPDFPage_GetObject(page.raw, at)
        if raw.FPDFPageObj_GetType(found) != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        if raw.FPDFPageObj_GetBounds(found, *sides):
            x0, y0, x1, y1 = (side.value for side in sides)
            if (x1 - x0) * (y1 - y0) >= _PICTURE_SHARE * area:
                return True
    return False


def _woven(pages: Sequence[Page], whole: Flow, text: Text) -> Reading:
    """Return the reading; the descriptions of pictures stand behind the text of their page."""
    waiting = [page for page in pages if page.figures]
    for paragraph in whole.paragraphs:
        while waiting and waiting[0].number < paragraph.lines[0].page:
            text.describe(waiting.pop(0))
        text.add(paragraph)
    for page in waiting:
        text.describe(page)
    return text.reading()


def _remarks(pages: Sequence[Page], reading: Reading) -> Iterator[Remark]:
    wanted = {page.label for page in pages if page.noted}
    offsets: dict[str, dict[int, int]] = {label: {} for label in wanted}
    for origin in reading.origins:
        if origin.part in wanted and origin.node == 0:
            for step in range(origin.width):
                here = min(origin.start + step, origin.end - 1)
                offsets[origin.part].setdefault(origin.at + step, here)
    start = 0
    for page in pages:
        if page.noted:
            start = min(offsets[page.label].values(), default=start)
            yield from remarks(page.noted, offsets[page.label], start)
