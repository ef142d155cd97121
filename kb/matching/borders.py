"""Where a sentence may begin to assert a second thing, and what tells whether it does.

Writers join claims by every means of English: "safe and effective", "it works fast, easing ...",
"which lasts for months". The same means join the parts of one claim. What tells them apart is
weighed: the joint itself, how much stands on either side, and whether the sides speak of different
topics.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kb.matching.checkable import VERB
from kb.matching.statement import Statement

__all__ = [
    "TURNS",
    "Border",
    "Chances",
    "Side",
    "border_features",
    "borders",
    "joint_features",
    "parted",
    "side",
    "turn_features",
]

Chances = Callable[[Statement], Sequence[tuple[str, float]]]
"""Tells the probability of every topic for a statement, always in the same order."""

_MARK = re.compile(r"[,;:()—–]|\s-\s")
_JOINING = frozenset(
    "and or but while whereas which that because so with as in although though yet plus after when"
    " by to for since where making without including thus therefore leading allowing helping"
    " meaning even who whose if unlike until before from like than due thanks giving"
    " bringing".split()
)
_NO_PART = frozenset("and or but so which while that".split())
"""Joining words that belong to neither side."""
TURNS = {
    "one topic": 2.0,
    "sure before": 1.0,
    "sure after": 1.0,
    "sure whole": 1.0,
    "whole as before": 1.0,
    "whole as after": 1.0,
    "two topics": 1.0,
    "sure of two topics": 2.0,
}
"""What topics can tell of a joint, and the highest value of each."""
_LITTLE = 3
"""Fewer words than this are a short side."""
_LENGTHS = (1, 2, 3, 4, 6, 9, 14)
_TELLS_NO_BORDER = frozenset(("hedge",))
"""Cues left aside: a hedge is no sign of a second claim."""


class Border(NamedTuple):
    """A joint: the left side ends before the token `left`, the right side begins with `right`."""

    left: int
    right: int
    mark: str
    word: str


class Side(NamedTuple):
    """A statement with the topic it most likely speaks of, and how sure that is."""

    statement: Statement
    chances: Sequence[float]
    topic: str
    sure: float


def side(statement: Statement, chances: Chances) -> Side:
    """Return a statement with its topic; ties go to the topic that comes first."""
    told = chances(statement)
    topic, sure = max(told, key=lambda row: row[1])
    return Side(statement, [chance for _, chance in told], topic, sure)


def borders(statement: Statement) -> Iterator[Border]:
    """Yield every joint of a statement that could part two claims, in order."""
    tokens = statement.tokens
    for here in range(1, len(tokens)):
        start, end = tokens[here - 1].end - statement.start, tokens[here].start - statement.start
        mark = _MARK.search(statement.text, start, end)
        word = tokens[here].word
        if mark or word in _JOINING:
            skipped = word in _NO_PART and here + 1 < len(tokens)
            sign = mark[0].strip() if mark else ""
            yield Border(here, here + skipped, sign, word if word in _JOINING else "")


def parted(statement: Statement, border: Border) -> tuple[Statement, Statement]:
    """Return what stands on either side of a border; of a bracket that opens there, the inside."""
    tokens = statement.tokens
    end = tokens[-1].end if border.mark == "(" else statement.end
    return (
        statement.part(statement.start, tokens[border.left - 1].end),
        statement.part(tokens[border.right].start, end),
    )


def border_features(border: Border, whole: Side, left: Side, right: Side) -> dict[str, float]:
    """Return what tells whether a statement makes one claim before a joint and another after it."""
    found = joint_features(border, left.statement, right.statement)
    found.update(turn_features(whole, left, right))
    return found


def joint_features(border: Border, before: Statement, after: Statement) -> dict[str, float]:
    """Return what tells it without a look at topics."""
    lengths = len(before.tokens), len(after.tokens)
    found = {
        f"mark:{border.mark}": 1.0,
        f"joined by:{border.word}": 1.0,
        f"joint:{border.mark}{border.word}": 1.0,
        f"before:{_length(lengths[0])}": 0.7,
        f"after:{_length(lengths[1])}": 0.7,
        f"verb:{_has_verb(before)}|{_has_verb(after)}": 1.0,
        f"meet:{('-', *before.kinds)[-1]}|{(*after.kinds, '-')[0]}": 0.7,
        f"figures:{bool(before.quantities)}|{bool(after.quantities)}": 0.5,
        f"form:{before.kind}": 0.5,
        "short side": float(min(lengths) < _LITTLE),
        "names again": float(bool(before.named & after.named)),
    }
    if before.concepts and after.concepts:
        found[f"meet:{before.concepts[-1].concept}|{after.concepts[0].concept}"] = 0.7
    for place, part in (("before", before), ("after", after)):
        cues = sorted(part.said - _TELLS_NO_BORDER)
        found.update({f"said {place}:{kind}": 0.3 for kind in cues})
        found.update({f"names {place}:{kind}": 0.3 for kind in sorted(set(part.kinds))})
    return {name: value for name, value in found.items() if value}


def turn_features(whole: Side, left: Side, right: Side) -> dict[str, float]:
    """Return whether the sides speak of one topic or of two; none above its limit in `TURNS`."""
    shared = math.fsum(a * b for a, b in zip(left.chances, right.chances, strict=True))
    found = {
        "one topic": 2 * shared,
        "sure before": left.sure,
        "sure after": right.sure,
        "sure whole": whole.sure,
        "whole as before": float(whole.topic == left.topic),
        "whole as after": float(whole.topic == right.topic),
    }
    if left.topic != right.topic:
        found["two topics"] = 1.0
        found["sure of two topics"] = 2 * left.sure * right.sure
    return {name: value for name, value in found.items() if value}


def _length(words: int) -> int:
    return sum(words > limit for limit in _LENGTHS)


def _has_verb(statement: Statement) -> bool:
    return bool(VERB.search(statement.text))
