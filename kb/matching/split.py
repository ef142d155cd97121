"""What a passage asserts, one statement at a time: as a whole, or clause by clause."""

from __future__ import annotations

from collections.abc import Iterator

from kb.matching.clauses import clauses
from kb.matching.lookup import ClaimIndex, Match
from kb.matching.statement import Statement
from kb.model.settings import Settings

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
    spans = clauses(whole.text)
    if 1 < len(spans) <= _MOST_CLAUSES:
        parts = [whole.part(whole.start + span.start, whole.start + span.end) for span in spans]
        matched = [(part, next(iter(index.rank(part, 1)), None)) for part in parts]
        clear = [
            (part, match)
            for part, match in matched
            if match and match.score >= limits.second_match and match.strength >= limits.match
        ]
        if len(clear) > 1 and len({index.topic(match) for _, match in clear}) == len(clear):
            yield from clear
            return
    bare = whole.text.rstrip(" .!;:,") or whole.text
    match = next(iter(ranked), None)
    covered = match is not None and match.strength >= limits.match
    yield whole.part(whole.start, whole.start + len(bare)), match if covered else None
