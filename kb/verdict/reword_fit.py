"""The claim's own sentence, fitted to a place: its capital, its end, whether it can stand there."""

from __future__ import annotations

import re

from kb.matching.statement import Statement
from kb.model.claim import Claim
from kb.verdict.reword_edit import opening

__all__ = ["own_sentence"]

_BEFORE = re.compile(
    r"(?:^|[;:–—]\s*|\s-{1,2}\s|,?\s(?:but|while|whereas|although|though|yet|and|because|so)\s)$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?:$|[.!?;:–—]|,\s(?:but|while|whereas|although|yet)\s)", re.IGNORECASE)
_QUOTED_END = re.compile(r"[.!?][\"'\u201d\u2019)]+$")
_LINE = 120
"""Characters up to which a sentence can stand as a heading, an item or a cell."""
_WORD = re.compile(r"[^\W\d_]+")


def own_sentence(whole: Statement, start: int, end: int, claim: Claim) -> str | None:
    """Return the claim's own sentence as it can stand from `start` to `end`, None where it cannot.

    A sentence stands for a whole passage; for a clause only between marks or words that join
    sentences. The end mark is the place's own.
    """
    if claim.rewording is None:
        return None
    before, after = whole.text[:start], whole.text[end:]
    if whole.kind != "sentence" and len(before + claim.rewording + after) > _LINE:
        return None
    if not _BEFORE.search(before) or not _AFTER.match(after):
        return None
    sentence = claim.rewording.rstrip(" .")
    if _QUOTED_END.search(whole.text, start, end):
        sentence += "."  # the mark stood within the quotation that goes
    if before.strip():
        return _inside(sentence, claim)
    return opening(sentence)


def _inside(sentence: str, claim: Claim) -> str:
    """Return the sentence with a small first letter, where the claim writes that word so itself."""
    first = _WORD.match(sentence)
    if first is None:
        return sentence
    small = first[0].lower()
    texts = (claim.says, claim.rewording or "", *(e.copy_ for e in claim.examples))
    known = any(re.search(rf"\b{small}\b", text) for text in texts)
    return small + sentence[first.end() :] if known else sentence
