"""A statement cut where it asserts a second thing, by weights learned from labelled copy."""

from __future__ import annotations

from kb.matching.borders import (
    TURNS,
    Chances,
    Side,
    borders,
    joint_features,
    parted,
    side,
    turn_features,
)
from kb.matching.statement import Statement
from kb.model.learned import LinearModel, logistic

__all__ = ["cut"]

_MOST_BORDERS = 50
"""A passage with more joints is no sentence but noise, and is judged as a whole."""
_ROUNDING = 1e-6
"""What rounding may take from a chance; no joint is passed over for so little."""


def cut(
    statement: Statement, weights: LinearModel, chances: Chances, at_least: float
) -> list[Statement]:
    """Return the parts of a statement, in order; the statement itself where it makes one claim.

    It is cut at its likeliest border, if that is as likely as `at_least`, and then each side again.
    """
    if len(list(borders(statement))) > _MOST_BORDERS:
        return [statement]
    return _parts(side(statement, chances), weights, chances, at_least, _most_of(weights))


def _parts(
    whole: Side, weights: LinearModel, chances: Chances, at_least: float, turn: float
) -> list[Statement]:
    """Return the parts of a statement; `turn` is the most that topics can add for a border."""
    best, cut_into = at_least, None
    for border in borders(whole.statement):
        before, after = parted(whole.statement, border)
        found = joint_features(border, before, after)
        if logistic(weights.margin(found) + turn) < best - _ROUNDING:
            continue  # whatever the topics: telling them is most of the work
        left, right = side(before, chances), side(after, chances)
        found.update(turn_features(whole, left, right))
        chance = round(logistic(weights.margin(found)), 9)
        if chance > best or (chance == best and cut_into is None):
            best, cut_into = chance, (left, right)
    if cut_into is None:
        return [whole.statement]
    return [part for each in cut_into for part in _parts(each, weights, chances, at_least, turn)]


def _most_of(weights: LinearModel) -> float:
    """Return the most that topics can add to what speaks for a border."""
    none = weights.margin({})
    each = (weights.margin({name: most}) - none for name, most in TURNS.items())
    return sum(max(0.0, more) for more in each)
