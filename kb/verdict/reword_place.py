"""A place in the copy, and whether another wording would stand there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kb.matching.statement import Statement
from kb.model.finding import Finding
from kb.model.terms import Dimension
from kb.verdict.finding import Judged

__all__ = ["Candidate", "JudgeAgain", "Place", "stands"]

JudgeAgain = Callable[[str], Sequence[Judged]]
"""Returns the judgements in a passage when it reads so, in the same context."""
_TOLD: frozenset[Dimension] = frozenset(("omission", "scope"))
"""Dimensions that what a reader must be told sees to."""


@dataclass(frozen=True)
class Place:
    """A finding with the statement it judges and the passage that holds both."""

    whole: Statement
    statement: Statement
    finding: Finding

    @property
    def span(self) -> tuple[int, int]:
        """Return where the statement stands in the text of the passage."""
        return self.statement.start - self.whole.start, self.statement.end - self.whole.start

    def holding(self, text: str) -> str:
        """Return the passage with `text` in place of the statement."""
        start, end = self.span
        return self.whole.text[:start] + text + self.whole.text[end:]


class Candidate(NamedTuple):
    """Another text for a place, and the same without what a reader must be told."""

    text: str
    without_told: str


def stands(
    place: Place, candidate: Candidate, others: Sequence[Judged], judge_again: JudgeAgain
) -> bool:
    """Return whether the place, so worded, is supported on the same topic, the rest as it was.

    What a reader must be told comes from the claim itself and may speak of another topic: then the
    words besides must be on the same, and go too far only in what is told with them.
    """
    here, beside = _judged(place, candidate.text, judge_again)
    kept = [(f.claim, f.verdict) for f in others] == [(f.claim, f.verdict) for f in beside]
    if not kept or any(f.verdict != "supported" for f in here):
        return False
    if candidate.without_told == candidate.text or _on_topic(place, here):
        return bool(_on_topic(place, here))
    words, _ = _judged(place, candidate.without_told, judge_again)
    fair = all(_TOLD.issuperset(each.name for each in judged.over) for judged in words)
    return fair and bool(_on_topic(place, words))


def _on_topic(place: Place, here: Sequence[Judged]) -> list[Judged]:
    """Return the judgements on the topic of the finding."""
    return [judged for judged in here if judged.topic == place.finding.topic]


def _judged(place: Place, text: str, judge_again: JudgeAgain) -> tuple[list[Judged], list[Judged]]:
    """Return the judgements within the place, if it reads so, and those beside it."""
    start = place.statement.start
    end = start + len(text)
    again = judge_again(place.holding(text))
    here = [f for f in again if f.statement.start < end and start < f.statement.end]
    return here, [f for f in again if f not in here]
