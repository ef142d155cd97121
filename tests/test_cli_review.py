"""The command line in a team: `[vet]` in kb.toml, baselines, registers, versions, folders."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.cli import main
from kb.content.knowledge_base import KnowledgeBase
from tests.small_kb import FILES, written

CURE = "Light is a guaranteed cure for winter blues."
FAR = "Light always beats winter blues."
MAY = "Bright light may ease winter blues."
REGISTER = "- {document: page.md, target: light, reason: agreed, by: AB, until: 2027-01-31}\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of copy beside a knowledge base, the working folder from now on."""
    monkeypatch.delenv("CLAIMS_KB", raising=False)
    monkeypatch.chdir(written(tmp_path, FILES))
    (tmp_path / "pages").mkdir()
    return tmp_path


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return call


def page(house: Path, *sentences: str, name: str = "page.md") -> Path:
    path = house / "pages" / name
    path.write_text("\n\n".join(sentences) + "\n", encoding="utf-8")
    return path


def team(house: Path, *lines: str) -> None:
    told = "\n".join(("", "[vet]", *lines, ""))
    (house / "kb.toml").write_text(FILES["kb.toml"] + told, encoding="utf-8")


def test_the_last_line_names_the_settings_that_were_used_and_why(run: Run, house: Path) -> None:
    team(house, 'fail_on = "contradicted"')

    status, _, err = run("vet", page(house, CURE))

    assert status == 0
    assert err.splitlines()[-1] == (
        f"claims-kb: settings: {house / 'kb.toml'} (because it is the nearest folder upwards from"
        f" {house} with a kb.toml); it sets fail_on = contradicted"
    )


def test_quiet_says_nothing_where_nothing_is_wrong(run: Run, house: Path) -> None:
    assert run("vet", page(house, MAY), "--quiet")[2] == ""


def test_options_win_over_settings_and_settings_over_what_is_usual(run: Run, house: Path) -> None:
    path = page(house, CURE)
    assert run("vet", path)[0] == 1
    team(house, 'fail_on = "never"', 'format = "json"')

    status, out, _ = run("vet", path)
    assert (status, json.loads(out)["format"]) == (0, "claims-kb/audit@1")
    status, out, _ = run("vet", path, "--fail-on", "overstated", "--format", "csv")
    assert (status, "finding id" in out) == (1, True)


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("failon = 1", "kb.toml:6: vet.failon: is no setting; there are fail_on, format, "),
        (
            'fail_on = "grave"',
            "kb.toml:6: vet.fail_on: input should be 'supported', 'unsupported', ",
        ),
        ('format = "docm"', "kb.toml:6: vet.format: 'docm' is no format; there are text, "),
        ('baseline = "gone.jsonl"', "kb.toml:6: vet.baseline: 'gone.jsonl': no such file in "),
        ('suppressions = "no.yaml"', "kb.toml:6: vet.suppressions: 'no.yaml': no such file in "),
    ],
)
def test_a_fault_in_the_settings_is_told_with_file_and_line(
    run: Run, house: Path, setting: str, says: str
) -> None:
    path = page(house, CURE)
    team(house, setting)

    status, out, err = run("vet", path)

    assert (status, out) == (2, "")
    assert err.startswith(f"claims-kb: {says}")
    assert len(err.splitlines()) == 1


def test_check_and_where_look_at_the_settings_too(run: Run, house: Path) -> None:
    team(house, 'fail_on = "never"')
    assert "settings        fail_on = never" in run("where")[1]
    team(house, "failon = 1")
    assert run("check")[0] == 2


def test_the_settings_of_a_team_change_no_fingerprint(house: Path) -> None:
    before = KnowledgeBase.open(house).fingerprint
    team(house, 'fail_on = "never"')

    assert KnowledgeBase.open(house).fingerprint == before


def test_a_repository_of_copy_needs_no_more_than_a_line(run: Run, house: Path) -> None:
    folder = house / "copy"
    folder.mkdir()
    (folder / "kb.toml").write_text('extends = "shipped"\n\n[vet]\nfail_on = "never"\n')
    copy = page(house, "Ketamine is completely safe.")

    status, out, _ = run("vet", copy, "--kb", folder, "--format", "json")

    found = json.loads(out)
    assert (status, found["findings"][0]["verdict"]) == (0, "overstated")
    _, plain, _ = run("vet", copy, "--kb", Path(__file__).parents[1], "--format", "json")
    assert found["findings"] == json.loads(plain)["findings"]


# --- baseline ---


def test_only_what_is_new_fails_a_run(run: Run, house: Path) -> None:
    path = page(house, CURE)
    status, _, err = run("vet", "pages", "--write-baseline", "base.jsonl")
    assert status == 0
    assert "baseline written to base.jsonl: problems 1, documents 1" in err

    status, out, err = run("vet", "pages", "--baseline", "base.jsonl")
    assert status == 0
    assert "known: it is in the baseline" in out
    assert "baseline base.jsonl: 0 new, 1 known, 0 gone" in err

    page(house, "A heading that moves all.", CURE, FAR)
    status, out, _ = run("vet", path, "--baseline", "base.jsonl", "--format", "json")
    assert status == 1
    states = {f["quote"]: f["baseline"] for f in json.loads(out)["findings"]}
    assert states == {CURE[:-1]: "unchanged", FAR[:-1]: "new"}

    page(house, MAY)
    status, out, err = run("vet", path, "--baseline", "base.jsonl", "--format", "json")
    assert status == 0
    (gone,) = json.loads(out)["review"]["baseline"]["absent"]
    assert gone["quote"] == CURE[:-1]
    assert "0 new, 0 known, 1 gone" in err


def test_a_baseline_named_in_the_settings_can_be_made_and_made_anew(run: Run, house: Path) -> None:
    page(house, CURE)
    team(house, 'baseline = "base.jsonl"')

    assert run("vet", "pages", "--write-baseline", "base.jsonl")[0] == 0
    status, _, err = run("vet", "pages")
    assert status == 0
    assert "another state of the knowledge base" not in err
    page(house, CURE, FAR)
    assert run("vet", "pages")[0] == 1
    assert run("vet", "pages", "--write-baseline", "base.jsonl")[0] == 0
    assert run("vet", "pages")[0] == 0


def test_a_baseline_made_with_other_claims_is_warned_of(run: Run, house: Path) -> None:
    page(house, CURE)
    run("vet", "pages", "--write-baseline", "base.jsonl")
    (house / "claims/no-claims.yaml").write_text("- {copy: Ring us., because: instruction}\n")

    _, _, err = run("vet", "pages", "--baseline", "base.jsonl", "--quiet")

    assert "1 of 1 audits were made with another state of the knowledge base" in err


def test_a_file_that_is_no_baseline_gives_one_message(run: Run, house: Path) -> None:
    path = page(house, CURE)

    status, out, err = run("vet", path, "--baseline", path)

    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert "page.md:1: is no audit but something else" in err


# --- suppressions ---


def test_a_register_beside_the_settings_is_read_unasked(run: Run, house: Path) -> None:
    path = page(house, CURE)
    (house / "claims-kb-suppressions.yaml").write_text(REGISTER)

    status, out, _ = run("vet", path, "--on", "2026-11-22")

    assert status == 0
    assert "suppressed by AB: agreed, until 2027-01-31" in " ".join(out.split())


def test_the_day_of_the_run_can_be_named(run: Run, house: Path) -> None:
    path = page(house, CURE)
    (house / "own.yaml").write_text(REGISTER)

    status, out, _ = run(
        "vet", path, "--suppressions", "own.yaml", "--on", "2027-02-01", "--format", "json"
    )

    found = json.loads(out)
    assert status == 1
    assert (found["review"]["on"], found["review"]["expired"]) == ("2027-02-01", 1)


def test_an_entry_for_many_that_meets_nothing_is_told_for_the_run(run: Run, house: Path) -> None:
    page(house, MAY)
    page(house, MAY, name="other.md")
    (house / "claims-kb-suppressions.yaml").write_text(REGISTER.replace("page.md", '"*.md"'))

    status, out, err = run("vet", "pages", "--format", "jsonl", "--quiet")

    assert status == 0
    assert "claims-kb-suppressions.yaml:1: suppresses nothing in the documents" in err
    assert all(json.loads(line)["review"]["unused"] == 0 for line in out.splitlines())


def test_a_register_with_a_fault_stops_the_run(run: Run, house: Path) -> None:
    (house / "claims-kb-suppressions.yaml").write_text("- {document: a, target: b, whom: c}\n")

    status, _, err = run("vet", page(house, CURE))

    assert status == 2
    assert "claims-kb-suppressions.yaml:1: 0.whom: is no field here" in err


# --- two versions ---


def test_a_difference_fails_only_on_what_is_new_or_worse(run: Run, house: Path) -> None:
    old = page(house, CURE, MAY, name="old.md")
    better = page(house, MAY, name="better.md")
    worse = page(house, CURE, MAY, FAR, name="worse.md")

    status, out, _ = run("vet", "--diff", old, better)
    assert status == 0
    assert "0 new, 1 gone, 0 changed, 1 unchanged" in out
    status, out, _ = run("vet", "--diff", old, worse, "--format", "json")
    assert status == 1
    assert [f["quote"] for f in json.loads(out)["new_findings"]] == [FAR[:-1]]


def test_a_difference_is_written_for_a_browser_with_the_copy_escaped(run: Run, house: Path) -> None:
    old = page(house, MAY, name="old.md")
    new = page(house, 'Light <img src=x onerror="a()"> is a guaranteed cure.', name="new.md")
    out = house / "changes.html"

    status, printed, _ = run("vet", "--diff", old, new, "--out", out)

    html = out.read_text(encoding="utf-8")
    assert (status, printed) == (1, "")
    assert "<img" not in html
    assert "Content-Security-Policy" in html
    assert "&lt;img src=x" in html


def test_an_old_version_from_a_pipe_is_read_as_what_the_new_one_is(
    run: Run, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"---\ntitle: {CURE}\n---\n\n{MAY}\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    _, out, _ = run("vet", "--diff", "-", page(house, MAY), "--format", "json")

    found = json.loads(out)
    assert (found["unchanged"], found["gone_findings"]) == (1, [])


def test_what_a_suppression_reaches_fails_no_difference(run: Run, house: Path) -> None:
    old = page(house, MAY, name="old.md")
    let = "<!-- claims-kb-disable-line light -- agreed (AB) -->"

    assert run("vet", "--diff", old, page(house, MAY, f"{CURE} {let}"))[0] == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["page.md"], "stands beside them"),
        (["--baseline", "b.jsonl"], "leave --baseline out"),
        (["--format", "csv"], "with --diff: text, json, html"),
        (["--out", "a.csv"], "no format has the suffix '.csv'"),
    ],
)
def test_a_difference_refuses_what_makes_no_sense(
    run: Run, house: Path, arguments: list[str], says: str
) -> None:
    path = page(house, MAY)

    status, out, err = run("vet", "--diff", path, path, *arguments)

    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert says in err


# --- folders, and what was read ---


def test_one_bad_file_stops_none_of_the_others_and_the_end_says_what_was_left_out(
    run: Run, house: Path
) -> None:
    page(house, MAY)
    page(house, CURE, name="two.txt")
    (house / "pages/broken.txt").write_bytes(bytes(range(256)))
    for name in ("a.png", "b.PNG", "LICENSE", ".hidden"):
        (house / "pages" / name).write_bytes(b"x")

    status, out, err = run("vet", "pages", "--format", "jsonl")

    assert status == 2
    assert len(out.splitlines()) == 2
    first, *_, end, settings = err.splitlines()
    assert "broken.txt" in first
    assert end == (
        "claims-kb: read 2 documents; 1 could not be read (see above); left out of folders"
        " (no kind that can be read): 2 .png, 1 files without a suffix"
    )
    assert "settings:" in settings


def test_nothing_named_is_told(run: Run, house: Path) -> None:
    assert house.is_dir()
    status, _, err = run("vet")
    assert (status, "no document is named" in err) == (2, True)


def test_read_shows_what_was_understood(run: Run, house: Path) -> None:
    path = page(house, "# Light", MAY, "<!-- claims-kb-disable-file light -- a (b) -->")

    status, out, err = run("read", path, "--passages")

    assert status == 0
    assert out.splitlines() == [
        "2\t7\theading\tbody\tline 1\tLight",
        f"9\t44\tsentence\tbody\tline 3\t{MAY}",
    ]
    assert "1 comment in the file, read as no part of the copy" in err
