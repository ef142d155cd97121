"""What only the whole document shows, above the copy: folded, since the passages come first."""

from __future__ import annotations

from kb.content.knowledge_base import KnowledgeBase
from kb.model.document import Document
from kb.model.finding import Audit, DocumentFinding
from kb.output.faces import capital, left_out, shown_places, suppressed, whole_title
from kb.output.references import short
from kb.ui.sheet import Element, Node, el, lead

__all__ = ["whole"]

_AT_ONCE = 5
"""Shown unfolded: a long document has dozens, and the copy stands below them."""


def whole(document: Document, audit: Audit, kb: KnowledgeBase) -> list[Node]:
    """Return one line a finding on the whole document; its places and sources unfold."""
    if not audit.document_findings:
        return []
    title = f"On the document as a whole ({len(audit.document_findings)})"
    told = [_one(found, document, kb) for found in audit.document_findings]
    if len(told) > _AT_ONCE + 1:
        more = el("details", el("summary", f"{len(told) - _AT_ONCE} more"), *told[_AT_ONCE:])
        told = [*told[:_AT_ONCE], more]
    return [el("section", el("h3", title), *told, cls="card", attrs={"data-whole": "yes"})]


def _one(found: DocumentFinding, document: Document, kb: KnowledgeBase) -> Element:
    places = [
        el("li", f"{capital(document.place(start))}: “{document.text[start:end]}”")
        for start, end in shown_places(found)
    ]
    if more := left_out(found):
        places.append(el("li", more))
    let = found.suppressed_by
    return el(
        "details",
        el("summary", el("strong", whole_title(found)), f": {found.why}")
        if let is None
        else el("summary", f"{whole_title(found)} ({suppressed(let)})"),
        el("p", found.why) if let else None,
        el("ul", *places) if places else None,
        el("p", el("strong", "See: "), *_sources(found, kb)) if found.sources else None,
    )


def _sources(found: DocumentFinding, kb: KnowledgeBase) -> list[Node]:
    nodes: list[Node] = []
    for name in found.sources:
        source = kb.sources.get(name)
        shown = short(source) if source else name
        nodes += ["; "] if nodes else []
        nodes.append(lead("sources", {"source": name}, shown) if source else shown)
    return nodes
