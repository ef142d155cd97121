"""A second, small knowledge base: the program knows nothing of the subject of its first one.

`tests/other_subject` is about creatine, has no learned weights, and is judged by its examples and
by rules. Beside each page of copy lies what was marked by hand before any engine saw it. The floors
stand at or just below what was measured. They tell a regression, not how good the program is: pages
and examples are by one hand, and the examples were written after the pages. Examples that are
judged as if nobody had written them fare much worse, and stand here too.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from kb.checking.check import check
from kb.cli import main
from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim, Example
from kb.model.document import Document
from kb.model.finding import Finding
from kb.model.terms import SEVERITIES, VERDICTS
from kb.reading.read import read_bytes
from kb.vet import Engine, vet
from tests.pages import ROOT

FOLDER = ROOT / "tests" / "other_subject"
PAGES = ("shop-page", "magazine-page")
NO_CLAIM, NOT_COVERED = "no claim", "not covered"
SUBJECTS = re.compile(r"ketamine|spravato|creatine|depress", re.IGNORECASE)


class Marked(NamedTuple):
    """A passage beside what was marked there by hand and what the program found."""

    quote: str
    claim: str
    verdict: str | None
    found: tuple[Finding, ...]

    @property
    def gravest(self) -> str | None:
        """The gravest verdict that was found in the passage."""
        return gravest(self.found)


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return KnowledgeBase.open(FOLDER)


@pytest.fixture(scope="module")
def engine(base: KnowledgeBase) -> Engine:
    return Engine(base)


@pytest.fixture(scope="module")
def marked(engine: Engine) -> list[Marked]:
    return [mark for name in PAGES for mark in on_page(engine, name)]


def page(name: str) -> Document:
    path = FOLDER / "copy" / f"{name}.md"
    return read_bytes(path.read_bytes(), path.name)


def labels(name: str) -> list[dict[str, str]]:
    path = FOLDER / "copy" / f"{name}.yaml"
    told: list[dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return told


def on_page(engine: Engine, name: str) -> Iterator[Marked]:
    document = page(name)
    for passage, label in zip(document.passages, labels(name), strict=True):
        found = tuple(engine.findings(document, passage))
        yield Marked(document.quote(passage), label["claim"], label.get("verdict"), found)


def sentence(engine: Engine, text: str) -> list[Finding]:
    return list(engine.vet(read_bytes(text.encode(), "line.txt")).findings)


def gravest(found: tuple[Finding, ...]) -> str | None:
    return max((f.verdict for f in found), key=SEVERITIES.index, default=None)


def share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


# --- the folder, as a curator writes it ---


def test_the_knowledge_base_breaks_no_rule(base: KnowledgeBase) -> None:
    errors = [p for p in check(base).problems if p.severity == "error"]
    assert [str(problem) for problem in errors] == []


def test_check_on_the_command_line_has_nothing_against_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "--kb", str(FOLDER)]) == 0
    assert " 0 failed" in capsys.readouterr().out


def test_it_has_no_learned_weights_and_no_record_of_the_shipped_one(
    base: KnowledgeBase, shipped: KnowledgeBase
) -> None:
    assert base.learned is None
    assert base.claims.keys().isdisjoint(shipped.claims)
    assert base.sources.keys().isdisjoint(shipped.sources)


def test_every_source_was_read_by_somebody(base: KnowledgeBase) -> None:
    assert [source.id for source in base.sources.values() if source.unread] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_passage_is_marked_in_its_order(name: str) -> None:
    document = page(name)
    told = [label["quote"] for label in labels(name)]
    assert told == [document.quote(passage) for passage in document.passages]


@pytest.mark.parametrize("name", PAGES)
def test_marks_name_claims_and_verdicts_that_there_are(base: KnowledgeBase, name: str) -> None:
    for label in labels(name):
        if label["claim"] == NO_CLAIM:
            assert "verdict" not in label, label
        else:
            assert label["claim"] in {*base.claims, NOT_COVERED}, label
            assert label["verdict"] in VERDICTS, label


def test_no_example_repeats_a_sentence_of_the_pages(base: KnowledgeBase) -> None:
    taught = {e.copy_ for claim in base.claims.values() for e in claim.examples}
    taught |= {none.copy_ for none in base.no_claims.values()}
    shown = [label["quote"] for name in PAGES for label in labels(name)]
    runs = {run for text in taught for run in runs_of(text)}
    assert [text for text in shown if not runs.isdisjoint(runs_of(text))] == []


def runs_of(text: str, length: int = 7) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


# --- what vetting makes of the pages ---


def test_passages_that_assert_something_are_found(marked: list[Marked]) -> None:
    right = sum(bool(m.found) for m in marked if m.claim != NO_CLAIM)
    found = sum(bool(m.found) for m in marked)
    there = sum(m.claim != NO_CLAIM for m in marked)
    assert share(2 * right, found + there) >= 0.92  # measured: 0.93


def test_most_lines_that_assert_nothing_are_left_alone(marked: list[Marked]) -> None:
    silent = [m for m in marked if m.claim == NO_CLAIM]
    assert share(sum(not m.found for m in silent), len(silent)) >= 0.83  # measured: 15 of 18


def test_the_topic_is_right(base: KnowledgeBase, marked: list[Marked]) -> None:
    judged = [m for m in marked if m.found and m.claim in base.claims]
    right = [m for m in judged if base.claims[m.claim].topic in {f.topic for f in m.found}]
    assert share(len(right), len(judged)) >= 0.97  # measured: 38 of 38


def test_the_claim_is_right(base: KnowledgeBase, marked: list[Marked]) -> None:
    judged = [m for m in marked if m.found and m.claim in base.claims]
    right = [m for m in judged if m.claim in {f.claim for f in m.found}]
    assert share(len(right), len(judged)) >= 0.97  # measured: 38 of 38


def test_the_verdict_is_right(marked: list[Marked]) -> None:
    judged = [m for m in marked if m.found and m.claim != NO_CLAIM]
    right = [m for m in judged if m.gravest == m.verdict]
    assert share(len(right), len(judged)) >= 0.82  # measured: 32 of 38


def test_problems_are_found_and_only_problems(marked: list[Marked]) -> None:
    there = {m.quote for m in marked if m.verdict not in (None, "supported")}
    shown = {m.quote for m in marked if m.gravest not in (None, "supported")}
    assert share(2 * len(there & shown), len(there) + len(shown)) >= 0.77  # measured: 0.78


@pytest.mark.parametrize(
    ("words", "claim", "verdict"),
    [
        ("Pure creatine monohydrate guarantees", "strength-with-training", "overstated"),
        ("Our scoop turns every gram", "lean-mass", "overstated"),
        ("Run marathons longer", "endurance-not-improved", "contradicted"),
        ("It has been proven to reverse brain fog", "memory-and-thinking", "unsupported"),
        ("Every one of our claims", "eu-health-claims", "contradicted"),
        ("Creatine makes you go bald", "hair-loss", "unsupported"),
        ("Taken daily, creatine raises", "repeated-sprints", "supported"),
        ("Creatine has not harmed healthy kidneys", "kidney-function", "supported"),
        ("There is no good evidence that it causes cramps", "water-and-cramps", "supported"),
        ("If you load with 20 grams a day", "loading-and-daily-dose", "supported"),
    ],
)
def test_a_sentence_of_the_pages_gets_its_claim_and_verdict(
    marked: list[Marked], words: str, claim: str, verdict: str
) -> None:
    (mark,) = [m for m in marked if m.quote.startswith(words)]
    assert [(f.claim, f.verdict) for f in mark.found] == [(claim, verdict)]


@pytest.mark.parametrize(
    "text",
    [
        "How many servings are in a tub?",
        "Order before noon and we ship the same day.",
        "Next month we look at vitamin D.",
    ],
)
def test_a_line_that_asserts_nothing_gets_no_finding(marked: list[Marked], text: str) -> None:
    assert [m.found for m in marked if m.quote == text] == [()]


def test_a_durability_without_evidence_is_told_with_its_words(marked: list[Marked]) -> None:
    (mark,) = [m for m in marked if m.quote.startswith("Our scoop turns")]
    (told,) = [d for d in mark.found[0].dimensions if d.name == "durability"]
    assert told.cue.quote == "for life"


@pytest.mark.parametrize("name", PAGES)
def test_the_command_line_and_the_interface_give_the_same_findings(
    base: KnowledgeBase, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = FOLDER / "copy" / f"{name}.md"
    called = ["vet", str(path), "--kb", str(FOLDER), "--format", "json", "--fail-on", "never"]
    assert main(called) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["knowledge_base"]["name"] == "creatine"
    audit = json.loads(vet(page(name), base).model_dump_json())
    assert told["findings"] == audit["findings"]


# --- what an example gets that was never taught ---


class LeftOut(NamedTuple):
    """An example with its claim, and what was found with a base that does not hold it."""

    claim: Claim
    example: Example
    found: tuple[Finding, ...]


@pytest.fixture(scope="module")
def left_out(base: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> list[LeftOut]:
    with pytest.MonkeyPatch.context() as patched:
        # What is taught is kept by fingerprint; each of these bases has one of its own.
        patched.setenv("CLAIMS_KB_CACHE", str(tmp_path_factory.mktemp("cache")))
        return [
            LeftOut(claim, example, tuple(sentence(Engine(without(base, claim, place)), text)))
            for claim in base.claims.values()
            for place, example in enumerate(claim.examples)
            for text in [example.copy_]
        ]


def without(base: KnowledgeBase, claim: Claim, place: int) -> KnowledgeBase:
    kept = tuple(e for number, e in enumerate(claim.examples) if number != place)
    claims = {**base.claims, claim.id: claim.model_copy(update={"examples": kept})}
    return replace(base, claims=claims, fingerprint=f"{base.fingerprint} {claim.id} {place}")


def test_examples_left_out_are_found(left_out: list[LeftOut]) -> None:
    assert share(sum(bool(out.found) for out in left_out), len(left_out)) >= 0.79  # of 166: 134


def test_examples_left_out_get_their_topic(left_out: list[LeftOut]) -> None:
    found = [out for out in left_out if out.found]
    right = [out for out in found if out.claim.topic in {f.topic for f in out.found}]
    assert share(len(right), len(found)) >= 0.84  # measured: 115 of 134


def test_examples_left_out_get_their_verdict(left_out: list[LeftOut]) -> None:
    found = [out for out in left_out if out.found]
    right = [out for out in found if gravest(out.found) == out.example.verdict]
    assert share(len(right), len(found)) >= 0.43  # measured: 60 of 134


# --- nothing of the other subject ---


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine lifts depression within hours.",
        "Spravato is approved for treatment-resistant depression.",
        "Statins lower cholesterol and prevent heart attacks.",
        "Physiotherapy helps with back pain.",
    ],
)
def test_a_medical_sentence_on_another_subject_is_not_covered(engine: Engine, text: str) -> None:
    assert [(f.claim, f.verdict) for f in sentence(engine, text)] == [(None, "unsupported")]


def test_what_is_not_covered_is_counted_as_such(engine: Engine) -> None:
    audit = engine.vet(read_bytes(b"Physiotherapy helps with back pain.", "line.txt"))
    assert (audit.counts.checkable, audit.counts.matched, audit.counts.not_covered) == (1, 0, 1)


def test_no_topic_claim_source_or_wording_of_the_shipped_one_appears(
    base: KnowledgeBase, marked: list[Marked]
) -> None:
    findings = [finding for mark in marked for finding in mark.found]
    assert {f.claim for f in findings} <= {*base.claims, None}
    assert {f.topic for f in findings} <= {*base.topics, None}
    assert {source for f in findings for source in f.sources} <= base.sources.keys()
    told = " ".join(f.model_dump_json() for f in findings)
    assert re.findall(r"ketamine|spravato|depress", told, re.IGNORECASE) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "kb").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_the_program_has_no_word_of_either_subject(path: Path) -> None:
    # Docstrings may show an example; what runs may not.
    assert SUBJECTS.findall(running(path.read_text(encoding="utf-8"))) == []


def test_an_example_in_a_docstring_is_no_word_that_runs() -> None:
    module = '"""Creatine."""\nclass A:\n    """Ketamine."""\n    drug = "spravato"  # creatine\n'
    assert SUBJECTS.findall(running(module)) == ["spravato"]


def running(source: str) -> str:
    """Return a module without its comments and docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [s for s in body if not is_text(s)] or [ast.Pass()]  # type: ignore[attr-defined]
    return ast.unparse(tree)


def is_text(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )
