"""The claim's own sentence, fitted to a place: whether it can stand there, its capital, its end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.matching.lexicon import Lexicon
from kb.matching.statement import Statement
from kb.matching.tokens import tokenize
from kb.model.claim import Claim
from kb.verdict.reword_edit import opening

__all__ = ["own_sentence", "speaks_of_another"]

_AFTER = re.compile(r"[\s.!?]*")
_ENDS_SENTENCE = re.compile(r"[.!][\"'\u201d\u2019)]*\s*$")
_QUOTED_END = re.compile(r"[.!?][\"'\u201d\u2019)]+$")
_LINE = 120
"""Characters up to which a sentence can stand as a heading, an item or a cell."""


def own_sentence(whole: Statement, start: int, end: int, claim: Claim) -> str | None:
    """Return the claim's own sentence as it can stand from `start` to `end`, None where it cannot.

    A sentence stands for a whole sentence; for a part of one it would hang on words that were
    meant for another. The end mark is the place's own.
    """
    if claim.rewording is None:
        return None
    if whole.text[:start].strip() or not _AFTER.fullmatch(whole.text, end):
        return None
    if whole.kind != "sentence":
        fits = len(claim.rewording + whole.text[end:]) <= _LINE
        if not fits or not _ENDS_SENTENCE.search(whole.text):
            return None
    sentence = claim.rewording.rstrip(" .")
    if _QUOTED_END.search(whole.text, start, end):
        sentence += "."  # the mark stood within the quotation that goes
    return opening(sentence)


def speaks_of_another(whole: Statement, text: str, lexicon: Lexicon) -> bool:
    """Return whether a wording names drugs, and none of those that the passage speaks of."""
    here = _drugs((*whole.named, *whole.context_concepts), lexicon)
    there = _drugs((hit.concept for hit in lexicon.find(tokenize(text))), lexicon)
    return bool(here and there) and here.isdisjoint(there)


def _drugs(named: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """Return the drugs among concepts."""
    return frozenset(concept for concept in named if lexicon.kind(concept) == "drug")
