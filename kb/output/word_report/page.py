"""The document that a report is written into: its styles, pages, properties, links and bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from itertools import count
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm, Pt, RGBColor

from kb.output.palette import ACCENT, INK, QUIET
from kb.output.word_report.elements import CM, Element, Look, anchor, el, link, paragraph, run
from kb.output.xml_text import xml_text

__all__ = [
    "BROAD",
    "MONO",
    "NARROW",
    "SMALL",
    "TAG",
    "Page",
    "cited",
    "finding_links",
    "named",
]

NARROW, BROAD = round(16.6 * CM), round(26.3 * CM)
"""How wide the text is on upright pages and on those that lie on their side."""
MONO = "Consolas"
SMALL = Look(size=9, color=QUIET)
TAG = Look(size=8.5, color=QUIET, bold=True)

_NO_CLOCK = datetime(1980, 1, 1)
_SIZES = {"Heading 1": 19, "Heading 2": 13.5, "Heading 3": 11.5, "Heading 4": 10.5}
_BEFORE = {"Heading 1": 0, "Heading 2": 20, "Heading 3": 16, "Heading 4": 12}
_NAME = re.compile(r"[^A-Za-z0-9]+")


class Page:
    """A Word document to which a report is added from top to bottom."""

    def __init__(self, title: str, foot: str) -> None:
        """Start with a document of our own styles; the foot stands on every page but the first."""
        # The library's classes are made at run time, so its types tell little.
        self._document: Any = Document()
        self._body: Element = self._document.element.body
        self._ids = count(1)
        self._places: set[str] = set()
        self._set_styles()
        self._set_page(self._document.sections[0], foot)
        self._describe(title)

    def add(self, *elements: Element) -> None:
        """Add elements at the end."""
        for each in elements:
            self._body[-1].addprevious(each)

    def heading(self, level: int, *content: Element | str, place: str, page: bool = False) -> None:
        """Add a heading that links lead to."""
        first, last = self.anchor(place)
        room = None if page or level > 1 or self._body[0] is self._body[-1] else 26
        made = paragraph(first, *content, last, style=f"Heading{level}", page=page, before=room)
        self.add(made)

    def anchor(self, place: str) -> tuple[Element, Element]:
        """Return the ends of a place that links lead to; its name comes from `named`."""
        return anchor(named(place), next(self._ids))

    def web(self, address: str) -> str:
        """Return the id under which the document holds an address."""
        relation: str = self._document.part.relate_to(
            address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        return relation

    def on_their_side(self) -> None:
        """Let the pages from here on lie on their side."""
        self._turn(WD_ORIENT.LANDSCAPE)

    def upright(self) -> None:
        """Let the pages from here on stand upright."""
        self._turn(WD_ORIENT.PORTRAIT)

    def _turn(self, way: WD_ORIENT) -> None:
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        if section.orientation != way:
            section.orientation = way
            section.page_width, section.page_height = section.page_height, section.page_width
        section.different_first_page_header_footer = False

    def saved(self) -> bytes:
        """Return the file, without any time in it."""
        data = io.BytesIO()
        self._document.save(data)
        made = io.BytesIO()
        with ZipFile(data) as parts, ZipFile(made, "w", ZIP_DEFLATED) as archive:
            for name in parts.namelist():
                archive.writestr(ZipInfo(name), parts.read(name), ZIP_DEFLATED)
        return made.getvalue()

    def _describe(self, title: str) -> None:
        told = self._document.core_properties
        told.title = xml_text(title)[:255]
        told.author = told.last_modified_by = "Claims KB"
        told.created = told.modified = _NO_CLOCK
        told.comments, told.keywords, told.revision, told.language = "", "", 1, "en-US"
        relations = self._document.part.package.rels
        picture = [key for key, each in relations.items() if each.reltype.endswith("/thumbnail")]
        for key in picture:
            del relations[key]

    def _set_styles(self) -> None:
        styles = self._document.styles
        self._font(styles["Normal"], 10.5, INK)
        styles["Normal"].paragraph_format.space_after = Pt(6)
        for name, size in _SIZES.items():
            style = styles[name]
            self._font(style, size, INK, bold=True)
            style.paragraph_format.space_before = Pt(_BEFORE[name])
            style.paragraph_format.space_after = Pt(7)
            style.paragraph_format.keep_with_next = True
        self._font(styles["Title"], 27, INK, bold=True)
        border = styles["Title"].element.pPr.find(el("pBdr").tag)
        if border is not None:
            styles["Title"].element.pPr.remove(border)
        styles["Title"].paragraph_format.space_before = Pt(84)
        self._font(styles["List Bullet"], 10, INK)
        self._font(styles["Footer"], 8.5, QUIET)

    @staticmethod
    def _font(style: Any, size: float, color: str, *, bold: bool = False) -> None:  # noqa: ANN401
        style.font.name, style.font.size, style.font.bold = "Calibri", Pt(size), bold
        style.font.color.rgb = RGBColor.from_string(color.upper())
        fonts = style.element.rPr.rFonts
        for key in list(fonts.attrib):
            if "Theme" in key:
                del fonts.attrib[key]  # a font of the theme would win over the one named
        for kind in ("eastAsia", "cs"):
            fonts.set(fonts.tag.replace("rFonts", kind), "Calibri")

    def _set_page(self, section: Any, foot: str) -> None:  # noqa: ANN401
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin, section.bottom_margin = Cm(2), Cm(2)
        section.different_first_page_header_footer = True
        line: Any = section.footer.paragraphs[0]
        element = cast("Element", line._p)
        element.append(run(f"{foot}\t\t"))
        element.append(el("fldSimple", run("1"), instr=" PAGE "))


def named(place: str) -> str:
    """Return the name of a place as Word allows it.

    >>> named("f 2.14"), named("E3")
    ('f_2_14', 'E3')
    """
    return _NAME.sub("_", place)[:40]


def cited(numbers: Iterable[int], look: Look) -> list[Element]:
    """Return the numbers of references, each a link to its reference: [3], [7]."""
    made: list[Element] = []
    for number in numbers:
        if made:
            made.append(run(", ", look))
        made.append(link(f"r_{number}", run(f"[{number}]", _linked(look))))
    return made


def finding_links(numbers: Iterable[str], look: Look) -> list[Element]:
    """Return the numbers of findings, each a link to its finding."""
    made: list[Element] = []
    for number in numbers:
        if made:
            made.append(run(", ", look))
        made.append(link(named(f"f {number}"), run(number, _linked(look))))
    return made


def _linked(look: Look) -> Look:
    return Look(size=look.size, bold=look.bold, color=ACCENT, underline="single", line=ACCENT)
