"""Web pages: what stands on them, and what stands in them unseen, as one text.

Nothing that people or search engines read is dropped: footers, navigation, descriptions of
pictures, text that is hidden at first. Nothing is fetched and no script is run.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.errors import ReadingError
from kb.reading.decode import Decoded, decode_as
from kb.reading.reading import Clock, Reading
from kb.reading.weave import Weaver
from kb.reading.web.attributes import is_ours, label, search_text, shown
from kb.reading.web.encoding import declared
from kb.reading.web.flow import Flow
from kb.reading.web.left_out import LeftOut
from kb.reading.web.meaning import Context, Facts, Tag
from kb.reading.web.places import Naming
from kb.reading.web.tables import data_tables
from kb.reading.web.tokens import Token, Tokens
from kb.reading.web.tree import VOID, Element, Tree

__all__ = ["ATTRIBUTE", "FIXED", "TEXT", "Page", "decode_page", "read"]

TEXT, FIXED, ATTRIBUTE = "text", "fixed text", "attribute"
"""The parts that origins count in: text that can be marked where it stands; text in elements that
hold nothing else (title, input, picture); values of attributes. The node is the offset of the
stretch of text, or of the tag."""

_SET_ASIDE = frozenset(("select", "svg", "textarea"))
_NEW_LINE_IN_PICTURE = ("x", "y", "dy")
_OUTLOOK = re.compile(r"[\t\n\f\r ]*\[if\s[^\]]{0,200}\]>")
_OUTLOOK_END = "<![endif]"
_NO_REMARK = re.compile(
    r"[\t\n\f\r ]*(?:(?:<!)?\[(?:if\s|endif|CDATA\[)|/?claims-kb:|$)", re.IGNORECASE
)
_EVERY = 500
"""Tokens between two looks at the clock."""


def read(data: bytes) -> Reading:
    """Return the text of a page and its passages.

    Raises:
        ReadingError: no page with words, or beyond a limit.
    """
    page = decode_page(data)
    weaver = Weaver()
    weaver.notes += page.notes
    Page(page.text, weaver).read()
    reading = weaver.reading()
    if not reading.text:
        raise ReadingError(
            "is a page without words; if scripts write them, open it in a browser, save it as the"
            " browser shows it, and give that file"
        )
    return reading


def decode_page(data: bytes) -> Decoded:
    """Return the characters of a page, in the encoding that it states.

    Raises:
        ReadingError: no text, or in an encoding that is not read.
    """
    return decode_as(data, declared(data))


class _Later(NamedTuple):
    """What stands in the middle of a block and is no part of its sentences: read after it."""

    start: int
    end: int
    context: Context
    token: Token | None = None


class Page:
    """A page, or a stretch of one, woven into a text."""

    def __init__(
        self, source: str, weaver: Weaver, *, part: str = "", mail: str | None = None
    ) -> None:
        """Prepare to read `source`.

        `part`: what stands before the names of the parts that origins count in. `mail`: the page
        is an e-mail, in whose source nobody looks; what stands before the names of its places.
        """
        self._source = source
        self._weaver = weaver
        self._part = part
        self._naming = Naming(source, mail)
        self._left_out = LeftOut()
        self._facts = Facts(data_tables(source), set())
        self._flow = Flow(weaver, source, self._open_block)
        self._tree = Tree(Context(), self._facts, self._element_ended)
        self._now = Context()
        self._told: set[str] = set()
        self._metas: list[tuple[Token, str]] = []
        self._later: list[_Later] = []
        self._aside: Element | None = None
        self._sideways = True
        self._link_end = -1
        self._clock = Clock()

    def read(self) -> None:
        """Weave the page.

        Raises:
            ReadingError: beyond a limit.
        """
        self._run(0, len(self._source))
        self._tell_metas()
        self._flow.tell_remarks()
        self._weaver.notes += self._left_out.notes()

    # --- tokens ---

    def _run(self, start: int, end: int) -> None:
        tokens = Tokens(self._source, start, end)
        for number, token in enumerate(tokens):
            if number % _EVERY == 0:
                self._clock.check()
            match token.kind:
                case "text":
                    self._text(token)
                case "start":
                    self._start(Tag(token, self._source))
                case "end":
                    self._end(token)
                case "comment":
                    self._comment(token)
            tokens.foreign = bool(self._tree.context.foreign)
        self._tree.end_all(end)
        self._boundary()

    def _text(self, token: Token) -> None:
        context = self._tree.context
        if context.skipped:
            return
        self._left_out.unfinished(token, len(self._source))
        start, end = (token.inner, token.until) if token.until else (token.start, token.end)
        if self._aside is None:
            self._now = context
        part = TEXT if context.wrappable and not (token.name or token.raw) else FIXED
        self._flow.text(
            start, end, part=self._part + part, node=token.start, raw=token.raw, pre=context.pre,
            raised=context.raised, quoted=context.quoted, muted=self._aside is not None,
        )  # fmt: skip

    def _start(self, tag: Tag) -> None:
        name = tag.name
        if name == "body":
            self._tell_metas()
        self._tree.begin(tag)
        around = self._tree.context
        if name in VOID and not around.foreign:
            self._void(tag, around)
            return
        if name == "a" and self._link_end == tag.token.start and not is_ours(tag):
            self._flow.gap()
        element = self._tree.push(tag)
        if element is None:
            return
        element.words = self._flow.words
        if self._sideways and not around.skipped:
            self._left_out.element(tag)
        if name == "a" and around.raised and tag.get("href").startswith("#"):
            self._facts.notes.add(tag.get("href")[1:])
        if self._aside is None:
            self._set_aside_or_begin(element, around)
            if name == "tspan" and any(map(tag.has, _NEW_LINE_IN_PICTURE)):
                self._flow.line_end()
        if tag.token.closing and element.context.foreign:
            self._tree.open.pop()
            self._element_ended(element, tag.token.end)

    def _set_aside_or_begin(self, element: Element, around: Context) -> None:
        """Keep what is no part of the sentence it stands in for later, or begin it."""
        apart = _stands_apart(element, around)
        if apart and self._sideways and self._flow.is_open and not _parts_text(element, around):
            self._aside = element
        elif element.block or apart:
            self._boundary()

    def _end(self, token: Token) -> None:
        if token.name == "br":
            if self._aside is None:
                self._flow.line_end()
            return
        if token.name == "head":
            self._tell_metas()
        self._tree.end(token.name, token.end)
        if token.name == "p" and self._aside is None:
            self._boundary()

    def _element_ended(self, element: Element, at: int) -> None:
        name, context = element.name, element.context
        if self._aside is element:
            self._aside = None
            around = self._tree.context
            self._later.append(_Later(element.tag.token.start, at, around))
            return
        if self._aside is not None:
            return
        if name == "a" and not is_ours(element.tag):
            self._link_end = at
        told = label(element.tag) if element.words >= 0 else None
        if told and self._flow.words == element.words:
            self._attribute(element.tag, told, context, "label")
        elif told:
            self._left_out.label()
        if element.block or _stands_apart(element, self._tree.context):
            self._boundary()
        if name == "title" and not context.foreign:
            self._told.add(_same(self._flow.written))

    def _comment(self, token: Token) -> None:
        self._left_out.unfinished(token, len(self._source))
        if (
            token.name in ("declaration", "tag")
            or self._aside is not None
            or self._tree.context.skipped
        ):
            return
        inner = self._source[token.inner : token.until]
        opening = _OUTLOOK.match(inner)
        if opening and inner.endswith(_OUTLOOK_END):
            context = self._tree.context._replace(gone=True, what="for Outlook", wrappable=False)
            until = token.until - len(_OUTLOOK_END)
            self._after_block(_Later(token.inner + opening.end(), until, context))
        elif not _NO_REMARK.match(inner):
            self._flow.remarks.append(inner.strip())

    # --- elements that hold nothing ---

    def _void(self, tag: Tag, around: Context) -> None:
        name = tag.name
        if self._sideways and not around.skipped:
            self._left_out.element(tag)
        if name == "meta":
            if what := search_text(tag):
                self._metas.append((tag.token, what))
        elif name in ("br", "hr"):
            if self._aside is None and name == "br":
                self._flow.line_end()
            elif self._aside is None:
                self._boundary()
        else:
            for attribute, what in shown(tag):
                self._attribute(tag, attribute, around, what)

    def _attribute(self, tag: Tag, name: str, around: Context, what: str) -> None:
        if around.skipped and not around.foreign:
            return
        start, end = tag.token.attributes[name]
        if self._aside is not None:
            self._flow.words += 1
            return
        context = around._replace(kind="alt-text", what=what, pre=False, raised=False)
        self._after_block(_Later(start, end, context, tag.token))

    def _tell_metas(self) -> None:
        """Weave what search engines and shared links show, each wording once."""
        metas, self._metas = self._metas, []
        if metas:
            self._boundary()
        for token, what in metas:
            start, end = token.attributes["content"]
            context = Context(role="hidden", what=what)
            words = _same(Tag(token, self._source).get("content"))
            if words not in self._told:
                self._told.add(words)
                self._after_block(_Later(start, end, context, token))

    # --- blocks ---

    def _boundary(self) -> None:
        """End the open block, and read what was kept for after it."""
        if self._flow.end() and self._now.kind == "heading" and self._now.wrappable:
            self._naming.under(self._flow.written)
        while self._later:
            waiting, self._later = self._later, []
            for each in waiting:
                self._read_later(each)

    def _after_block(self, later: _Later) -> None:
        if self._flow.is_open and self._sideways:
            self._later.append(later)
            return
        self._boundary()
        self._read_later(later)

    def _read_later(self, later: _Later) -> None:
        if later.token is not None:
            self._now = later.context
            self._flow.text(
                later.start, later.end, part=self._part + ATTRIBUTE, node=later.token.start,
                attribute=True,
            )  # fmt: skip
            self._boundary()
            return
        outer = (self._tree, self._sideways, self._link_end)
        self._tree = Tree(later.context, self._facts, self._element_ended)
        self._sideways = False
        self._run(later.start, later.end)
        self._tree, self._sideways, self._link_end = outer

    def _open_block(self, at: int) -> None:
        context = self._now
        self._weaver.begin(
            context.kind,
            level=context.level,
            role=self._naming.role(context),
            place=self._naming.place(context, at),
            bare=context.bare,
            lines=context.kind not in ("heading", "alt-text", "table-cell"),
        )


def _stands_apart(element: Element, around: Context) -> bool:
    """Return whether what an element holds is no part of the sentence around it."""
    if element.context.foreign and around.foreign:
        return False
    return element.context.hidden != around.hidden or element.name in _SET_ASIDE


def _parts_text(element: Element, around: Context) -> bool:
    """Return whether the text after an element stands on a new line, so nothing is interrupted."""
    return element.block and not element.context.gone and not around.foreign


def _same(words: str) -> str:
    return " ".join(words.split()).casefold()
