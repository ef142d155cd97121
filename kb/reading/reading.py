"""What every reader gives, and the limits that every reader keeps."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.errors import ReadingError
from kb.model.document import Origin, Passage, Place, Remark

__all__ = [
    "MAX_CHARACTERS",
    "MAX_NESTING",
    "MAX_PIECES",
    "MAX_STRETCHES",
    "SECONDS",
    "Clock",
    "Reading",
]

MAX_CHARACTERS = 5_000_000
"""The most text in one file. Our own choice: some 800,000 words, far beyond any piece of copy."""

MAX_PIECES = 250_000
"""The most lines, sentence ends, paragraphs or cells in one file: one for every 20 characters.
Text has one for some 80; only noise has more, and it would take minutes."""

MAX_STRETCHES = 1_000_000
"""The most stretches of text, each with its place in the file: far more than words have runs."""

MAX_NESTING = 200
"""How deep elements may stand in one another: far beyond any page, far below what breaks us."""

SECONDS = 120
"""The longest that one file may take to read."""


class Reading(NamedTuple):
    """What a reader makes of a file."""

    text: str
    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    places: tuple[Place, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """Stops a reader that takes too long; asked at every page, paragraph or element."""

    seconds: float = SECONDS
    _started: float = field(default_factory=time.monotonic)

    def check(self) -> None:
        """Return while there is time.

        Raises:
            ReadingError: there is none left.
        """
        if time.monotonic() - self._started > self.seconds:
            raise ReadingError(
                f"takes longer than {self.seconds:g} seconds to read; split it, or save it simpler"
            )
