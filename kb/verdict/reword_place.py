"""A place in the copy, and whether another wording would stand there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kb.matching.statement import Statement
from kb.model.finding import Finding
from kb.verdict.finding import Judged

__all__ = ["Candidate", "JudgeAgain", "Place", "stands"]

JudgeAgain = Callable[[str], Sequence[Judged]]
"""Returns the judgements in a passage when it reads so, in the same context."""


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
    """Another text for a place; `plain` is the same without what a reader must be told."""

    text: str
    plain: str


def stands(
    place: Place, candidate: Candidate, others: Sequence[Judged], judge_again: JudgeAgain
) -> bool:
    """Return whether the place, so worded, is supported on the same topic, the rest as it was.

    What a reader must be told comes from the claim itself: the words besides tell the topic.
    """
    here, beside = _judged(place, candidate.text, judge_again)
    kept = [(f.claim, f.verdict) for f in others] == [(f.claim, f.verdict) for f in beside]
    if not kept or not here or any(f.verdict != "supported" for f in here):
        return False
    if candidate.plain != candidate.text and not _on_topic(place, here):
        here, _ = _judged(place, candidate.plain, judge_again)
    return _on_topic(place, here)


def _on_topic(place: Place, here: Sequence[Judged]) -> bool:
    return any(judged.topic == place.finding.topic for judged in here)


def _judged(place: Place, text: str, judge_again: JudgeAgain) -> tuple[list[Judged], list[Judged]]:
    """Return the judgements within the place, if it reads so, and those beside it."""
    start = place.statement.start
    end = start + len(text)
    again = judge_again(place.holding(text))
    here = [f for f in again if f.statement.start < end and start < f.statement.end]
    return here, [f for f in again if f not in here]
