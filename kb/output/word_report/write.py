"""The parts of the report in their order, as one Word document."""

from __future__ import annotations

from collections.abc import Sequence

from kb.content.knowledge_base import KnowledgeBase
from kb.output.report import Report, report
from kb.output.report.build import DocumentPart
from kb.output.report.words import shortened
from kb.output.word_report.copy import add_copy
from kb.output.word_report.evidence import add_evidence, add_limits, add_references
from kb.output.word_report.findings import add_finding, add_suppressed, add_unchecked, add_whole
from kb.output.word_report.front import add_cover, add_summary, headed
from kb.output.word_report.page import Page
from kb.output.word_report.pictures import bar, counted
from kb.vet import Vetted

__all__ = ["write"]

_FOOT = 70


def write(vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:
    """Return the report of all documents as one Word document."""
    told = report(vetted, kb)
    title = headed(told)
    hashed = "" if told.several else f" · sha256 {told.cover.documents[0].sha256[:12]}"
    page = Page(f"{told.cover.title}: {title}", f"{shortened(title, _FOOT)}{hashed}")
    add_cover(page, told, _contents(told))
    add_summary(page, told)
    for part in told.documents:
        _add_document(page, part, several=told.several)
    if told.evidence:
        add_evidence(page, told)
    if told.references:
        add_references(page, told.references)
    add_limits(page, told.limits)
    return page.saved()


def _contents(told: Report) -> list[tuple[str, str]]:
    """Return the sections of the report with the places at which they begin."""
    found = [("Summary", "summary")]
    if told.several:
        found += [(f"Document {p.number}: {p.name}", f"d {p.number}") for p in told.documents]
    else:
        found += [(title, f"{place} 1") for title, place in _sections(told.documents[0])]
    found += [("The evidence", "evidence")] if told.evidence else []
    found += [("References", "references")] if told.references else []
    return [*found, ("What this audit is, and is not", "limits")]


def _sections(part: DocumentPart) -> list[tuple[str, str]]:
    found = [("The copy, as it was judged", "copy"), ("Findings", "findings")]
    found += [("What the evidence supports as worded", "supported")] if part.supported else []
    found += [("The document as a whole", "whole")] if part.whole else []
    found += [("Suppressed findings", "suppressed")] if part.suppressed else []
    return [*found, ("What was not judged", "unchecked")]


def _add_document(page: Page, part: DocumentPart, *, several: bool) -> None:
    level = 2 if several else 1
    if several:
        title = f"Document {part.number}: {part.name}"
        page.heading(1, title, place=f"d {part.number}", page=True)
        page.add(*bar(part.counts), counted(part.counts))
    for title, place in _sections(part):
        own_page = not several and place in ("copy", "findings", "whole")
        page.heading(level, title, place=f"{place} {part.number}", page=own_page)
        if place == "copy":
            add_copy(page, part.counts, part.blocks)
        elif place == "findings":
            for entry in part.problems:
                add_finding(page, entry, level + 1)
        elif place == "supported":
            for entry in part.supported:
                add_finding(page, entry, level + 1)
        elif place == "whole":
            add_whole(page, part.whole, part.number, level + 1)
        elif place == "suppressed":
            add_suppressed(page, part.suppressed)
        else:
            add_unchecked(page, part.unchecked)
