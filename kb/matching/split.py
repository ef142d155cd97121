"""What a passage asserts, one statement at a time: as a whole, or part by part."""

from __future__ import annotations

from collections.abc import Iterator

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.clauses import clauses
from kb.matching.cut import Cutter, Told
from kb.matching.lookup import ClaimIndex, Match
from kb.matching.statement import Statement
from kb.model.document import Span
from kb.model.settings import Thresholds

__all__ = ["statements"]

_MOST_CLAUSES = 50
"""A passage that falls into more is no sentence but noise, and is judged as a whole."""

Parts = list[tuple[Span, Match]]


def statements(
    whole: Told, ranked: list[Match], index: ClaimIndex, kb: KnowledgeBase
) -> Iterator[tuple[Statement, Match | None]]:
    """Yield each statement of a passage with the claim it makes, or None where none covers it.

    `ranked` are the claims of the passage as a whole. Where it asserts a second thing is told by
    learned weights; where there are none, it is cut only between clauses that clearly speak of
    different topics.
    """
    passage = whole.statement
    alone = passage.bare()
    best = next(iter(ranked), None)
    if best is not None and best.decided(passage.text):
        yield alone, best
        return
    if index.elsewhere(passage):
        yield alone, None
        return
    if kb.learned is None:
        parts = _by_clauses(passage, index, kb)
    else:
        learned = kb.learned
        cutter = Cutter(learned.border, learned.topic.labels, index.chances, _limits(kb).border)
        parts = _clear(cutter.cut(Told(alone, whole.topics)), index, _limits(kb).match, 0.0)
    if len(parts) > 1:
        for span, match in parts:
            yield passage.part(span.start, span.end), match
        return
    covered = best is not None and best.strength >= _limits(kb).match
    yield alone, best if covered else None


def _limits(kb: KnowledgeBase) -> Thresholds:
    return kb.settings.thresholds


def _by_clauses(whole: Statement, index: ClaimIndex, kb: KnowledgeBase) -> Parts:
    """Return the clauses that clearly speak of different topics."""
    found = (whole.part(whole.start + s.start, whole.start + s.end) for s in clauses(whole.text))
    parts = [Told(part, index.topics(part)) for part in found]
    return _joined(_clear(parts, index, _limits(kb).match, _limits(kb).second_match), index)


def _clear(parts: list[Told], index: ClaimIndex, strength: float, score: float) -> Parts:
    """Return the parts that clearly make a claim, each with the unclear ones that follow it.

    A part in doubt before the first clear one goes with that one: no words of a passage that is
    judged stay unjudged.
    """
    if not 1 < len(parts) <= _MOST_CLAUSES:
        return []
    first = parts[0].statement.start
    kept: Parts = []
    for part, topics in parts:
        match = next(iter(index.rank(part, 1, topics)), None)
        if match and match.score >= score and match.strength >= strength:
            kept.append((Span(part.start if kept else first, part.end), match))
        elif kept:
            before, claim = kept[-1]
            kept[-1] = (Span(before.start, part.end), claim)
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
