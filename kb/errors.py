"""Everything that Claims KB raises on purpose.

    ClaimsKbError           shown to people as one message, exit status 2
    ├── UnknownTerm         a word that is not in `schema/terms.yaml`
    ├── ContentError        a knowledge base that cannot be opened; lists every fault
    ├── ReadingError        a document that cannot be read
    └── UsageError          a request that makes no sense (no such claim, no such format)

Messages say where, what is wrong, and what would be right; lower case, no full stop.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "ClaimsKbError",
    "ContentError",
    "Fault",
    "ReadingError",
    "UnknownTerm",
    "UsageError",
]


class ClaimsKbError(Exception):
    """The root: a fault that its message explains and a person can mend."""


class UnknownTerm(ClaimsKbError, ValueError):
    """A word outside the fixed vocabulary. Nothing is guessed."""


class ReadingError(ClaimsKbError):
    """A document that cannot be read; the message names it."""


class UsageError(ClaimsKbError):
    """A request for something that does not exist."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one file of content; `line` is 1-based, 0 where no line applies.

    >>> str(Fault("claims/a/x.yaml", 14, "topic", "'onset' is not a topic"))
    "claims/a/x.yaml:14: topic: 'onset' is not a topic"
    """

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.path}: {self.message}" if self.path else f"{place}: {self.message}"


class ContentError(ClaimsKbError):
    """A knowledge base with faults that keep it from being opened; all of them at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))
