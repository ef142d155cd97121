"""A statement cut where it asserts a second thing, by weights learned from labelled copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kb.matching.borders import borders, joint_features, parted, turn_features
from kb.matching.statement import Statement
from kb.matching.topics import Chances, Row
from kb.model.layered import LayeredModel
from kb.model.learned import YES, softmax

__all__ = ["Cutter", "Told"]

_MOST_BORDERS = 50
"""A passage with more joints is no sentence but noise, and is judged as a whole."""


class Told(NamedTuple):
    """A statement with the probability of every topic."""

    statement: Statement
    topics: Row


@dataclass(frozen=True)
class Cutter:
    """What tells where to cut; a joint is a border if that is as likely as `at_least`.

    `labels` are the topics in the order of the rows that `chances` returns.
    """

    weights: LayeredModel
    labels: Sequence[str]
    chances: Chances
    at_least: float

    def cut(self, whole: Told) -> list[Told]:
        """Return the parts of a statement, in order; the statement itself where it makes one claim.

        It is cut at its likeliest border, and then each side again.
        """
        if len(list(borders(whole.statement))) > _MOST_BORDERS:
            return [whole]
        return self._parts(whole)

    def _parts(self, whole: Told) -> list[Told]:
        joints = list(joint_features(whole.statement))
        if not joints:
            return [whole]
        words = len(whole.statement.tokens)
        told = self.chances(
            whole.statement,
            [border.left for border, _ in joints],
            [words - border.right for border, _ in joints],
        )
        before, after = told[: len(joints)], told[len(joints) :]
        best, place = self.at_least, None
        for here, (_, found) in enumerate(joints):
            found.update(turn_features(self.labels, whole.topics, before[here], after[here]))
            chance = round(softmax(self.weights.scores(found))[YES], 9)
            if chance > best or (chance == best and place is None):
                best, place = chance, here
        if place is None:
            return [whole]
        sides = zip(parted(whole.statement, joints[place][0]), (before, after), strict=True)
        return [part for side, topics in sides for part in self._parts(Told(side, topics[place]))]
