"""The paragraphs of a whole PDF in the order of reading, joined across columns and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kb.model.document import Role
from kb.reading.blocks import ended
from kb.reading.pdf.columns import Column, regions
from kb.reading.pdf.kinds import Body, Paragraph, body_of
from kb.reading.pdf.paragraphs import goes_on, paragraphs
from kb.reading.pdf.pieces import Piece
from kb.reading.pdf.remarks import Noted
from kb.reading.pdf.running import Edges, running
from kb.reading.pdf.tables import Table

__all__ = ["Flow", "Page", "flow"]

_LOOK_AHEAD = 24
_SIDE_REGIONS = 2
_SAME_SIZE = 0.06
_LONG_ENOUGH = 30
_PASSED_OVER = frozenset(("footnote", "table-cell", "alt-text"))


@dataclass(slots=True)
class Page:
    """What stands on a page. `edges`: its top and foot, in the measure of its upright pieces.

    `turned`: pieces whose lines run in other directions, those of one direction together.
    """

    number: int
    upright: list[Piece]
    turned: list[list[Piece]]
    hidden: list[list[Piece]]
    edges: tuple[float, float]
    figures: tuple[str, ...] = ()
    noted: list[Noted] = field(default_factory=list)
    picture: bool = False

    @property
    def label(self) -> str:
        """Return what people call it."""
        return f"page {self.number}"

    @property
    def pieces(self) -> Iterator[Piece]:
        """Yield all its pieces."""
        yield from self.upright
        for group in (*self.turned, *self.hidden):
            yield from group


@dataclass(frozen=True, slots=True)
class Flow:
    """Paragraphs in order, and how many lines of running heads and feet were read once only."""

    paragraphs: list[Paragraph]
    repeated: int
    joined: int


def flow(pages: Sequence[Page]) -> Flow:
    """Return the paragraphs of all pages."""
    found = running([page.upright for page in pages], [page.edges for page in pages])
    body = body_of((piece.size, len(piece.text)) for edges in found for piece in edges.body)
    numbers = _Numbers()
    all_paragraphs = [
        paragraph
        for page, edges in zip(pages, found, strict=True)
        for paragraph in _of_page(page, edges, body, numbers)
    ]
    whole = _joined(all_paragraphs)
    return Flow(whole, sum(edges.again for edges in found), len(all_paragraphs) - len(whole))


class _Numbers:
    """Counts the regions of a document."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        """Return the number of the next region."""
        self.last += 1
        return self.last


def _of_page(page: Page, edges: Edges, body: Body, numbers: _Numbers) -> Iterator[Paragraph]:
    yield from _in_role(edges.head, "header", page, body, numbers)
    yield from _in_order(regions(edges.body), page, body, numbers)
    for group in page.turned:
        yield from _in_order(regions(group), page, body, numbers)
    yield from _in_role(edges.foot, "footer", page, body, numbers)
    for group in page.hidden:
        yield from _in_role(group, "hidden", page, body, numbers)


def _in_order(
    found: list[Column | Table], page: Page, body: Body, numbers: _Numbers
) -> Iterator[Paragraph]:
    tables = 0
    for region in found:
        place = page.label
        if isinstance(region, Table):
            tables += 1
            place = f"{page.label}, table {tables}"
        yield from paragraphs(region, body, place, numbers.next())


def _in_role(
    pieces: list[Piece], role: Role, page: Page, body: Body, numbers: _Numbers
) -> Iterator[Paragraph]:
    """Yield paragraphs outside the running text, which head nothing and list nothing."""
    place = f"{page.label}, {'hidden text' if role == 'hidden' else role}"
    for region in regions(pieces) if pieces else []:
        for paragraph in paragraphs(region, body, place, numbers.next()):
            if role != "hidden" and not any(map(str.isalpha, paragraph.text)):
                continue  # the number of the page, and nothing else
            paragraph.kind, paragraph.role, paragraph.place = "sentence", role, place
            paragraph.level = paragraph.mark = 0
            paragraph.first = paragraph.last = False
            yield paragraph


def _joined(found: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, each put together with what goes on in the next column or page."""
    gone: set[int] = set()
    result: list[Paragraph] = []
    for at, paragraph in enumerate(found):
        if at in gone:
            continue
        result.append(paragraph)
        here = at
        while (more := _continuation(found, here, paragraph, gone)) is not None:
            gone.add(more)
            other = found[more]
            paragraph.lines += other.lines
            paragraph.last, paragraph.full, paragraph.region = other.last, other.full, other.region
            here = more
    return result


def _continuation(
    found: list[Paragraph], at: int, paragraph: Paragraph, gone: set[int]
) -> int | None:
    """Return which paragraph goes on where this one broke off, or None."""
    running_text = paragraph.kind in ("sentence", "list-item") and paragraph.role == "body"
    if not (running_text and paragraph.last):
        return None
    others: Counter[int] = Counter()
    for here in range(at + 1, min(len(found), at + _LOOK_AHEAD)):
        other = found[here]
        if other.role != "body" or other.kind in _PASSED_OVER:
            continue
        if here in gone or other.region == paragraph.region:
            continue
        if not other.first:
            continue
        if _goes_on_in(paragraph, other, near=not others):
            return here
        others[other.region] += 1
        if other.kind == "heading" or len(others) > _SIDE_REGIONS:
            return None
    return None


def _goes_on_in(paragraph: Paragraph, other: Paragraph, *, near: bool) -> bool:
    """Return whether `other` is the rest of a paragraph; `near`: nothing stands between them."""
    last, first = paragraph.lines[-1], other.lines[0]
    if other.kind != "sentence" or first.page - last.page > 1:
        return False
    if abs(last.size - first.size) > _SAME_SIZE * last.size:
        return False
    if last.tag and first.tag and last.page == first.page and last.tag.kind:
        if last.tag.key == first.tag.key:
            return True
        if near and not goes_on(last, first):
            return False
    text = last.text.rstrip()
    if goes_on(last, first):
        return first.text[:1].islower() or near
    broken = not ended(text, 0, len(text)) and text[-1:] not in ":;" and last.bold == first.bold
    return near and broken and paragraph.full and len(paragraph.text) > _LONG_ENOUGH
