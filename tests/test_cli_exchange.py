"""`graph`, `export` and `schema`: what they print, what they write, and what they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.cli import main
from kb.output.rdf import FORMATS
from kb.output.rdf_reading import from_rdf
from kb.output.schemas import generate
from tests.small_kb import FILES, opened

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return a function that runs a command on the small knowledge base."""
    opened(tmp_path / "kb", FILES)

    def call(command: str, *arguments: str | Path) -> tuple[int, str, str]:
        kb = () if command == "schema" else ("--kb", tmp_path / "kb")
        status = main([command, *map(str, (*kb, *arguments))])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return call


@pytest.mark.parametrize("about", [("--claim", "light-helps"), ("--source", "trial-a")])
def test_a_graph_holds_what_lies_around(run: Run, about: tuple[str, str]) -> None:
    status, out, _ = run("graph", *about)
    assert status == 0
    names = {node["id"] for node in json.loads(out)["nodes"]}
    assert {"claim:light-helps", "source:trial-a"} <= names


@pytest.mark.parametrize(
    ("form", "starts"), [("json", "{"), ("graphml", "<"), ("dot", 'digraph "light" {')]
)
def test_a_graph_comes_in_every_form(run: Run, form: str, starts: str) -> None:
    status, out, _ = run("graph", "--claim", "light-helps", "--format", form)
    assert (status, out.startswith(starts)) == (0, True)


def test_depth_widens_the_graph(run: Run) -> None:
    sizes = [
        len(json.loads(run("graph", "--source", "trial-a", "--depth", depth)[1])["nodes"])
        for depth in ("0", "1", "2")
    ]
    assert sizes == sorted(set(sizes))


def test_without_a_record_the_graph_is_whole(run: Run) -> None:
    names = {node["id"] for node in json.loads(run("graph")[1])["nodes"]}
    assert {"claim:light-helps", "source:trial-a", "copy:leaflet-a", "topic:light"} <= names


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--claim", "light-help"), "no claim 'light-help' in this knowledge base; did you mean"),
        (("--source", "trial-b"), "no source 'trial-b' in this knowledge base; did you mean"),
        (("--claim", "light-helps", "--depth", "-1"), "a depth of -1 makes no sense"),
    ],
)
def test_a_graph_around_nothing_is_refused(run: Run, arguments: tuple[str, ...], told: str) -> None:
    status, out, message = run("graph", *arguments)
    assert (status, out) == (2, "")
    assert message.startswith(f"claims-kb: {told}")


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_is_written_whole_and_reads_back(run: Run, form: str, tmp_path: Path) -> None:
    out = tmp_path / "export"
    assert run("export", "--format", form, "--out", out) == (0, "", "")
    assert list(from_rdf(out.read_bytes(), form).claims) == ["light-helps"]
    assert out.read_text(encoding="utf-8") == run("export", "--format", form)[1]


def test_an_export_that_cannot_be_written_leaves_nothing(run: Run, tmp_path: Path) -> None:
    status, _, message = run("export", "--out", tmp_path / "nowhere" / "x.ttl")
    assert status == 2
    assert "cannot be written" in message
    assert [path.name for path in tmp_path.iterdir()] == ["kb"]


def test_schemas_are_written_to_a_new_folder(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("schema", "--out", tmp_path / "new" / "schema")
    assert status == 0
    assert [Path(line).name for line in out.splitlines()] == list(generate())
    written = {p.name: p.read_text("utf-8") for p in (tmp_path / "new" / "schema").iterdir()}
    assert written == generate()


def test_schemas_cannot_be_written_into_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    status, _, message = run("schema", "--out", file)
    assert status == 2
    assert message == f"claims-kb: --out {file}: cannot be made: File exists; " + (
        "name a folder that can be written\n"
    )
