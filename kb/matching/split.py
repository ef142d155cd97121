"""What a passage asserts, one statement at a time: as a whole, or part by part."""

from __future__ import annotations

from collections.abc import Iterator

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.clauses import clauses
from kb.matching.cut import cut
from kb.matching.lookup import ClaimIndex, Match
from kb.matching.statement import Statement
from kb.model.document import Span

__all__ = ["statements"]

_MOST_CLAUSES = 50
"""A passage that falls into more is no sentence but noise, and is judged as a whole."""

Parts = list[tuple[Span, Match]]


def statements(
    whole: Statement, ranked: list[Match], index: ClaimIndex, kb: KnowledgeBase
) -> Iterator[tuple[Statement, Match | None]]:
    """Yield each statement of a passage with the claim it makes, or None where none covers it.

    `ranked` are the claims of the passage as a whole. Where it asserts a second thing is told by
    learned weights; where there are none, it is cut only between clauses that clearly speak of
    different topics.
    """
    bare = whole.text.rstrip(" .!;:,") or whole.text
    alone = whole.part(whole.start, whole.start + len(bare))
    best = next(iter(ranked), None)
    if best is not None and best.decided(whole.text):
        yield alone, best
        return
    if index.elsewhere(whole):
        yield alone, None
        return
    parts = _by_clauses(whole, index, kb) if kb.learned is None else _by_weights(alone, index, kb)
    if len(parts) > 1:
        for span, match in parts:
            yield whole.part(span.start, span.end), match
        return
    covered = best is not None and best.strength >= kb.settings.thresholds.match
    yield alone, best if covered else None


def _by_weights(whole: Statement, index: ClaimIndex, kb: KnowledgeBase) -> Parts:
    """Return the parts between the borders that the weights see."""
    if kb.learned is None:
        return []
    limits = kb.settings.thresholds
    found = cut(whole, kb.learned.border, index.topics, limits.border)
    return _clear([Span(part.start, part.end) for part in found], whole, index, limits.match, 0.0)


def _by_clauses(whole: Statement, index: ClaimIndex, kb: KnowledgeBase) -> Parts:
    """Return the clauses that clearly speak of different topics."""
    spans = [Span(whole.start + s.start, whole.start + s.end) for s in clauses(whole.text)]
    limits = kb.settings.thresholds
    return _joined(_clear(spans, whole, index, limits.match, limits.second_match), index)


def _clear(
    spans: list[Span], whole: Statement, index: ClaimIndex, strength: float, score: float
) -> Parts:
    """Return the parts that clearly make a claim, each with the unclear ones that follow it.

    A part in doubt before the first clear one goes with that one: no words of a passage that is
    judged stay unjudged.
    """
    if not 1 < len(spans) <= _MOST_CLAUSES:
        return []
    kept: Parts = []
    for span in spans:
        match = next(iter(index.rank(whole.part(span.start, span.end), 1)), None)
        if match and match.score >= score and match.strength >= strength:
            kept.append((Span(span.start if kept else spans[0].start, span.end), match))
        elif kept:
            before, claim = kept[-1]
            kept[-1] = (Span(before.start, span.end), claim)
    return kept


def _joined(parts: Parts, index: ClaimIndex) -> Parts:
    """Return the clauses with neighbours of one topic joined: they say more of one thing."""
    joined: Parts = []
    for span, match in parts:
        if joined and index.topic(joined[-1][1]) == index.topic(match):
            before, claim = joined[-1]
            joined[-1] = (Span(before.start, span.end), claim)
        else:
            joined.append((span, match))
    return joined
