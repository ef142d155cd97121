"""`check`: statuses, the list of problems, the line of counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.checking import RULES
from kb.cli import main
from tests.small_kb import CLAIM, COPY, FILES, SOURCE, changed, written

Run = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return a function that checks a knowledge base made of the given files."""

    def call(files: dict[str, str], *arguments: str | Path) -> tuple[int, list[str], str]:
        folder = written(tmp_path / "kb", files)
        status = main(["check", "--kb", str(folder), "--today", "2026-11-22", *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return status, out.decode().splitlines(), err.decode()

    return call


def test_a_sound_knowledge_base_gives_status_0_and_the_counts(run: Run) -> None:
    counts = f"{len(RULES)} rules, 87 attempted, 85 passed, 0 failed, 0 warnings, 2 not checkable"
    assert run(FILES) == (0, [counts], "")


def test_an_error_gives_status_1_and_its_line(run: Run) -> None:
    status, out, _ = run(changed(COPY, "may ease winter blues", "may ease summer blues"))
    assert status == 1
    assert out[0].startswith(f"{COPY}:9: KB009 mentions.0.quote.exact: quote 'may ease summer blu")


def test_a_warning_gives_status_0_and_is_listed_on_request(run: Run) -> None:
    files = changed(SOURCE, "read: full-text", "read: full-text\nstanding: superseded")
    status, out, _ = run(files)
    assert (status, len(out)) == (0, 1)
    status, out, _ = run(files, "--warnings")
    assert (status, out[0][: len(CLAIM)]) == (0, CLAIM)


def test_a_folder_that_does_not_open_gives_status_2_and_every_fault(run: Run) -> None:
    status, out, message = run(changed(CLAIM, "kind: effect", "kind: wonder"))
    assert (status, out) == (2, [])
    assert message.startswith(f"claims-kb: {CLAIM}:3: kind: ")


def test_the_rules_are_listed_with_their_counts(run: Run) -> None:
    _, out, _ = run(FILES, "--rules")
    assert [line.split()[0] for line in out[:-1]] == [rule.code for rule in RULES]


def test_texts_may_lie_elsewhere(run: Run, tmp_path: Path) -> None:
    files = dict(FILES)
    elsewhere = written(tmp_path / "texts", {"any.txt": files.pop("sources/copy/leaflet-a.md")})
    assert "6 not checkable" in run(files)[1][-1]
    assert "2 not checkable" in run(files, "--texts", elsewhere)[1][-1]


def test_a_folder_of_texts_that_is_none_is_told(run: Run, tmp_path: Path) -> None:
    status, out, message = run(FILES, "--texts", tmp_path / "nowhere")
    assert (status, out) == (2, [])
    assert "no such folder; name one that holds texts of known copy" in message
