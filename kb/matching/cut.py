"""A statement cut where it asserts a second thing, by weights learned from labelled copy."""

from __future__ import annotations

from kb.matching.borders import Chances, Side, border_features, borders, parted, side
from kb.matching.statement import Statement
from kb.model.learned import YES, LinearModel, softmax

__all__ = ["cut"]

_MOST_BORDERS = 50
"""A passage with more joints is no sentence but noise, and is judged as a whole."""


def cut(
    statement: Statement, weights: LinearModel, chances: Chances, at_least: float
) -> list[Statement]:
    """Return the parts of a statement, in order; the statement itself where it makes one claim.

    It is cut at its likeliest border, if that is as likely as `at_least`, and then each side again.
    """
    if len(list(borders(statement))) > _MOST_BORDERS:
        return [statement]
    return _parts(side(statement, chances), weights, chances, at_least)


def _parts(whole: Side, weights: LinearModel, chances: Chances, at_least: float) -> list[Statement]:
    best, cut_into = at_least, None
    for border in borders(whole.statement):
        before, after = parted(whole.statement, border)
        left, right = side(before, chances), side(after, chances)
        scores = weights.scores(border_features(border, whole, left, right))
        chance = round(softmax(scores)[YES], 9)
        if chance > best or (chance == best and cut_into is None):
            best, cut_into = chance, (left, right)
    if cut_into is None:
        return [whole.statement]
    return [part for each in cut_into for part in _parts(each, weights, chances, at_least)]
