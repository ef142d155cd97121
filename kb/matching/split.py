"""What a passage asserts, one statement at a time: as a whole, or clause by clause."""

from __future__ import annotations

from collections.abc import Iterator

from kb.matching.clauses import clauses
from kb.matching.lookup import ClaimIndex, Match
from kb.matching.statement import Statement
from kb.model.document import Span
from kb.model.settings import Settings, Thresholds

__all__ = ["statements"]

_MOST_CLAUSES = 50
"""A passage that falls into more is no sentence but noise, and is judged as a whole."""


def statements(
    whole: Statement, ranked: list[Match], index: ClaimIndex, settings: Settings
) -> Iterator[tuple[Statement, Match | None]]:
    """Yield each statement of a passage with the claim it makes, or None where none covers it.

    `ranked` are the claims of the passage as a whole. A passage is cut only where its clauses
    clearly speak of different claims; a cut in doubt would tear one claim in two.
    """
    limits = settings.thresholds
    bare = whole.text.rstrip(" .!;:,") or whole.text
    alone = whole.part(whole.start, whole.start + len(bare))
    if index.elsewhere(whole):
        yield alone, None
        return
    spans = clauses(whole.text)
    if 1 < len(spans) <= _MOST_CLAUSES:
        cut = _joined(_cut(whole, spans, index, limits), index)
        if len(cut) > 1:
            for span, match in cut:
                yield whole.part(whole.start + span.start, whole.start + span.end), match
            return
    best = next(iter(ranked), None)
    covered = best is not None and best.strength >= limits.match
    yield alone, best if covered else None


def _cut(
    whole: Statement, spans: list[Span], index: ClaimIndex, limits: Thresholds
) -> list[tuple[Span, Match]]:
    """Return the clauses that clearly make a claim, each with the unclear ones that follow it.

    A clause in doubt before the first clear one goes with that one: no words of a passage that is
    judged stay unjudged.
    """
    cut: list[tuple[Span, Match]] = []
    begin = spans[0].start
    for span in spans:
        part = whole.part(whole.start + span.start, whole.start + span.end)
        match = next(iter(index.rank(part, 1)), None)
        if match and match.score >= limits.second_match and match.strength >= limits.match:
            cut.append((Span(span.start if cut else begin, span.end), match))
        elif cut:
            before, claim = cut[-1]
            cut[-1] = (Span(before.start, span.end), claim)
    return cut


def _joined(cut: list[tuple[Span, Match]], index: ClaimIndex) -> list[tuple[Span, Match]]:
    """Return the clauses with neighbours of one topic joined: they say more of one thing."""
    joined: list[tuple[Span, Match]] = []
    for span, match in cut:
        if joined and index.topic(joined[-1][1]) == index.topic(match):
            before, claim = joined[-1]
            joined[-1] = (Span(before.start, span.end), claim)
        else:
            joined.append((span, match))
    return joined
