"""Which register and baseline hold in a folder: what `[vet]` names, or what lies beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from kb.content.marker import vet_fault
from kb.model.team import VetSettings
from kb.review.apply import Plan, today
from kb.review.baseline import read_baseline
from kb.review.register import DEFAULT, read_register

__all__ = ["baseline_file", "plan_of", "register_file"]


def register_file(folder: Path, own: VetSettings) -> Path | None:
    """Return the register that holds for the folder of a `kb.toml`, or None.

    Raises:
        ContentError: `[vet]` names one that is not there.
    """
    if own.suppressions is not None:
        return _named(folder, "suppressions", own.suppressions)
    beside = folder / DEFAULT
    return beside if beside.is_file() else None


def baseline_file(folder: Path, own: VetSettings) -> Path | None:
    """Return the baseline that `[vet]` names, or None.

    Raises:
        ContentError: it is not there.
    """
    return _named(folder, "baseline", own.baseline) if own.baseline is not None else None


def _named(folder: Path, setting: str, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        told = f"'{name}': no such file in {folder}; make it, or take the line away"
        raise vet_fault(folder, setting, told)
    return path


def plan_of(register: Path | None, baseline: Path | None, day: Callable[[], date] = today) -> Plan:
    """Return what these files hold, to be laid over audits.

    Raises:
        UsageError: one cannot be read, or the baseline holds no audits.
        ContentError: the register has faults; each with its line.
    """
    return Plan(
        register=read_register(register) if register else (),
        baseline=read_baseline(baseline) if baseline else None,
        day=day,
    )
