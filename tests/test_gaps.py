"""Gaps: what no claim covers, grouped the same whatever the order, ranked by number and risk."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.cli import main
from kb.gaps import gaps
from kb.model.finding import AuditDocument, Cue, Doubt
from kb.model.gap import GapReport
from kb.output.gap_list import GAP_EXPORTS
from kb.vet import Engine, Vetted
from tests.audited import a_finding, vetted
from tests.small_kb import FILES, opened

LAMP = "Our lamps are made of recycled tin."
SAFE = "Salt caves are completely safe and approved by the FDA."
PAGES = {
    "a.txt": f"{LAMP} Bright light may ease winter blues.",
    "b.txt": "The lamps we sell are made from recycled tin.",
    "c.txt": SAFE,
    "d.txt": "Salt is mined in Bavaria.",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(opened(tmp_path_factory.mktemp("kb"), FILES))


def uncovered(name: str, text: str) -> Vetted:
    """Return a document whose first sentence no claim covers."""
    quote = text.partition(".")[0]
    finding = a_finding(text, quote, verdict="unsupported", claim=None)
    return vetted(text, finding, path=name)


def report(engine: Engine, names: list[str], *, doubtful: bool = False) -> GapReport:
    return gaps([uncovered(name, PAGES[name]) for name in names], engine, doubtful=doubtful)


def test_passages_that_assert_the_same_are_one_gap_with_its_places(engine: Engine) -> None:
    found = report(engine, ["a.txt", "b.txt", "d.txt"])
    lamps = next(gap for gap in found.gaps if gap.documents == 2)

    assert (found.passages, len(found.gaps), lamps.passages) == (3, 2, 2)
    assert {"lamps", "recycled", "tin"} <= set(lamps.key_words)
    for example in lamps.examples:
        assert PAGES[example.document][example.start : example.end] == example.quote


def test_a_figure_that_no_source_gives_is_a_gap_in_doubt_and_the_gravest(engine: Engine) -> None:
    text = "Bright light may ease winter blues in 71% of adults."
    cue = Cue(start=text.index("71%"), end=text.index("71%") + 3, quote="71%")
    sure = a_finding(text, text.rstrip("."), verdict="supported").model_copy(update={"score": 0.9})
    figure = Doubt(kind="figure", why="no source gives it", cue=cue)
    close = Doubt(kind="close-call", why="a close call")

    for doubt, doubtful, risks in (
        (figure, True, [("a figure that no source gives",)]),
        (figure, False, []),
        (close, True, []),
    ):
        asked = sure.model_copy(update={"doubts": (doubt,)})
        found = gaps([vetted(text, asked)], engine, doubtful=doubtful)
        assert [gap.risks for gap in found.gaps] == risks


def test_a_risky_gap_comes_before_one_that_is_as_frequent(engine: Engine) -> None:
    first, second = report(engine, ["d.txt", "c.txt"]).gaps

    assert first.examples[0].document == "c.txt"
    assert first.risks[:2] == ("speaks of safety", "speaks of approval")
    assert (second.risks, second.weight) == ((), 1)


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(list(PAGES)))
def test_the_order_of_the_documents_changes_nothing(engine: Engine, order: list[str]) -> None:
    assert report(engine, order) == report(engine, list(PAGES))


def test_covered_passages_are_gaps_only_when_asked_for_and_in_doubt(engine: Engine) -> None:
    text = "Bright light may ease winter blues."
    sure = a_finding(text, text[:-1], verdict="supported")
    unsure = sure.model_copy(update={"score": 0.1})

    for finding, doubtful, number in ((sure, True, 0), (unsure, False, 0), (unsure, True, 1)):
        found = gaps([vetted(text, finding)], engine, doubtful=doubtful)
        assert len(found.gaps) == number
    assert found.gaps[0].examples[0].claim == "light-helps"


def test_examples_come_from_as_many_documents_as_can_be(engine: Engine) -> None:
    many = [uncovered(f"{number}.txt", LAMP) for number in range(9)]
    [gap] = gaps(many, engine).gaps

    assert (gap.documents, len({e.document for e in gap.examples})) == (9, 5)


def test_two_documents_of_one_name_count_as_two(engine: Engine) -> None:
    one = uncovered("a.txt", LAMP)
    document = AuditDocument(name="a.txt", sha256="0" * 64, media_type="text/plain", characters=1)
    other = one._replace(audit=one.audit.model_copy(update={"document": document}))

    assert gaps([one, other], engine).gaps[0].documents == 2


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(engine: Engine) -> None:
    found = gaps([uncovered("=cmd.txt", "=HYPERLINK lamps of tin.")], engine)
    rows = list(csv.reader(io.StringIO(GAP_EXPORTS["csv"].write(found).decode("utf-8-sig"))))

    assert rows[1][5] == "'=cmd.txt"
    assert rows[1][10].startswith("'=")


def test_text_cannot_steer_a_terminal(engine: Engine) -> None:
    found = gaps([uncovered("a.txt", "Lamps\x1b[2J of tin.")], engine)

    assert b"\x1b" not in GAP_EXPORTS["text"].write(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in PAGES.items():
        (tmp_path / name).write_text(f"{text}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("form", list(GAP_EXPORTS))
def test_the_command_writes_every_format_and_returns_0(
    folder: Path, form: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    out = folder / f"gaps{GAP_EXPORTS[form].suffix}"
    paths = [str(folder / name) for name in PAGES]

    assert main(["gaps", *paths, "--doubtful", "--out", str(out)]) == 0
    assert capsysbinary.readouterr().out == b""
    assert main(["gaps", *reversed(paths), "--doubtful", "--format", form]) == 0
    assert capsysbinary.readouterr().out == out.read_bytes()
    if form == "json":
        assert json.loads(out.read_bytes())["format"] == "claims-kb/gaps@1"


@pytest.mark.parametrize("path", ["nothing.txt", "page.docx"])
def test_what_cannot_be_read_gives_2(
    folder: Path, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "page.docx").write_bytes(b"PK")

    assert main(["gaps", str(folder / path)]) == 2
    assert path in capsys.readouterr().err


def test_one_document_that_cannot_be_read_keeps_no_other_from_being_looked_at(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "e.txt").write_bytes(b"\x00\x01\x02" * 50)

    assert main(["gaps", str(folder)]) == 2
    told = capsys.readouterr()
    assert "e.txt" in told.err
    assert "4 documents" in told.out
