"""One check of one thing: what every rule yields."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Attempt", "Path"]

Path = tuple[str | int, ...]


class Attempt(NamedTuple):
    """One thing looked at: a record, the part of it, and what is wrong with it, if anything.

    `known` false: it could not be checked, and the rule says neither yes nor no.
    """

    kind: str
    record: str
    path: Path = ()
    complaint: str = ""
    known: bool = True
