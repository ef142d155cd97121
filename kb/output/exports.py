"""Every form in which an audit leaves the house: one table, one module a format.

Options of the command line, menus, documentation and tests are made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kb.content.knowledge_base import KnowledgeBase
from kb.output import csv_table, html_report, json_audit, text
from kb.vet import Vetted

__all__ = ["EXPORTS", "Export"]


@dataclass(frozen=True, slots=True)
class Export:
    """A format: how its files end, what it is for, and who writes it.

    `single`: holds one document. `coloured`: holds colour codes for terminals, for whoever prints
    it to strip elsewhere.
    """

    suffix: str
    media_type: str
    purpose: str
    write: Callable[[Sequence[Vetted], KnowledgeBase], bytes]
    single: bool = False
    coloured: bool = False


EXPORTS: dict[str, Export] = {
    "text": Export(
        ".txt", "text/plain", "for reading in a terminal", text.write, coloured=True
    ),
    "json": Export(
        ".json", "application/json", "for programs: one document, everything in it",
        json_audit.write, single=True,
    ),
    "jsonl": Export(
        ".jsonl", "application/jsonl", "for programs: many documents, one a line",
        json_audit.write_lines,
    ),
    "csv": Export(
        ".csv", "text/csv", "for spreadsheets: a row a finding", csv_table.write
    ),
    "html": Export(
        ".html", "text/html", "for clients and printing: the copy marked, every reason behind it",
        html_report.write,
    ),
}  # fmt: skip
