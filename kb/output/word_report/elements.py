"""The elements of a Word document: runs, paragraphs, links, tables.

They are built directly, for a report has tens of thousands of them. Words of a document become
text of a run and nothing else: no field, no link, no markup can come of them.

Source of names and order: ECMA-376-1, part 1, chapter 17 (WordprocessingML).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from kb.output.palette import ACCENT, HAIR
from kb.output.xml_text import xml_text

__all__ = ["CM", "Cell", "Element", "Look", "anchor", "el", "kept", "link", "paragraph", "run",
           "table", "web_link"]  # fmt: skip

Element = etree._Element
CM = 567
"""Twentieths of a point in a centimetre."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_IN = f"{{{_W}}}%s"


def el(name: str, /, *children: Element | None, **attributes: str | int | None) -> Element:
    """Return an element of the main vocabulary; what is None is left out.

    >>> el("jc", val="right", fill=None).values()
    ['right']
    """
    # Without a map of prefixes, which costs much here: an element takes that of the document.
    told = {_IN % key: str(value) for key, value in attributes.items() if value is not None}
    made = etree.Element(_IN % name, told)
    made.extend([child for child in children if child is not None])
    return made


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks. `size` in points; colours as hexadecimal numbers; `underline` as Word says.

    `raised`: small and above the line.
    """

    bold: bool = False
    italic: bool = False
    strike: bool = False
    raised: bool = False
    size: float | None = None
    color: str | None = None
    fill: str | None = None
    underline: str | None = None
    line: str | None = None
    style: str | None = None
    font: str | None = None


_PLAIN = Look()


def run(text: str, look: Look = _PLAIN) -> Element:
    """Return a run of text; line ends and tabs stay what they are."""
    made = el("r", _properties(look, right_to_left=_turned(text)))
    for place, line in enumerate(xml_text(text).split("\n")):
        if place:
            made.append(el("br"))
        for number, part in enumerate(line.split("\t")):
            if number:
                made.append(el("tab"))
            if part:
                words = el("t")
                words.text = part
                words.set(_SPACE, "preserve")
                made.append(words)
    return made


def _properties(look: Look, *, right_to_left: bool) -> Element | None:
    """Return how a run looks, in the order that the vocabulary asks for."""
    if look == _PLAIN and not right_to_left:
        return None
    size = None if look.size is None else round(2 * look.size)
    font = look.font
    return el(
        "rPr",
        el("rStyle", val=look.style) if look.style else None,
        el("rFonts", ascii=font, hAnsi=font, cs=font) if font else None,
        el("b") if look.bold else None,
        el("i") if look.italic else None,
        el("strike") if look.strike else None,
        el("color", val=look.color) if look.color else None,
        el("sz", val=size) if size else None,
        el("szCs", val=size) if size else None,
        el("u", val=look.underline, color=look.line) if look.underline else None,
        el("shd", val="clear", color="auto", fill=look.fill) if look.fill else None,
        el("vertAlign", val="superscript") if look.raised else None,
        el("rtl") if right_to_left else None,
    )


def _turned(text: str) -> bool:
    """Return whether the first letter of a text runs from right to left."""
    if text.isascii():
        return False
    kinds = (unicodedata.bidirectional(char) for char in text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return first != "L"


def paragraph(
    *content: Element | str,
    style: str | None = None,
    before: float | None = None,
    after: float | None = None,
    left: int | None = None,
    hanging: int | None = None,
    edge: str | None = None,
    fill: str | None = None,
    align: str | None = None,
    keep: bool = False,
    page: bool = False,
) -> Element:
    """Return a paragraph; plain words among its content become a run.

    `before` and `after`: room in points. `edge`: colour of a line at its left. `keep`: on one page
    with the next. `page`: on a new page.
    """
    runs = [run(each) if isinstance(each, str) else each for each in content]
    words = "".join(t.text or "" for r in runs for t in r.iter(f"{{{_W}}}t"))
    space = {
        name: None if points is None else round(20 * points)
        for name, points in (("before", before), ("after", after))
    }
    border = el("pBdr", el("left", val="single", sz=18, space=8, color=edge)) if edge else None
    properties = el(
        "pPr",
        el("pStyle", val=style) if style else None,
        el("keepNext") if keep else None,
        el("pageBreakBefore") if page else None,
        border,
        el("shd", val="clear", color="auto", fill=fill) if fill else None,
        el("bidi") if _turned(words) else None,
        el("spacing", **space) if any(v is not None for v in space.values()) else None,
        el("ind", left=left, hanging=hanging) if left or hanging else None,
        el("jc", val=align) if align else None,
    )
    return el("p", properties if len(properties) else None, *runs)


def kept(made: Element) -> Element:
    """Return a paragraph, from now on kept on one page with the next."""
    properties = made.find(f"{{{_W}}}pPr")
    if properties is None:
        properties = el("pPr")
        made.insert(0, properties)
    style = properties.find(f"{{{_W}}}pStyle")
    properties.insert(0 if style is None else 1, el("keepNext"))
    return made


def anchor(name: str, number: int) -> tuple[Element, Element]:
    """Return the two ends of a place that links lead to; `number` is its own in the document."""
    return el("bookmarkStart", id=number, name=name), el("bookmarkEnd", id=number)


def link(target: str, *runs: Element) -> Element:
    """Return a link to a place in the document."""
    return el("hyperlink", *runs, anchor=target, history=1)


def web_link(relation: str, *runs: Element) -> Element:
    """Return a link to an address, which the document holds under the id of a relation."""
    made = el("hyperlink", *runs, history=1)
    made.set(f"{{{_R}}}id", relation)
    return made


class Cell(NamedTuple):
    """A cell: its paragraphs, how many columns it spans, its ground and pattern.

    `pattern`: as Word calls it ("pct50"), drawn in `ink` on `fill`. `line`: whether a line runs
    under it.
    """

    content: Sequence[Element]
    span: int = 1
    fill: str | None = None
    pattern: str = "clear"
    ink: str = "auto"
    line: bool = True
    boxed: str | None = None


def table(
    widths: Sequence[int],
    rows: Iterable[Sequence[Cell]],
    *,
    heads: int = 0,
    told: str = "",
    margin: int = 80,
    height: int | None = None,
    left: int = 0,
) -> Element:
    """Return a table: `heads` first rows repeat on each page, no row is cut by the end of one.

    `told` is said instead of a picture to those who cannot see it. `height` fixes that of the rows.
    """
    grid = el("tblGrid", *(el("gridCol", w=width) for width in widths))
    properties = el(
        "tblPr",
        el("tblW", w=sum(widths), type="dxa"),
        el("tblInd", w=left, type="dxa"),
        el("tblLayout", type="fixed"),
        el(
            "tblCellMar",
            el("left", w=margin, type="dxa"),
            el("right", w=margin, type="dxa"),
        ),
        el("tblLook", val="0020" if heads else "0000", firstRow=int(bool(heads))),
        el("tblDescription", val=xml_text(told)) if told else None,
    )
    made = el("tbl", properties, grid)
    for place, cells in enumerate(rows):
        made.append(_row(cells, widths, head=place < heads, margin=margin, height=height))
    return made


def _row(
    cells: Sequence[Cell], widths: Sequence[int], *, head: bool, margin: int, height: int | None
) -> Element:
    properties = el(
        "trPr",
        el("cantSplit"),
        el("trHeight", val=height, hRule="exact") if height else None,
        el("tblHeader") if head else None,
    )
    made = el("tr", properties)
    at = 0
    for cell in cells:
        made.append(_cell(cell, sum(widths[at : at + cell.span]), head=head, narrow=not margin))
        at += cell.span
    return made


def _cell(cell: Cell, width: int, *, head: bool, narrow: bool) -> Element:
    sides = ("top", "left", "bottom", "right") if cell.boxed else ("bottom",)
    color = cell.boxed or (ACCENT if head else HAIR)
    thick = 8 if head and not cell.boxed else 4
    drawn = sides if cell.boxed or cell.line or head else ()
    borders = el(
        "tcBorders", *(el(side, val="single", sz=thick, space=0, color=color) for side in drawn)
    )
    properties = el(
        "tcPr",
        el("tcW", w=width, type="dxa"),
        el("gridSpan", val=cell.span) if cell.span > 1 else None,
        borders if len(borders) else None,
        el("shd", val=cell.pattern, color=cell.ink, fill=cell.fill or "auto")
        if cell.fill or cell.pattern != "clear"
        else None,
        el("tcMar", el("left", w=0, type="dxa"), el("right", w=0, type="dxa")) if narrow else None,
        el("vAlign", val="center") if narrow else None,
    )
    # A cell that ends without a paragraph is no valid cell.
    return el("tc", properties, *(cell.content or (paragraph(),)))
