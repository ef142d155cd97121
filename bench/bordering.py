"""What teaches where to cut: every joint of a labelled sentence, and whether it parts claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from bench.solving import Features
from kb.matching.borders import Border, Chances, border_features, borders, parted, side
from kb.matching.statement import Statement
from kb.model.document import Span

__all__ = ["Marked", "border_rows", "marked"]

_NEAR = 1
"""Characters by which a mark may miss the edge of a word."""


class Marked(NamedTuple):
    """A sentence that holds claims, and the stretches between them."""

    statement: Statement
    between: tuple[Span, ...]


def marked(whole: Statement, claims: Sequence[dict[str, Any]]) -> Marked:
    """Return a sentence with the stretches between its claims; nested claims have none."""
    bare = whole.text.rstrip(" .!;:,") or whole.text
    ordered = sorted(claims, key=lambda claim: (claim["start"], claim["end"]))
    between = (
        Span(before["end"], after["start"])
        for before, after in pairwise(ordered)
        if before["end"] <= after["start"]
    )
    return Marked(whole.part(whole.start, whole.start + len(bare)), tuple(between))


def border_rows(sentence: Marked, chances: Chances) -> Iterable[tuple[Features, str]]:
    """Yield every joint of a sentence with whether it parts two claims, as `cut` would meet them.

    Of several joints in one stretch between claims ("..., and, over time, ...") the first counts.
    """
    statement, between = sentence
    whole = side(statement, chances)
    first: dict[Span, Border] = {}
    for border in borders(statement):
        stretch = next((s for s in between if _lies_in(border, s, statement)), None)
        if stretch in first:
            continue
        if stretch:
            first[stretch] = border
        left, right = (side(part, chances) for part in parted(statement, border))
        yield border_features(border, whole, left, right), "yes" if stretch else "no"
    if first:
        middle = min(first.values(), key=lambda b: abs(b.left - len(statement.tokens) / 2))
        for part in parted(statement, middle):
            yield from border_rows(Marked(part, between), chances)


def _lies_in(border: Border, stretch: Span, statement: Statement) -> bool:
    before, after = statement.tokens[border.left - 1], statement.tokens[border.left]
    return before.end >= stretch.start - _NEAR and after.start <= stretch.end + _NEAR
