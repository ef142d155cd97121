"""Run every rule over a knowledge base; nothing here writes, asks the clock, or stops early."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kb.checking.attempt import Attempt
from kb.checking.checked import Checked
from kb.checking.result import CheckResult, Problem, Rule, Tally
from kb.checking.rules import RULES
from kb.content.knowledge_base import KnowledgeBase

__all__ = ["check", "lines", "rule_lines"]


def check(
    kb: KnowledgeBase,
    *,
    today: date | None = None,
    texts: Iterable[bytes] = (),
    rules: Sequence[Rule] = RULES,
) -> CheckResult:
    """Return every problem of a knowledge base, and how much was checked.

    `today` decides which reviews are overdue; without it none can be told. `texts` are documents
    whose text lies nowhere near their records; each is known by its SHA-256.
    """
    checked = Checked(kb, today, texts)
    problems: list[Problem] = []
    tallies: list[Tally] = []
    for rule in rules:
        attempts = list(rule.look(checked))
        failed = [attempt for attempt in attempts if attempt.complaint]
        unknown = sum(not attempt.known for attempt in attempts)
        tallies.append(Tally(rule, len(attempts), len(failed), unknown))
        problems += [_problem(rule, attempt, checked) for attempt in failed]
    return CheckResult(tuple(sorted(problems)), tuple(tallies))


def _problem(rule: Rule, attempt: Attempt, checked: Checked) -> Problem:
    file, line = checked.places.place(attempt.kind, attempt.record, attempt.path)
    return Problem(
        file=file,
        line=line,
        code=rule.code,
        path=".".join(map(str, attempt.path)),
        message=attempt.complaint,
        remedy=rule.remedy,
        severity=rule.severity,
    )


def lines(result: CheckResult, *, warnings: bool = False) -> Iterator[str]:
    """Yield problems a line each, warnings only if asked for, and at the end the counts."""
    for problem in result.problems:
        if problem.severity == "error" or warnings:
            yield str(problem)
    yield (
        f"{len(result.tallies)} rules, {result.attempted} attempted, {result.passed} passed,"
        f" {result.errors} failed, {result.warnings} warnings,"
        f" {result.not_checkable} not checkable"
    )


def rule_lines(result: CheckResult) -> Iterator[str]:
    """Yield a line a rule: code, name, severity, counts, what it says."""
    for tally in result.tallies:
        rule = tally.rule
        yield (
            f"{rule.code} {rule.name} ({rule.severity}): {tally.attempted} attempted,"
            f" {tally.passed} passed, {tally.failed} failed, {tally.not_checkable} not checkable:"
            f" {rule.says}"
        )
