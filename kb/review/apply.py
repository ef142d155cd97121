"""What a team decided, laid over what the engine found: suppressions first, then the baseline.

The audit of a document depends on the document, the knowledge base, the register, the baseline and,
where a suppression has an end, the day; on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from kb.content.knowledge_base import KnowledgeBase
from kb.model.finding import Audit, Review
from kb.review.baseline import KnownRun, against
from kb.review.register import Entry, entries_for
from kb.review.scope import scoped
from kb.review.suppress import Suppressor, from_directive, from_entry, known_targets
from kb.vet import Vetted

__all__ = ["Plan", "apply", "bare", "today"]


def today() -> date:
    """Return the day, everywhere the same (UTC)."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to lay over audits: a register, a baseline, and how to learn the day."""

    register: tuple[Entry, ...] = ()
    baseline: KnownRun | None = None
    day: Callable[[], date] = today
    """Asked only where some suppression has an end."""


def apply(vetted: Vetted, kb: KnowledgeBase, plan: Plan) -> Vetted:
    """Return a document with its audit reviewed; as it was where there is nothing to review by."""
    document = vetted.document
    requests = [from_directive(found, document) for found in scoped(document)]
    entries = entries_for(plan.register, vetted)
    requests += [from_entry(entry, document) for entry in entries]
    if not requests and plan.baseline is None:
        return vetted
    audit = bare(vetted.audit)
    findings, whole = list(audit.findings), list(audit.document_findings)
    suppressor = Suppressor(known_targets(kb) if requests else frozenset(), plan.day)
    for request in requests:
        suppressor.apply(request, findings, whole)
    audit = audit.model_copy(
        update={
            "findings": tuple(findings),
            "document_findings": (*whole, *suppressor.reports),
            "review": Review(
                on=suppressor.on,
                suppressions=entries[0].register if entries else None,
                suppressed=sum(e.suppressed_by is not None for e in findings)
                + sum(e.suppressed_by is not None for e in whole),
                unused=suppressor.unused,
                expired=suppressor.expired,
                refused=suppressor.refused,
            ),
        }
    )
    return vetted._replace(audit=_compared(audit, plan.baseline) if plan.baseline else audit)


def _compared(audit: Audit, run: KnownRun) -> Audit:
    findings, baseline = against(run, audit)
    review = (audit.review or Review()).model_copy(update={"baseline": baseline})
    return audit.model_copy(update={"findings": findings, "review": review})


def bare(audit: Audit) -> Audit:
    """Return an audit as the engine made it, before any review."""
    if audit.review is None:
        return audit
    cleared = {"suppressed_by": None, "baseline": None}
    return audit.model_copy(
        update={
            "findings": tuple(each.model_copy(update=cleared) for each in audit.findings),
            "document_findings": tuple(
                each.model_copy(update={"suppressed_by": None})
                for each in audit.document_findings
                if each.kind != "suppression"
            ),
            "review": None,
        }
    )
