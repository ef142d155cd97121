"""Every form in which an audit leaves the house: one table, one module a format.

Options of the command line, menus, documentation and tests are made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from kb.content.knowledge_base import KnowledgeBase
from kb.vet import Vetted

__all__ = ["EXPORTS", "Export"]


@dataclass(frozen=True, slots=True)
class Export:
    """A format: how its files end, what it is for, and the module that writes it.

    `suffix` is empty where it is that of the document. `single`: holds one document. `coloured`:
    holds colour codes for terminals, for whoever prints it to strip elsewhere. `binary`: no text,
    so it is never printed to a terminal. `sealed`: whoever writes it tells its SHA-256, to be kept
    elsewhere.
    """

    suffix: str
    media_type: str
    purpose: str
    module: str
    function: str = "write"
    single: bool = False
    coloured: bool = False
    binary: bool = False
    sealed: bool = False

    def write(self, vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:
        """Return the file.

        Raises:
            UsageError: the documents cannot be written in this format.
        """
        # Only now: no audit in plain text waits for the libraries that write PDF.
        writer: Callable[[Sequence[Vetted], KnowledgeBase], bytes]
        writer = getattr(import_module(f"kb.output.{self.module}"), self.function)
        return writer(vetted, kb)

    def file_name(self, vetted: Vetted) -> str:
        """Return what a file of this format is called beside the document."""
        name = Path(vetted.document.name)
        return f"{name.stem}-{f'audit{self.suffix}' if self.suffix else f'marked{name.suffix}'}"


EXPORTS: dict[str, Export] = {
    "text": Export(
        ".txt", "text/plain", "for reading in a terminal", "text", coloured=True
    ),
    "json": Export(
        ".json", "application/json", "for programs: one document, everything in it",
        "json_audit", single=True,
    ),
    "jsonl": Export(
        ".jsonl", "application/jsonl", "for programs: many documents, one a line",
        "json_audit", "write_lines",
    ),
    "csv": Export(
        ".csv", "text/csv", "for spreadsheets: a row a finding", "csv_table"
    ),
    "xlsx": Export(
        ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "for Excel: sheets of findings, dimensions, gaps and references, with filters",
        "xlsx_workbook", binary=True,
    ),
    "html": Export(
        ".html", "text/html", "for clients and printing: the copy marked, every reason behind it",
        "html.report",
    ),
    "docx": Export(
        ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "for clients who edit or comment: the audit report as a Word document",
        "word_report.write", binary=True,
    ),
    "pdf": Export(
        ".pdf", "application/pdf", "for clients and inspection: the report to print and to file",
        "pdf_report.write", binary=True,
    ),
    "sarif": Export(
        ".sarif", "application/sarif+json",
        "for code hosts and editors: every problem with its place and, in text, its fix",
        "sarif.log",
    ),
    "rdjsonl": Export(
        ".rdjsonl", "application/jsonl", "for reviewdog: comments on the lines of a pull request",
        "reviewdog",
    ),
    "pack": Export(
        ".zip", "application/zip",
        "for inspection: copy, audit and all it rests on, for somebody else to verify",
        "pack.write", binary=True, sealed=True,
    ),
    "marked": Export(
        "", "application/octet-stream", "for the writer: the file itself, comments on its words",
        "marked.write", single=True, binary=True,
    ),
}  # fmt: skip
