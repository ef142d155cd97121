"""Why a passage that is told as supported should be looked at all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kb.matching.quantities import Quantity, is_exact
from kb.matching.statement import Statement
from kb.model.finding import Doubt, Exceedance
from kb.model.terms import Dimension
from kb.verdict.case import Case
from kb.verdict.dimensions import DIMENSION_RULES
from kb.verdict.record import FiguresOnRecord

__all__ = ["doubts"]

_STATISTIC = 10
"""Smaller counts are words of a sentence ("1 every 13 minutes")."""
_DECADE = 10


def doubts(case: Case, chance: float, close: float, record: FiguresOnRecord) -> Iterator[Doubt]:
    """Yield what calls for a second look at a supported passage.

    `chance` is the probability that it is supported; below `close` it is a close call. Copy that
    a curator has judged word for word leaves no doubt.
    """
    statement = case.statement
    if case.match.decided(statement.text):
        return
    if chance < close:
        yield Doubt(kind="close-call", why="a close call, to be held against what the claim allows")
    for dimension, found in _beyond(case):
        why = f"“{found.cue.quote}” may go beyond the evidence on {dimension}"
        yield Doubt(kind="ceiling", why=why, cue=found.cue)
    for figure in statement.quantities:
        if _tells(figure, statement) and not _given(figure, case, record):
            cue = statement.cue(figure.first, figure.last)
            why = f"no source on record for this claim gives “{cue.quote}”"
            yield Doubt(kind="figure", why=why, cue=cue)


def _beyond(case: Case) -> Iterator[tuple[Dimension, Exceedance]]:
    """Yield what the weights let pass and a rule finds above its ceiling, at words that show it."""
    # "Most" and "mild" are mostly true where the weights let them pass; figures and "no risk" less.
    told: Mapping[Dimension, object] = {
        "magnitude": any(figure.kind == "share" for figure in case.statement.quantities),
        "speed": case.allows.speed,
        "durability": case.allows.durability,
        "safety": case.first("safety-absolute"),
    }
    for dimension, rule in DIMENSION_RULES:
        found = rule(case) if told.get(dimension) else None
        if found is not None and found.cue != case.statement.whole():
            yield dimension, found


def _tells(figure: Quantity, statement: Statement) -> bool:
    number = figure.kind != "count" or figure.high >= _STATISTIC
    return number and is_exact(figure, statement.tokens)


def _given(figure: Quantity, case: Case, record: FiguresOnRecord) -> bool:
    if not _is_decade(figure, case.statement):
        return record.gives(case.claim, figure)
    years = (figure.low + year for year in range(_DECADE))
    return any(record.gives(case.claim, replace(figure, low=y, high=y)) for y in years)


def _is_decade(figure: Quantity, statement: Statement) -> bool:
    """Return whether a year is the first of ten: "the 1950s"."""
    after = statement.tokens[figure.last : figure.last + 1]
    return figure.kind == "year" and bool(after) and after[0].word == "s"
