"""A statement cut where it asserts a second thing, by weights learned from labelled copy."""

from __future__ import annotations

from typing import NamedTuple

from kb.matching.borders import TURNS, borders, joint_features, parted, turn_features
from kb.matching.statement import Statement
from kb.matching.topics import Chances, Row
from kb.model.learned import LinearModel, logistic

__all__ = ["Told", "cut"]

_MOST_BORDERS = 50
"""A passage with more joints is no sentence but noise, and is judged as a whole."""
_ROUNDING = 1e-6
"""What rounding may take from a chance; no joint is passed over for so little."""


class Told(NamedTuple):
    """A statement with the probability of every topic."""

    statement: Statement
    topics: Row


def cut(whole: Told, weights: LinearModel, chances: Chances, at_least: float) -> list[Told]:
    """Return the parts of a statement, in order; the statement itself where it makes one claim.

    It is cut at its likeliest border, if that is as likely as `at_least`, and then each side again.
    """
    if len(list(borders(whole.statement))) > _MOST_BORDERS:
        return [whole]
    return _parts(whole, weights, chances, at_least, _most_of(weights))


def _parts(
    whole: Told, weights: LinearModel, chances: Chances, at_least: float, turn: float
) -> list[Told]:
    """Return the parts of a statement; `turn` is the most that topics can add for a border."""
    joints = []
    for border, found in joint_features(whole.statement):
        margin = weights.margin(found)
        # Whatever the topics: below this they cannot make it a border.
        if logistic(margin + turn) >= at_least - _ROUNDING:
            joints.append((border, margin))
    if not joints:
        return [whole]
    words = len(whole.statement.tokens)
    told = chances(
        whole.statement,
        [border.left for border, _ in joints],
        [words - border.right for border, _ in joints],
    )
    before, after = told[: len(joints)], told[len(joints) :]
    none = weights.margin({})
    best, place = at_least, None
    for here, (_, margin) in enumerate(joints):
        turns = turn_features(whole.topics, before[here], after[here])
        chance = round(logistic(margin + weights.margin(turns) - none), 9)
        if chance > best or (chance == best and place is None):
            best, place = chance, here
    if place is None:
        return [whole]
    sides = zip(parted(whole.statement, joints[place][0]), (before, after), strict=True)
    return [
        part
        for side, topics in sides
        for part in _parts(Told(side, topics[place]), weights, chances, at_least, turn)
    ]


def _most_of(weights: LinearModel) -> float:
    """Return the most that topics can add to what speaks for a border."""
    none = weights.margin({})
    each = (weights.margin({name: most}) - none for name, most in TURNS.items())
    return sum(max(0.0, more) for more in each)
