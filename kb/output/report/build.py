"""The audit report as data: what every format of it shows, in the order in which it is read.

No format is known here. References are numbered in the order of first mention: findings, findings
on the whole document, evidence; formats that keep that order need no numbers of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.content.knowledge_base import KnowledgeBase
from kb.grading import Grading, grade
from kb.model.terms import SCHEMES, Scheme
from kb.output.report.bibliography import Bibliography, PrintedReference
from kb.output.report.cover import Cover, cover
from kb.output.report.entries import Entry, entry
from kb.output.report.evidence import EvidenceRow, evidence_row
from kb.output.report.limits import limits
from kb.output.report.marked_copy import Block, Numbered, marked_copy, numbered
from kb.output.report.summary import Summary, summary
from kb.output.report.whole import (
    SuppressedFinding,
    Unchecked,
    WholeFinding,
    suppressed,
    unchecked,
    whole_finding,
)
from kb.output.report.words import FaceCount, by_face
from kb.vet import Vetted

__all__ = ["DocumentPart", "Report", "report"]


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """What a report tells of one document."""

    number: int
    name: str
    counts: tuple[FaceCount, ...]
    blocks: tuple[Block, ...]
    entries: tuple[Entry, ...]
    whole: tuple[WholeFinding, ...]
    suppressed: tuple[SuppressedFinding, ...]
    unchecked: Unchecked


@dataclass(frozen=True, slots=True)
class Report:
    """The audit of one or several documents, ready to be written in any format.

    Findings are numbered through a document, with the document's number in front where there are
    several ("2.14"). Rows of evidence (E1, E2, ...) stand by scheme, in each in the order in which
    findings first rest on them; a claim stands once, however many findings rest on it.
    """

    cover: Cover
    summary: Summary
    documents: tuple[DocumentPart, ...]
    evidence: tuple[EvidenceRow, ...]
    references: tuple[PrintedReference, ...]
    limits: tuple[str, ...]

    @property
    def several(self) -> bool:
        """Return whether it holds more than one document."""
        return len(self.documents) > 1

    def evidence_of(self, scheme: Scheme) -> tuple[EvidenceRow, ...]:
        """Return the rows of evidence graded by one scheme."""
        return tuple(row for row in self.evidence if row.scheme == scheme)


def report(vetted: Sequence[Vetted], kb: KnowledgeBase) -> Report:
    """Return the report of documents that were vetted, at least one."""
    several = len(vetted) > 1
    found = [
        numbered(each.audit.findings, f"{number}." if several else "")
        for number, each in enumerate(vetted, start=1)
    ]
    rows = _numbers(found, kb)
    cited = Bibliography(kb)
    told: dict[str, str] = {}
    documents = tuple(
        _document(each, number, marked, kb, cited, rows, told)
        for number, (each, marked) in enumerate(zip(vetted, found, strict=True), start=1)
    )
    evidence = tuple(_evidence(rows, found, kb, cited))
    references = cited.listed()
    front = cover(vetted, kb)
    return Report(
        cover=front,
        summary=summary(vetted, [each for part in documents for each in part.entries]),
        documents=documents,
        evidence=evidence,
        references=references,
        limits=limits(references, front.judged_by),
    )


def _numbers(
    found: Sequence[Sequence[Numbered]], kb: KnowledgeBase
) -> dict[str, tuple[str, Grading]]:
    """Return the number and grading of each claim that findings rest on, in print order."""
    ids = dict.fromkeys(each.finding.claim or "" for marked in found for each in marked)
    graded = [grade(kb.claims[each], kb.sources) for each in ids if each in kb.claims]
    in_order = sorted(graded, key=lambda each: SCHEMES.index(each.scheme))
    return {each.claim: (f"E{number}", each) for number, each in enumerate(in_order, start=1)}


def _document(
    each: Vetted,
    number: int,
    marked: Sequence[Numbered],
    kb: KnowledgeBase,
    cited: Bibliography,
    rows: dict[str, tuple[str, Grading]],
    told: dict[str, str],
) -> DocumentPart:
    document = each.document
    entries = tuple(
        entry(one, document.place(one.finding.start), number, kb, cited, rows, told)
        for one in marked
    )
    return DocumentPart(
        number=number,
        name=each.path,
        counts=by_face(each.audit.findings),
        blocks=marked_copy(document, marked),
        entries=entries,
        whole=tuple(whole_finding(one, document, cited) for one in each.audit.document_findings),
        suppressed=tuple(suppressed(entries)),
        unchecked=unchecked(document, each.audit, entries),
    )


def _evidence(
    rows: dict[str, tuple[str, Grading]],
    found: Sequence[Sequence[Numbered]],
    kb: KnowledgeBase,
    cited: Bibliography,
) -> Iterator[EvidenceRow]:
    resting: dict[str, list[str]] = {claim: [] for claim in rows}
    for marked in found:
        for each in marked:
            if each.finding.claim in resting:
                resting[each.finding.claim].append(each.number)
    for claim_id, (number, graded) in rows.items():
        yield evidence_row(number, kb.claims[claim_id], graded, resting[claim_id], kb, cited)
