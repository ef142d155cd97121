"""What stands in one paragraph of a Word file: its text, and what is set beside it.

Text is given node by node with its place in the part. Hidden text, text boxes and pictures stand in
the middle of a paragraph in the file but not in the sentence that people read: they are asides.
"""

from __future__ import annotations

import re
from typing import Literal

from lxml import etree

from kb.reading.package import child, children, descend, local
from kb.reading.word.part import SPACE, Aside, Found, Part, Piece, Rank, chosen
from kb.reading.word.styles import Styles, value
from kb.reading.word.symbols import UNKNOWN, character, in_font

__all__ = ["Runs"]

_XML_BLANK = " \t\r\n"
_ONE_SPACE = {ord(char): " " for char in "\t\r\n"}
_SOFT_HYPHEN = "\xad"
_WORDS_BETWEEN = re.compile(f"[^{_SOFT_HYPHEN}]+")
_THROUGH = frozenset(
    "hyperlink smartTag customXml dir bdo sdtContent fldSimple rubyBase Choice Fallback".split()
)
_COMES, _GOES = frozenset(("ins", "moveTo")), frozenset(("del", "moveFrom"))
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_PAGE_NUMBERS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))
_SHAPES = frozenset(("docPr", "cNvPr", "shape", "rect", "roundrect", "oval"))
_UNREAD = {
    "chart": "chart", "relIds": "diagram", "OLEObject": "embedded object", "control": "control",
    "contentPart": "handwriting", "subDoc": "subdocument", "altChunk": "imported document",
}  # fmt: skip


class Runs:
    """Collects the pieces and asides of one paragraph, or of several that a change made one."""

    def __init__(
        self, part: Part, styles: Styles, found: Found, fields: list[bool], rank: Rank
    ) -> None:
        """`fields`: whether the result of each open field has begun; fields cross paragraphs."""
        self.pieces: list[Piece] = []
        self.asides: list[Aside] = []
        self._part = part
        self._styles = styles
        self._found = found
        self._fields = fields
        self._rank: Rank = rank
        self._style = ""
        self._code = ""
        self._hiding: Aside | None = None

    def read(self, paragraph: etree._Element) -> None:
        """Collect what stands in a paragraph."""
        self._style = self._styles.style_of(paragraph)
        self._content(paragraph)

    def _content(self, parent: etree._Element) -> None:
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element)
            elif name in _COMES:
                self._found.changes[name] += 1
                self._content(element)
            elif name in _GOES:
                self._found.changes[name] += 1
                self._gone(element)
            elif name in _THROUGH:
                if not _counts_pages(value(element, "instr") or ""):
                    self._content(element)
            elif name == "sdt":
                for content in children(element, "sdtContent"):
                    self._content(content)
            elif name in ("oMath", "oMathPara"):
                for text in descend(element, "t"):
                    self._text(text, "", hidden=False)
            elif name == "AlternateContent":
                if (form := chosen(element)) is not None:
                    self._content(form)
            elif name in ("commentRangeStart", "commentRangeEnd"):
                self._found.comment(element)
            elif name in _UNREAD:
                self._found.unread[_UNREAD[name]] += 1

    def _gone(self, element: etree._Element) -> None:
        self._found.skip(element)
        for mark in descend(element, "fldChar"):
            self._field(mark)

    def _run(self, run: etree._Element) -> None:
        about = child(run, "rPr")
        hidden = self._styles.hidden(about, self._style)
        font = value(child(about, "rFonts"), "ascii") or ""
        self._within(run, font, hidden=hidden)

    def _within(self, run: etree._Element, font: str, *, hidden: bool) -> None:
        for element in run:
            name = local(element)
            if name == "t":
                self._text(element, font, hidden=hidden)
            elif name in _CHARACTERS:
                self._character(element, _CHARACTERS[name], hidden=hidden)
            elif name == "sym":
                self._symbol(element, hidden=hidden)
            elif name == "fldChar":
                self._field(element)
            elif name == "instrText":
                self._code += element.text or ""
            elif name in ("footnoteReference", "endnoteReference"):
                refers = (name.removesuffix("Reference"), value(element, "id") or "")
                self._found.refers.append(refers)
            elif name == "commentReference":
                self._point(element)
            elif name in ("drawing", "pict", "object"):
                self._shape(element, set())
            elif name == "AlternateContent":
                if (form := chosen(element)) is not None:
                    self._within(form, font, hidden=hidden)
            elif name == "ruby":
                self._content(element)

    def _field(self, mark: etree._Element) -> None:
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(False)
            self._code = ""
        elif kind == "separate" and self._fields:
            self._fields[-1] = not _counts_pages(self._code)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _text(self, element: etree._Element, font: str, *, hidden: bool) -> None:
        raw = element.text or ""
        kept, at = raw, 0
        # Word, too, leaves out white space at the ends unless it is told to keep it.
        if not (self._part.keeps_space or element.get(SPACE) == "preserve"):
            kept = raw.strip(_XML_BLANK)
            at = raw.find(kept)
        text = in_font(kept.translate(_ONE_SPACE), font)
        if UNKNOWN in text and UNKNOWN not in kept:
            self._found.symbols[font] += text.count(UNKNOWN)
        # Where a word may be broken it is still one word.
        for words in _WORDS_BETWEEN.finditer(text):
            self._put(words[0], element, at + words.start(), hidden=hidden)

    def _character(self, element: etree._Element, text: str, *, hidden: bool) -> None:
        new_page = value(element, "type") in ("page", "column")
        self._put(text * (2 if new_page else 1), element, 0, 1, hidden=hidden)

    def _symbol(self, element: etree._Element, *, hidden: bool) -> None:
        font = value(element, "font") or ""
        text = character(value(element, "char") or "", font)
        if text == UNKNOWN:
            self._found.symbols[font] += 1
        self._put(text, element, 0, 1, hidden=hidden)

    def _put(
        self, text: str, element: etree._Element, at: int, width: int = -1, *, hidden: bool
    ) -> None:
        if not text or (self._part.counts_fields and not all(self._fields)):
            return
        rank: Rank = 1 if hidden and self._rank == 0 else self._rank
        piece = self._piece(text, element, at, len(text) if width < 0 else width, rank)
        if not hidden:
            self._hiding = None
            self.pieces.append(piece)
            return
        if self._hiding is None:
            self._hiding = Aside("hidden", [])
            self.asides.append(self._hiding)
        self._hiding.pieces.append(piece)

    def _piece(self, text: str, element: etree._Element, at: int, width: int, rank: Rank) -> Piece:
        self._found.ranks.append(rank)
        node = self._part.numbers.get(element, 0)
        return Piece(text, node, at, width, len(self._found.ranks) - 1)

    def _point(self, reference: etree._Element) -> None:
        name, here = value(reference, "id") or "", len(self._found.ranks)
        self._found.comments.setdefault(name, [here, here, here])[2] = here
        self.pieces.append(self._piece("", reference, 0, 0, 3))

    def _shape(self, element: etree._Element, told: set[str]) -> None:
        """Collect what stands in a drawing; each description once, though written twice."""
        for each in element:
            name = local(each)
            if name == "txbxContent":
                self.asides.append(Aside("box", [], each))
                continue
            if name == "AlternateContent":
                if (form := chosen(each)) is not None:
                    self._shape(form, told)
                continue
            if name in _SHAPES:
                self._described(each, told)
            elif name == "textpath" and (words := each.get("string")):
                self._lettering("lettering", words, each)
            elif name in _UNREAD:
                self._found.unread[_UNREAD[name]] += 1
            self._shape(each, told)

    def _described(self, shape: etree._Element, told: set[str]) -> None:
        words = shape.get("descr") or shape.get("alt") or ""
        if not words and local(shape) == "docPr":
            words = shape.get("title") or ""
        if words.strip() and words not in told:
            told.add(words)
            self._lettering("picture", words, shape)

    def _lettering(
        self, kind: Literal["picture", "lettering"], words: str, element: etree._Element
    ) -> None:
        text = words.translate(_ONE_SPACE)
        self.asides.append(Aside(kind, [self._piece(text, element, 0, len(text), 2)]))


def _counts_pages(code: str) -> bool:
    """Return whether a field shows the number of a page: it is told by layout, not by a writer.

    >>> _counts_pages(" PAGE * Arabic "), _counts_pages(" PAGEREF there ")
    (True, False)
    """
    return bool(words := code.split(maxsplit=1)) and words[0].upper() in _PAGE_NUMBERS
