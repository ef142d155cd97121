"""PowerPoint: slides in the order in which they are shown, each read as people take it in.

The title first, then what lies from top to bottom; then speaker notes. Words that slides share
(footers, text of a layout) are read once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from kb.model.document import Remark, Role
from kb.reading.package import Package, child, descend, local, reference
from kb.reading.reading import Clock, Reading
from kb.reading.sentences import trim
from kb.reading.slides.comments import EMU_A_STEP, Comment, authors_of, comments
from kb.reading.slides.deck import KIND, Deck, Shape, Slide, shapes
from kb.reading.slides.figures import chart, diagram
from kb.reading.slides.placeholders import Inheritance
from kb.reading.slides.text import HEADING, LINE, PROSE, Part, Pen, frame, table
from kb.reading.weave import Weaver

__all__ = ["read", "related_parts"]

_SHARED: dict[str, Role] = {"ftr": "footer", "dt": "footer", "sldNum": "footer", "hdr": "header"}
_PLACES = {"title": "title", "ctrTitle": "title", "subTitle": "subtitle", **_SHARED}
_OFF = frozenset(("0", "false"))
_LONGEST_NAME = 40


def read(data: bytes) -> Reading:
    """Return the text of a presentation.

    Raises:
        ReadingError: no presentation, or one that is damaged, too large or protected.
    """
    return _Slides(Deck(Package(data, KIND))).read()


def related_parts(package: Package, slide: str, shape: Shape) -> Iterator[tuple[str, str]]:
    """Yield the parts that hold words of a shape: the kind ("chart", "diagram") and the name."""
    data = child(shape.element, "graphic", "graphicData")
    for each in () if data is None else data:
        kind, name = ("diagram", "dm") if local(each) == "relIds" else (local(each), "id")
        part = package.target(slide, reference(each, name))
        if part and kind in ("chart", "diagram"):
            yield kind, part


class _Slides:
    """One presentation being read."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.weaver = Weaver()
        self.shared: Counter[tuple[Role, str]] = Counter()
        self.layouts: set[str] = set()
        self.hidden: list[str] = []
        self.left_out: Counter[str] = Counter()
        self.authors = authors_of(deck)
        self.clock = Clock()
        self.remarks: list[tuple[int, int, Comment]] = []

    def read(self) -> Reading:
        """Return what stands in it."""
        for slide in self.deck.slides():
            if slide.hidden:
                self.hidden.append(str(slide.number))
            self._slide(slide)
        self.weaver.notes += self._notes()
        reading = self.weaver.reading()
        remarks = sorted(self._anchored(reading.text), key=lambda each: (each.start, each.end))
        return reading._replace(remarks=tuple(remarks))

    def _slide(self, slide: Slide) -> None:
        part = Part(slide.part, slide.root)
        tables = [shape.element for shape in slide.shapes if _table(shape) is not None]
        names = {each: f"table {at}" for at, each in enumerate(tables, 1)} if tables[1:] else {}
        start, spans = self.weaver.offset, []
        for shape in slide.shapes:
            self.clock.check()
            before = self.weaver.offset
            self._shape(slide, part, shape, names.get(shape.element, "table"))
            self.weaver.end()
            spans.append((shape, before, self.weaver.offset))
        self._behind(slide)
        self._speaker_notes(slide)
        for comment in comments(self.deck, slide.part, self.authors):
            self.clock.check()
            self.remarks.append((*_span(comment, spans, start), comment))

    def _shape(self, slide: Slide, part: Part, shape: Shape, table_name: str) -> None:
        kind = shape.fills.type if shape.fills else ""
        role: Role = "hidden" if slide.hidden or shape.hidden else _SHARED.get(kind, "body")
        name = _PLACES.get(kind) or _name(shape)
        pen = Pen(self.weaver, f"slide {slide.number}, {name}", role)
        if kind in _SHARED and role != "hidden" and self._known(role, shape.element):
            return
        if shape.hidden:
            self.left_out["hidden shapes"] += 1
        plain = HEADING if name == "title" else PROSE if kind in _SHARED else LINE
        frame(pen, part, shape, slide.inheritance, plain)
        grid = _table(shape)
        if grid is not None:
            table(pen, part, grid, f"slide {slide.number}, {table_name}")
        for what, related in related_parts(self.deck.package, slide.part, shape):
            {"chart": chart, "diagram": diagram}[what](pen, self.deck.package, related)
            self.left_out["charts"] += what == "chart"
        self._described(pen.at(f"slide {slide.number}, "), part, shape)

    def _described(self, pen: Pen, part: Part, shape: Shape) -> None:
        """Write the alternative text of a shape, and count what nobody can read."""
        picture = local(shape.element) == "pic"
        where = "image description" if picture else f"description of {_name(shape)}"
        properties = shape.properties
        for name in ("title", "descr"):
            if properties is not None and properties.get(name):
                pen.at(pen.place + where).attribute(part, properties, name)
        self.left_out["pictures"] += picture
        embedded = child(shape.element, "graphic", "graphicData", "oleObj")
        self.left_out["embedded objects"] += embedded is not None

    def _known(self, role: Role, element: etree._Element) -> bool:
        """Return whether the slides share these words, and they were read before."""
        words = " ".join("".join(t.text or "" for t in descend(element, "t")).split())
        if not words:
            return True
        self.shared[role, words] += 1
        return self.shared[role, words] > 1

    def _behind(self, slide: Slide) -> None:
        """Write what the layout and the master show on the slide, each the first time."""
        if slide.root.get("showMasterSp") in _OFF or slide.layout is None:
            return
        self._shown(slide, slide.layout, "layout")
        alone = self.deck.kept(slide.layout).get("showMasterSp") in _OFF
        if slide.master and not alone:
            self._shown(slide, slide.master, "master")

    def _shown(self, slide: Slide, name: str, what: str) -> None:
        if name in self.layouts:
            return
        self.layouts.add(name)
        root = self.deck.kept(name)
        part, before = Part(name, root), self.weaver.offset
        pen = Pen(self.weaver, f"slide {slide.number}, text of the {what}")
        for shape in shapes(root, Inheritance(None, None), self.deck.size):
            if shape.fills is None and not shape.hidden:
                frame(pen, part, shape, slide.inheritance, LINE)
                grid = _table(shape)
                if grid is not None:
                    table(pen, part, grid, f"{pen.place}, table")
                self._described(pen.at(f"{pen.place}, "), part, shape)
        self.weaver.end()
        self.left_out["layouts"] += self.weaver.offset > before

    def _speaker_notes(self, slide: Slide) -> None:
        if slide.notes is None:
            return
        root = self.deck.package.root(slide.notes)
        part, inheritance = Part(slide.notes, root), Inheritance(None, None)
        for shape in shapes(root, inheritance, self.deck.size):
            kind = shape.fills.type if shape.fills else ""
            role = _SHARED.get(kind, "speaker-notes")
            if kind in _SHARED and self._known(role, shape.element):
                continue
            pen = Pen(self.weaver, f"slide {slide.number}, speaker notes", role)
            frame(pen, part, shape, inheritance, PROSE)

    def _notes(self) -> Iterator[str]:
        """Yield what people must know of what was left out, or read once."""
        many = self.left_out
        if self.deck.missing:
            yield f"{self.deck.missing} of the slides named are not in the file; is it damaged?"
        if self.hidden:
            slides = "slides" if len(self.hidden) > 1 else "slide"
            yield f"hidden and read all the same: {slides} {', '.join(self.hidden)}"
        if many["hidden shapes"]:
            off = _count(many, "hidden shape")
            yield f"hidden, or beside the slide, and read all the same: {off}"
        if any(count > 1 for count in self.shared.values()):
            yield "headers and footers that slides share were read once"
        if many["layouts"]:
            yield "text that a layout or master shows on slides was read once"
        if many["charts"]:
            yield f"{_count(many, 'chart')} read without figures: only titles and names"
        if many["pictures"]:
            yield f"{_count(many, 'picture')} not read: only what describes them"
        if many["embedded objects"]:
            yield f"{_count(many, 'embedded object')} not read"

    def _anchored(self, text: str) -> Iterator[Remark]:
        for start, end, comment in self.remarks:
            first, last = trim(text, start, end)
            yield Remark(min(first, len(text)), min(last, len(text)), comment.text, comment.author)


def _span(comment: Comment, spans: Sequence[tuple[Shape, int, int]], start: int) -> tuple[int, int]:
    """Return the words that a comment stands on: those of the smallest shape there."""
    there = [
        (shape.box.width * shape.box.height, first, last)
        for shape, first, last in spans
        if last > first
        and (shape.said("id") == comment.shape if comment.shape else _holds(shape, comment.at))
    ]
    return min(there)[1:] if there else (start, start)


def _holds(shape: Shape, at: tuple[float, float] | None) -> bool:
    if at is None:
        return False
    box, (x, y), slack = shape.box, at, EMU_A_STEP
    inside = box.left - slack <= x < box.left + max(box.width, slack)
    return inside and box.top - slack <= y < box.top + max(box.height, slack)


def _table(shape: Shape) -> etree._Element | None:
    return child(shape.element, "graphic", "graphicData", "tbl")


def _name(shape: Shape) -> str:
    """Return what a shape is called, short enough to be told."""
    name = " ".join(shape.said("name").split())
    return f"{name[:_LONGEST_NAME]}…" if len(name) > _LONGEST_NAME else name or "shape"


def _count(many: Counter[str], what: str) -> str:
    count = many[f"{what}s"]
    return f"{count} {what}{'s' if count > 1 else ''}"
