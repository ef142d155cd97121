"""What a run of `vet` goes by: its options, else `[vet]` in `kb.toml`, else what is usual."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kb.content.folder import MARKER, Found, find
from kb.content.marker import vet_fault, vet_settings
from kb.model.finding import Finding
from kb.model.team import VetSettings
from kb.model.terms import SEVERITIES
from kb.output.exports import EXPORTS
from kb.review import Plan, baseline_file, plan_of, register_file, today

__all__ = ["Team", "day", "fails", "plan", "settings"]

_USUAL = "overstated"


@dataclass(frozen=True, slots=True)
class Team:
    """The knowledge base that was found, and what is set beside it."""

    found: Found
    own: VetSettings

    @property
    def told(self) -> str:
        """Return in one line which file won, why, and what it sets."""
        sets = ", ".join(f"{name} = {value}" for name, value in self.own.told.items())
        because = f"{self.found.folder / MARKER} (because {self.found.because})"
        return f"settings: {because}{f'; it sets {sets}' if sets else ''}"


def settings(options: argparse.Namespace) -> Team:
    """Return what is set for this run.

    Raises:
        UsageError: a folder was named that is no knowledge base.
        ContentError: `[vet]` has faults; each with its line.
    """
    found = find(options.kb)
    own = vet_settings(found.folder)
    if own.format is not None and own.format not in EXPORTS:
        told = f"'{own.format}' is no format; there are {', '.join(EXPORTS)}"
        raise vet_fault(found.folder, "format", told)
    return Team(found, own)


def plan(options: argparse.Namespace, team: Team) -> Plan:
    """Return what to lay over audits: the register, the baseline, and the day.

    Raises:
        UsageError: a file that was named cannot be read, or holds no audits.
        ContentError: the register has faults, or a file that `kb.toml` names is not there.
    """
    folder, own = team.found.folder, team.own
    baseline = options.baseline
    if baseline is None and options.write_baseline is None and options.diff is None:
        baseline = baseline_file(folder, own)
    named: date | None = options.on
    return plan_of(
        options.suppressions or register_file(folder, own),
        baseline,
        (lambda: named) if named else today,
    )


def day(text: str) -> date:
    """Return a day that an option names.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        told = f"'{text}' is no date; write for example 2026-11-22"
        raise argparse.ArgumentTypeError(told) from None


def fails(options: argparse.Namespace, team: Team, findings: Iterator[Finding]) -> bool:
    """Return whether one of these findings counts, and is as grave as the run may not have."""
    fail_on = options.fail_on or team.own.fail_on or _USUAL
    if fail_on == "never":
        return False
    limit = SEVERITIES.index(fail_on)
    return any(each.counts and SEVERITIES.index(each.verdict) >= limit for each in findings)
