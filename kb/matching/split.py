"""What a passage asserts, one statement at a time: as a whole, or clause by clause."""

from __future__ import annotations

from collections.abc import Iterator

from kb.matching.clauses import clauses
from kb.matching.lookup import ClaimIndex, Match
from kb.matching.statement import Observer, Statement
from kb.model.settings import Settings

__all__ = ["statements"]


def statements(
    whole: Statement, observer: Observer, index: ClaimIndex, settings: Settings
) -> Iterator[tuple[Statement, Match | None]]:
    """Yield each statement of a passage with the claim it makes, or None where none covers it.

    A passage is cut only where its clauses clearly speak of different claims; a cut in doubt would
    tear one claim in two.
    """
    sure = settings.thresholds.second_match
    parts = [
        observer.observe(
            whole.text[span.start : span.end],
            whole.start + span.start,
            whole.kind,
            whole.context_concepts,
        )
        for span in clauses(whole.text)
    ]
    if len(parts) > 1:
        matched = [(part, next(iter(index.rank(part, 1)), None)) for part in parts]
        clear = [(p, m) for p, m in matched if m is not None and m.score >= sure and m.strength >= settings.thresholds.match]
        if len(clear) > 1 and len({index.topic(m) for _, m in clear}) == len(clear):
            yield from clear
            return
    bare = whole.text.rstrip(" .!;:,") or whole.text
    statement = observer.observe(bare, whole.start, whole.kind, whole.context_concepts)
    match = next(iter(index.rank(statement, 1)), None)
    yield statement, match if match and match.strength >= settings.thresholds.match else None
