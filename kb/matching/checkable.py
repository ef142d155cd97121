"""Whether a passage asserts something that evidence could bear out or refute.

Questions, bare topic headings, prices of one's own, appointments, instructions and praise of staff
assert nothing of the kind. Weights learned from labelled pages decide, from a threshold that the
knowledge base sets; where there are none, rules do. Each reason has a name.
"""

from __future__ import annotations

import re
from itertools import combinations

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.features import features
from kb.matching.lookup import Match
from kb.matching.statement import Statement
from kb.matching.tokens import stem
from kb.model.learned import YES, softmax

__all__ = ["VERB", "Skip", "checkable_features", "not_checkable"]

Skip = str
"""Why a passage is not judged."""

VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|does|do|did|can|could|may|might|will|would|shall|should"
    r"|must|'s|'re|'ll|[a-z]+(?:s|ed|es)|help|work|treat|offer|provide|show|need|take|get|feel|find"
    r"|make|give|lead|cause|affect|last|relieve|reduce|improve)\b",
    re.IGNORECASE,
)
_IMPERATIVE = frozenset(
    "call contact book schedule visit learn read click explore discover join sign fill ask talk"
    " speak tell please let take bring arrange wear avoid find see get start begin meet check reach"
    " consider remember imagine note fast drink eat come try download watch".split()
)
_PERSONS = {
    **dict.fromkeys(("we", "our", "we've", "we're", "us"), "we"),
    **dict.fromkeys(("you", "your", "you'll", "you've", "you're"), "you"),
    **dict.fromkeys(("i", "my", "i've", "i'm", "he", "she", "his", "her"), "somebody"),
    **dict.fromkeys(("it", "its", "this", "these", "they", "that"), "it"),
}
_AROUND = " \t\r\n*_\"'”’»)]"
"""Marks that may stand around a whole sentence and follow the one that ends it."""
_NEAR = 0.25
"""Nearness from which a passage speaks of the domain, where no weights were learned."""
_TOO_MUCH_ANYWHERE = frozenset(("absolute", "hype", "safety-absolute", "durability-permanent"))
_BENEFIT_HEADING = frozenset(
    ("booster", "absolute", "hype", "regulatory-approved", "safety-plain", "comparison-better")
)


def not_checkable(statement: Statement, ranked: list[Match], kb: KnowledgeBase) -> Skip | None:
    """Return why `statement` is not judged, or None when it is; `ranked`: its likely claims."""
    if statement.text.rstrip(_AROUND).endswith("?"):
        return "question"
    if len(statement.tokens) < 2 and not statement.concepts:
        return "too short"
    # "Low mood" asserts something in a list of what is treated, and nothing in one of symptoms;
    # "Risk-free" does anywhere.
    asserts = VERB.search(statement.text) or statement.said & _TOO_MUCH_ANYWHERE
    if ranked and asserts and ranked[0].decided(statement.text):
        return None
    near = max((match.nearness for match in ranked), default=0.0)
    if kb.learned is not None:
        chance = softmax(kb.learned.checkable.scores(checkable_features(statement, near)))[YES]
        return None if chance >= kb.settings.thresholds.checkable else "no assertion recognised"
    return _by_rule(statement, near)


def _by_rule(statement: Statement, best: float) -> Skip | None:
    """Return why a statement is not judged where no weights were learned."""
    words = len(statement.tokens)
    if statement.kind == "heading":
        if words < 4 or not VERB.search(statement.text):
            return "heading"
        if not statement.said & _BENEFIT_HEADING and best < _NEAR + 0.1:
            return "heading"
    if statement.tokens[0].word in _IMPERATIVE and "safety-risk-named" not in statement.said:
        return "instruction"
    if best < _NEAR and "own-services" in statement.said:
        return "own services"
    if best < _NEAR * (0.8 if statement.concepts else 1.0):
        return "no assertion recognised"
    return None


def checkable_features(statement: Statement, best: float) -> dict[str, float]:
    """Return what tells an assertion from a question, a topic heading, an instruction.

    `best` is the nearness of the nearest claim.
    """
    text = statement.text.rstrip(_AROUND)
    words = len(statement.tokens)
    found: dict[str, float] = {f"form:{statement.kind}": 1.0, f"ends:{_ending(text)}": 1.0}
    found[f"{statement.kind}|ends:{_ending(text)}"] = 1.0
    found[f"length:{min(words // 3, 8)}"] = 1.0
    if statement.tokens:
        found[f"first:{stem(statement.tokens[0].word)}"] = 1.0
    found.update({f"said:{kind}": 1.0 for kind in sorted(statement.said)})
    found.update({f"denied:{kind}": 0.5 for kind in sorted(statement.denied)})
    found.update({f"word:{name}": 0.5 for name in sorted(features(statement))})
    kinds = sorted(set(statement.kinds))
    found.update({f"names:{kind}": 1.0 for kind in kinds})
    found.update({f"names:{a}+{b}": 1.0 for a, b in combinations(kinds, 2)})
    found[f"subject:{_subject(statement)}"] = 1.0
    found.update({f"{statement.kind}|names:{kind}": 0.7 for kind in kinds})
    if statement.kind == "heading":
        found.update({f"heading|said:{kind}": 1.0 for kind in sorted(statement.said)})
        found[f"heading|verb:{bool(VERB.search(text))}"] = 1.0
    found[f"figures:{bool(statement.quantities)}"] = 1.0
    found[f"concepts:{min(len(statement.named), 4)}"] = 1.0
    found["near"] = 2 * best
    return found


def _subject(statement: Statement) -> str:
    """Return whom or what the sentence seems to speak of: a person, or the kind of a concept."""
    for token in statement.tokens[:4]:
        if token.word in _PERSONS:
            return _PERSONS[token.word]
    return statement.kinds[0] if statement.kinds else "none"


def _ending(text: str) -> str:
    return text[-1:] if text[-1:] in "?!.:;," else "none"
