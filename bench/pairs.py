"""Statements in pairs: of two that use much the same words, one is supported.

Words alone do not tell which. Measured on pairs of writers whose pairs were left out when learning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bench.teaching import MarkedPage
from kb.model.finding import Finding
from kb.vet import Engine

__all__ = ["paired", "tally", "told"]

_WAYS = ("problem", "to check", "supported", "nothing")
"""What a statement can be told as."""
Tally = Counter[tuple[bool, str]]
"""How often a statement that is a problem, or is none, was told as what."""


def paired(pages: Iterable[MarkedPage]) -> dict[str, list[MarkedPage]]:
    """Return the pages of pairs by writer."""
    found: dict[str, list[MarkedPage]] = {}
    for page in pages:
        if page.origin == "paired":
            found.setdefault(page.writer, []).append(page)
    return found


def tally(engine: Engine, pages: Iterable[MarkedPage]) -> Tally:
    """Return how often the claims of these pages were told as which of `_WAYS`."""
    found: Tally = Counter()
    for page in pages:
        findings = engine.vet(page.document).findings
        for claim in (claim for row in page.rows for claim in row["claims"]):
            over = [f for f in findings if _same(f, claim["start"], claim["end"])]
            found[claim["verdict"] != "supported", _told(over)] += 1
    return found


def _same(finding: Finding, start: int, end: int) -> bool:
    shared = min(finding.end, end) - max(finding.start, start)
    return 2 * shared >= min(finding.end - finding.start, end - start)


def _told(findings: Sequence[Finding]) -> str:
    verdicts = {finding.verdict for finding in findings if not finding.not_covered}
    if verdicts - {"supported"}:
        return "problem"
    if any(finding.doubts for finding in findings):
        return "to check"
    return "supported" if verdicts else "nothing"


def told(found: Mapping[tuple[bool, str], int]) -> Iterator[str]:
    """Yield what was told of problems, and of their supported twins."""
    for problem, name in ((True, "problems"), (False, "supported")):
        row = {what: n for (is_problem, what), n in found.items() if is_problem == problem}
        total = sum(row.values())
        shares = ", ".join(f"{row.get(what, 0) / max(1, total):.3f} as {what}" for what in _WAYS)
        yield f"  {name:<10}{total:>6}  told: {shares}"
