"""A statement cut where it asserts a second thing, by weights learned from labelled copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kb.matching.borders import Border, joint_features, parted, turn_features
from kb.matching.statement import Statement
from kb.matching.topics import Chances, Row
from kb.model.layered import LayeredModel
from kb.model.learned import YES, softmax

__all__ = ["Cutter", "Told"]

_MOST_BORDERS = 50
"""A passage with more joints is no sentence but noise, and is judged as a whole."""
_APPROVED = "regulatory-approved"
_ALSO_FOR = (("for",), ("as", "well", "as", "for"), ("also", "for"))
"""How what follows a joint goes on to list what something is approved for."""


class Told(NamedTuple):
    """A statement with the probability of every topic."""

    statement: Statement
    topics: Row


@dataclass(frozen=True)
class Cutter:
    """What tells where to cut; a joint is a border if that is as likely as `at_least`.

    `labels` are the topics in the order of the columns that `chances` returns.
    """

    weights: LayeredModel
    labels: Sequence[str]
    chances: Chances
    at_least: float

    def cut(self, whole: Told) -> list[Told]:
        """Return the parts of a statement, in order; the statement itself where it makes one claim.

        It is cut at its likeliest border, and then each side again.
        """
        statement = whole.statement
        joints = [j for j in joint_features(statement) if not _lists_uses(j[0], statement)]
        if not 0 < len(joints) <= _MOST_BORDERS:
            return [whole]
        words = len(statement.tokens)
        told = self.chances(
            statement,
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
        sides = zip(parted(statement, joints[place][0]), (before, after), strict=True)
        return [part for side, topics in sides for part in self.cut(Told(side, topics[place]))]


def _lists_uses(border: Border, statement: Statement) -> bool:
    """Return whether an approval goes on after a joint: one claim, compared with those on record.

    "Approved for depression and for anxiety" asserts no second thing of another kind.
    """
    after = tuple(token.word for token in statement.tokens[border.right :])
    return any(after[: len(words)] == words for words in _ALSO_FOR) and any(
        cue.kind.id == _APPROVED and cue.last <= border.left for cue in statement.cues
    )
