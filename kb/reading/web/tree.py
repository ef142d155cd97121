"""Which elements are open at a place in a page: ends that are left out, or stand crosswise.

The rules are those of browsers, as far as they decide what text stands in.
Source: WHATWG HTML Living Standard, section 13.2.6 (Tree construction).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kb.errors import ReadingError
from kb.reading.reading import MAX_NESTING
from kb.reading.web.meaning import Context, Facts, Tag, inside, is_block

__all__ = ["VOID", "Element", "Tree"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _set(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source"
    " track wbr"
)
"""Elements that hold nothing and have no end."""

_FORMATTING = _set("a b big code em font i nobr s small strike strong tt u")
"""They go on where the block that they stand in ends before them."""

_ENDS_P = _set(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p"
    " plaintext pre search section summary table ul xmp"
)
_HEADINGS = _set("h1 h2 h3 h4 h5 h6")
_SCOPE = _set("caption html marquee object table td template th foreignobject desc")
"""No end tag reaches beyond these, but those of tables."""
_ITEM_SCOPE = _SCOPE | _set("ol ul menu dir")
_DESCRIPTION_SCOPE = _SCOPE | _set("dl")
_TABLE_SCOPE = _set("html table template")
_TABLE_PARTS = _set("caption colgroup table tbody td tfoot th thead tr")
_SPECIAL = _SCOPE | _ENDS_P | _TABLE_PARTS | _set(
    "body button dd dt head iframe li noembed noscript script select style textarea title"
)  # fmt: skip
_ONCE = _set("body head html")

_IMPLIED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (_set("li"), _ITEM_SCOPE),
    "dd": (_set("dd dt"), _DESCRIPTION_SCOPE),
    "dt": (_set("dd dt"), _DESCRIPTION_SCOPE),
    "td": (_set("td th caption"), _TABLE_SCOPE),
    "th": (_set("td th caption"), _TABLE_SCOPE),
    "tr": (_set("tr caption colgroup"), _TABLE_SCOPE),
    "tbody": (_set("tbody thead tfoot caption colgroup"), _TABLE_SCOPE),
    "thead": (_set("tbody thead tfoot caption colgroup"), _TABLE_SCOPE),
    "tfoot": (_set("tbody thead tfoot caption colgroup"), _TABLE_SCOPE),
    "table": (_set("table"), _set("caption html td template th")),
    "option": (_set("option"), _set("select datalist optgroup html")),
    "optgroup": (_set("optgroup"), _set("select datalist html")),
    "button": (_set("button"), _SCOPE),
    "select": (_set("select"), _SCOPE),
    "a": (_set("a"), _SCOPE),
    "rt": (_set("rt rp"), _set("ruby html")),
    "rp": (_set("rt rp"), _set("ruby html")),
}
"""Start tag -> the elements that it ends, and what it does not reach beyond."""

_ENDED: dict[str, frozenset[str]] = {
    "p": _SCOPE | _set("button"),
    "li": _ITEM_SCOPE,
    **dict.fromkeys(_TABLE_PARTS, _TABLE_SCOPE - _set("table")),
}
"""End tag -> what it does not reach beyond, where that is not the usual."""

_OUT_OF_PICTURES = _ENDS_P | _set("b body br code em i img span strong sub sup table tt u")
_KEPT_ALIKE = 3


@dataclass(slots=True, eq=False)
class Element:
    """An open element; `words`: how many characters had been seen when it was opened.

    It is less than 0 for formatting that goes on after its block.
    """

    tag: Tag
    context: Context
    block: bool
    words: int = -1

    @property
    def name(self) -> str:
        """Return the name of the element."""
        return self.tag.name


class Tree:
    """The open elements; `closed` is told of each that ends, and where."""

    def __init__(self, base: Context, facts: Facts, closed: Callable[[Element, int], None]) -> None:
        """Begin with none open, in the context `base`."""
        self.open: list[Element] = []
        self._base = base
        self._facts = facts
        self._closed = closed
        self._known: dict[tuple[str, Context], tuple[Context, bool]] = {}

    @property
    def context(self) -> Context:
        """Return what holds here."""
        return self.open[-1].context if self.open else self._base

    def begin(self, tag: Tag) -> None:
        """End what a start tag ends."""
        name, at = tag.name, tag.token.start
        if self.context.foreign:
            if name in _OUT_OF_PICTURES and not self._in_html():
                self._close_from(self._first(_set("svg math"), _set("")), at)
            return
        if name in _ENDS_P:
            self._close_from(self._first(_set("p"), _ENDED["p"]), at)
        if name in _IMPLIED:
            self._close_from(self._first(*_IMPLIED[name]), at)
        elif name in _HEADINGS and self.open and self.open[-1].name in _HEADINGS:
            self._close_from(len(self.open) - 1, at)

    def push(self, tag: Tag) -> Element | None:
        """Open an element and return it; None for one that is open already and may be only once.

        Raises:
            ReadingError: nested too deep.
        """
        if tag.name in _ONCE and any(element.name == tag.name for element in self.open):
            return None
        if len(self.open) >= MAX_NESTING:
            raise ReadingError(
                f"has elements more than {MAX_NESTING} deep in one another; save it simpler"
            )
        around = self.context
        made = Element(tag, *self._meaning(tag, around))
        self.open.append(made)
        return made

    def _meaning(self, tag: Tag, around: Context) -> tuple[Context, bool]:
        """Return what holds in an element, and whether it is a block; once for all alike."""
        if tag.token.attributes or tag.name == "table":
            return inside(tag, around, self._facts), is_block(tag, around)
        key = (tag.name, around)
        if key not in self._known:
            self._known[key] = inside(tag, around, self._facts), is_block(tag, around)
        return self._known[key]

    def end(self, name: str, at: int) -> None:
        """End the element that an end tag names, and those in it; nothing where none is open."""
        if name in _FORMATTING:
            self._end_formatting(name, at)
        elif name in _HEADINGS:
            self._close_from(self._first(_HEADINGS, _SCOPE), at)
        elif name not in _ONCE:
            usual = _SCOPE if name in _SPECIAL else _SPECIAL
            self._close_from(self._first(_set(name), _ENDED.get(name, usual)), at)

    def end_all(self, at: int) -> None:
        """End everything."""
        while self.open:
            self._closed(self.open.pop(), at)

    def _in_html(self) -> bool:
        """Return whether text in a picture may hold elements of HTML here."""
        return bool(self.open) and self.open[-1].name in ("desc", "title", "mtext", "mi", "mo")

    def _first(self, wanted: frozenset[str], beyond: frozenset[str]) -> int | None:
        """Return the place of the innermost wanted element, or None where it is out of reach."""
        for place in range(len(self.open) - 1, -1, -1):
            name = self.open[place].name
            if name in wanted:
                return place
            if name in beyond:
                return None
        return None

    def _close_from(self, place: int | None, at: int) -> None:
        """End an element and all in it; formatting that was not ended goes on after it."""
        if place is None:
            return
        ended = self.open[place]
        going_on: list[Tag] = []
        while len(self.open) > place:
            element = self.open.pop()
            self._closed(element, at)
            if element is not ended and element.name in _FORMATTING and self._tells(element):
                going_on.append(element.tag)
        if ended.name not in _SCOPE:
            self._again(going_on[::-1])

    def _tells(self, element: Element) -> bool:
        """Return whether formatting changes what the text in it means."""
        context = element.context
        return context.hidden or context.quoted or context.role == "quotation" or context.pre

    def _again(self, tags: list[Tag]) -> None:
        kept: list[Tag] = []
        for tag in reversed(tags):
            alike = sum(_written(tag) == _written(other) for other in kept)
            if alike < _KEPT_ALIKE and len(kept) < MAX_NESTING:
                kept.append(tag)
        for tag in reversed(kept):
            self.push(tag)

    def _end_formatting(self, name: str, at: int) -> None:
        place = self._first(_set(name), _SCOPE)
        if place is None:
            return
        if any(element.name in _SPECIAL for element in self.open[place:]):
            element = self.open.pop(place)  # what stands in it stays open, without it
            self._closed(element, at)
            self._rebuild(place)
        else:
            self._close_from(place, at)

    def _rebuild(self, place: int) -> None:
        around = self.open[place - 1].context if place else self._base
        for element in self.open[place:]:
            element.context = around = inside(element.tag, around, self._facts)


def _written(tag: Tag) -> str:
    return tag.source[tag.token.start : tag.token.end]
