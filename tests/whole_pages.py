"""Pages of our own for the checks of whole documents, with findings set by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.context import observe_in_context
from kb.matching.statement import Observer
from kb.model.finding import DocumentFinding, Finding
from kb.model.terms import Dimension
from kb.reading.read import read_bytes
from kb.whole import WholeChecks
from tests.audited import a_finding, over

__all__ = ["looked", "said"]


def said(
    quote: str, topic: str = "light", claim: str = "light-helps", *exceeds: Dimension
) -> Finding:
    """Return a finding on a quote; `looked` puts it where the quote stands."""
    found = a_finding(
        quote, quote, *(over(quote, quote, name) for name in exceeds), claim=claim,
        verdict="overstated" if exceeds else "supported",
    )  # fmt: skip
    return found.model_copy(update={"topic": topic})


def looked(
    kb: KnowledgeBase, text: str, *findings: Finding, name: str = "page.md", **parts: object
) -> tuple[DocumentFinding, ...]:
    """Return what the whole of a page shows, with these findings on its passages."""
    placed = sorted(_placed(text, findings), key=lambda finding: finding.start)
    changed: KnowledgeBase = replace(kb, **parts)  # type: ignore[arg-type]
    observer = Observer(changed)
    document = read_bytes(text.encode(), name)
    read = [observe_in_context(observer, document, passage) for passage in document.passages]
    return WholeChecks(changed, observer).look(document, placed, read)


def _placed(text: str, findings: Iterable[Finding]) -> Iterable[Finding]:
    for finding in findings:
        start = text.index(finding.quote)
        yield finding.model_copy(update={"start": start, "end": start + len(finding.quote)})
