"""OpenDocument texts, packed (.odt) or as one file (.fodt): body, notes, headers and footers.

Tracked changes are read as accepted. Text boxes and descriptions of pictures follow the paragraph
that they hang on; hidden words follow theirs. Comments are kept as remarks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from kb.errors import ReadingError
from kb.model.document import PassageKind, Role
from kb.reading.archive import Archive
from kb.reading.lines import Mark
from kb.reading.open_document.inline import DRAWN, Part, Piece, inline, words_of
from kb.reading.open_document.styles import OFFICE, STYLE, TABLE, TEXT, Styles
from kb.reading.package import child, children, descend, local, number
from kb.reading.reading import Reading
from kb.reading.sentences import BLANK
from kb.reading.weave import Weaver
from kb.reading.xml_part import parse

__all__ = ["read"]

_KIND = "OpenDocument text"
_SKIPPED = frozenset(
    "sequence-decls variable-decls user-field-decls dde-connection-decls forms script settings"
    " soft-page-break annotation-end change change-start change-end"
    " title desc object object-ole".split()
)
_CONTENTS = frozenset(
    "table-of-content illustration-index table-index object-index"
    " user-index alphabetical-index".split()
)
_ROWS = frozenset(("table-header-rows", "table-rows", "table-row-group"))
_EDGES: dict[str, Role] = {"header": "header", "footer": "footer"}
_LISTED = frozenset(("list", "numbered-paragraph"))


def read(data: bytes) -> Reading:
    """Return the text of an OpenDocument text.

    Raises:
        ReadingError: none, or one that is damaged, too large or protected.
    """
    if not data.startswith(b"PK") and b"<" in data[:1000]:
        root = parse(data, "the file")
        return _Reader(Part("the file", root), Part("the file", root)).reading()
    archive = Archive(data, _KIND)
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise ReadingError("is protected by a password; save it without one")
    content = Part("content.xml", parse(archive.read("content.xml"), "content.xml"))
    if "styles.xml" not in archive:
        return _Reader(content, None).reading()
    styles = Part("styles.xml", parse(archive.read("styles.xml"), "styles.xml"))
    return _Reader(content, styles).reading()


class _Where(NamedTuple):
    """Where blocks stand, and what they are there."""

    kind: PassageKind = "sentence"
    role: Role = "body"
    label: str = ""
    mark: Mark = ""
    depth: int = 0
    style: str = ""

    def inside(self, what: str) -> str:
        """Return what to call something in this place."""
        return f"{self.label}, {what}" if self.label else what


_Todo = tuple[etree._Element, _Where]


class _Reader:
    """Reads one file, part by part."""

    def __init__(self, content: Part, styles: Part | None) -> None:
        self._content, self._edges = content, styles
        self._part = content
        common = [styles.root] if styles else []
        self._styles = Styles(*common, content.root)
        self._edge_styles = Styles(*common)
        self._weaver = Weaver()
        self._notes: list[tuple[etree._Element, str]] = []
        self._count: Counter[str] = Counter()
        self._named: dict[str, etree._Element] = {}
        self._remarks: dict[etree._Element, tuple[int, int]] = {}

    def reading(self) -> Reading:
        """Read all parts in turn."""
        body = child(self._content.root, "body", "text")
        if body is None:
            raise ReadingError(f"is no {_KIND}: it holds no text; save it as a text document")
        self._blocks([(body, _Where())])
        for note, label in self._notes:
            body = child(note, "note-body")
            where = _Where("footnote", label=label)
            self._blocks([(each, where) for each in reversed(body if body is not None else ())])
        self._weave_edges()
        self._weaver.end()
        for annotation, (start, end) in self._remarks.items():
            limit = max(0, self._weaver.offset - 1)
            words, author = _said(annotation)
            self._weaver.remark(min(start, limit), min(end, limit), words, author)
        self._weaver.notes += self._told()
        return self._weaver.reading()

    def _blocks(self, todo: list[_Todo]) -> None:
        """Read what is on a stack, and what that leads to: the last first."""
        while todo:
            element, where = todo.pop()
            name = local(element)
            if name in ("p", "h"):
                todo += reversed(self._paragraph(element, where))
            elif name in _SKIPPED:
                continue
            elif name in _CONTENTS:
                self._count["contents"] += 1
            elif name == "tracked-changes":
                self._count["gone"] += len(list(descend(element, "deletion")))
                self._count["come"] += len(list(descend(element, "insertion")))
            elif name == "annotation":
                self._mark(element)
            else:
                todo += reversed(list(self._inside(element, name, where)))

    def _inside(self, element: etree._Element, name: str, where: _Where) -> Iterator[_Todo]:
        """Yield what stands in something that holds blocks, each with its place."""
        if name == "table":
            yield from self._cells(element, where)
            return
        if name in DRAWN:
            where = self._drawn(element, name, where)
        elif name in _LISTED:
            style = element.get(f"{TEXT}style-name") or where.style
            depth = where.depth + 1
            mark = self._styles.mark(style, depth)
            where = where._replace(kind="list-item", mark=mark, depth=depth, style=style)
        elif name == "list-header":
            where = where._replace(kind="sentence", mark="")
        elif name == "section" and element.get(f"{TEXT}display") == "none":
            where = where._replace(role="hidden")
        for each in element:
            yield each, where

    def _drawn(self, element: etree._Element, name: str, where: _Where) -> _Where:
        """Write what describes something drawn; return the place of the words in it."""
        described = [each for what in ("title", "desc") for each in children(element, what)]
        if name == "frame":
            embedded = child(element, "object") is not None
            self._count["objects"] += embedded
            self._count["pictures"] += child(element, "image") is not None and not embedded
        elif child(element, "p") is not None or child(element, "list") is not None:
            self._count["boxes"] += 1
            where = _Where(role=where.role, label=f"text box {self._count['boxes']}")
        if described:
            self._count["described"] += 1
            label = f"image description {self._count['described']}"
            about = _Where("alt-text", where.role, label)
            for each in described:
                self._weave(inline(each, self._part, self._styles).pieces, about)
        return where

    def _cells(self, table: etree._Element, where: _Where) -> Iterator[_Todo]:
        self._count["tables"] += 1
        name = where.inside(f"table {self._count['tables']}")
        at = 1
        for row in _rows(table):
            column = 1
            for cell in row:
                label = f"{name}, row {at}, column {column}"
                yield cell, _Where("table-cell", where.role, label)
                column += max(1, number(cell.get(f"{TABLE}number-columns-repeated"), 1))
            at += max(1, number(row.get(f"{TABLE}number-rows-repeated"), 1))

    def _paragraph(self, element: etree._Element, where: _Where) -> list[_Todo]:
        """Write a paragraph; return what hangs on it."""
        found = inline(element, self._part, self._styles)
        style = element.get(f"{TEXT}style-name", "")
        look = self._styles.look(style)
        self._count["changes"] += found.changes
        if found.hidden or self._styles.hides("paragraph", style):
            where = where._replace(role="hidden")
        elif where.role == "body":
            where = where._replace(role="caption" if found.caption else look.role)
        if local(element) == "h" and where.kind != "table-cell":
            level = max(1, number(element.get(f"{TEXT}outline-level"), 1))
            where = where._replace(kind="heading", depth=level)
        elif look.level and where.kind == "sentence":
            where = where._replace(kind="heading", depth=look.level)
        shown = [piece for piece in found.pieces if not piece.hidden]
        hidden = [piece for piece in found.pieces if piece.hidden]
        if not where.label:
            self._count["paragraphs"] += any(piece.text.strip(BLANK) for piece in found.pieces)
            where = where._replace(label=f"paragraph {max(1, self._count['paragraphs'])}")
        self._weave(shown, where)
        if hidden:
            label = where.inside("hidden text")
            self._weave(hidden, where._replace(role="hidden", label=label))
        for note in found.notes:
            kind = "endnote" if note.get(f"{TEXT}note-class") == "endnote" else "footnote"
            self._count[kind] += 1
            self._notes.append((note, f"{kind} {self._count[kind]}"))
        inner = where.label if where.kind == "table-cell" else ""
        return [(each, _Where(role=where.role, label=inner)) for each in found.drawn]

    def _weave(self, pieces: Sequence[Piece], where: _Where) -> None:
        """Put a paragraph into the text; an empty line inside it begins a new block."""
        self._begin(where)
        self._count["hidden"] += where.role == "hidden" and any(p.text.strip() for p in pieces)
        broken = False
        for piece in pieces:
            if piece.mark is not None:
                self._mark(piece.mark)
                continue
            if piece.text == "\n" and broken:
                self._begin(where)
            broken = piece.text == "\n"
            if piece.node < 0:
                self._weaver.add(piece.text)
            else:
                _, node, at, width, *_ = piece
                name = self._part.name
                self._weaver.add(piece.text, part=name, node=node, at=at, width=width)

    def _begin(self, where: _Where) -> None:
        bare = where.kind == "sentence" and where.role == "body"
        self._weaver.begin(
            where.kind, mark=where.mark if where.kind == "list-item" else "", level=where.depth,
            role=where.role, place=where.label, bare=bare,
        )  # fmt: skip

    def _mark(self, annotation: etree._Element) -> None:
        """Keep where an annotation begins, or ends."""
        at = self._weaver.offset
        name = annotation.get(f"{OFFICE}name", "")
        if local(annotation) == "annotation":
            self._remarks[annotation] = (at, at)
            self._named[name] = annotation
        elif name in self._named:
            first, _ = self._remarks[self._named[name]]
            self._remarks[self._named[name]] = (first, at)

    def _weave_edges(self) -> None:
        """Write headers and footers; those with the same words once."""
        if self._edges is None:
            return
        self._part, self._styles = self._edges, self._edge_styles
        seen: set[tuple[str, str]] = set()
        for page in descend(self._edges.root, "master-page"):
            for edge in page:
                name = local(edge).partition("-")[0]
                words = words_of(edge)
                shown = name in _EDGES and edge.get(f"{STYLE}display") != "false"
                if shown and (name, words) not in seen:
                    seen.add((name, words))
                    where = _Where(role=_EDGES[name], label=name)
                    self._blocks([(each, where) for each in reversed(edge)])

    def _told(self) -> Iterator[str]:
        """Yield what people must know of what was left out, or read otherwise than it stands."""
        many = self._count
        if many["changes"] or many["gone"] or many["come"]:
            gone, come = _many(many["gone"], "deletion"), _many(many["come"], "insertion")
            yield f"tracked changes read as accepted: {gone} left out, {come} kept"
        if many["hidden"]:
            yield f"hidden and read all the same: {_many(many['hidden'], 'paragraph')}"
        if many["contents"]:
            yield "tables of contents and indexes left out: they repeat what stands elsewhere"
        if many["pictures"]:
            yield f"{_many(many['pictures'], 'picture')} not read: only what describes them"
        if many["objects"]:
            yield f"{_many(many['objects'], 'embedded object')} not read"


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, those in groups as well, but not those of tables in its cells."""
    todo = list(reversed(table))
    while todo:
        each = todo.pop()
        if local(each) == "table-row":
            yield each
        elif local(each) in _ROWS:
            todo += reversed(each)


def _said(annotation: etree._Element) -> tuple[str, str]:
    """Return what an annotation says, and who says it."""
    creator = child(annotation, "creator")
    words = "\n".join(words_of(each) for each in descend(annotation, "p"))
    return words, "" if creator is None else words_of(creator)


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
