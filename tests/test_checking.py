"""Checking as a whole: counts add up, the order is fixed, nothing is written, ours is sound."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kb.checking import RULES, CheckResult, check, lines, rule_lines
from kb.content.knowledge_base import KnowledgeBase
from tests.small_kb import CLAIM, FILES, SOURCE, changed, opened

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def ours(shipped: KnowledgeBase) -> CheckResult:
    """Return the result for the shipped knowledge base."""
    return check(shipped, today=TODAY)


def test_the_shipped_knowledge_base_has_no_errors(ours: CheckResult) -> None:
    errors = [str(problem) for problem in ours.problems if problem.severity == "error"]
    assert errors == []


def test_counts_add_up(ours: CheckResult) -> None:
    told = ours.passed + ours.errors + ours.warnings + ours.not_checkable
    assert told == ours.attempted


def test_problems_stand_in_the_order_of_files_and_lines(ours: CheckResult) -> None:
    places = [(problem.file, problem.line) for problem in ours.problems]
    assert places == sorted(places)


def test_every_problem_of_the_shipped_knowledge_base_has_a_line(ours: CheckResult) -> None:
    assert [str(problem) for problem in ours.problems if problem.line < 1] == []


def test_the_last_line_holds_the_counts(tmp_path: Path) -> None:
    result = check(opened(tmp_path, FILES), today=TODAY)
    assert list(lines(result)) == [
        f"{len(RULES)} rules, 87 attempted, 85 passed, 0 failed, 0 warnings, 2 not checkable"
    ]


def test_a_problem_reads_as_place_code_message_and_remedy(tmp_path: Path) -> None:
    files = changed(CLAIM, "by 2.5 points.", "by 7 points.")
    assert next(lines(check(opened(tmp_path, files), today=TODAY))) == (
        "claims/light/light-helps.yaml:4: KB017 says: 7 occurs in no fact of a source it rests on;"
        " record the fact with its figure, or mend the statement"
    )


def test_warnings_are_counted_and_listed_only_on_request(tmp_path: Path) -> None:
    files = changed(SOURCE, "read: full-text", "read: full-text\nstanding: superseded")
    result = check(opened(tmp_path, files), today=TODAY)
    assert (result.errors, result.warnings) == (0, 1)
    assert len(list(lines(result))) == 1
    assert "KB008" in next(lines(result, warnings=True))


def test_every_rule_is_told_with_its_counts(tmp_path: Path) -> None:
    result = check(opened(tmp_path, FILES), today=TODAY)
    told = list(rule_lines(result))
    assert [line.split()[0] for line in told] == [rule.code for rule in RULES]


def test_checking_writes_nothing(tmp_path: Path) -> None:
    kb = opened(tmp_path, FILES)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    check(kb, today=TODAY)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_records_of_the_shipped_knowledge_base_are_told_apart(tmp_path: Path) -> None:
    files = changed("kb.toml", 'name = "light"', 'name = "light"\nextends = "shipped"')
    result = check(opened(tmp_path, files), today=TODAY, rules=RULES[:8])
    assert {problem.file.partition(":")[0] for problem in result.problems} <= {"shipped"}
