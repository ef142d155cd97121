"""What stands in one paragraph of a Word file: its text, and what is set beside it.

Text is given node by node with its place in the part. Hidden text, text boxes and pictures stand in
the middle of a paragraph in the file but not in the sentence that people read: they are asides.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lxml import etree

from kb.reading.package import child, children, descend, local
from kb.reading.word_styles import Styles, value
from kb.reading.word_symbols import UNKNOWN, character, in_font

__all__ = ["TEXT", "Aside", "Found", "Part", "Piece", "Rank", "Runs", "chosen", "numbered"]

TEXT = tuple(
    f"{{*}}{name}"
    for name in (
        "t", "tab", "br", "cr", "noBreakHyphen", "sym", "ptab", "docPr", "cNvPr", "textpath",
        "shape", "rect", "roundrect", "oval", "tblCaption", "tblDescription",
    )
)  # fmt: skip
"""The elements that can hold text, or the description of a picture. Their numbers in the order of
their part are the nodes of origins; whoever marks a file counts them the same way."""

Rank = Literal[0, 1, 2, 3]
"""Where a piece stands: in the sentence, hidden in it, in a box beside it, or nowhere: the point
of a comment on no words."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_XML_BLANK = " \t\r\n"
_ONE_SPACE = {ord(char): " " for char in "\t\r\n"}
_SOFT_HYPHEN = "\xad"
_WORDS_BETWEEN = re.compile(f"[^{_SOFT_HYPHEN}]+")
_THROUGH = frozenset(
    "hyperlink smartTag customXml dir bdo sdtContent fldSimple rubyBase rt Choice Fallback".split()
)
_COMES, _GOES = frozenset(("ins", "moveTo")), frozenset(("del", "moveFrom"))
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_SHAPES = frozenset(("docPr", "cNvPr", "shape", "rect", "roundrect", "oval"))
_UNREAD = {
    "chart": "chart", "relIds": "diagram", "OLEObject": "embedded object", "control": "control",
    "contentPart": "handwriting", "subDoc": "subdocument", "altChunk": "imported document",
}  # fmt: skip


class Piece(NamedTuple):
    """Text of one node; `order` counts the pieces of the file."""

    text: str
    node: int
    at: int
    width: int
    order: int


class Aside(NamedTuple):
    """What is read after the paragraph that it stands in; a box has content, the rest pieces."""

    kind: Literal["hidden", "box", "picture", "lettering"]
    pieces: list[Piece]
    content: etree._Element | None = None


@dataclass(slots=True)
class Found:
    """What is counted over the whole file.

    `ranks`: of each piece. `comments`: from the id of each to the pieces before which it begins and
    ends, and the piece that is its point. `refers`: footnotes and endnotes, as first referred to.
    """

    ranks: list[Rank] = field(default_factory=list)
    comments: dict[str, list[int]] = field(default_factory=dict)
    refers: list[tuple[str, str]] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)
    symbols: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    hidden: int = 0
    contents: bool = False

    def comment(self, mark: etree._Element) -> None:
        """Keep where a comment begins or ends."""
        name, here = value(mark, "id") or "", len(self.ranks)
        kept = self.comments.setdefault(name, [here, here, -1])
        if local(mark) == "commentRangeStart":
            kept[0] = here
        kept[1] = here

    def skip(self, element: etree._Element) -> None:
        """Pass over an element that is not read; comments on it keep their place."""
        for mark in element.iter("{*}commentRangeStart", "{*}commentRangeEnd"):
            self.comment(mark)


class Part:
    """One part of the file: its name, its nodes by number, and the fields that are open."""

    def __init__(self, name: str, root: etree._Element) -> None:
        """Number the nodes."""
        self.name = name
        self.root = root
        self.numbers = {element: number for number, element in enumerate(numbered(root))}
        self.keeps_space = root.get(_SPACE) == "preserve"
        self.counts_fields = _balanced(root)


def numbered(root: etree._Element) -> list[etree._Element]:
    """Return the elements that can hold text, in the order of their part."""
    return list(root.iter(*TEXT))


def chosen(element: etree._Element) -> etree._Element | None:
    """Return the one of several forms of the same content that is read: the first with words."""
    forms = [form for form in element if local(form) in ("Choice", "Fallback")]
    worded = (form for form in forms if any(each.text for each in descend(form, "t")))
    return next(worded, forms[0] if forms else None)


def _balanced(root: etree._Element) -> bool:
    """Return whether every field that begins also ends: else nothing is hidden by one."""
    depth = 0
    for mark in descend(root, "fldChar"):
        depth += {"begin": 1, "end": -1}.get(value(mark, "fldCharType") or "", 0)
        if depth < 0:
            return False
    return depth == 0


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
        self._paragraph: etree._Element
        self._hiding: Aside | None = None

    def read(self, paragraph: etree._Element) -> None:
        """Collect what stands in a paragraph."""
        self._paragraph = paragraph
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
        hidden = self._styles.hidden(about, self._paragraph)
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
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _text(self, element: etree._Element, font: str, *, hidden: bool) -> None:
        raw = element.text or ""
        kept, at = raw, 0
        # Word, too, leaves out white space at the ends unless it is told to keep it.
        if not (self._part.keeps_space or element.get(_SPACE) == "preserve"):
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
