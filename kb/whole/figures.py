"""Figures of copy as ranges that can be held against each other; "up to" and "over" respected."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kb.matching.quantities import Quantity, QuantityKind
from kb.matching.statement import Statement
from kb.matching.tokens import stem

__all__ = ["Figure", "figure_of"]

KINDS: tuple[QuantityKind, ...] = ("share", "duration", "count")

_AT_MOST = (
    "up to", "as many as", "as much as", "less than", "fewer than", "under", "below", "within",
    "at most", "no more than", "not more than",
)  # fmt: skip
_AT_LEAST = ("more than", "over", "at least", "above", "greater than", "upwards of", "minimum of")
_REACH = 3
"""Words before a figure that can bound it."""
_INEXACT = frozenset(("few", "several", "couple", "some"))
_VAGUE = frozenset(("within", "in", "for", "after", "just", "mere", "of"))
_TENS = tuple([word] for word in "twenty thirty forty fifty sixty seventy eighty ninety".split())
"""Before a figure they belong to it ("seventy-nine"): what is read is only its end."""
_ROUNDED = {"share": 0.1, "duration": 0.15, "count": 0.05}
"""Figures nearer than this part of the larger one are one figure, rounded. Our own choice."""
_ANOTHER_THING = 3
"""Counts further apart than this count different things: cases and deaths. Our own choice."""
_POINTS = 5.0
"""Shares nearer than this are one share, rounded ("half" and 47 %). Our own choice."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its bounds; `words` as the copy has them, `of` the stem of what is counted."""

    kind: QuantityKind
    low: float
    high: float
    words: str
    of: str

    def contradicts(self, other: Figure) -> bool:
        """Return whether the two cannot both hold, if they speak of one thing."""
        if self.kind != other.kind or (self.kind == "count" and self.of != other.of):
            return False
        lower, higher = sorted((self, other), key=lambda f: (f.low, f.high))
        if self.kind == "count" and higher.low > _ANOTHER_THING * lower.high:
            return False
        apart = higher.low - lower.high
        slack = _ROUNDED[self.kind] * higher.low
        return apart > max(slack, _POINTS if self.kind == "share" else 0.0)


def figure_of(statement: Statement, kind: QuantityKind) -> Figure | None:
    """Return the one figure of a kind in a statement; None where there is none or several.

    Which of several is meant cannot be told, and a vague one ("within hours") bounds nothing.
    """
    found = [quantity for quantity in statement.quantities if quantity.kind == kind]
    if len(found) != 1:
        return None
    [quantity] = found
    words = [token.word for token in statement.tokens]
    inside = words[quantity.first : quantity.last]
    first = quantity.first
    if _INEXACT & set(inside) or inside[0] in _VAGUE or words[first - 1 : first] in _TENS:
        return None
    if words[quantity.last : quantity.last + 1] == ["a"]:  # "half a million" is no share
        return None
    before = " " + " ".join(words[max(0, first - _REACH) : first])
    low, high = _bounds(quantity, before)
    after = words[quantity.last : quantity.last + 1]
    start, end = statement.tokens[first].start, statement.tokens[quantity.last - 1].end
    text = statement.text[start - statement.start : end - statement.start]
    bound = next((b for b in (*_AT_MOST, *_AT_LEAST) if before.endswith(f" {b}")), "")
    return Figure(
        kind=kind,
        low=low,
        high=high,
        words=" ".join(f"{bound} {text}".split()),
        of=stem(after[0]) if after else "",
    )


def _bounds(quantity: Quantity, before: str) -> tuple[float, float]:
    if before.endswith(tuple(f" {word}" for word in _AT_MOST)):
        return 0.0, quantity.high
    if before.endswith(tuple(f" {word}" for word in _AT_LEAST)):
        return quantity.low, math.inf
    return quantity.low, quantity.high
