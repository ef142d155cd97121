"""Whether a hyphen at the end of a line belongs to the word or only to the line.

The rule, in order. A hyphen stays where what follows does not begin with a small letter
("COVID-" + "19"). Else the document decides by how it writes the word elsewhere, not at a line
end: "low-dose" keeps it, "programme" drops it. Else it goes before the mere ending of a word
("well-" + "ness"); it stays where the word has another one ("state-of-the-" + "art"), where one
part is commonly joined by a hyphen ("self-", "-based") or where both parts are words of the
document by themselves; and it goes in all other cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["Vocabulary"]

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_LAST = re.compile(r"([^\W_]+(?:[-\u2010\u2011\u2013][^\W_]+)*)[-\u2010\x02]$")
_HYPHEN = re.compile(r"[-\u2010\u2011\u2013]")
_FIRST = re.compile(r"[^\W\d_]+")
_SHORTEST_PART = 3


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BEFORE = _set(
    "double evidence fast first four full half hard high home life long low near off once placebo"
    " quick rapid second self short side single six slow ten three treatment twice well"
    " twenty thirty forty fifty sixty seventy eighty ninety"
)
"""Words that stand before a hyphen more often than they begin a broken word."""
_BEHIND = _set(
    "acting adjusted approved assisted associated based blind blinded centred centered changing"
    " controlled dependent dose driven effective emergent free friendly funded induced label"
    " labelled labeled lasting minute quality randomised randomized related reported resistant"
    " saving scale sided specific term tested treated week"
)
"""Words that stand behind a hyphen more often than they end a broken word."""
_ENDINGS = _set(
    "age ages ed en ened ening er est fold ful hood ing ings ish less light lights ly ment ments"
    " ness ship some teen th ty ward wards way wide"
)
"""What follows is the end of the same word, whatever stands before it: "well-ness"."""


class Vocabulary:
    """The words of a document, for the rule.

    >>> words = Vocabulary(["A brain-wide programme for dogs", "It is out"])
    >>> [words.keeps(a, b) for a, b in [("brain-", "wide"), ("pro-", "gramme"), ("il-", "lness")]]
    [True, False, False]
    """

    def __init__(self, lines: Iterable[str]) -> None:
        """Learn the words of all lines; what is broken at a line end is left out."""
        self._words: set[str] = set()
        for line in lines:
            text = line.casefold()
            broken = _LAST.search(text)
            self._words.update(_WORD.findall(text, 0, broken.start() if broken else len(text)))

    def keeps(self, line: str, after: str) -> bool:
        """Return whether the hyphen that ends a line belongs to the word."""
        last, first = _LAST.search(line.casefold()), _FIRST.match(after)
        if last is None or first is None or not after[:1].islower():
            return True
        head, tail = last[1], first[0].casefold()
        if f"{head}-{tail}" in self._words:
            return True
        if head + tail in self._words:
            return False
        if tail in _ENDINGS:
            return False
        if head in _BEFORE or tail in _BEHIND or _HYPHEN.search(head):
            return True
        long = min(len(head), len(tail)) >= _SHORTEST_PART
        return long and head in self._words and tail in self._words
