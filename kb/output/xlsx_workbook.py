"""The audit as a workbook: a summary, and a sheet each for findings, dimensions, gaps, references.

Copy is untrusted: every text is written as text, never as a formula, a link or a number, and one
that looks like a formula stays text when somebody edits its cell. What a cell cannot hold is cut,
and says so. Why: docs/decisions/0019-data-formats.md.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import UsageError
from kb.output.csv_table import opens_formula
from kb.output.faces import FACES, face_of
from kb.output.palette import ACCENT, HAIR, INK, PAPERS, QUIET
from kb.output.xlsx_sheets import DOCUMENTS, SHEETS, Column, Form, Sheet
from kb.output.xml_text import xml_text
from kb.vet import Vetted

__all__ = ["MOST", "fitted", "write"]

R = TypeVar("R")

MOST = 32_767
"""What a cell of Excel holds, in UTF-16 units."""
_A3 = 8
_MOST_ROWS = 1_048_575
_CUT = " [… cut here: a cell holds no more]"
_PRINTED = 12
"""Columns of the table of documents that fit on paper; names of files and hashes do not."""
_LINE, _HIGHEST = 15, 409
"""Points: a line of text, and the highest row of Excel."""

_INK, _QUIET, _HEAD = f"#{INK}", f"#{QUIET}", f"#{ACCENT}"
_NO_CLOCK = datetime(1980, 1, 1)
_LIMITS = (
    "This is not legal or medical advice: a person decides what is published. Passages are found"
    " and judged by a program, which can be wrong in both directions. “Not covered” says nothing"
    " about whether a passage is true."
)


def write(vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:
    """Return the workbook.

    Raises:
        UsageError: there are more findings than a sheet has rows.
    """
    data = io.BytesIO()
    # In memory: parts on disk would carry their time into the archive.
    with Workbook(data, {"in_memory": True}) as workbook:
        workbook.set_properties(
            {"title": "Evidence audit", "author": "Claims KB", "created": _NO_CLOCK}
        )
        book = _Book(workbook)
        book.summary(vetted)
        for sheet in SHEETS:
            book.sheet(sheet, vetted, kb)
    return data.getvalue()


def fitted(text: str) -> str:
    r"""Return text as a cell can hold it: no character that XML refuses, and not too long.

    >>> fitted("a\x00b\r\nc")
    'a\ufffdb\nc'
    >>> fitted("x" * 40_000)[-40:]
    'xxxxx [… cut here: a cell holds no more]'
    """
    text = xml_text(text)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST:
        return text
    return units[: 2 * (MOST - len(_CUT))].decode("utf-16-le", errors="ignore") + _CUT


class _Book:
    """A workbook being written: its sheets, and each look made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._looks: dict[tuple[tuple[str, object], ...], Format] = {}

    def sheet(self, table: Sheet[R], vetted: Sequence[Vetted], kb: KnowledgeBase) -> None:
        """Write a sheet that is one table: filters, and names that stay in sight."""
        sheet = self._sheet(table.name)
        self._widths(sheet, table.columns)
        last = self._table(sheet, 0, table.columns, table.rows(vetted, kb))
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, last, (table.printed or len(table.columns)) - 1)
        sheet.autofilter(0, 0, last, len(table.columns) - 1)

    def summary(self, vetted: Sequence[Vetted]) -> None:
        """Write what one reads first: which documents, judged by what, and how they came off."""
        sheet = self._sheet("Summary")
        self._widths(sheet, DOCUMENTS)
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, "Evidence audit", self._look(bold=True, font_size=20))
        row = 1
        for name, value in _judged_by(vetted):
            sheet.write_string(row, 0, name, self._look(font_color=_QUIET))
            sheet.write_string(row, 1, fitted(value), self._look())
            row += 1
        sheet.merge_range(row, 0, row, 8, _LIMITS, self._look(text_wrap=True, font_color=_QUIET))
        sheet.set_row(row, 34)
        first = row = self._faces(sheet, row + 2, vetted) + 2
        row = self._table(sheet, row, DOCUMENTS, vetted)
        sheet.autofilter(first, 0, row, len(DOCUMENTS) - 1)
        sheet.print_area(0, 0, row, _PRINTED - 1)

    def _faces(self, sheet: Worksheet, row: int, vetted: Sequence[Vetted]) -> int:
        """Write how many findings there are of each kind, as figures and bars; return the row."""
        head = self._look(bold=True, font_color="#ffffff", bg_color=_HEAD)
        for column, name in enumerate(("Verdict", "Findings", "What it means", *[""] * 5)):
            sheet.write_string(row, column, name, head)
        found = [face_of(finding).id for each in vetted for finding in each.audit.findings]
        for face in FACES.values():
            row += 1
            sheet.write_string(row, 0, f"{face.icon} {face.label}", self._form("verdict", face.id))
            sheet.write_number(row, 1, found.count(face.id), self._form("number"))
            sheet.write_string(row, 2, face.means, self._look())
        bars = {"type": "data_bar", "bar_solid": True, "bar_color": "#9fb6c3"}
        sheet.conditional_format(row - len(FACES) + 1, 1, row, 1, bars)
        return row

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.fit_to_pages(1, 0)
        # A DOI or an id that looks like a number is text, and no mistake.
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        return sheet

    def _widths(self, sheet: Worksheet, columns: Sequence[Column[R]]) -> None:
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)

    def _table(
        self,
        sheet: Worksheet,
        first: int,
        columns: Sequence[Column[R]],
        rows: Iterable[R],
    ) -> int:
        """Write names and rows; return the last row."""
        head = self._look(bold=True, font_color="#ffffff", bg_color=_HEAD, text_wrap=True)
        for place, column in enumerate(columns):
            sheet.write_string(first, place, column.name, head)
        at = first
        for at, row in enumerate(rows, start=first + 1):
            if at > _MOST_ROWS:
                raise UsageError(
                    f"a sheet holds {_MOST_ROWS:,} rows and there are more findings; vet fewer"
                    " documents at a time, or write 'csv'"
                )
            values = [column.value(row) for column in columns]
            # Not every program fits rows to wrapped text by itself when it opens a file.
            sheet.set_row(at, _height(columns, values))
            for place, (column, value) in enumerate(zip(columns, values, strict=True)):
                self._cell(sheet, at, place, column.form, value)
        return at

    def _cell(self, sheet: Worksheet, row: int, column: int, form: Form, value: object) -> None:
        if value is None or value == "":
            sheet.write_blank(row, column, None, self._form(form))
        elif form == "verdict":
            face = FACES[str(value)]
            look = self._form(form, face.id)
            sheet.write_string(row, column, f"{face.icon} {face.label}", look)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(*value.timetuple()[:3]), self._form(form))
        elif form in ("number", "percent") and isinstance(value, int | float):
            sheet.write_number(row, column, value, self._form(form))
        else:
            text = fitted(str(value))
            sheet.write_string(row, column, text, self._form(form, formula=opens_formula(text)))

    def _form(self, form: Form, ground: str = "", *, formula: bool = False) -> Format:
        look: dict[str, object] = {"border": 1, "border_color": f"#{HAIR}"}
        if form in ("words", "verdict"):
            look["text_wrap"] = True
        if form in ("percent", "date"):
            look["num_format"] = {"percent": "0%", "date": "yyyy-mm-dd"}[form]
        if ground:
            look |= {"bg_color": f"#{PAPERS[ground]}", "bold": True}
        if formula:
            look["quote_prefix"] = True
        return self._look(**look)

    def _look(self, **look: object) -> Format:
        """Return a format, made once: a workbook holds only so many."""
        key = tuple(sorted(look.items()))
        if key not in self._looks:
            plain = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top"}
            self._looks[key] = self._workbook.add_format({**plain, **look})
        return self._looks[key]


def _height(columns: Sequence[Column[R]], values: Sequence[object]) -> float:
    """Return how high a row must be, in points, for its wrapped texts to be seen."""
    most = 1
    for column, value in zip(columns, values, strict=True):
        if column.form == "words" and value:
            parts = str(value).split("\n")
            most = max(most, sum(1 + len(part) // column.width for part in parts))
    return min(_LINE * most + 1, _HIGHEST)


def _judged_by(vetted: Sequence[Vetted]) -> list[tuple[str, str]]:
    audit = vetted[0].audit
    base = audit.knowledge_base
    return [
        ("Documents", str(len(vetted))),
        ("Knowledge base", f"{base.name}: {base.claims} claims, {base.sources} sources"),
        ("Fingerprint", base.fingerprint),
        ("Program", f"{audit.engine.name} {audit.engine.version}"),
    ]
