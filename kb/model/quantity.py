"""Amounts that curators write as people do: `2 h`, `14 d`, `52 %`."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

__all__ = ["HOURS_IN", "Hours", "Percent", "hours_from", "hours_text"]

HOURS_IN = {
    "min": 1 / 60,
    "h": 1.0,
    "d": 24.0,
    "wk": 168.0,
    "mo": 24 * 30.4375,
    "y": 24 * 365.25,
}
"""Hours in a unit of time. A month is 30.4375 days (365.25 / 12)."""

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(%|[a-z]+)")


def hours_from(value: object) -> float:
    """Return hours from a duration such as `40 min`, `2 h`, `12 d`, `4 wk`, `6 mo`, `1 y`.

    Raises:
        ValueError: no amount, or no known unit.

    >>> hours_from("2 wk")
    336.0
    """
    if isinstance(value, int | float):
        return float(value)
    match = _AMOUNT.fullmatch(str(value).strip())
    if match is None or match[2] not in HOURS_IN:
        raise ValueError(
            f"'{value}' is not a duration; write a number and one of {', '.join(HOURS_IN)}"
        )
    return float(match[1]) * HOURS_IN[match[2]]


def hours_text(hours: float) -> str:
    """Return a duration for people, in the largest unit of which it holds at least one.

    >>> hours_text(336.0), hours_text(0.5), hours_text(24)
    ('2 weeks', '30 minutes', '24 hours')
    """
    names = {"min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "y": "year"}
    unit = next(
        (u for u in ("y", "mo", "wk", "d", "h") if hours >= HOURS_IN[u] * (2 if u == "d" else 1)),
        "min",
    )
    amount = round(hours / HOURS_IN[unit], 1)
    shown = f"{amount:g}"
    return f"{shown} {names[unit]}{'' if shown == '1' else 's'}"


def _short_hours(hours: float) -> str:
    # Read back it must be the same number to the last bit: the cache keeps what this writes.
    for unit in ("wk", "d", "h", "min"):
        amount = round(hours / HOURS_IN[unit])
        if amount and amount * HOURS_IN[unit] == hours:
            return f"{amount} {unit}"
    return f"{hours!r} h"


def _percent(value: object) -> float:
    if isinstance(value, int | float):
        return float(value)
    match = _AMOUNT.fullmatch(str(value).strip())
    if match is None or match[2] != "%" or not 0 <= float(match[1]) <= 100:
        raise ValueError(f"'{value}' is not a percentage; write for example '52 %'")
    return float(match[1])


Hours = Annotated[
    float,
    BeforeValidator(hours_from),
    PlainSerializer(_short_hours, return_type=str),
    WithJsonSchema(
        {"type": "string", "pattern": r"^\d+(\.\d+)? (min|h|d|wk|mo|y)$", "examples": ["2 h"]}
    ),
]
"""A duration, held in hours, written `2 h`."""

Percent = Annotated[
    float,
    BeforeValidator(_percent),
    PlainSerializer(lambda value: f"{value:g} %", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d+(\.\d+)? %$", "examples": ["52 %"]}),
]
"""A share of a hundred, held as the number before the sign, written `52 %`."""
