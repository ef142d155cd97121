"""What teaches where to cut: every joint of a labelled sentence, and whether it parts claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from bench.rows import Features
from kb.matching.borders import Border, joint_features, parted, turn_features
from kb.matching.statement import Statement
from kb.matching.topics import Chances
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
    ordered = sorted(claims, key=lambda claim: (claim["start"], claim["end"]))
    between = (
        Span(before["end"], after["start"])
        for before, after in pairwise(ordered)
        if before["end"] <= after["start"]
    )
    return Marked(whole.bare(), tuple(between))


def border_rows(
    sentence: Marked, labels: Sequence[str], chances: Chances
) -> Iterable[tuple[Features, str]]:
    """Yield every joint of a sentence with whether it parts two claims, as `Cutter` meets them.

    `labels` are the topics in the order of the columns of `chances`. Of several joints in one
    stretch between claims ("..., and, over time, ...") the first counts.
    """
    statement, between = sentence
    words = len(statement.tokens)
    first: dict[Span, Border] = {}
    for border, found in joint_features(statement):
        stretch = next((s for s in between if _lies_in(border, s, statement)), None)
        if stretch in first:
            continue
        if stretch:
            first[stretch] = border
        whole, before, after = chances(statement, [words, border.left], [words - border.right])
        found.update(turn_features(labels, whole, before, after))
        yield found, "yes" if stretch else "no"
    if first:
        middle = min(first.values(), key=lambda b: abs(b.left - len(statement.tokens) / 2))
        for part in parted(statement, middle):
            yield from border_rows(Marked(part, between), labels, chances)


def _lies_in(border: Border, stretch: Span, statement: Statement) -> bool:
    before, after = statement.tokens[border.left - 1], statement.tokens[border.left]
    return before.end >= stretch.start - _NEAR and after.start <= stretch.end + _NEAR
