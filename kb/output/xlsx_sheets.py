"""What stands on each sheet of the workbook: a table of columns each, a row for each thing found.

How cells look is `xlsx_workbook`'s affair; here is only what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from kb.content.knowledge_base import KnowledgeBase
from kb.model.finding import DocumentFinding, Exceedance, Finding
from kb.model.source import Source
from kb.output.csv_table import COLUMNS, Row
from kb.output.faces import (
    GRADE_WORDS,
    face_of,
    own_why,
    please_look,
    reviewed,
    shown_by,
    suppressed,
    whole_title,
)
from kb.output.references import READ, kind_word, reference, told
from kb.vet import Vetted

__all__ = ["DOCUMENTS", "SHEETS", "Cell", "Column", "Form", "Sheet"]

R = TypeVar("R")
Cell = str | int | float | date | None
Form = Literal["text", "words", "number", "percent", "date", "verdict"]
"""How a cell is written: `words` wrap, `text` is short, `verdict` is the id of a face."""

_CSV = dict(COLUMNS)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its name, its width in characters, its form, and what stands in it."""

    name: str
    width: int
    form: Form
    value: Callable[[R], object]


@dataclass(frozen=True, slots=True)
class Sheet(Generic[R]):
    """A sheet that is one table; `printed` is how many of its columns go on paper, 0 for all."""

    name: str
    rows: Callable[[Sequence[Vetted], KnowledgeBase], Iterable[R]]
    columns: tuple[Column[R], ...]
    printed: int = 0


class _Over(NamedTuple):
    row: Row
    each: Exceedance


class _Whole(NamedTuple):
    vetted: Vetted
    found: DocumentFinding
    kb: KnowledgeBase


class _Cited(NamedTuple):
    source_id: str
    source: Source | None
    times: int


def _findings(vetted: Sequence[Vetted], kb: KnowledgeBase) -> Iterator[Row]:
    return (Row(each, finding, kb) for each in vetted for finding in each.audit.findings)


def _not_covered(vetted: Sequence[Vetted], kb: KnowledgeBase) -> Iterator[Row]:
    return (row for row in _findings(vetted, kb) if row.finding.not_covered)


def _exceedances(vetted: Sequence[Vetted], kb: KnowledgeBase) -> Iterator[_Over]:
    for row in _findings(vetted, kb):
        if not row.finding.not_covered:
            yield from (_Over(row, each) for each in row.finding.dimensions)


def _of_the_whole(vetted: Sequence[Vetted], kb: KnowledgeBase) -> Iterator[_Whole]:
    return (_Whole(each, found, kb) for each in vetted for found in each.audit.document_findings)


def _cited(vetted: Sequence[Vetted], kb: KnowledgeBase) -> Iterator[_Cited]:
    """Yield the sources that findings name, as first named, with how many name them."""
    times: dict[str, int] = {}
    for each in vetted:
        for named in _named(each):
            times[named] = times.get(named, 0) + 1
    return (
        _Cited(source_id, kb.sources.get(source_id), count) for source_id, count in times.items()
    )


def _named(vetted: Vetted) -> Iterator[str]:
    for finding in vetted.audit.findings:
        yield from finding.sources
    for found in vetted.audit.document_findings:
        yield from found.sources


def _lines(parts: Iterable[object]) -> str:
    return "\n".join(str(part) for part in parts)


def _over(finding: Finding) -> tuple[Exceedance, ...]:
    """Return what it exceeds; a passage without a claim exceeds nothing that is known."""
    return () if finding.not_covered else finding.dimensions


def _each(finding: Finding, value: Callable[[Exceedance], str]) -> str:
    """Return a line a dimension, which it names where there are several."""
    over = _over(finding)
    told_apart = len(over) > 1
    return _lines(f"{d.name}: {value(d)}" if told_apart else value(d) for d in over)


def _cues(finding: Finding) -> str:
    shown = (shown_by(each, finding) for each in _over(finding))
    return _lines(dict.fromkeys(words for words in shown if words))


def _why(finding: Finding) -> str:
    told_beyond = own_why(finding)
    return _lines(part for part in (_each(finding, lambda d: d.why), told_beyond) if part)


def _places(row: _Whole) -> str:
    return _lines(dict.fromkeys(row.vetted.document.place(start) for start, _ in row.found.where))


def _quotes(row: _Whole) -> str:
    return _lines(f"“{row.vetted.document.text[start:end]}”" for start, end in row.found.where)


def _of(source: Source | None, value: Callable[[Source], object]) -> object:
    return None if source is None else value(source)


def _counted(face: str) -> Callable[[Vetted], int]:
    return lambda vetted: sum(face_of(finding).id == face for finding in vetted.audit.findings)


DOCUMENTS: tuple[Column[Vetted], ...] = (
    Column("Document", 40, "words", lambda v: v.path),
    Column("Passages", 11, "number", lambda v: v.audit.counts.sentences),
    Column("Checkable", 12, "number", lambda v: v.audit.counts.checkable),
    Column("Contradicted", 14, "number", _counted("contradicted")),
    Column("Overstated", 13, "number", _counted("overstated")),
    Column("Out of date", 13, "number", _counted("out-of-date")),
    Column("Unsupported", 14, "number", _counted("unsupported")),
    Column("Not covered", 14, "number", _counted("not-covered")),
    Column("To check", 10, "number", _counted("to-check")),
    Column("Supported", 12, "number", _counted("supported")),
    Column("Suppressed", 13, "number",
           lambda v: sum(f.suppressed_by is not None for f in v.audit.findings)),
    Column("Known before", 14, "number",
           lambda v: sum(f.baseline == "unchanged" and f.verdict != "supported"
                         for f in v.audit.findings)),
    Column("Whole document", 16, "number", lambda v: len(v.audit.document_findings)),
    Column("Team's decisions", 34, "words", lambda v: reviewed(v.audit.review)),
    Column("Characters", 13, "number", lambda v: v.audit.document.characters),
    Column("Media type", 24, "words", lambda v: v.audit.document.media_type),
    Column("SHA-256", 40, "words", lambda v: v.audit.document.sha256),
    Column("Notes on reading", 50, "words", lambda v: _lines(v.document.notes)),
)  # fmt: skip
"""The table of documents on the first sheet."""

_FINDINGS: tuple[Column[Row], ...] = (
    Column("Verdict", 16, "verdict", lambda r: face_of(r.finding).id),
    Column("Copy", 48, "words", _CSV["quote"]),
    Column("Place", 16, "words", _CSV["place"]),
    Column("Dimensions", 14, "words", lambda r: _lines(d.name for d in _over(r.finding))),
    Column("The copy says", 30, "words", lambda r: _each(r.finding, lambda d: d.says)),
    Column("Evidence allows", 36, "words", lambda r: _each(r.finding, lambda d: d.allows)),
    Column("Words that show it", 22, "words", lambda r: _cues(r.finding)),
    Column("Why", 50, "words", lambda r: _why(r.finding)),
    Column("Say instead", 44, "words", _CSV["rewording"]),
    Column("Grade", 12, "text",
           lambda r: GRADE_WORDS[r.finding.grade] if r.finding.grade else None),
    Column("Sources", 40, "words", lambda r: _lines(told(s, r.kb) for s in r.finding.sources)),
    Column("Score", 10, "percent",
           lambda r: None if r.finding.not_covered else r.finding.score),
    Column("Please look", 40, "words", lambda r: please_look(r.finding)),
    Column("Suppressed by", 18, "words", _CSV["suppressed by"]),
    Column("Why suppressed", 30, "words", _CSV["suppressed because"]),
    Column("Until", 12, "date", _CSV["suppressed until"]),
    Column("Written in", 22, "words", _CSV["suppressed in"]),
    Column("Baseline", 12, "text", _CSV["baseline"]),
    Column("Document", 30, "words", _CSV["document"]),
    Column("Line", 8, "number", _CSV["line"]),
    Column("Start", 9, "number", _CSV["start"]),
    Column("End", 9, "number", _CSV["end"]),
    Column("Claim", 28, "words", _CSV["claim"]),
    Column("Topic", 22, "words", _CSV["topic"]),
    Column("Finding id", 19, "text", _CSV["finding id"]),
)  # fmt: skip

_OVER: tuple[Column[_Over], ...] = (
    Column("Verdict", 16, "verdict", lambda r: face_of(r.row.finding).id),
    Column("Dimension", 14, "text", lambda r: r.each.name),
    Column("The copy says", 34, "words", lambda r: r.each.says),
    Column("Evidence allows", 40, "words", lambda r: r.each.allows),
    Column("Words that show it", 30, "words", lambda r: r.each.cue.quote),
    Column("Why", 50, "words", lambda r: r.each.why),
    Column("Scale", 34, "words",
           lambda r: r.each.scale and f"{r.each.scale.weakest} … {r.each.scale.strongest}"),
    Column("Allowed up to", 20, "words", lambda r: r.each.scale and r.each.scale.allowed.label),
    Column("Allowed, 0 to 1", 15, "number", lambda r: r.each.scale and r.each.scale.allowed.at),
    Column("Said", 20, "words", lambda r: r.each.scale and r.each.scale.said.label),
    Column("Said, 0 to 1", 13, "number", lambda r: r.each.scale and r.each.scale.said.at),
    Column("Copy", 48, "words", lambda r: r.row.finding.quote),
    Column("Place", 16, "words", lambda r: _CSV["place"](r.row)),
    Column("Document", 30, "words", lambda r: r.row.vetted.path),
    Column("Claim", 28, "words", lambda r: r.row.finding.claim),
    Column("Finding id", 19, "text", lambda r: r.row.finding.id),
)  # fmt: skip

_WHOLE: tuple[Column[_Whole], ...] = (
    Column("Kind", 20, "text", lambda r: whole_title(r.found)),
    Column("Why", 70, "words", lambda r: r.found.why),
    Column("Places", 22, "words", _places),
    Column("Copy", 60, "words", _quotes),
    Column("Sources", 40, "words", lambda r: _lines(told(s, r.kb) for s in r.found.sources)),
    Column(
        "Suppressed",
        40,
        "words",
        lambda r: r.found.suppressed_by and suppressed(r.found.suppressed_by),
    ),
    Column("Document", 30, "words", lambda r: r.vetted.path),
)

_GAPS: tuple[Column[Row], ...] = (
    Column("Copy", 80, "words", _CSV["quote"]),
    Column("Place", 16, "words", _CSV["place"]),
    Column("Document", 40, "words", _CSV["document"]),
    Column("Line", 8, "number", _CSV["line"]),
    Column("Start", 9, "number", _CSV["start"]),
    Column("End", 9, "number", _CSV["end"]),
    Column("Finding id", 19, "text", _CSV["finding id"]),
)

_REFERENCES: tuple[Column[_Cited], ...] = (
    Column("Source", 34, "words", lambda r: r.source_id),
    Column("Reference", 80, "words",
           lambda r: _of(r.source, lambda s: str(reference(s))) or "no record of this source"),
    Column("Kind", 20, "words", lambda r: _of(r.source, lambda s: kind_word(s.kind))),
    Column("How it was read", 30, "words",
           lambda r: _of(r.source, lambda s: READ["unverified" if s.unread else s.read])),
    Column("Standing", 14, "text", lambda r: _of(r.source, lambda s: s.standing)),
    Column("Reference is", 14, "text", lambda r: _of(r.source, lambda s: s.bibliography)),
    Column("Year", 8, "number", lambda r: _of(r.source, lambda s: s.year)),
    Column("DOI", 30, "words", lambda r: _of(r.source, lambda s: s.doi)),
    Column("PMID", 12, "text", lambda r: _of(r.source, lambda s: s.pmid)),
    Column("Named by findings", 17, "number", lambda r: r.times),
)  # fmt: skip

SHEETS: tuple[Sheet[Any], ...] = (
    Sheet("Findings", _findings, _FINDINGS, printed=12),
    Sheet("Dimensions", _exceedances, _OVER, printed=11),
    Sheet("Whole document", _of_the_whole, _WHOLE),
    Sheet("Not covered", _not_covered, _GAPS),
    Sheet("References", _cited, _REFERENCES),
)
"""The sheets after the summary, in their order."""
