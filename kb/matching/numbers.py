"""Numbers in copy, in digits or spelled: "2,000", "seventy-nine", "two and a half", "5 million"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kb.matching.tokens import Token

__all__ = ["FRACTIONS", "LOOSE", "SPELLED", "Number", "number_at", "word_at"]

SPELLED: dict[str, float] = {
    "half": 0.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "couple": 2, "few": 3, "several": 4,
}  # fmt: skip
FRACTIONS: dict[str, float] = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}
LOOSE = frozenset("a an one half couple few several".split())
"""Spelled numbers that people use loosely, as in "an hour" and "a few"."""
_SCALE: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "m": 1e6,
    "bn": 1e9,
    "k": 1e3,
}
_TENS = frozenset(range(20, 100, 10))
_ONES = frozenset("one two three four five six seven eight nine".split())
_ORDINAL = frozenset(("st", "nd", "rd", "th"))


class Number(NamedTuple):
    """A value; `after` is the token after it, `scale` what a word like "million" multiplied."""

    value: float
    after: int
    scale: float = 1.0


def word_at(tokens: Sequence[Token], here: int) -> str:
    """Return the word at a place, nothing past the end."""
    return tokens[here].word if 0 <= here < len(tokens) else ""


def number_at(tokens: Sequence[Token], here: int) -> Number | None:
    """Return the number that starts at `here`, None where there is none; "4th" is none.

    >>> from kb.matching.tokens import tokenize
    >>> [number_at(tokenize(s), 0).value for s in ("2,5", "two and a half", "three hundred", "5 m")]
    [2.5, 2.5, 300.0, 5000000.0]
    """
    word = word_at(tokens, here)
    if word[:1].isdecimal():
        value = _in_digits(word)
        if value is None or _is_ordinal(tokens, here):
            return None
        after = here + 1
        part = word_at(tokens, after)
        if part in FRACTIONS and tokens[after].start == tokens[here].end:
            value, after = value + FRACTIONS[part], after + 1  # 1½
    elif word in FRACTIONS:
        value, after = FRACTIONS[word], here + 1
    elif word in SPELLED:
        value, after = _spelled(tokens, here)
    else:
        return None
    if _and_a_half(tokens, after):
        value, after = value + 0.5, after + 3
    scale = 1.0
    while word_at(tokens, after) in _SCALE:
        scale, after = scale * _SCALE[tokens[after].word], after + 1
    if scale == _SCALE["hundred"] and (rest := _rest_of_hundred(tokens, after)):
        return Number(value * scale + rest.value, rest.after, 1.0)
    return Number(value * scale, after, scale)


def _in_digits(word: str) -> float | None:
    grouped = "," in word and all(len(part) == 3 for part in word.split(",")[1:])
    digits = word.replace(",", "") if grouped else word.replace(",", ".")
    return float(digits) if digits.count(".") <= 1 else None


def _is_ordinal(tokens: Sequence[Token], here: int) -> bool:
    return word_at(tokens, here + 1) in _ORDINAL and tokens[here + 1].start == tokens[here].end


def _spelled(tokens: Sequence[Token], here: int) -> tuple[float, int]:
    word, after = tokens[here].word, here + 1
    value, beside = SPELLED[word], word_at(tokens, after)
    if value in _TENS and beside in _ONES:
        return value + SPELLED[beside], after + 1  # seventy-nine
    if word in ("a", "an") and beside in ("few", "couple", "half"):
        return SPELLED[beside], after + 1
    if word == "half" and beside in ("a", "an"):
        return value, after + 1  # half a million
    if word == "couple" and beside == "of":
        return value, after + 1
    return value, after


def _rest_of_hundred(tokens: Sequence[Token], here: int) -> Number | None:
    """Return the "and fifty" of "one hundred and fifty"."""
    if word_at(tokens, here) != "and" or SPELLED.get(word_at(tokens, here + 1), 0) <= 1:
        return None
    rest = number_at(tokens, here + 1)
    return rest if rest is not None and rest.value < _SCALE["hundred"] else None


def _and_a_half(tokens: Sequence[Token], here: int) -> bool:
    return [word_at(tokens, here + step) for step in range(3)] == ["and", "a", "half"]
