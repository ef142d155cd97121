"""Places in a Word file on which a comment can stand, down to the character.

A run is cut where a comment begins or ends inside it: both halves keep its formatting. In notes,
headers, text boxes and descriptions Word takes no comment; it goes to the nearest place that does.
"""

from __future__ import annotations

from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from kb.model.document import Origin
from kb.reading.package import child, children, descend, local, reference
from kb.reading.word.part import SPACE, numbered
from kb.reading.word.styles import value

__all__ = ["Anchor", "Body"]

_XML_BLANK = " \t\r\n"
_CLOSED = frozenset("drawing pict object AlternateContent ruby oMath oMathPara txbxContent".split())
"""What holds text but no comment: it is commented as a whole."""


class Anchor(NamedTuple):
    """Where a comment stands: from one element to another, or a point at the start of a paragraph.

    `exact`: on the very words; else they stand elsewhere and the comment must say where.
    """

    first: etree._Element
    last: etree._Element
    exact: bool = True
    point: bool = False


class Body:
    """The body of a Word file, cut as comments need it; its text stays the same."""

    def __init__(self, root: etree._Element) -> None:
        """Take the root of the main part, as it was when the file was read."""
        self.root = root
        self._nodes = numbered(root)
        self._cuts: dict[int, list[tuple[int, etree._Element]]] = {}

    def words(self, first: Origin, last: Origin) -> Anchor:
        """Return the anchor on what lies between two origins of this part."""
        begin, end = self._nodes[first.node], self._nodes[last.node]
        if local(begin) in ("tblCaption", "tblDescription"):
            return self.start_of(_table_of(begin))
        outer = _closed(begin)
        if outer is not None and _boxed(begin, outer):
            whole = self.around(outer)
            return whole._replace(exact=False)
        start = self._begin(first) if outer is None else self.around(outer).first
        outer = _closed(end)
        return Anchor(start, self._end(last) if outer is None else self.around(outer).last)

    def around(self, element: etree._Element) -> Anchor:
        """Return the anchor on one element alone, out of whatever takes no comment."""
        element = element if (outer := _closed(element)) is None else outer
        parent = element.getparent()
        if parent is None or local(parent) != "r" or _closed(parent) is not None:
            return Anchor(element, element)
        run = _from(element)
        return Anchor(run, _upto(element))

    def note(self, kind: str, name: str) -> Anchor:
        """Return the anchor on the first reference to a footnote or endnote."""
        for found in descend(self.root, f"{kind}Reference"):
            gone = any(local(each) in ("del", "moveFrom") for each in found.iterancestors())
            if value(found, "id") == name and not gone:
                return self.around(found)._replace(exact=False)
        return self.start_of(self.root)

    def section(self, relations: frozenset[str]) -> Anchor:
        """Return the first paragraph of the first section that shows one of these headers."""
        first: etree._Element | None = None
        for element in self.root.iter("{*}p", "{*}sectPr"):
            if local(element) == "p":
                if first is None and _closed(element) is None:
                    first = element
                continue
            shown = {reference(each) for each in element if local(each).endswith("Reference")}
            if shown & relations:
                break
            first = None
        return self.start_of(self.root if first is None else first)

    def start_of(self, element: etree._Element) -> Anchor:
        """Return the start of the first paragraph in an element, or of that paragraph itself."""
        for paragraph in element.iter("{*}p"):
            if _closed(paragraph) is None:
                return Anchor(paragraph, paragraph, exact=False, point=True)
        body = child(self.root, "body")
        holder = self.root if body is None else body
        made = holder.makeelement(f"{self.root.tag.rpartition('}')[0]}}}p")
        holder.insert(0, made)
        return Anchor(made, made, exact=False, point=True)

    def _begin(self, origin: Origin) -> etree._Element:
        element = self._nodes[origin.node]
        return _from(element if local(element) != "t" else self._text_from(origin.node, origin.at))

    def _end(self, origin: Origin) -> etree._Element:
        element = self._nodes[origin.node]
        if local(element) != "t":
            return _upto(element)
        return _upto(self._text_upto(origin.node, origin.at + origin.width))

    def _text_from(self, node: int, at: int) -> etree._Element:
        """Return the text that begins at a character of a node, cut off there if need be."""
        place, offset, element = self._cut_at(node, at)
        if at <= offset:
            return element
        return self._cut(node, place, at)[1]

    def _text_upto(self, node: int, end: int) -> etree._Element:
        """Return the text that ends before a character of a node, cut off there if need be."""
        place, offset, element = self._cut_at(node, end - 1)
        if end >= offset + len(element.text or ""):
            return element
        return self._cut(node, place, end)[0]

    def _cut_at(self, node: int, at: int) -> tuple[int, int, etree._Element]:
        """Return which cut of a node holds a character, where it begins, and its text."""
        cuts = self._cuts.setdefault(node, [(0, self._nodes[node])])
        place = max(i for i, (offset, _) in enumerate(cuts) if offset <= at or i == 0)
        return place, *cuts[place]

    def _cut(self, node: int, place: int, at: int) -> tuple[etree._Element, etree._Element]:
        cuts = self._cuts[node]
        offset, left = cuts[place]
        text = left.text or ""
        if left.get(SPACE) != "preserve" and self.root.get(SPACE) != "preserve":
            # White space that was not shown must not come to light by the cut.
            text = text.rstrip(_XML_BLANK)
            kept = text.lstrip(_XML_BLANK)
            offset, text = offset + len(text) - len(kept), kept
        right = left.makeelement(left.tag, _attributes(left))
        left.text, right.text = text[: at - offset], text[at - offset :]
        for half in (left, right):
            half.set(SPACE, "preserve")
        left.addnext(right)
        cuts[place : place + 1] = [(offset, left), (at, right)]
        return left, right


def _closed(element: etree._Element) -> etree._Element | None:
    """Return the outermost element around this one that takes no comment inside; None if all do."""
    found = None
    for each in element.iterancestors():
        if local(each) in _CLOSED:
            found = each
    return found


def _boxed(element: etree._Element, outer: etree._Element) -> bool:
    """Return whether text stands apart from the paragraph: in a box, or describing a picture."""
    if local(element) not in ("t", "tab", "br", "cr", "noBreakHyphen", "sym", "ptab"):
        return True
    inside = element.iterancestors()
    return any(local(each) == "txbxContent" for each in inside) or local(outer) == "txbxContent"


def _table_of(element: etree._Element) -> etree._Element:
    found = (each for each in element.iterancestors() if local(each) == "tbl")
    return next(found, element)


def _from(element: etree._Element) -> etree._Element:
    """Return the run that begins with this element, cut off from what stands before it."""
    run = element.getparent()
    assert run is not None, "text stands in a run"  # noqa: S101
    begins = next(each for each in run if local(each) != "rPr")
    return run if begins is element else _divided(run, element)


def _upto(element: etree._Element) -> etree._Element:
    """Return the run that ends with this element, what stands after it cut off."""
    run = element.getparent()
    assert run is not None, "text stands in a run"  # noqa: S101
    after = element.getnext()
    if after is not None:
        _divided(run, after)
    return run


def _divided(run: etree._Element, first: etree._Element) -> etree._Element:
    """Return the new run that holds what a run held from `first` on, formatted like it."""
    made = run.makeelement(run.tag, _attributes(run))
    for about in children(run, "rPr"):
        made.append(deepcopy(about))
    run.addnext(made)
    for each in (first, *first.itersiblings()):
        made.append(each)
    return made


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(key): str(said) for key, said in element.attrib.items()}
