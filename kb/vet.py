"""The pipeline on one screen: a document and a knowledge base in, an audit out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from kb import __version__
from kb.content.knowledge_base import KnowledgeBase
from kb.matching.checkable import not_checkable
from kb.matching.context import observe_in_context
from kb.matching.cut import Told
from kb.matching.lookup import ClaimIndex
from kb.matching.split import statements
from kb.matching.statement import Observer, Statement
from kb.model.document import Document, Passage
from kb.model.finding import Audit, AuditDocument, AuditEngine, AuditKnowledgeBase, Counts, Finding
from kb.model.terms import VERDICTS
from kb.verdict.finding import Judged, finding_of, judge
from kb.verdict.record import FiguresOnRecord
from kb.verdict.reword import Reworder
from kb.verdict.reword_place import Place
from kb.whole import WholeChecks

__all__ = ["Engine", "Vetted", "vet"]


class Vetted(NamedTuple):
    """A document beside its audit, for exports that show the copy; `path` as the user named it."""

    document: Document
    audit: Audit
    path: str


class Engine:
    """A knowledge base made ready to judge: build once, vet many documents."""

    def __init__(self, kb: KnowledgeBase, *, verbatim: bool = True) -> None:
        """Compile lexicons and examples.

        `verbatim`: whether an example decides copy that has its very words.
        """
        self.kb = kb
        self.observer = Observer(kb)
        self.index = ClaimIndex(kb, self.observer, verbatim=verbatim)
        self.reworder = Reworder(kb, self.observer.lexicon)
        self.record = FiguresOnRecord(kb.sources)
        self.whole = WholeChecks(kb, self.observer)

    def vet(
        self, document: Document, on_passage: Callable[[int, int], None] | None = None
    ) -> Audit:
        """Return the audit of one document; the same input always gives the same audit.

        `on_passage` is told after each passage how many are done, of how many.
        """
        by_passage, read = [], []
        for done, passage in enumerate(document.passages, start=1):
            read.append(self.observe(document, passage))
            by_passage.append(list(self._findings(read[-1])))
            if on_passage:
                on_passage(done, len(document.passages))
        findings = [
            finding.model_copy(update={"place": document.place(finding.start)})
            for found in by_passage
            for finding in found
        ]
        return Audit(
            document=AuditDocument(
                name=document.name,
                sha256=document.sha256,
                media_type=document.media_type,
                characters=len(document.text),
            ),
            knowledge_base=self.identity,
            engine=AuditEngine(version=__version__),
            findings=tuple(findings),
            document_findings=self.whole.look(document, findings, read),
            counts=_count(len(by_passage), sum(map(bool, by_passage)), findings),
        )

    @property
    def identity(self) -> AuditKnowledgeBase:
        """Return which knowledge base judges."""
        return AuditKnowledgeBase(
            name=self.kb.name,
            claims=len(self.kb.claims),
            sources=len(self.kb.sources),
            fingerprint=self.kb.fingerprint,
        )

    def findings(self, document: Document, passage: Passage) -> Iterator[Finding]:
        """Return the findings in one passage; none where it asserts nothing checkable."""
        return self._findings(self.observe(document, passage))

    def _findings(self, whole: Statement) -> Iterator[Finding]:
        judged = list(self._judged(whole))
        for each in judged:
            place = Place(whole, each.statement, finding_of(each, self.kb, self.record))
            others = [other for other in judged if other is not each]
            yield self.reworder.reword(place, others, partial(self._reread, whole))

    def _judged(self, whole: Statement) -> Iterator[Judged]:
        """Yield the judgement on each statement of a passage."""
        topics = self.index.topics(whole)
        ranked = self.index.rank(whole, topics=topics)
        if not_checkable(whole, ranked, self.kb):
            return
        for statement, match in statements(Told(whole, topics), ranked, self.index, self.kb):
            yield judge(statement, match, self.kb)

    def _reread(self, whole: Statement, text: str) -> list[Judged]:
        """Return the judgements in a passage when it reads `text`, in the context that it has."""
        again = self.observer.observe(text, whole.start, whole.kind, whole.context_concepts)
        return list(self._judged(again))

    def observe(self, document: Document, passage: Passage) -> Statement:
        """Return what stands in a passage, with the concepts of what it leans on."""
        return observe_in_context(self.observer, document, passage)


def vet(document: Document, kb: KnowledgeBase) -> Audit:
    """Return the audit of one document against a knowledge base."""
    return Engine(kb).vet(document)


def _count(sentences: int, checkable: int, findings: list[Finding]) -> Counts:
    by_verdict = Counter(finding.verdict for finding in findings)
    return Counts(
        sentences=sentences,
        checkable=checkable,
        matched=sum(not f.not_covered for f in findings),
        not_covered=sum(f.not_covered for f in findings),
        by_verdict={verdict: by_verdict[verdict] for verdict in VERDICTS},
    )
