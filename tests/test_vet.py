"""The pipeline: the same answer to the byte, every passage accounted for, nothing silent."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.tokens import words
from kb.model.finding import Audit
from kb.reading.read import read_bytes
from kb.vet import Engine

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sources" / "copy" / "sample-clinic-page.md"


@pytest.fixture(scope="module")
def engine(shipped: KnowledgeBase) -> Engine:
    return Engine(shipped)


def vetted(engine: Engine, text: str) -> Audit:
    return engine.vet(read_bytes(text.encode(), "page.txt"))


def command(*arguments: str, **environment: str) -> bytes:
    """Return what `claims-kb` prints in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "kb", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )
    assert ran.returncode in (0, 1), ran.stderr.decode()
    return ran.stdout


@pytest.mark.parametrize("form", ["json", "html", "csv"])
def test_hash_seed_and_order_of_files_change_no_byte(tmp_path: Path, form: str) -> None:
    copied = tmp_path / "kb"
    for name in ("kb.toml", "claims", "sources"):
        source = ROOT / name
        if source.is_dir():
            # The other way round than on disk, so that another order of creation is listed.
            for path in sorted(source.rglob("*"), reverse=True):
                if path.is_file():
                    target = copied / path.relative_to(ROOT)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)
        else:
            copied.mkdir(exist_ok=True)
            shutil.copyfile(source, copied / name)
    arguments = ("vet", str(SAMPLE), "--format", form, "--kb")

    first = command(*arguments, str(ROOT), PYTHONHASHSEED="1", CLAIMS_KB_CACHE=str(tmp_path / "a"))
    second = command(
        *arguments, str(copied), PYTHONHASHSEED="2", CLAIMS_KB_CACHE=str(tmp_path / "b")
    )
    cached = command(*arguments, str(ROOT), PYTHONHASHSEED="3", CLAIMS_KB_CACHE=str(tmp_path / "a"))

    assert first == second == cached


def test_every_finding_quotes_the_text_at_its_place(engine: Engine) -> None:
    document = read_bytes(SAMPLE.read_bytes(), SAMPLE.name)
    audit = engine.vet(document)

    assert audit.findings
    for finding in audit.findings:
        assert document.text[finding.start : finding.end] == finding.quote
        for exceedance in finding.dimensions:
            cue = exceedance.cue
            assert document.text[cue.start : cue.end] == cue.quote
            assert finding.start <= cue.start < cue.end <= finding.end


def test_dimensions_stand_on_problems_and_on_problems_only(engine: Engine) -> None:
    audit = engine.vet(read_bytes(SAMPLE.read_bytes(), SAMPLE.name))

    for finding in audit.findings:
        assert (finding.verdict == "supported") == (not finding.dimensions)


def test_a_passage_on_another_subject_is_tied_to_no_claim(engine: Engine) -> None:
    audit = vetted(engine, "Apples contain more vitamin C than pears, which was shown in trials.")

    assert [finding.claim for finding in audit.findings if finding.claim] == []


def test_an_assertion_too_far_from_every_claim_is_told_as_not_covered(
    shipped: KnowledgeBase,
) -> None:
    strict = shipped.settings.thresholds.model_copy(update={"match": 1.0})
    settings = shipped.settings.model_copy(update={"thresholds": strict})

    [finding] = vetted(
        Engine(replace(shipped, settings=settings)),
        "Ketamine mainly blocks NMDA receptors of nerve cells.",
    ).findings

    assert finding.not_covered
    assert (finding.verdict, finding.topic, finding.grade) == ("unsupported", None, None)


@pytest.mark.parametrize(
    ("copy", "judged"),
    [
        ("Symptoms of depression may include:\n\n- Low mood\n- Tiredness\n", []),
        ("Home\n\nDepression\n\nAnxiety\n\nContact\n", []),
        ("Our infusions treat:\n\n- Anxiety\n- Chronic pain\n", ["Anxiety", "Chronic pain"]),
    ],
)
def test_words_of_an_example_without_a_verb_assert_something_only_where_they_stand(
    engine: Engine, copy: str, judged: list[str]
) -> None:
    claims = engine.kb.claims.values()
    known = {words(example.copy_) for claim in claims for example in claim.examples}
    assert {words(item) for item in ("Low mood", "Depression", "Anxiety", "Chronic pain")} <= known

    assert [f.quote for f in engine.vet(read_bytes(copy.encode(), "page.md")).findings] == judged


def test_no_words_of_a_passage_that_is_cut_stay_unjudged(engine: Engine) -> None:
    words = (
        "Ketamine blocks the NMDA receptor, and it was first made in 1962,"
        " which our grandmothers never liked to hear."
    )

    findings = vetted(engine, words).findings

    assert len(findings) > 1
    assert findings[0].start == 0
    assert findings[-1].quote.endswith("never liked to hear")


def test_a_finding_keeps_its_id_wherever_its_passage_moves(engine: Engine) -> None:
    words = "Ketamine mainly blocks NMDA receptors of nerve cells."
    here = vetted(engine, words).findings
    there = vetted(engine, f"We are open on Mondays.\n\n{words}\n").findings

    assert here
    assert {f.id for f in here} <= {f.id for f in there}


@pytest.mark.parametrize(
    ("plain", "fancy"),
    [
        ("Ketamine doesn't slow your breathing.", "Ketamine doesn’t slow your breathing."),
        ("Relief within 2 hours of one infusion.", "Relief within 2\u00a0hours of one infusion."),
        ("Long-lasting relief from depression.", "Long‑lasting relief from depression."),
    ],
)
def test_kinds_of_space_quote_and_hyphen_change_no_verdict(
    engine: Engine, plain: str, fancy: str
) -> None:
    told = [
        [
            (f.claim, f.verdict, [d.name for d in f.dimensions])
            for f in vetted(engine, text).findings
        ]
        for text in (plain, fancy)
    ]

    assert told[0] == told[1]


def test_json_has_the_keys_of_the_contract_in_order() -> None:
    told = json.loads(command("vet", str(SAMPLE), "--format", "json"))

    assert list(told) == [
        "format", "document", "knowledge_base", "engine", "findings", "document_findings", "counts",
        "review",
    ]  # fmt: skip
    assert list(told["findings"][0]) == [
        "id", "start", "end", "quote", "claim", "topic", "verdict", "dimensions", "grade", "why",
        "rewording", "sources", "score", "doubts", "place", "suppressed_by", "baseline",
    ]  # fmt: skip


def test_vetting_imports_no_heavy_library() -> None:
    script = (
        "import sys; from kb.cli import main; "
        "from pathlib import Path; from kb.content.knowledge_base import KnowledgeBase; "
        f"from kb.vet import Engine; from kb.reading.read import read; "
        f"Engine(KnowledgeBase.open(Path({str(ROOT)!r}))).vet(read(Path({str(SAMPLE)!r}))); "
        "import kb.output.exports, kb.output.text; "
        "heavy = {'streamlit', 'rdflib', 'networkx', 'pandas', 'lxml', 'docx', 'pptx',"
        " 'pypdf', 'pypdfium2', 'typst', 'xlsxwriter', 'citeproc'}; "
        "print(sorted(heavy & sys.modules.keys()))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == "[]"
