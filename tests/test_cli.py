"""The command line: statuses, messages for bad input, nothing half-written."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.cli import main
from kb.cli.main import COMMANDS
from kb.output.exports import EXPORTS
from tests.pages import ROOT

CLAIM = "claims/efficacy/herb-sleep.yaml"
SOUND = "Ketamine blocks the NMDA receptor."
LOUD = "Ketamine is completely safe and cures everyone's depression forever."

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return a function that runs a command: its status, output and messages."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return call


def page(folder: Path, text: str = LOUD, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("fail_on", "text", "status"),
    [
        ("overstated", LOUD, 1),
        ("overstated", SOUND, 0),
        ("never", LOUD, 0),
        ("supported", SOUND, 1),
    ],
)
def test_the_status_tells_whether_findings_reach_the_limit(
    run: Run, tmp_path: Path, fail_on: str, text: str, status: int
) -> None:
    assert run("vet", page(tmp_path, text), "--fail-on", fail_on)[0] == status


@pytest.mark.parametrize("form", [name for name in EXPORTS if EXPORTS[name].suffix])
def test_every_format_is_written_whole(run: Run, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"audit{EXPORTS[form].suffix}"

    status, printed, _ = run("vet", page(tmp_path), "--format", form, "--out", out)

    assert (status, printed) == (1, "")
    assert out.stat().st_size > 200
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["page.txt", out.name])


def test_many_documents_come_a_line_each(run: Run, tmp_path: Path) -> None:
    for number in range(5):
        page(tmp_path, SOUND, f"{number}.md")

    _, out, _ = run("vet", tmp_path, "--format", "jsonl")

    assert [json.loads(line)["document"]["name"] for line in out.splitlines()] == [
        f"{number}.md" for number in range(5)
    ]


def test_standard_input_is_a_document(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LOUD.encode())))

    status, out, _ = run("vet", "-", "--format", "json")

    assert status == 1
    assert json.loads(out)["counts"]["checkable"] == 1


def test_a_page_on_standard_input_is_read_as_one_and_given_back(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = f"<!doctype html><h1>Hi</h1><p>{LOUD}</p>".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page)))

    status, _, _ = run("vet", "-", "--format", "marked", "--out", str(tmp_path / "page.html"))

    assert status == 1
    assert b'<mark class="claims-kb' in (tmp_path / "page.html").read_bytes()


def bad(name: str, data: bytes | None) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        if data is not None:
            path.write_bytes(data)
        return path

    return make


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (bad("gone.txt", None), "gone.txt"),
        (bad("empty.txt", b""), "empty"),
        (bad("blank.txt", b" \n\t\n"), "blank.txt"),
        (bad("picture.txt", bytes(range(256)) * 40), "picture.txt"),
        (bad("huge.txt", b"Ketamine helps. " * 1_310_720), "huge.txt"),
        (bad("page.xyz", b"Ketamine helps."), ".txt"),
    ],
)
def test_a_document_that_cannot_be_read_gives_one_message(
    run: Run, tmp_path: Path, make: Callable[[Path], Path], says: str
) -> None:
    out = tmp_path / "audit.html"

    status, printed, message = run("vet", make(tmp_path), "--out", out)

    assert (status, printed) == (2, "")
    assert says in message
    assert len(message.splitlines()) == 1
    assert "Traceback" not in message
    assert not out.exists()


def test_a_folder_without_documents_gives_one_message(run: Run, tmp_path: Path) -> None:
    status, _, message = run("vet", tmp_path)

    assert status == 2
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(run: Run, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(
        "Ketamine doesn’t cure everyone’s depression – it never was shown to.".encode(encoding)
    )

    status, out, _ = run("read", path)

    assert status == 0
    assert "doesn’t cure everyone’s depression –" in out


def knowledge(folder: Path, run: Run) -> Path:
    run("new", folder)
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (CLAIM, "kind: effect", "kind: effect: no", "herb-sleep.yaml:4"),
        (CLAIM, "kind: effect", "kind: effect\nkind: harm", "stands twice"),
        (CLAIM, "kind: effect", "kind: effekt", "kind"),
        (CLAIM, "source: made-up-trial", "source: lost", "no source 'lost'"),
        (CLAIM, "id: herb-sleep", "id: herb", "file's name"),
        (CLAIM, "efficacy.sleep", "efficacy.rest", "no topic"),
        ("kb.toml", 'name = "my-claims"', "name = ", "kb.toml"),
    ],
)  # fmt: skip
def test_faults_of_content_name_file_and_line(
    run: Run, tmp_path: Path, file: str, old: str, new: str, says: str
) -> None:
    folder = knowledge(tmp_path / "kb", run)
    path = folder / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")

    status, printed, message = run("vet", page(tmp_path), "--kb", folder)

    assert (status, printed) == (2, "")
    assert says in message
    assert file in message
    assert "Traceback" not in message


def test_a_folder_that_is_no_knowledge_base_is_told_so(run: Run, tmp_path: Path) -> None:
    status, _, message = run("vet", page(tmp_path), "--kb", tmp_path)

    assert status == 2
    assert "kb.toml" in message


def test_a_folder_in_use_is_never_written_over(run: Run, tmp_path: Path) -> None:
    page(tmp_path)

    status, _, message = run("new", tmp_path)

    assert status == 2
    assert "not empty" in message
    assert [p.name for p in tmp_path.iterdir()] == ["page.txt"]


@pytest.mark.parametrize("command", ["show", "grade"])
def test_an_unknown_claim_is_answered_with_near_ones(run: Run, command: str) -> None:
    status, _, message = run(command, "onset-hour")

    assert status == 2
    assert "onset-hours" in message


@pytest.mark.parametrize("kind", ["claims", "sources", "concepts", "topics", "copies"])
def test_every_kind_of_record_is_listed(run: Run, kind: str) -> None:
    status, out, _ = run("list", kind)

    assert status == 0
    assert len(out.splitlines()) > 5


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])

    assert stopped.value.code == 0
    assert command in capsys.readouterr().out


def test_a_knowledge_base_of_ones_own_is_judged_by_examples_and_rules(
    run: Run, tmp_path: Path
) -> None:
    folder = knowledge(tmp_path / "kb", run)
    copy = page(tmp_path, "Sample herb cures insomnia in everyone, guaranteed.")

    status, out, _ = run("vet", copy, "--kb", folder, "--format", "json")

    [finding] = json.loads(out)["findings"]
    assert status == 1
    assert (finding["claim"], finding["verdict"]) == ("herb-sleep", "overstated")
    assert "certainty" in {dimension["name"] for dimension in finding["dimensions"]}


def test_ones_own_records_lie_over_the_shipped_ones(run: Run, tmp_path: Path) -> None:
    folder = knowledge(tmp_path / "kb", run)
    marker = folder / "kb.toml"
    marker.write_text(marker.read_text("utf-8").replace("# extends", "extends"), encoding="utf-8")

    _, out, _ = run("list", "claims", "--kb", folder)

    assert "herb-sleep" in out
    assert "onset-hours" in out


def test_an_out_that_is_a_folder_is_refused_and_nothing_is_left(run: Run, tmp_path: Path) -> None:
    (tmp_path / "audit.json").mkdir()

    status, _, message = run("vet", page(tmp_path), "--out", tmp_path / "audit.json")

    assert (status, len(message.splitlines())) == (2, 1)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["audit.json", "page.txt"]


def test_a_device_named_as_out_is_written_to_and_stays_a_device(run: Run, tmp_path: Path) -> None:
    status, printed, _ = run("vet", page(tmp_path), "--format", "json", "--out", os.devnull)

    assert (status, printed) == (1, "")
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("command", [["where"], ["new", "fresh"]])
def test_output_that_leads_to_a_full_disk_gives_one_message(
    tmp_path: Path, command: list[str]
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kb", *command],
            check=False, stdout=full, stderr=subprocess.PIPE, cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "claims-kb: standard output: cannot be written: No space left on device;"
        " look where it leads"
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file's name is always text")
def test_a_folder_whose_name_is_no_text_is_named_all_the_same(
    tmp_path: Path,
) -> None:
    folder = tmp_path / os.fsdecode(b"k\xff")

    assert main(["new", str(folder)]) == 0
    assert main(["where", "--kb", str(folder)]) == 0


@pytest.mark.parametrize("port", ["0", "-1", "65536", "http"])
def test_a_port_that_does_not_exist_is_refused(run: Run, port: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("app", f"--port={port}")
