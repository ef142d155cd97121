"""Whether a passage asserts something that evidence could bear out or refute.

Questions, bare topic headings, prices of one's own, appointments, instructions and praise of staff
assert nothing of the kind. The rules are those of the labelling guide; each reason has a name so
that it can be shown and counted.
"""

from __future__ import annotations

import re

from kb.matching.statement import Statement

__all__ = ["Skip", "not_checkable"]

Skip = str
"""Why a passage is not judged."""

_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|does|do|did|can|could|may|might|will|would|shall|should"
    r"|must|'s|'re|'ll|[a-z]+(?:s|ed|es)|help|work|treat|offer|provide|show|need|take|get|feel|find"
    r"|make|give|lead|cause|affect|last|relieve|reduce|improve)\b",
    re.IGNORECASE,
)
_IMPERATIVE = frozenset(
    "call contact book schedule visit learn read click explore discover join sign fill ask talk speak"
    " tell please let take bring arrange wear avoid find see get start begin meet check reach"
    " consider remember imagine note fast drink eat come try download watch".split()
)
_BENEFIT_HEADING = frozenset(("booster", "absolute", "hype", "regulatory-approved", "safety-plain", "comparison-better"))


def not_checkable(statement: Statement, best: float, threshold: float) -> Skip | None:
    """Return why `statement` is not judged, or None when it is.

    `best` is the score of the nearest claim: below the threshold, and without a concept of the
    domain, a passage speaks of something else.
    """
    text = statement.text.strip()
    if text.endswith("?"):
        return "question"
    words = len(statement.tokens)
    if words < 2:
        return "too short"
    if statement.kind == "heading":
        if words < 4 or not _VERB.search(text):
            return "heading"
        if not statement.said & _BENEFIT_HEADING and best < threshold + 0.1:
            return "heading"
    if not statement.concepts and best < threshold:
        return "off subject"
    first = statement.tokens[0].word
    if first in _IMPERATIVE and not {"safety-risk-named"} & statement.said:
        return "instruction"
    if best < threshold and "own-services" in statement.said:
        return "own services"
    if best < threshold * 0.8:
        return "no assertion recognised"
    return None
