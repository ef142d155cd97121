"""Figures in copy, by meaning: shares, durations, counts of people, years, money.

"One in three", "half", "45-60%", "up to 80 percent", "more than 264 million people", "within a few
hours", "two weeks": each with its place, its range, and whether copy says at least or at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kb.matching.tokens import Token

__all__ = ["Quantity", "QuantityKind", "find_quantities", "is_exact"]

QuantityKind = Literal["share", "duration", "count", "year", "money", "dose"]

_WORDS: dict[str, float] = {
    "half": 0.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "couple": 2, "few": 3, "several": 4,
}  # fmt: skip
_ORDINALS: dict[str, float] = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5,
    "fifths": 5, "tenth": 10, "tenths": 10,
}  # fmt: skip
_SCALE: dict[str, float] = {
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "m": 1e6,
    "bn": 1e9,
    "k": 1e3,
}
_UNITS: dict[str, float] = {
    unit + plural: hours
    for unit, hours in {
        "second": 1 / 3600, "minute": 1 / 60, "min": 1 / 60, "hour": 1.0, "hr": 1.0, "day": 24.0,
        "week": 168.0, "month": 730.5, "year": 8766.0, "decade": 87660.0,
    }.items()
    for plural in ("", "s")
}  # fmt: skip
_PERCENT = frozenset(("%", "percent", "pct"))
_LOOSE = frozenset("a an one half halves couple few several".split())
_EXACT = ({*_WORDS} | {*_ORDINALS}) - _LOOSE
"""Spelled numbers that nobody uses loosely, as people do "an hour" and "half"."""
_JOINS = frozenset(("to", "and", "or", "through"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: from `low` to `high`, over the tokens `first` up to `last`.

    Shares are percentages, durations hours, counts single things, money in its own unit.
    """

    kind: QuantityKind
    low: float
    high: float
    first: int
    last: int

    def earlier(self, by: int) -> Quantity:
        """Return the same so many tokens earlier."""
        return Quantity(self.kind, self.low, self.high, self.first - by, self.last - by)


def is_exact(figure: Quantity, tokens: Sequence[Token]) -> bool:
    """Return whether a figure is given as a number, not loosely: "a few hours", "half".

    >>> from kb.matching.tokens import tokenize
    >>> words = tokenize("half of them within four hours")
    >>> [is_exact(figure, words) for figure in find_quantities(words)]
    [False, True]
    """
    return any(t.is_number or t.word in _EXACT for t in tokens[figure.first : figure.last])


_TENS = frozenset(range(20, 100, 10))
_ONES = frozenset("one two three four five six seven eight nine".split())


def _number(tokens: Sequence[Token], here: int) -> tuple[float, int] | None:
    """Return a number that starts at `here` and the token after it."""
    if here >= len(tokens):
        return None
    word = tokens[here].word
    if word[0].isdecimal():
        grouped = word.count(",") > 0 and all(len(part) == 3 for part in word.split(",")[1:])
        digits = word.replace(",", "") if grouped else word.replace(",", ".")
        if digits.count(".") > 1:
            return None
        value, after = float(digits), here + 1
    elif word in _WORDS:
        value, after = _WORDS[word], here + 1
        if value in _TENS and after < len(tokens) and tokens[after].word in _ONES:
            value, after = value + _WORDS[tokens[after].word], after + 1  # seventy-nine
        if word in ("a", "an") and after < len(tokens) and tokens[after].word in ("few", "couple"):
            value, after = _WORDS[tokens[after].word], after + 1
        if word == "half" and after < len(tokens) and tokens[after].word in ("a", "an"):
            after += 1
        if after < len(tokens) and tokens[after].word == "of" and word == "couple":
            after += 1
    else:
        return None
    while after < len(tokens) and tokens[after].word in _SCALE:
        value, after = value * _SCALE[tokens[after].word], after + 1
    return value, after


def find_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Return the figures in `tokens`, in order; none overlaps another.

    >>> from kb.matching.tokens import tokenize
    >>> found = find_quantities(tokenize("45-60% within two to three days"))
    >>> [(q.kind, q.low, q.high) for q in found]
    [('share', 45.0, 60.0), ('duration', 48.0, 72.0)]
    >>> [q.high for q in find_quantities(tokenize("seventy-nine percent of half a million"))]
    [79, 500000.0]
    >>> [(q.kind, q.high) for q in find_quantities(tokenize("one in three people, about half"))]
    [('share', 33.3), ('share', 50.0)]
    """
    found: list[Quantity] = []
    here = 0
    while here < len(tokens):
        quantity = _at(tokens, here)
        if quantity is None:
            here += 1
            continue
        found.append(quantity)
        here = quantity.last
    return found


def _at(tokens: Sequence[Token], here: int) -> Quantity | None:
    money = tokens[here].word in "$£€"
    first = _number(tokens, here + 1 if money else here)
    if first is None:
        if tokens[here].word in ("hours", "minutes", "seconds", "months", "years") and here:
            return _vague(tokens, here)
        return None
    low, after = first
    if not money and (share := _share(tokens, here, low, after)):
        return share
    high = low
    if after < len(tokens) and (
        tokens[after].word in _JOINS or tokens[after].word in _PERCENT or tokens[after].is_number
    ):
        nxt = after + 1 if not tokens[after].is_number else after
        if (nxt < len(tokens) and tokens[nxt].word in "$£€") or (
            nxt < len(tokens) and tokens[nxt].word in _JOINS
        ):
            nxt += 1
        second = _number(tokens, nxt)
        if second and second[0] >= low:
            unit = tokens[second[1]].word if second[1] < len(tokens) else ""
            if money or unit in _PERCENT or unit in _UNITS or second[0] >= 1e4:
                high, after = second
    return _with_unit(tokens, here, low, high, after, money=money)


def _share(tokens: Sequence[Token], here: int, low: float, after: int) -> Quantity | None:
    words = [t.word for t in tokens[after : after + 4]]
    if (len(words) >= 2 and words[0] in ("in", "of")) or (
        len(words) > 2 and words[:2] == ["out", "of"]
    ):
        skip = 2 if words[0] == "out" else 1
        whole = _number(tokens, after + skip)
        if whole and low < whole[0] <= 1000 and whole[0] == int(whole[0]) and low >= 1:
            value = round(100 * low / whole[0], 1)
            return Quantity("share", value, value, here, whole[1])
    if words and words[0] in _ORDINALS and low < _ORDINALS[words[0]]:
        value = round(100 * low / _ORDINALS[words[0]], 1)
        return Quantity("share", value, value, here, after + 1)
    if tokens[here].word == "half" and low < 1 and (not words or words[0] not in _UNITS):
        return Quantity("share", 50.0, 50.0, here, here + 1)
    return None


def _with_unit(
    tokens: Sequence[Token], here: int, low: float, high: float, after: int, *, money: bool
) -> Quantity | None:
    unit = tokens[after].word if after < len(tokens) else ""
    if money:
        return Quantity("money", low, high, here, after)
    if unit in _PERCENT:
        return Quantity("share", low, high, here, after + 1)
    if unit == "per" and after + 1 < len(tokens) and tokens[after + 1].word == "cent":
        return Quantity("share", low, high, here, after + 2)
    if unit in _UNITS:
        return Quantity("duration", low * _UNITS[unit], high * _UNITS[unit], here, after + 1)
    if unit in ("mg", "milligrams", "mcg"):
        return Quantity("dose", low, high, here, after + 1)
    if (
        tokens[here].is_number
        and low == high
        and 1900 <= low <= 2100
        and "," not in tokens[here].word
    ):
        return Quantity("year", low, high, here, after)
    if tokens[here].is_number or high >= 1e3:
        return Quantity("count", low, high, here, after)
    return None


def _vague(tokens: Sequence[Token], here: int) -> Quantity | None:
    """Return "within hours", "for months" as the smallest plural of the unit."""
    if tokens[here - 1].word in ("within", "in", "for", "after", "just", "mere", "of"):
        hours = 2 * _UNITS[tokens[here].word]
        return Quantity("duration", hours, hours, here - 1, here + 1)
    return None
