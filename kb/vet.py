"""The pipeline on one screen: a document and a knowledge base in, an audit out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from kb import __version__
from kb.content.knowledge_base import KnowledgeBase
from kb.matching.checkable import not_checkable
from kb.matching.clauses import clauses
from kb.matching.lookup import ClaimIndex, Match
from kb.matching.statement import Observer, Statement
from kb.model.document import Document, Passage
from kb.model.finding import (
    Audit,
    AuditDocument,
    AuditEngine,
    AuditKnowledgeBase,
    Counts,
    Finding,
)
from kb.model.terms import VERDICTS
from kb.verdict.finding import judge, not_covered

__all__ = ["Engine", "Vetted", "vet"]


class Vetted(NamedTuple):
    """A document beside its audit, for exports that show the copy; `path` as the user named it."""

    document: Document
    audit: Audit
    path: str


class Engine:
    """A knowledge base made ready to judge: build once, vet many documents."""

    def __init__(self, kb: KnowledgeBase) -> None:
        """Compile lexicons and examples."""
        self.kb = kb
        self.observer = Observer(kb)
        self.index = ClaimIndex(kb, self.observer)

    def vet(self, document: Document) -> Audit:
        """Return the audit of one document; the same input always gives the same audit."""
        findings: list[Finding] = []
        checkable = 0
        for passage in document.passages:
            found = list(self.findings(document, passage))
            checkable += bool(found)
            findings.extend(found)
        return Audit(
            document=AuditDocument(
                name=document.name,
                sha256=document.sha256,
                media_type=document.media_type,
                characters=len(document.text),
            ),
            knowledge_base=AuditKnowledgeBase(
                name=self.kb.name,
                claims=len(self.kb.claims),
                sources=len(self.kb.sources),
                fingerprint=self.kb.fingerprint,
            ),
            engine=AuditEngine(version=__version__),
            findings=tuple(findings),
            counts=_count(len(document.passages), checkable, findings),
        )

    def findings(self, document: Document, passage: Passage) -> Iterator[Finding]:
        """Yield the findings in one passage; none where it asserts nothing checkable."""
        text = document.quote(passage)
        whole = self.observer.observe(text, passage.start, passage.kind)
        ranked = self.index.rank(whole)
        threshold = self.kb.settings.thresholds.match
        best = ranked[0].score if ranked else 0.0
        if not_checkable(whole, best, threshold):
            return
        for statement, match in self._statements(whole, ranked):
            if match is None:
                yield not_covered(statement)
            else:
                yield judge(statement, match, self.kb)

    def _statements(
        self, whole: Statement, ranked: list[Match]
    ) -> Iterator[tuple[Statement, Match | None]]:
        """Yield what a passage asserts: as one, or clause by clause where they differ clearly."""
        limits = self.kb.settings.thresholds
        parts = []
        for span in clauses(whole.text):
            part = self.observer.observe(
                whole.text[span.start : span.end], whole.start + span.start, whole.kind
            )
            match = next(iter(self.index.rank(part, 1)), None)
            parts.append((part, match))
        sure = [(p, m) for p, m in parts if m is not None and m.score >= limits.second_match]
        topics = {self.kb.claims[m.claim].topic for _, m in sure}
        if len(sure) > 1 and len(topics) == len(sure):
            yield from sure
            return
        match = ranked[0] if ranked and ranked[0].score >= limits.match else None
        bare = self.observer.observe(_bare(whole.text), whole.start, whole.kind)
        yield bare, match


def vet(document: Document, kb: KnowledgeBase) -> Audit:
    """Return the audit of one document against a knowledge base."""
    return Engine(kb).vet(document)


def _bare(text: str) -> str:
    return text.rstrip(" .!;:,") or text


def _count(sentences: int, checkable: int, findings: list[Finding]) -> Counts:
    by_verdict = Counter(finding.verdict for finding in findings)
    return Counts(
        sentences=sentences,
        checkable=checkable,
        matched=sum(not f.not_covered for f in findings),
        not_covered=sum(f.not_covered for f in findings),
        by_verdict={verdict: by_verdict[verdict] for verdict in VERDICTS},
    )
