"""What a tagged PDF says of its text: headings, items, cells, footnotes, descriptions of pictures.

Tags tell what a stretch of text is and where its paragraph ends. They are not asked in which order
to read: producers often get that wrong, and where the text stands on the page shows it.
"""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

from kb.reading.pdf.pdfium import TextPage, address, raw, text_of
from kb.reading.reading import MAX_NESTING

__all__ = ["Cell", "Tag", "TagKind", "Tags", "tags"]

TagKind = Literal["", "paragraph", "heading", "list-item", "cell", "footnote", "caption"]

_KINDS: dict[str, TagKind] = {
    "P": "paragraph",
    "Title": "heading",
    "H": "heading",
    "LI": "list-item",
    "LBody": "list-item",
    "TD": "cell",
    "TH": "cell",
    "Note": "footnote",
    "FENote": "footnote",
    "Caption": "caption",
}
_HEADING = re.compile(r"H([1-9]\d?)")
_OUTWEIGHS: frozenset[TagKind] = frozenset(("list-item", "cell", "footnote", "caption"))
"""What a paragraph inside these is: it is named after them."""
_MAX_ELEMENTS = 100_000


class Cell(NamedTuple):
    """A cell of a table of the page, counted from 1."""

    table: int
    row: int
    column: int


class Tag(NamedTuple):
    """What the nearest block around a stretch of text is. `key` tells one block from another.

    `label`: it is the bullet or number of its block.
    """

    kind: TagKind
    key: int
    level: int = 0
    cell: Cell | None = None
    label: bool = False


class Tags(NamedTuple):
    """Marked content of a page -> tag, and the descriptions of its pictures in order."""

    by_mark: dict[int, Tag]
    figures: tuple[str, ...]


_NONE = Tag("", 0)


def tags(page: TextPage) -> Tags:
    """Return what the tags of a page say; nothing for a page without."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return Tags({}, ())
    try:
        walk = _Walk()
        for at in range(raw.FPDF_StructTree_CountChildren(tree)):
            if child := raw.FPDF_StructTree_GetChildAtIndex(tree, at):
                walk.visit(child, _NONE, 0)
        return Tags(walk.by_mark, tuple(walk.figures))
    finally:
        raw.FPDF_StructTree_Close(tree)


class _Walk:
    """Goes through the elements of a page, each once, however they are tied together."""

    def __init__(self) -> None:
        self.by_mark: dict[int, Tag] = {}
        self.figures: list[str] = []
        self._seen: set[int] = set()
        self._tables = 0
        self._at: dict[int, tuple[int, int]] = {}

    def visit(self, element: Any, above: Tag, depth: int) -> None:  # noqa: ANN401
        """Note the text of an element and of all inside it."""
        key = address(element)
        if key in self._seen or depth > MAX_NESTING or len(self._seen) >= _MAX_ELEMENTS:
            return
        self._seen.add(key)
        tag = self._tag(text_of(raw.FPDF_StructElement_GetType, element), key, above)
        if described := text_of(raw.FPDF_StructElement_GetAltText, element).strip():
            self.figures.append(described)
        for at in range(raw.FPDF_StructElement_CountChildren(element)):
            mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, at)
            if mark >= 0:
                self.by_mark.setdefault(mark, tag)
            elif child := raw.FPDF_StructElement_GetChildAtIndex(element, at):
                self.visit(child, tag, depth + 1)

    def _tag(self, name: str, key: int, above: Tag) -> Tag:
        if name == "Table":
            self._tables += 1
            self._at[self._tables] = (0, 0)
            return Tag("", key, cell=Cell(self._tables, 0, 0))
        if name == "TR" and above.cell:
            row, _ = self._at[above.cell.table]
            self._at[above.cell.table] = (row + 1, 0)
            return above
        if name == "Lbl" and above.kind in ("list-item", "footnote"):
            return above._replace(label=True)
        if heading := _HEADING.fullmatch(name):
            return Tag("heading", key, int(heading[1]), above.cell)
        kind = _KINDS.get(name)
        if kind is None:
            return above
        if kind == "cell":
            return Tag(kind, key, cell=self._next_cell(above))
        if kind == "paragraph" and above.kind in _OUTWEIGHS:
            return above._replace(key=key, label=False)
        if name == "LBody":
            return above if above.kind == "list-item" else Tag(kind, key, cell=above.cell)
        return Tag(kind, key, int(name == "Title"), above.cell)

    def _next_cell(self, above: Tag) -> Cell | None:
        if above.cell is None:
            return None
        table = above.cell.table
        row, column = self._at[table]
        self._at[table] = (max(row, 1), column + 1)
        return Cell(table, *self._at[table])
