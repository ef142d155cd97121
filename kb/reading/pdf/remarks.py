"""Comments, notes and filled-in form fields that stand in a PDF: remarks, no copy."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kb.model.document import Remark
from kb.reading.pdf.pdfium import TextPage, raw, text_of

__all__ = ["Noted", "noted", "remarks"]

_KINDS = frozenset(
    (
        raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_SQUIGGLY, raw.FPDF_ANNOT_STRIKEOUT,
        raw.FPDF_ANNOT_CARET, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_SQUARE,
        raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_LINE, raw.FPDF_ANNOT_POLYGON,
        raw.FPDF_ANNOT_POLYLINE, raw.FPDF_ANNOT_FILEATTACHMENT,
    )
)  # fmt: skip
_MAX_ON_PAGE = 2_000
_Rect = tuple[float, float, float, float]


class Noted(NamedTuple):
    """What is written in one annotation, and the characters of pdfium's text that it is about.

    `on` is empty where it covers none; `near` is then the character it stands next to, or -1.
    """

    text: str
    author: str
    on: tuple[int, ...]
    near: int


def noted(page: TextPage) -> list[Noted]:
    """Return what is written in the annotations of a page, in their order."""
    count = min(raw.FPDFPage_GetAnnotCount(page.raw), _MAX_ON_PAGE)
    found: list[Noted] = []
    places: list[tuple[float, float]] | None = None
    for at in range(count):
        annotation = raw.FPDFPage_GetAnnot(page.raw, at)
        try:
            text = _written(annotation) if annotation else ""
            if not text:
                continue
            places = _places(page) if places is None else places
            author = text_of(raw.FPDFAnnot_GetStringValue, annotation, b"T")
            is_field = raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET
            quads, rect = list(_quads(annotation)), _rect(annotation)
            on = tuple(here for here, place in enumerate(places) if _in_any(place, quads))
            near = -1 if on or rect is None else _nearest(places, rect)
            found.append(Noted(text, "" if is_field else author, on, near))
        finally:
            if annotation:
                raw.FPDFPage_CloseAnnot(annotation)
    return found


def remarks(found: list[Noted], offsets: Mapping[int, int], start: int) -> Iterator[Remark]:
    """Yield the remarks of a page. `offsets`: pdfium's index -> offset in the document's text.

    `start`: where the text of the page begins, for notes on a page without any.
    """
    for each in found:
        covered = [offsets[index] for index in each.on if index in offsets]
        if covered:
            yield Remark(min(covered), max(covered) + 1, each.text, each.author)
        else:
            place = offsets.get(each.near, start)
            yield Remark(place, place, each.text, each.author)


def _written(annotation: Any) -> str:  # noqa: ANN401 - the library has no types
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind in _KINDS:
        return text_of(raw.FPDFAnnot_GetStringValue, annotation, b"Contents").strip()
    if kind != raw.FPDF_ANNOT_WIDGET:
        return ""
    value = text_of(raw.FPDFAnnot_GetStringValue, annotation, b"V").strip()
    name = text_of(raw.FPDFAnnot_GetStringValue, annotation, b"T").strip()
    return f"form field{f' {name}' if name else ''}: {value}" if value else ""


def _quads(annotation: Any) -> Iterator[_Rect]:  # noqa: ANN401
    points = raw.FS_QUADPOINTSF()
    for at in range(min(raw.FPDFAnnot_CountAttachmentPoints(annotation), _MAX_ON_PAGE)):
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, at, points):
            xs = (points.x1, points.x2, points.x3, points.x4)
            ys = (points.y1, points.y2, points.y3, points.y4)
            yield min(xs), min(ys), max(xs), max(ys)


def _rect(annotation: Any) -> _Rect | None:  # noqa: ANN401
    rect = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(annotation, rect):
        return None
    return rect.left, rect.bottom, rect.right, rect.top


def _places(page: TextPage) -> list[tuple[float, float]]:
    """Return the middle of every character of a page."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found = []
    for index in range(len(page)):
        raw.FPDFText_GetCharBox(page.text, index, left, right, bottom, top)
        found.append(((left.value + right.value) / 2, (bottom.value + top.value) / 2))
    return found


def _in_any(place: tuple[float, float], quads: list[_Rect]) -> bool:
    x, y = place
    return any(left <= x <= right and low <= y <= high for left, low, right, high in quads)


def _nearest(places: list[tuple[float, float]], rect: _Rect) -> int:
    """Return the character closest to the middle of a note, -1 on a page without text."""
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    at = range(len(places))
    return min(at, key=lambda i: (places[i][0] - x) ** 2 + (places[i][1] - y) ** 2, default=-1)
