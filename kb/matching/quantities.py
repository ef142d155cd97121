"""Figures in copy, by meaning: shares, durations, counts of people, years, money.

"One in three", "half", "45-60%", "up to 80 percent", "more than 264 million people", "within a few
hours", "two weeks": each with its place, its range, and whether copy says at least or at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kb.matching.numbers import FRACTIONS, LOOSE, SPELLED, Number, number_at, word_at
from kb.matching.tokens import Token

__all__ = ["Bound", "Quantity", "QuantityKind", "find_quantities", "is_exact"]

QuantityKind = Literal["share", "duration", "count", "year", "money", "dose"]
Bound = Literal["least", "most"]

_ORDINALS: dict[str, float] = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5,
    "fifths": 5, "tenth": 10, "tenths": 10,
}  # fmt: skip
_UNITS: dict[str, float] = {
    unit + plural: hours
    for unit, hours in {
        "second": 1 / 3600, "minute": 1 / 60, "min": 1 / 60, "hour": 1.0, "hr": 1.0, "h": 1.0,
        "day": 24.0, "week": 168.0, "wk": 168.0, "fortnight": 336.0, "month": 730.5,
        "year": 8766.0, "yr": 8766.0, "decade": 87660.0,
    }.items()
    for plural in ("", "s")
}  # fmt: skip
_PERCENT = frozenset(("%", "percent", "pct"))
_EXACT = ({*SPELLED} | {*_ORDINALS} | {*FRACTIONS}) - LOOSE - {"halves"}
"""Spelled numbers that nobody uses loosely, as people do "an hour" and "half"."""
_CURRENCIES = frozenset("$£€")
_MONEY = frozenset("dollar dollars usd pound pounds gbp euro euros eur".split())
_WHOSE_MONEY = frozenset("us u american canadian australian".split())
_AT_LEAST = frozenset("over above exceeding exceeds beyond".split())
_AT_LEAST_TWO = frozenset(
    (("more", "than"), ("greater", "than"), ("higher", "than"), ("at", "least"), ("upwards", "of"),
     ("upward", "of"), ("excess", "of"))
)  # fmt: skip
_AT_MOST = frozenset("under below".split())
_AT_MOST_TWO = frozenset(
    (("less", "than"), ("fewer", "than"), ("lower", "than"), ("up", "to"), ("at", "most"),
     ("many", "as"), ("much", "as"))
)  # fmt: skip
_THROUGH = frozenset(("to", "through"))
_JOINS = _THROUGH | {"and", "or"}
_MANY = 1e4
"""From here on two numbers beside each other are a range without a unit."""
_LARGEST_WHOLE = 1000
"""Of more than so many nobody says "one in"."""
_LEAST_SPELLED = 100
"""Spelled numbers below this count nothing worth comparing."""
_COUNTED = frozenset(
    "people persons patients adults adolescents children teens women men mothers veterans americans"
    " participants subjects individuals volunteers cases deaths suicides clinics centers centres"
    " hospitals doctors providers infusions sessions treatments doses studies trials papers".split()
)
"""What follows a number that might be a year and is none: "2000 patients"."""
_ENDS_RANGE = _PERCENT | _COUNTED | _UNITS.keys()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: from `low` to `high`, over the tokens `first` up to `last`.

    Shares are percentages, durations hours, counts single things, money in its own unit. `bound`:
    whether copy says at least that ("more than") or at most ("up to").
    """

    kind: QuantityKind
    low: float
    high: float
    first: int
    last: int
    bound: Bound | None = None

    def earlier(self, by: int) -> Quantity:
        """Return the same so many tokens earlier."""
        return replace(self, first=self.first - by, last=self.last - by)


def is_exact(figure: Quantity, tokens: Sequence[Token]) -> bool:
    """Return whether a figure is given as a number, not loosely: "a few hours", "half".

    >>> from kb.matching.tokens import tokenize
    >>> words = tokenize("half of them within four hours")
    >>> [is_exact(figure, words) for figure in find_quantities(words)]
    [False, True]
    """
    return any(t.is_number or t.word in _EXACT for t in tokens[figure.first : figure.last])


def find_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Return the figures in `tokens`, in order; none overlaps another.

    >>> from kb.matching.tokens import tokenize
    >>> found = find_quantities(tokenize("45-60% within two to three days"))
    >>> [(q.kind, q.low, q.high) for q in found]
    [('share', 45.0, 60.0), ('duration', 48.0, 72.0)]
    >>> [q.high for q in find_quantities(tokenize("seventy-nine percent of half a million"))]
    [79.0, 500000.0]
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
        found.append(replace(quantity, bound=_bound(tokens, here)))
        here = quantity.last
    return found


def _bound(tokens: Sequence[Token], here: int) -> Bound | None:
    """Return which end the words before a figure make of it."""
    one, two = word_at(tokens, here - 1), word_at(tokens, here - 2)
    least, most = one in _AT_LEAST or (two, one) in _AT_LEAST_TWO, one in _AT_MOST
    most = most or (two, one) in _AT_MOST_TWO
    denied = word_at(tokens, here - 3) in ("no", "not")
    if least == most:
        return None
    return "least" if least != denied else "most"


def _at(tokens: Sequence[Token], here: int) -> Quantity | None:
    money = tokens[here].word in _CURRENCIES
    first = number_at(tokens, here + 1 if money else here)
    if first is None:
        return _vague(tokens, here)
    if not money and (share := _share(tokens, here, first)):
        return _up_to_share(tokens, share)
    second = _other_end(tokens, here, first, money=money)
    if second is None:
        return _with_unit(tokens, here, (first, first), money=money)
    return _with_unit(tokens, here, (_scaled(first, second), second), money=money)


def _scaled(first: Number, second: Number) -> Number:
    """Return the lower end of a range in the scale of its upper end: "15 to 20 million"."""
    if second.scale > first.scale == 1.0 and first.value < second.value / second.scale:
        return Number(first.value * second.scale, first.after)
    return first


def _other_end(tokens: Sequence[Token], here: int, first: Number, *, money: bool) -> Number | None:
    """Return the higher end of a range that starts with `first`: "to 60 %", "-$800"."""
    after = first.after
    unit = word_at(tokens, after)
    if unit in _PERCENT or unit in _UNITS:
        after += 1
    joined = word_at(tokens, after)
    if joined in _JOINS:
        after += 1
    elif not (joined[:1].isdecimal() or (money and joined in _CURRENCIES)):
        return None
    if word_at(tokens, after) in _CURRENCIES:
        after += 1
    second = number_at(tokens, after)
    if second is None:
        return None
    ends = word_at(tokens, second.after)
    if unit in _UNITS:
        through = joined in _THROUGH or word_at(tokens, here - 1) == "between"
        longer = (
            through
            and ends in _UNITS
            and (first.value * _UNITS[unit] <= second.value * _UNITS[ends])
        )
        return second if longer else None
    told = money or ends in _ENDS_RANGE or second.value >= _MANY or _paid(tokens, second.after)
    return second if told and second.value >= _scaled(first, second).value else None


def _share(tokens: Sequence[Token], here: int, first: Number) -> Quantity | None:
    low, after = first.value, first.after
    among = after
    if word_at(tokens, among) == "out" and word_at(tokens, among + 1) == "of":
        among += 2
    elif word_at(tokens, among) in ("in", "of"):
        among += 1
    if among > after:
        among += word_at(tokens, among) == "every"
        whole = number_at(tokens, among)
        if whole and 1 <= low < whole.value <= _LARGEST_WHOLE and whole.value % 1 == 0:
            value = round(100 * low / whole.value, 1)
            return Quantity("share", value, value, here, whole.after)
    parts = _ORDINALS.get(word_at(tokens, after))
    if parts and low < parts:
        value = round(100 * low / parts, 1)
        return Quantity("share", value, value, here, after + 1)
    part = low < 1 and tokens[after - 1].word in {"half", *FRACTIONS}
    if part and word_at(tokens, after) not in _UNITS:
        value = round(100 * low, 1)
        return Quantity("share", value, value, here, after)
    return None


def _up_to_share(tokens: Sequence[Token], share: Quantity) -> Quantity:
    """Return a share with the larger one that it leads to: "a third to a half"."""
    joined = word_at(tokens, share.last)
    between = joined == "and" and word_at(tokens, share.first - 1) == "between"
    second = number_at(tokens, share.last + 1) if joined in _THROUGH or between else None
    upper = _share(tokens, share.last + 1, second) if second else None
    if upper is None or upper.high <= share.high:
        return share
    return Quantity("share", share.low, upper.high, share.first, upper.last)


def _with_unit(
    tokens: Sequence[Token], here: int, ends: tuple[Number, Number], *, money: bool
) -> Quantity | None:
    (low, first, _), (high, after, _) = ends
    unit = word_at(tokens, after)
    if money:
        return Quantity("money", low, high, here, after)
    if paid := _paid(tokens, after):
        return Quantity("money", low, high, here, paid)
    if unit in _PERCENT:
        return Quantity("share", low, high, here, after + 1)
    if unit == "per" and word_at(tokens, after + 1) == "cent":
        return Quantity("share", low, high, here, after + 2)
    if unit in _UNITS:
        lower = _UNITS.get(word_at(tokens, first), _UNITS[unit])
        half = [word_at(tokens, after + step) for step in (1, 2, 3)] == ["and", "a", "half"]
        more, last = (0.5, after + 4) if half and low == high else (0.0, after + 1)
        return Quantity("duration", (low + more) * lower, (high + more) * _UNITS[unit], here, last)
    if unit in ("mg", "milligrams", "mcg"):
        return Quantity("dose", low, high, here, after + 1)
    digits = tokens[here].is_number
    counted = unit in _COUNTED or "," in tokens[here].word
    if digits and low == high and 1900 <= low <= 2100 and not counted:
        return Quantity("year", low, high, here, after)
    if digits or high >= _LEAST_SPELLED:
        return Quantity("count", low, high, here, after)
    return None


def _paid(tokens: Sequence[Token], here: int) -> int | None:
    """Return the token after the name of a currency: "dollars", "US dollars", "U.S. dollars"."""
    after = here
    while after - here < 2 and word_at(tokens, after) in _WHOSE_MONEY | {"s"}:
        after += 1
    return after + 1 if word_at(tokens, after) in _MONEY else None


def _vague(tokens: Sequence[Token], here: int) -> Quantity | None:
    """Return "within hours", "for months" as the smallest plural of the unit."""
    if tokens[here].word not in ("hours", "minutes", "seconds", "months", "years"):
        return None
    if word_at(tokens, here - 1) in ("within", "in", "for", "after", "just", "mere", "of"):
        hours = 2 * _UNITS[tokens[here].word]
        return Quantity("duration", hours, hours, here - 1, here + 1)
    return None
