"""Word files: the body in its order, then footnotes, endnotes, headers and footers.

Tracked changes are read as accepted. Text boxes and descriptions of pictures follow the paragraph
that they hang on. Comments are kept as remarks; what was not read is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from kb.errors import ReadingError
from kb.model.document import PassageKind, Role
from kb.reading.package import Package, child, children, descend, local, reference
from kb.reading.package import number as whole
from kb.reading.reading import Clock, Reading
from kb.reading.sentences import BLANK
from kb.reading.weave import Weaver
from kb.reading.word.notes import notes
from kb.reading.word.part import Aside, Found, Part, Piece, Rank, chosen
from kb.reading.word.remarks import remarks
from kb.reading.word.runs import Runs
from kb.reading.word.styles import Look, Styles, value
from kb.reading.word.tables import WRAPPERS, cells, rows

__all__ = ["KIND", "main_part", "read"]

KIND = "Word file"
_ROOTS = frozenset(
    f"{{{space}}}document"
    for space in (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
)
"""The form of the standard that Word writes, and its strict form."""
_PAGES = {"first": "first-page ", "even": "even-page "}


def read(data: bytes) -> Reading:
    """Return the text of a Word file, its passages and the way back to every character.

    Raises:
        ReadingError: no Word file, protected, damaged, with macros, or beyond a limit.
    """
    package = Package(data, KIND)
    return _Reader(package, main_part(package)).reading()


def main_part(package: Package) -> str:
    """Return the name of the part that holds the body.

    Raises:
        ReadingError: this is no Word file, or one with macros.
    """
    for main in package.related("", "officeDocument"):
        types = package.root("[Content_Types].xml")
        declared = [each for each in types if each.get("PartName", "").lstrip("/") == main]
        if any("macroEnabled" in each.get("ContentType", "") for each in declared):
            raise ReadingError("holds macros; save it as a Word document without them (.docx)")
        return main
    raise ReadingError(f"is no {KIND}; save it as a Word document (.docx)")


class _Where(NamedTuple):
    """Where text stands. `beside`: not in the flow of the body, so that no heading rules it."""

    kind: PassageKind = "sentence"
    role: Role = "body"
    label: str = ""
    rank: Rank = 0
    beside: bool = False
    table: int = 0

    def inside(self, what: str) -> str:
        """Return what to call something in this place."""
        return f"{self.label}, {what}" if self.label and self.beside else what


class _Reader:
    """Reads one file, part by part."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._main = main
        self._styles = Styles(package, main)
        self._weaver = Weaver()
        self._clock = Clock()
        self._found = Found()
        self._parts: dict[str, Part] = {}
        self._part: Part
        self._fields: list[bool] = []
        self._spans: dict[int, tuple[int, int]] = {}
        self._paragraphs = self._tables = self._boxes = self._pictures = 0

    def reading(self) -> Reading:
        """Read all parts in turn."""
        root = self._enter(self._main).root
        body = child(root, "body")
        if str(root.tag) not in _ROOTS or body is None:
            raise ReadingError(f"is no {KIND}: '{self._main}' holds no body; save it anew")
        self._blocks(body, _Where())
        for kind in ("footnote", "endnote"):
            self._notes(kind)
        for role in ("header", "footer"):
            self._edges(root, role)
        self._weaver.end()
        for remark in remarks(self._package, self._main, self._found, self._spans):
            self._weaver.remark(*remark)
        self._weaver.notes += notes(self._found, self._package.archive.names)
        return self._weaver.reading()

    def _enter(self, name: str) -> Part:
        if name not in self._parts:
            self._parts[name] = Part(name, self._package.root(name))
        self._part, self._fields = self._parts[name], []
        return self._part

    def _blocks(self, container: etree._Element, where: _Where) -> None:
        """Read what stands in a body, cell, note or box, in order."""
        joined: list[etree._Element] = []
        for element in container:
            name = local(element)
            if name == "p":
                joined.append(element)
                if self._runs_on(element):
                    continue
            if joined:
                self._paragraph(joined, where)
                joined = []
            if name != "p":
                self._block(element, name, where)
        if joined:
            self._paragraph(joined, where)

    def _runs_on(self, paragraph: etree._Element) -> bool:
        """Return whether a tracked change takes away the end of a paragraph."""
        mark = child(paragraph, "pPr", "rPr")
        gone = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        self._found.changes["del"] += gone
        return gone

    def _block(self, element: etree._Element, name: str, where: _Where) -> None:
        if name == "tbl":
            self._table(element, where)
        elif name == "sdt":
            for content in children(element, "sdtContent"):
                self._blocks(content, where)
        elif name in WRAPPERS:
            self._blocks(element, where)
        elif name == "AlternateContent":
            if (form := chosen(element)) is not None:
                self._blocks(form, where)
        elif name in ("commentRangeStart", "commentRangeEnd"):
            self._found.comment(element)
        elif name == "altChunk":
            self._found.unread["imported document"] += 1

    def _paragraph(self, joined: Sequence[etree._Element], where: _Where) -> None:
        self._clock.check()
        # Where paragraphs run into one, the last one's end is the one that is left.
        look = self._styles.look(joined[-1])
        if look.contents:
            self._found.contents = True
            for each in joined:
                self._found.skip(each)
            return
        runs = Runs(self._part, self._styles, self._found, self._fields, where.rank)
        for each in joined:
            runs.read(each)
        worded = any(piece.text.strip(BLANK) for piece in runs.pieces)
        if not where.label:
            self._paragraphs += worded or any(aside.kind == "hidden" for aside in runs.asides)
        place = where.label or f"paragraph {max(1, self._paragraphs)}"
        self._weave(runs.pieces, look, where, place)
        for aside in runs.asides:
            self._aside(aside, look, where, place)

    def _weave(self, pieces: Sequence[Piece], look: Look, where: _Where, place: str) -> None:
        """Put the pieces of a paragraph into the text, as one block; its lines may part it."""
        text = "".join(piece.text for piece in pieces)
        if not text.strip(BLANK):
            self._spans |= {piece.order: (self._weaver.offset,) * 2 for piece in pieces}
            return
        kind = _kind(look, where)
        listed = kind == "list-item"
        running = kind in ("sentence", "table-cell")
        self._weaver.begin(
            kind,
            mark=look.mark if listed else "",
            level=look.level,
            role=look.role if where.role == "body" else where.role,
            place=place,
            bare=kind == "sentence" and look.role == "body" and not where.beside,
            lines=running and ("\n" in text or not text[:2].isalpha()),
        )
        for piece in pieces:
            begin = self._weaver.offset
            text, node, at, width, order = piece
            self._weaver.add(text, part=self._part.name, node=node, at=at, width=width)
            self._spans[order] = (begin, self._weaver.offset)

    def _aside(self, aside: Aside, look: Look, where: _Where, place: str) -> None:
        if aside.kind == "hidden":
            self._found.hidden += 1
            hidden = where._replace(role="hidden", beside=True)
            self._weave(aside.pieces, look, hidden, f"{place}, hidden text")
        elif aside.kind == "picture":
            self._pictures += 1
            name = where.inside(f"image description {self._pictures}")
            described = _Where("alt-text", where.role, name, 2, beside=True)
            self._weave(aside.pieces, Look(), described, name)
        else:
            self._boxes += 1
            name = where.inside(f"text box {self._boxes}")
            box = _Where("sentence", where.role, name, 2, beside=True)
            if aside.content is None:
                self._weave(aside.pieces, Look(), box, name)
                return
            fields, self._fields = self._fields, []
            self._blocks(aside.content, box)
            self._fields = fields

    def _table(self, table: etree._Element, where: _Where) -> None:
        self._tables += 1
        inner = f" in table {where.table}" if where.table else ""
        name = where.inside(f"table {self._tables}{inner}")
        cell = where._replace(kind="table-cell", table=self._tables)
        for about in ("tblCaption", "tblDescription"):
            self._described(child(table, "tblPr", about), where, f"{name}, description")
        for row, element in enumerate(rows(table, self._found), start=1):
            column = 1 + whole(value(child(element, "trPr", "gridBefore")))
            for each in cells(element, self._found):
                place = f"{name}, row {row}, column {column}"
                self._blocks(each, cell._replace(label=place))
                column += max(1, whole(value(child(each, "tcPr", "gridSpan")), 1))

    def _described(self, about: etree._Element | None, where: _Where, name: str) -> None:
        words = value(about)
        if about is not None and words:
            self._found.ranks.append(2)
            node = self._part.numbers.get(about, 0)
            piece = Piece(words, node, 0, len(words), len(self._found.ranks) - 1)
            self._weave([piece], Look(), _Where("alt-text", where.role, name, 2, beside=True), name)

    def _notes(self, kind: str) -> None:
        """Read the footnotes or endnotes that the body refers to, in the order of reference."""
        asked = dict.fromkeys(name for found, name in self._found.refers if found == kind)
        for part in self._package.related(self._main, f"{kind}s")[:1] if asked else ():
            root = self._enter(part).root
            held = {value(each, "id"): each for each in children(root, kind)}
            for number, name in enumerate(asked, start=1):
                if name in held:
                    where = _Where("footnote", "body", f"{kind} {number}", beside=True)
                    self._blocks(held[name], where)

    def _edges(self, root: etree._Element, role: Role) -> None:
        """Read the headers or footers that sections show; those with the same words once."""
        seen: set[str] = set()
        for part, pages in dict(_shown(root, role)).items():
            target = self._package.target(self._main, part)
            if target is None or target in seen:
                continue
            edge = self._enter(target).root
            words = "".join(each.text or "" for each in descend(edge, "t"))
            if not {target, f"\n{words}"} & seen:
                self._blocks(edge, _Where("sentence", role, f"{pages}{role}", beside=True))
            seen |= {target, f"\n{words}"}


def _shown(root: etree._Element, role: str) -> Iterator[tuple[str, str]]:
    """Yield the relation of each header or footer, and what is said of its pages."""
    for section in descend(root, "sectPr"):
        for each in children(section, f"{role}Reference"):
            yield reference(each), _PAGES.get(value(each, "type") or "", "")


def _kind(look: Look, where: _Where) -> PassageKind:
    """Return what a paragraph is: no heading beside the flow of the text, no list in a note."""
    if look.kind == "sentence" or where.kind in ("footnote", "alt-text"):
        return where.kind
    return where.kind if look.kind == "heading" and where.beside else look.kind
