"""An earlier audit's decisions laid over a new one of the same copy: for whoever judges it again.

What stands in the copy is applied anew. A register and a baseline lie elsewhere: what they decided
is taken as the earlier audit tells it, and said to be.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from kb.content.knowledge_base import KnowledgeBase
from kb.model.finding import Audit, DocumentFinding, Finding
from kb.review.apply import Plan, apply
from kb.vet import Vetted

__all__ = ["apply_again"]


def apply_again(anew: Vetted, told: Audit, kb: KnowledgeBase) -> tuple[Vetted, str | None]:
    """Return a document with the decisions of an earlier audit, and what was taken on its word."""
    review = told.review
    if review is None:
        return anew, None
    taken = [review.suppressions, review.baseline.name if review.baseline else None]
    if names := [name for name in taken if name]:
        word = (
            f"{anew.path}: what was suppressed or known stands as the audit tells it;"
            f" {' and '.join(names)} would show it"
        )
        return anew._replace(audit=_taken(anew.audit, told)), word
    on = review.on
    return apply(anew, kb, Plan(day=lambda: on or date.min)), None


def _taken(anew: Audit, told: Audit) -> Audit:
    before: dict[str, list[Finding]] = defaultdict(list)
    for finding in reversed(told.findings):
        before[finding.id].append(finding)
    findings = []
    for finding in anew.findings:
        same = before[finding.id].pop() if before[finding.id] else None
        decided = {"suppressed_by": same.suppressed_by, "baseline": same.baseline} if same else {}
        findings.append(finding.model_copy(update=decided))
    whole: dict[tuple[str, str], DocumentFinding] = {
        (f.kind, f.why): f for f in told.document_findings
    }
    kept = []
    for found in anew.document_findings:
        earlier = whole.get((found.kind, found.why))
        let = earlier.suppressed_by if earlier else None
        kept.append(found.model_copy(update={"suppressed_by": let}))
    reports = (f for f in told.document_findings if f.kind == "suppression")
    return anew.model_copy(
        update={
            "findings": tuple(findings),
            "document_findings": (*kept, *reports),
            "review": told.review,
        }
    )
