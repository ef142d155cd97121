"""A small knowledge base and audits written by hand, so that exports are tested on every case."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.document import Document, Passage
from kb.model.finding import (
    Audit,
    AuditDocument,
    AuditEngine,
    AuditKnowledgeBase,
    Counts,
    Cue,
    DocumentFinding,
    Exceedance,
    Finding,
)
from kb.model.lexicon import CueLexicon
from kb.model.settings import Settings
from kb.model.source import Source
from kb.model.terms import VERDICTS, Dimension, Verdict
from kb.vet import Vetted

__all__ = ["a_base", "a_finding", "over", "vetted"]


def a_base(claims: Sequence[Claim], sources: Sequence[Source]) -> KnowledgeBase:
    """Return a knowledge base of these claims and sources.

    What teaches the claims is kept on disk by the fingerprint: two bases must not share one.
    """
    content = "".join(map(repr, (*claims, *sources)))
    return KnowledgeBase(
        root=Path(),
        settings=Settings(name="small", title="A small one"),
        topics={},
        concepts={},
        claims={claim.id: claim for claim in claims},
        sources={source.id: source for source in sources},
        copies={},
        cues=CueLexicon(kinds=()),
        fingerprint=hashlib.sha256(content.encode()).hexdigest(),
    )


def over(text: str, words: str, name: Dimension = "speed", **fields: str) -> Exceedance:
    """Return an exceedance whose cue is the first place of some words in a text."""
    start = text.index(words)
    told = {"says": "minutes", "allows": "not before 2 hours", "why": "peak at a day", **fields}
    cue = Cue(start=start, end=start + len(words), quote=words)
    return Exceedance(name=name, says=told["says"], allows=told["allows"], cue=cue, why=told["why"])


def a_finding(
    text: str,
    quote: str,
    *dimensions: Exceedance,
    verdict: Verdict = "overstated",
    claim: str | None = "light-helps",
    sources: tuple[str, ...] = ("trial-a",),
) -> Finding:
    """Return a finding on the first place of a quote in a text."""
    start = text.index(quote)
    problem = verdict != "supported"
    return Finding(
        id=hashlib.sha256(f"{quote}{claim}{verdict}".encode()).hexdigest()[:16],
        start=start,
        end=start + len(quote),
        quote=quote,
        claim=claim,
        topic="light" if claim else None,
        verdict=verdict,
        dimensions=dimensions,
        grade="low" if claim else None,
        why=" ".join(f"{d.name.capitalize()}: {d.why}." for d in dimensions) or "It holds.",
        rewording="Light may help." if problem and claim else None,
        sources=sources if claim else (),
        score=0.5,
    )


def vetted(
    text: str,
    *findings: Finding,
    whole: tuple[DocumentFinding, ...] = (),
    headings: tuple[str, ...] = (),
    path: str = "page.txt",
) -> Vetted:
    """Return a document and an audit with these findings."""
    sha256 = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    starts = [(text.index(words), words) for words in headings]
    passages = tuple(Passage(start=s, end=s + len(w), kind="heading") for s, w in starts)
    document = Document(
        name=path, media_type="text/plain", sha256=sha256, text=text, passages=passages
    )
    uncovered = sum(f.not_covered for f in findings)
    verdicts = [f.verdict for f in findings]
    audit = Audit(
        document=AuditDocument(
            name=path, sha256=sha256, media_type="text/plain", characters=len(text)
        ),
        knowledge_base=AuditKnowledgeBase(name="small", claims=1, sources=1, fingerprint="f" * 64),
        engine=AuditEngine(version="0.0.0"),
        findings=findings,
        document_findings=whole,
        counts=Counts(
            sentences=9,
            checkable=len(findings),
            matched=len(findings) - uncovered,
            not_covered=uncovered,
            by_verdict={verdict: verdicts.count(verdict) for verdict in VERDICTS},
        ),
    )
    return Vetted(document, audit, path)
