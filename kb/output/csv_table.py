"""One row a finding, for spreadsheets.

RFC 4180 (commas, doubled quotes, CRLF) after a byte-order mark, without which Excel reads UTF-8 as
something else. Copy is untrusted: a cell that a spreadsheet would take for a formula gets an
apostrophe in front. Why: docs/decisions/0006-exports.md.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kb.content.knowledge_base import KnowledgeBase
from kb.model.finding import Finding, Suppression
from kb.output.references import told
from kb.vet import Vetted

__all__ = ["COLUMNS", "Row", "cell", "opens_formula", "write"]

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What opens a formula, in narrow and wide forms, or splits a cell so that the rest opens one.
Source: OWASP, "CSV Injection", from general knowledge."""

_BETWEEN = " | "
_UNSEEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), "\ufffd")


class Row(NamedTuple):
    """What the columns are made from: one finding, where it stands, and what judged it."""

    vetted: Vetted
    finding: Finding
    kb: KnowledgeBase


def _suppression(value: Callable[[Suppression], object]) -> Callable[[Row], object]:
    return lambda row: value(row.finding.suppressed_by) if row.finding.suppressed_by else None


COLUMNS: tuple[tuple[str, Callable[[Row], object]], ...] = (
    ("document", lambda row: row.vetted.path),
    ("sha256", lambda row: row.vetted.audit.document.sha256),
    ("start", lambda row: row.finding.start),
    ("end", lambda row: row.finding.end),
    ("line", lambda row: row.vetted.document.line(row.finding.start)),
    ("place", lambda row: row.vetted.document.place(row.finding.start)),
    ("quote", lambda row: row.finding.quote),
    ("claim", lambda row: row.finding.claim),
    ("topic", lambda row: row.finding.topic),
    ("verdict", lambda row: row.finding.verdict),
    ("dimensions", lambda row: _BETWEEN.join(d.name for d in row.finding.dimensions)),
    ("says", lambda row: _BETWEEN.join(d.says for d in row.finding.dimensions)),
    ("allows", lambda row: _BETWEEN.join(d.allows for d in row.finding.dimensions)),
    ("cue", lambda row: _BETWEEN.join(d.cue.quote for d in row.finding.dimensions)),
    ("grade", lambda row: row.finding.grade),
    ("why", lambda row: row.finding.why),
    ("rewording", lambda row: row.finding.rewording),
    ("sources", lambda row: _BETWEEN.join(told(s, row.kb) for s in row.finding.sources)),
    ("score", lambda row: row.finding.score),
    ("doubts", lambda row: _BETWEEN.join(doubt.why for doubt in row.finding.doubts)),
    ("finding id", lambda row: row.finding.id),
    ("suppressed by", _suppression(lambda s: s.by)),
    ("suppressed because", _suppression(lambda s: s.reason)),
    ("suppressed until", _suppression(lambda s: s.until)),
    ("suppressed in", _suppression(lambda s: s.source)),
    ("baseline", lambda row: row.finding.baseline),
)
"""Every column: its name and what stands in it. Dimensions, says, allows and cue go in step."""


def write(vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:
    """Return every finding of every document, a row each, under one row of names."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(name for name, _ in COLUMNS)
    for each in vetted:
        for finding in each.audit.findings:
            row = Row(each, finding, kb)
            rows.writerow(cell(value(row)) for _, value in COLUMNS)
    return table.getvalue().encode("utf-8-sig", errors="backslashreplace")


def cell(value: object) -> str:
    """Return what stands in a cell: text that no spreadsheet takes for a formula.

    >>> cell("=1+1"), cell(" @SUM(A1)"), cell("plain"), cell(None)
    ("'=1+1", "' @SUM(A1)", 'plain', '')
    """
    if value is None:
        return ""
    text = str(value).translate(_UNSEEN)
    return f"'{text}" if opens_formula(text) else text


def opens_formula(text: str) -> bool:
    """Return whether a spreadsheet might take a text for a formula.

    >>> opens_formula("-1"), opens_formula("1-1")
    (True, False)
    """
    return text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
