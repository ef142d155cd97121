"""One quantity told in two ways: figures of one claim that cannot both hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kb.matching.features import features
from kb.matching.statement import Statement
from kb.matching.tokens import stem
from kb.model.finding import DocumentFinding, Finding
from kb.whole.figures import KINDS, Figure, figure_of
from kb.whole.page import Page

__all__ = ["look"]

_NAMES = {"share": "share", "duration": "time", "count": "number"}
_TELLS_APART = frozenset(("drug", "route", "condition", "population", "comparator", "outcome"))
"""Kinds of concept: where two passages name none in common, they speak of different things."""
_SHARED = {"share": 0.3, "duration": 0.5, "count": 0.3}
"""The part of its subject that the shorter of two passages must share with the other. Our own
choice, on pages written for tests; lower ones set figures of different studies against each other.
"""
_MOST = 200
"""Passages compared on one claim; no page for readers has so many, and pairs grow by the square."""


def look(page: Page) -> Iterator[DocumentFinding]:
    """Yield one finding a claim and kind of figure, in the order of claims."""
    by_claim: dict[str, list[Finding]] = defaultdict(list)
    for finding in page.findings:
        if finding.claim is not None:
            by_claim[finding.claim].append(finding)
    for claim in sorted(by_claim):
        for kind in KINDS:
            told = [
                (finding, figure)
                for finding in by_claim[claim]
                if (figure := figure_of(page.statement(finding), kind)) is not None
            ][:_MOST]
            clashing = _clashing(told, page)
            if clashing:
                yield _found(clashing, _NAMES[kind])


def _clashing(told: list[tuple[Finding, Figure]], page: Page) -> list[tuple[Finding, Figure]]:
    out: set[int] = set()
    for (a, (one, first)), (b, (other, second)) in combinations(enumerate(told), 2):
        if first.contradicts(second) and _alike(
            page.statement(one), page.statement(other), first.kind
        ):
            out |= {a, b}
    return [told[place] for place in sorted(out)]


def _alike(one: Statement, other: Statement, kind: str) -> bool:
    """Return whether two statements may speak of one quantity."""
    if ("negation" in one.said) != ("negation" in other.said):
        return False
    if kind == "duration":
        # Beside a share a duration is the time at which it was measured.
        if any(q.kind == "share" for each in (one, other) for q in each.quantities):
            return False
        if not _preposition(one) or _preposition(one) != _preposition(other):
            return False
    elif _apart(_times(one), _times(other)):
        return False
    if any(_apart(_named(one, sort), _named(other, sort)) for sort in sorted(_TELLS_APART)):
        return False
    first, second = _subject(one), _subject(other)
    shared = len(first & second) / max(1, min(len(first), len(second)))
    return shared >= _SHARED[kind]


def _subject(statement: Statement) -> frozenset[str]:
    """Return what a statement speaks of: its stems and concepts, without its figures."""
    counted = {
        stem(token.word)
        for quantity in statement.quantities
        for token in statement.tokens[quantity.first : quantity.last]
    }
    statistics = {f"c:{concept}" for concept in _named(statement, "statistic")}
    names = features(statement) - counted - statistics
    return frozenset(n for n in names if "_" not in n and not n.startswith("n:"))


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _named(statement: Statement, sort: str) -> frozenset[str]:
    pairs = zip(statement.concepts, statement.kinds, strict=True)
    return frozenset(hit.concept for hit, kind in pairs if kind == sort)


def _times(statement: Statement) -> frozenset[str]:
    times = (q for q in statement.quantities if q.kind in ("duration", "year"))
    return frozenset(f"{q.low:g}-{q.high:g}" for q in times)


_PART = {
    **dict.fromkeys(("within", "in", "after", "by", "before"), "until"),
    **dict.fromkeys(("for", "lasts", "last", "lasting", "lasted", "to", "over"), "long"),
    **dict.fromkeys(("every", "each", "per"), "often"),
}


def _preposition(statement: Statement) -> str:
    """Return what a duration measures: until when, how long, or how often."""
    for quantity in statement.quantities:
        if quantity.kind == "duration":
            before = statement.tokens[max(0, quantity.first - 4) : quantity.first]
            return next((_PART[t.word] for t in reversed(before) if t.word in _PART), "")
    return ""


def _found(clashing: list[tuple[Finding, Figure]], name: str) -> DocumentFinding:
    ordered = sorted(clashing, key=lambda pair: (pair[1].low, pair[1].high, pair[0].quote))
    words = list(dict.fromkeys(figure.words for _, figure in ordered))
    told = f"{', '.join(f'“{each}”' for each in words[:-1])} and “{words[-1]}”"
    return DocumentFinding(
        kind="inconsistency",
        why=f"The same {name} is told in different ways: {told}. If they speak of"
        " the same thing, they cannot all hold.",
        where=tuple(sorted({(finding.start, finding.end) for finding, _ in clashing})),
        sources=ordered[0][0].sources,
    )
