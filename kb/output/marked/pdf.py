"""A PDF given back with highlights on the very words, and a note on each.

Only annotations are added, behind those that stand there; no byte of the file is changed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import count

from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import ReadingError, UsageError
from kb.model.finding import Finding
from kb.output.comment import COMMENT_AUTHOR, comment_text, commented, whole_comment
from kb.output.faces import face_of
from kb.output.marked.pdf_update import Update
from kb.reading.pdf.pdfium import TextPage, opened
from kb.reading.pdf.places import Rectangle, Spot, rectangles
from kb.vet import Vetted

__all__ = ["COLOURS", "mark"]

_Colour = tuple[float, float, float]

COLOURS: dict[str, _Colour] = {
    "contradicted": (1.0, 0.30, 0.30),
    "overstated": (1.0, 0.70, 0.10),
    "out-of-date": (0.25, 0.80, 0.75),
    "unsupported": (0.75, 0.45, 1.0),
    "not-covered": (0.45, 0.68, 1.0),
    "to-check": (0.78, 0.88, 0.30),
}
"""Face of a finding -> red, green, blue of its highlight. The note says the verdict in words."""
_GREY: _Colour = (0.60, 0.60, 0.60)
_OPACITY = 0.55
_PRINT, _NO_ZOOM, _NO_ROTATE = 4, 8, 16
_NOTE, _MARGIN = 20.0, 12.0
_ROW = 25
_ANY_PAGE = (0.0, 0.0, 600.0, 800.0)
_NAME, _WHOLE = "claims-kb", "document"
_OURS = re.compile(rf"{_NAME}-([^-]+)(?:-\d+-\d+)?")
"""The name of an annotation of ours, with the id of its finding."""


def mark(vetted: Vetted, kb: KnowledgeBase) -> bytes:
    """Return the file with a highlight and a note for every finding that is a problem.

    Raises:
        UsageError: nothing can be added to this file.
    """
    try:
        return _marked(vetted, kb)
    except ReadingError as fault:
        raise UsageError(f"{vetted.path}: {fault}") from None
    except (PyPdfError, RecursionError):
        raise UsageError(
            f"{vetted.path}: is damaged where marks would go; open it, save it anew, and try again"
        ) from None


def _marked(vetted: Vetted, kb: KnowledgeBase) -> bytes:
    document = vetted.document
    update = Update(document.original)
    gone, answered = _earlier(update)
    findings = [f for f in commented(vetted.audit) if f.id not in answered]
    spots = rectangles(
        document.original,
        {str(at): document.origins_of(f.start, f.end) for at, f in enumerate(findings)},
    )
    made: dict[int, list[PdfObject]] = {page: [] for page in gone}
    corners = _Corners(document.original)
    whole = whole_comment(vetted, kb)
    if whole is not None and _WHOLE not in answered:
        note = _note(update, 0, corners.next(0), whole, f"{_NAME}-{_WHOLE}", _GREY)
        made.setdefault(0, []).append(note)
    for at, finding in enumerate(findings):
        words = comment_text(finding, kb)
        for number, spot in enumerate(spots[str(at)] or [Spot(0, ())], 1):
            name = f"{_NAME}-{finding.id}-{at + 1}-{number}"
            colour = COLOURS.get(face_of(finding).id, _GREY)
            if spot.rectangles:
                added = _highlight(update, spot, words, name, colour, finding)
            else:
                added = _note(update, spot.page, corners.next(spot.page), words, name, colour)
            made.setdefault(spot.page, []).append(added)
    for page in sorted(made):
        update.annotate(page, made[page], gone.get(page, ()))
    if not made:
        return document.original
    written = update.written()
    _check(document.original, written, sorted(made))
    return written


def _check(before: bytes, after: bytes, pages: Sequence[int]) -> None:
    """Return if another library still reads the same words on the pages that were changed.

    Raises:
        ReadingError: it does not; the two libraries mend a damaged file in different ways.
    """
    if _read_again(before, pages) != _read_again(after, pages):
        raise ReadingError(
            "is damaged, and marks would lose words of it; open it, save it anew, and try again"
        )


def _read_again(data: bytes, pages: Sequence[int]) -> tuple[int, list[str]]:
    with opened(data) as pdf:
        texts = [pdf[page].get_textpage().get_text_range() for page in pages if page < len(pdf)]
        return len(pdf), texts


def _earlier(update: Update) -> tuple[dict[int, list[PdfObject]], set[str]]:
    """Return our annotations of an earlier run by page, and the findings somebody answered.

    What was answered stays, and gets no second note.
    """
    found = list(update.annotations())
    replied = {id(each.entries["/IRT"].get_object()) for each in found if "/IRT" in each.entries}
    gone: dict[int, list[PdfObject]] = {}
    answered: set[str] = set()
    for each in found:
        name = _OURS.fullmatch(str(each.entries.get("/NM", "")))
        if name is None or each.entries.get("/T") != COMMENT_AUTHOR:
            continue
        if id(each.entries) in replied:
            answered.add(name[1])
        else:
            gone.setdefault(each.page, []).append(each.item)
    return gone, answered


def _highlight(
    update: Update, spot: Spot, words: str, name: str, colour: _Colour, finding: Finding
) -> IndirectObject:
    """Return a highlight over the rectangles of one page."""
    annotation = _annotation("/Highlight", update, spot.page, words, name, colour)
    box = _around(spot.rectangles)
    points = [each for rectangle in spot.rectangles for each in _quad(rectangle)]
    annotation[NameObject("/Rect")] = _numbers(box[:4])
    annotation[NameObject("/QuadPoints")] = _numbers(points)
    annotation[NameObject("/CA")] = FloatObject(_OPACITY)
    annotation[NameObject("/Subj")] = TextStringObject(face_of(finding).label)
    look = update.add(_appearance(spot.rectangles, box, colour))
    annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})
    return update.add(annotation)


def _note(
    update: Update, page: int, corner: tuple[float, float], words: str, name: str, colour: _Colour
) -> IndirectObject:
    """Return a note beside the text, for what stands on no words of the page."""
    x, y = corner
    annotation = _annotation("/Text", update, page, words, name, colour)
    annotation[NameObject("/Rect")] = _numbers((x, y, x + _NOTE, y + _NOTE))
    annotation[NameObject("/Name")] = NameObject("/Comment")
    annotation[NameObject("/F")] = NumberObject(_PRINT | _NO_ZOOM | _NO_ROTATE)
    return update.add(annotation)


def _annotation(
    kind: str, update: Update, page: int, words: str, name: str, colour: _Colour
) -> DictionaryObject:
    """Return what all our annotations have. They carry no date: the same audit, the same bytes."""
    entries = {
        "/Type": NameObject("/Annot"),
        "/Subtype": NameObject(kind),
        "/P": update.page_reference(page),
        "/Contents": TextStringObject(words),
        "/T": TextStringObject(COMMENT_AUTHOR),
        "/NM": TextStringObject(name),
        "/C": _numbers(colour),
        "/F": NumberObject(_PRINT),
    }
    return DictionaryObject({NameObject(key): value for key, value in entries.items()})


def _appearance(found: Sequence[Rectangle], box: Rectangle, colour: _Colour) -> StreamObject:
    """Return the drawing of a highlight: colour multiplied with the page, so words stay black."""
    red, green, blue = colour
    drawn = "".join(
        f"{each.left:.2f} {each.bottom:.2f} {each.right - each.left:.2f}"
        f" {each.top - each.bottom:.2f} re\n"
        for each in found
    )
    form = StreamObject()
    form.set_data(f"/G gs\n{red:g} {green:g} {blue:g} rg\n{drawn}f\n".encode())
    state = DictionaryObject(
        {
            NameObject("/BM"): NameObject("/Multiply"),
            NameObject("/ca"): FloatObject(_OPACITY),
        }
    )
    states = DictionaryObject({NameObject("/G"): state})
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = _numbers(box[:4])
    form[NameObject("/Resources")] = DictionaryObject({NameObject("/ExtGState"): states})
    return form


def _quad(rectangle: Rectangle) -> Iterator[float]:
    """Yield the corners as programs want them: upper ones first, as its line is read.

    The standard says counter-clockwise, Acrobat does it so, and all others follow Acrobat.
    """
    left, bottom, right, top, angle = rectangle
    corners = [(left, top), (left, bottom), (right, bottom), (right, top)]
    turn = round(angle / 90) % 4
    upper_left, lower_left, lower_right, upper_right = (corners[(at + turn) % 4] for at in range(4))
    for corner in (upper_left, upper_right, lower_left, lower_right):
        yield from corner


def _around(found: Sequence[Rectangle]) -> Rectangle:
    return Rectangle(
        math.floor(min(each.left for each in found)),
        math.floor(min(each.bottom for each in found)),
        math.ceil(max(each.right for each in found)),
        math.ceil(max(each.top for each in found)),
    )


def _numbers(values: Sequence[float]) -> ArrayObject:
    return ArrayObject(FloatObject(f"{value:.2f}") for value in values)


class _Corners:
    """Places for notes, one beside the other, from the corner that a reader sees at top left."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._seen: dict[int, tuple[int, tuple[float, float, float, float]]] = {}
        self._count: dict[int, count[int]] = {}

    def next(self, page: int) -> tuple[float, float]:
        """Return the lower left corner of the next note on a page."""
        if page not in self._seen:
            with opened(self._data) as pdf, TextPage(pdf, page) as found:
                sound = all(map(math.isfinite, found.box))
                self._seen[page] = found.rotation, found.box if sound else _ANY_PAGE
        rotation, (left, bottom, right, top) = self._seen[page]
        number = next(self._count.setdefault(page, count())) % _ROW
        near, step = _MARGIN, _MARGIN + number * (_NOTE + 2)
        # A note keeps upright on a turned page and hangs from its upper left corner.
        match rotation:
            case 90:
                x, y = left + near, bottom + step
            case 180:
                x, y = right - step, bottom + near
            case 270:
                x, y = right - near, top - step
            case _:
                x, y = left + step, top - near
        return x, y - _NOTE
