"""A rule on wordings: each can match at all, for a pattern that cannot is never missed."""

from __future__ import annotations

from collections.abc import Iterator

from kb.checking.attempt import Attempt
from kb.checking.checked import Checked
from kb.matching.tokens import tokenize

__all__ = ["wordings_can_match"]

_SIGNS = ("_", "#", "...")


def wordings_can_match(checked: Checked) -> Iterator[Attempt]:
    """Look whether every word of every wording is one that a text can hold."""
    kb = checked.kb
    worded = (
        *(("topic", topic.id, topic.wordings) for topic in kb.topics.values()),
        *(("concept", concept.id, concept.wordings) for concept in kb.concepts.values()),
        *(("fair-statement", fair.id, fair.wordings) for fair in kb.fair_balance.values()),
    )
    for kind, name, wordings in worded:
        for number, wording in enumerate(wordings):
            yield Attempt(kind, name, ("wordings", number), complaint(wording))


def complaint(wording: str) -> str:
    """Return why a wording can never match; nothing where it can.

    >>> complaint("relie* ... # hours|days"), complaint("long-term")
    ('', "'long-term' can never match: 'long-term' is not one word")
    """
    for part in wording.split():
        for word in () if part in _SIGNS else part.split("|"):
            bare = word.removesuffix("*")
            if [token.word for token in tokenize(bare)] != [bare]:
                return f"'{wording}' can never match: '{word}' is not one word"
    return ""
