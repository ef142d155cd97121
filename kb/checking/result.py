"""What checking yields: problems with their place, and how much was attempted at all.

Counts matter as much as problems: "nothing found" must not look like "nothing was checked".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from kb.checking.attempt import Attempt
from kb.checking.checked import Checked

__all__ = ["CheckResult", "Problem", "Rule", "Severity", "Tally"]

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a code that is never given to another, and a generator that looks at everything."""

    code: str
    name: str
    says: str
    remedy: str
    severity: Severity
    look: Callable[[Checked], Iterator[Attempt]]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong, with file and line; `line` is 1-based, 0 where no line applies."""

    file: str
    line: int
    code: str
    path: str
    message: str
    remedy: str
    severity: Severity

    def __str__(self) -> str:
        """Return the problem as people read it."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        told = f"{self.path}: {self.message}" if self.path else self.message
        return f"{place}: {self.code} {told}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one rule was attempted, and what came of it."""

    rule: Rule
    attempted: int
    failed: int
    not_checkable: int

    @property
    def passed(self) -> int:
        """Return how often the rule was kept."""
        return self.attempted - self.failed - self.not_checkable


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Every problem, in the order of files and lines, and the tally of every rule."""

    problems: tuple[Problem, ...]
    tallies: tuple[Tally, ...]

    @property
    def attempted(self) -> int:
        """Return how many checks were made, or tried."""
        return sum(tally.attempted for tally in self.tallies)

    @property
    def passed(self) -> int:
        """Return how many checks found nothing wrong."""
        return sum(tally.passed for tally in self.tallies)

    @property
    def not_checkable(self) -> int:
        """Return how many checks could not be made."""
        return sum(tally.not_checkable for tally in self.tallies)

    @property
    def errors(self) -> int:
        """Return how many checks failed that may not."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """Return how many checks failed that a curator should look at."""
        return sum(problem.severity == "warning" for problem in self.problems)
