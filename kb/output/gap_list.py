"""Gaps on paper: for a terminal, for programs, for spreadsheets."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterator

from kb.model.gap import Gap, GapReport
from kb.output.csv_table import cell
from kb.output.form import Form
from kb.output.text import WIDTH, plain

__all__ = ["GAP_EXPORTS", "heading", "in_short"]


def in_short(gap: Gap) -> str:
    """Return how often and how risky a gap is, in words."""
    passages = f"{gap.passages} passage{'s' if gap.passages > 1 else ''}"
    documents = f"{gap.documents} document{'s' if gap.documents > 1 else ''}"
    return f"{passages} in {documents}; {', '.join(gap.risks) or 'no risky wording'}"


def heading(gap: Gap) -> str:
    """Return the key words of a gap on one line."""
    return ", ".join(gap.key_words) or "no telling words"


def _text(report: GapReport) -> bytes:
    return ("\n".join(_lines(report)) + "\n").encode(errors="backslashreplace")


def _lines(report: GapReport) -> Iterator[str]:
    in_doubt = " or only in doubt" if report.doubtful else ""
    yield (
        f"{report.passages} passages of {report.documents} documents that no claim of"
        f" '{plain(report.knowledge_base.name)}' covers{in_doubt}, in {len(report.gaps)} groups"
    )
    for number, gap in enumerate(report.gaps, start=1):
        yield ""
        yield from _wrapped(f"{number}. {heading(gap)}", "", "   ")
        yield from _wrapped(in_short(gap), "   ", "   ")
        for example in gap.examples:
            doubt = f" (in doubt: {example.claim})" if example.claim else ""
            place = f"{example.document}, {example.place}, {example.start}-{example.end}"
            yield from _wrapped(f"“{example.quote}”{doubt}", "     ", "     ")
            yield from _wrapped(place, "       ", "       ")


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        plain(text), WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def _json(report: GapReport) -> bytes:
    return (report.model_dump_json(indent=1) + "\n").encode()


COLUMNS = (
    "gap", "key words", "documents", "passages", "risks", "document", "line", "place", "start",
    "end", "quote", "claim in doubt",
)  # fmt: skip


def _csv(report: GapReport) -> bytes:
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(COLUMNS)
    for number, gap in enumerate(report.gaps, start=1):
        for e in gap.examples:
            values = (
                number, heading(gap), gap.documents, gap.passages, " | ".join(gap.risks),
                e.document, e.line, e.place, e.start, e.end, e.quote, e.claim,
            )  # fmt: skip
            rows.writerow(cell(value) for value in values)
    return table.getvalue().encode("utf-8-sig", errors="backslashreplace")


GAP_EXPORTS: dict[str, Form[GapReport]] = {
    "text": Form(".txt", "text/plain", "for reading in a terminal", _text),
    "json": Form(".json", "application/json", "for programs", _json),
    "csv": Form(".csv", "text/csv", "for spreadsheets: a row an example", _csv),
}
"""Every format of the list of gaps."""
