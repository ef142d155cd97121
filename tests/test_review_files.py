"""Decisions in real files: comments of Word, of a PDF made from it, of a web page; and packs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docx
import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.model.finding import Audit
from kb.output.pack.reading import verify
from kb.output.pack.write import write
from kb.reading.read import read
from kb.review import Plan, apply, baseline_bytes, register_from, run_from
from kb.vet import Engine, Vetted
from tests.office import office
from tests.small_kb import FILES, opened

CURE = "Light is a guaranteed cure for winter blues."
FAR = "Light always beats winter blues."
REGISTER = b"- {document: page.md, target: light, quote: guaranteed cure, reason: agreed, by: AB}\n"


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return opened(tmp_path_factory.mktemp("kb"), FILES)


@pytest.fixture(scope="module")
def engine(kb: KnowledgeBase) -> Engine:
    return Engine(kb)


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of Word in which one of two passages has a directive as a comment."""
    made = docx.Document()
    made.add_heading("Light", 1)
    run = made.add_paragraph().add_run(CURE)
    said = "Claims-kb-disable light \N{EN DASH} agreed with medical"
    made.add_comment([run], text=said, author="Ann Bee", initials="AB")
    made.add_paragraph(FAR)
    path = tmp_path_factory.mktemp("word") / "page.docx"
    made.save(str(path))
    return path


def audited(path: Path, engine: Engine, plan: Plan | None = None) -> Audit:
    return made(path, engine, plan).audit


def made(path: Path, engine: Engine, plan: Plan | None = None) -> Vetted:
    document = read(path)
    return apply(Vetted(document, engine.vet(document), path.name), engine.kb, plan or Plan())


def let(audit: Audit) -> list[tuple[str, str]]:
    return [(f.quote, f.suppressed_by.by) for f in audit.findings if f.suppressed_by is not None]


def test_a_comment_of_word_suppresses_what_it_stands_on(word: Path, engine: Engine) -> None:
    assert let(audited(word, engine)) == [(CURE[:-1], "Ann Bee")]


def test_the_comment_still_holds_in_a_pdf_made_of_it(word: Path, engine: Engine) -> None:
    options = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    folder = word.parent
    program = office()
    subprocess.run(
        [
            str(program), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", options, "--outdir", str(folder), str(word),
        ],
        check=True, capture_output=True,
    )  # fmt: skip

    ((quote, by),) = let(audited(word.with_suffix(".pdf"), engine))
    assert quote == CURE[:-1]
    assert by.startswith("Ann Bee")  # LibreOffice writes the day behind the name


@pytest.mark.parametrize(
    ("body", "reached"),
    [
        (f"<!-- claims-kb-disable-next-line light -- a (AB) --><p>{CURE}</p><p>{FAR}</p>", [CURE]),
        (f"<p>{CURE} <!-- claims-kb-disable-line light -- a (AB) --></p><p>{FAR}</p>", [CURE]),
        (f"<p>{CURE}</p><p>{FAR}<!-- claims-kb-disable-line light -- a (AB) --></p>", [FAR]),
        (f"<p>{CURE}</p><!-- claims-kb-disable light -- a (AB) --><p>{FAR}</p>", [FAR]),
        (
            f"<!-- claims-kb-disable light -- a (AB) --><p>{CURE}</p><p>{FAR}</p>"
            f"<!-- claims-kb-enable --><p>{CURE.replace('cure', 'remedy')}</p>",
            [CURE, FAR],
        ),
    ],
)
def test_a_comment_of_a_web_page_speaks_of_what_it_stands_in_or_before(
    tmp_path: Path, engine: Engine, body: str, reached: list[str]
) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><h1>Light</h1>{body}</body></html>", encoding="utf-8")

    assert [f"{quote}." for quote, _ in let(audited(path, engine))] == reached


# --- packs ---


def page(folder: Path, text: str) -> Path:
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_pack_with_decisions_in_the_copy_is_verified_with_them(
    tmp_path: Path, engine: Engine, kb: KnowledgeBase
) -> None:
    text = (
        f"{CURE} <!-- claims-kb-disable-line light -- agreed (AB, until 2027-01-31) -->\n\n{FAR}\n"
    )

    found = verify(write([made(page(tmp_path, text), engine)], kb))

    assert (found.differences, found.notes) == ((), ())


def test_a_pack_says_what_it_takes_on_the_word_of_a_register_and_a_baseline(
    tmp_path: Path, engine: Engine, kb: KnowledgeBase
) -> None:
    path = page(tmp_path, f"{CURE}\n\n{FAR}\n")
    run = run_from(baseline_bytes([engine.vet(read(path))]), "base.jsonl")
    plan = Plan(register=register_from(REGISTER, "register.yaml"), baseline=run)

    found = verify(write([made(path, engine, plan)], kb))

    assert found.differences == ()
    assert found.notes == (
        "page.md: what was suppressed or known stands as the audit tells it;"
        " register.yaml and base.jsonl would show it",
    )


def test_a_suppression_that_the_copy_does_not_hold_is_a_difference(
    tmp_path: Path, engine: Engine, kb: KnowledgeBase
) -> None:
    text = f"{CURE} <!-- claims-kb-disable-line light -- agreed (AB) -->\n\n{FAR}\n"
    vetted = made(page(tmp_path, text), engine)
    first, second = vetted.audit.findings
    forged = second.model_copy(update={"suppressed_by": first.suppressed_by})
    audit = vetted.audit.model_copy(update={"findings": (first, forged)})

    found = verify(write([vetted._replace(audit=audit)], kb))

    assert any("suppressed_by" in told for told in found.differences)


def test_no_slow_library_is_loaded_to_review_a_page(tmp_path: Path) -> None:
    path = page(tmp_path, f"{CURE} <!-- claims-kb-disable-line all -- agreed (AB) -->\n")
    program = (
        "import sys; from kb.cli import main; main(['vet', sys.argv[1], '--quiet']);"
        " print([m for m in ('lxml', 'docx', 'pypdfium2', 'xlsxwriter') if m in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True
    )

    assert done.stdout.splitlines()[-1] == "[]"
