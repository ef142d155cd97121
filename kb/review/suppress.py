"""Suppressions: who took it upon themselves that a finding does not count, and what became of it.

Nothing is dropped: a suppressed finding stays, with the words of whoever suppressed it. A
suppression that lacks a reason or a person, has expired, or meets nothing is told as a finding on
the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import ReadingError
from kb.model.document import Document, Span
from kb.model.finding import DocumentFinding, Finding, Suppression
from kb.model.terms import DIMENSIONS
from kb.reading.selector import locate
from kb.review.register import Entry
from kb.review.scope import Scoped

__all__ = ["KINDS", "Request", "Suppressor", "from_directive", "from_entry", "known_targets"]

KINDS: tuple[str, ...] = tuple(
    kind
    for kind in get_args(DocumentFinding.model_fields["kind"].annotation)
    if kind != "suppression"
)
"""Kinds of finding on the whole document that can be suppressed."""

_ALL, _NOT_COVERED = "all", "not-covered"
_FINDING_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Request:
    """A suppression as somebody wrote it, wherever they did.

    `said` names it in messages. `faults` keep it from being done; `misses` says why it can meet
    nothing. `scope`: where it holds, None for the whole document. `written`:
    the words to show for it. `many`: it is meant for several documents, so that finding nothing in
    one of them is no fault.
    """

    said: str
    targets: tuple[str, ...]
    reason: str
    by: str
    until: date | None
    source: str
    scope: tuple[Span, ...] | None
    written: Span | None
    faults: tuple[str, ...] = ()
    misses: str = ""
    many: bool = False


def from_directive(found: Scoped, document: Document) -> Request:
    """Return what a comment in the copy asks for."""
    asked = found.directive
    return Request(
        said=f"“{asked}”",
        targets=asked.targets,
        reason=asked.reason,
        by=asked.by,
        until=asked.until,
        source=document.place(found.remark.start),
        scope=found.scope,
        written=found.written,
        faults=asked.faults,
        misses=found.misses,
    )


def from_entry(found: Entry, document: Document) -> Request:
    """Return what an entry of the register asks for in a document."""
    entry = found.entry
    faults = [] if entry.targets else ["names nothing"]
    faults += [] if entry.reason else ["gives no 'reason'"]
    faults += [] if entry.by else ["names no person ('by')"]
    scope: tuple[Span, ...] | None = None
    misses = ""
    if entry.selector is not None:
        try:
            scope = (locate(document.text, entry.selector),)
        except ReadingError as fault:
            scope, misses = (), f"suppresses nothing: {fault}"
    return Request(
        said=found.source,
        targets=entry.targets,
        reason=entry.reason or "",
        by=entry.by or "",
        until=entry.until,
        source=found.source,
        scope=scope,
        written=scope[0] if scope else None,
        faults=tuple(faults),
        misses=misses,
        many=entry.pattern,
    )


def known_targets(kb: KnowledgeBase) -> frozenset[str]:
    """Return every word that a suppression can name, besides the ids of findings."""
    return frozenset((*kb.topics, *kb.claims, *DIMENSIONS, *KINDS, _ALL, _NOT_COVERED))


class Suppressor:
    """Applies requests to the findings of one document, in their order, and counts."""

    def __init__(self, known: frozenset[str], day: Callable[[], date]) -> None:
        """Take the words that can be named, and how to learn the day if one is needed."""
        self._known = known
        self._day = day
        self.reports: list[DocumentFinding] = []
        self.unused = self.expired = self.refused = 0
        self.on: date | None = None

    def apply(
        self, request: Request, findings: list[Finding], whole: list[DocumentFinding]
    ) -> None:
        """Mark what a request suppresses; report it where it suppresses nothing."""
        if request.faults:
            self.refused += 1
            self._report(request, f"suppresses nothing: it {'; it '.join(request.faults)}")
            return
        targets = frozenset(self._meant(request))
        if request.targets and not targets:
            return
        if request.until is not None and self._over(request.until):
            self.expired += 1
            self._report(request, f"has expired on {request.until}; renew it or take it away")
            return
        if request.misses and request.many:
            return
        if request.misses:
            self.unused += 1
            self._report(request, request.misses)
            return
        met = [*_findings(request, targets, findings), *_whole(request, targets, whole)]
        if not met and not request.many:
            self.unused += 1
            self._report(request, f"suppresses nothing{_near(request, targets, findings)}")

    def _over(self, until: date) -> bool:
        if self.on is None:
            self.on = self._day()
        return until < self.on

    def _meant(self, request: Request) -> Iterator[str]:
        for target in request.targets:
            if target in self._known or _FINDING_ID.fullmatch(target):
                yield target
                continue
            self.refused += 1
            self._report(
                request,
                f"names '{target}', and there is no such topic, dimension, claim, finding or kind"
                f" of finding{_offer(target, self._known)}",
            )

    def _report(self, request: Request, told: str) -> None:
        where = ((request.written.start, request.written.end),) if request.written else ()
        why = f"{request.said} {told}"
        self.reports.append(DocumentFinding(kind="suppression", why=why, where=where))


def _findings(
    request: Request, targets: frozenset[str], findings: list[Finding]
) -> Iterator[Finding]:
    for place, finding in enumerate(findings):
        if not _inside(request, finding.start, finding.end):
            continue
        target = _answers(finding, targets)
        if target is None:
            continue
        if finding.suppressed_by is None:  # who came first answers for it; both are used
            update = {"suppressed_by": _word(request, target)}
            findings[place] = finding.model_copy(update=update)
        yield finding


def _whole(
    request: Request, targets: frozenset[str], whole: list[DocumentFinding]
) -> Iterator[DocumentFinding]:
    for place, found in enumerate(whole):
        everything = _ALL in targets and request.scope is None
        if found.kind not in targets and not everything:
            continue
        if request.scope is not None and not any(_inside(request, *at) for at in found.where):
            continue
        if found.suppressed_by is None:
            target = found.kind if found.kind in targets else _ALL
            whole[place] = found.model_copy(update={"suppressed_by": _word(request, target)})
        yield found


def _word(request: Request, target: str) -> Suppression:
    return Suppression(
        target=target,
        reason=request.reason,
        by=request.by,
        until=request.until,
        source=request.source,
    )


def _inside(request: Request, start: int, end: int) -> bool:
    if request.scope is None:
        return True
    return any(span.start < end and start < span.end for span in request.scope)


def _answers(finding: Finding, targets: frozenset[str]) -> str | None:
    """Return the target that a finding answers to, or None.

    Dimensions answer only together: who accepts the speed has not accepted the certainty.
    """
    if finding.verdict == "supported" and not finding.doubts:
        return None
    names = (finding.id, finding.claim, finding.topic, _NOT_COVERED if finding.not_covered else "")
    for name in (*names, _ALL):
        if name and name in targets:
            return name
    over = [each.name for each in finding.dimensions]
    return ", ".join(over) if over and targets.issuperset(over) else None


def _near(request: Request, targets: frozenset[str], findings: list[Finding]) -> str:
    """Return why a request meets nothing: what stands there is judged on something else."""
    for finding in findings:
        if finding.verdict == "supported" or not _inside(request, finding.start, finding.end):
            continue
        over = [each.name for each in finding.dimensions]
        missing = [name for name in over if name not in targets]
        if len(missing) < len(over):
            return (
                f": what stands there exceeds on {', '.join(missing)} too, which it does not name"
            )
        if request.scope is not None:
            named = finding.topic or _NOT_COVERED
            return f": what stands there is '{named}' and exceeds on {', '.join(over)}"
    return "; take it away"


def _offer(target: str, known: frozenset[str]) -> str:
    # Only on the way to a report: difflib is not needed by any other path.
    from difflib import get_close_matches  # noqa: PLC0415

    near = get_close_matches(target, sorted(known), n=3, cutoff=0.6)
    return f"; did you mean {', '.join(near)}?" if near else ""
