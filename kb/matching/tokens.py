"""Words of a text with their places; the one view of text that all matching shares.

Kinds of quotation mark, hyphen and space are made one, character for character, so that offsets
into the verbatim text survive.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import Stemmer

__all__ = ["Token", "plain", "stem", "tokenize", "words"]

# Clinic pages are pasted from word processors: a curly apostrophe is an apostrophe to a reader.
_ONE_TO_ONE = str.maketrans(
    {
        **dict.fromkeys("‘’ʼ´`′", "'"),
        **dict.fromkeys("“”«»„″", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u2002\u2003", " "),
    }
)
# A raised or lowered digit is the number of a reference or part of a formula: no part of a word.
_LETTER = r"[^\W\d_¹²³⁰⁴-⁹₀-₉]"
# "P.S. Ketamine" in a letter speaks of no S-ketamine.
_TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)*|(?<![.\w])P\.\s?(?:P\.\s?)?S\.(?=\s)|{_LETTER}+(?:'{_LETTER}+)?|[%$£€½⅓⅔¼¾]"
)


class Token(NamedTuple):
    """One word, lower case; `start` and `end` are offsets into the text it came from."""

    word: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Return whether the word is written in digits."""
        return self.word[0].isdecimal()


def plain(text: str) -> str:
    """Return the text with one kind of quotation mark, hyphen and space; same length.

    >>> plain("don’t—stop")
    "don't-stop"
    """
    return text.translate(_ONE_TO_ONE)


def tokenize(text: str, offset: int = 0) -> list[Token]:
    """Return the words of `text`; places are counted from `offset`.

    >>> [t.word for t in tokenize("Doesn’t TRD improve by 52.5%?")]
    ["doesn't", 'trd', 'improve', 'by', '52.5', '%']
    """
    return [
        Token(match[0].lower(), offset + match.start(), offset + match.end())
        for match in _TOKEN.finditer(plain(text))
    ]


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text` without places, lower case; marks and spaces do not count.

    >>> words("It works—fast.") == words("it works – fast!")
    True
    """
    return tuple(match[0].lower() for match in _TOKEN.finditer(plain(text)))


_stemmer = Stemmer.Stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case English word (Snowball).

    >>> stem("infusions")
    'infus'
    """
    return str(_stemmer.stemWord(word))
