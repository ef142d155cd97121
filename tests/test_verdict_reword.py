"""A wording that is offered stands in its place: read and vetted again, the page supports it."""

from __future__ import annotations

import pytest

from bench.rewording import SHARED, kind, sample_pages, stands_in_place
from kb.content.knowledge_base import KnowledgeBase
from kb.matching.statement import Observer
from kb.model.finding import Finding
from kb.reading.read import read_bytes
from kb.verdict.finding import Judged
from kb.verdict.reword import MOST_TRIED
from kb.verdict.reword_fit import speaks_of_another
from kb.verdict.reword_place import Place
from kb.verdict.reword_soften import Softener
from kb.vet import Engine


@pytest.fixture(scope="module")
def engine(shipped: KnowledgeBase) -> Engine:
    return Engine(shipped)


def problems(engine: Engine, text: str) -> list[Finding]:
    found = engine.vet(read_bytes(text.encode(), "page.txt")).findings
    return [f for f in found if f.verdict != "supported" and f.claim]


def test_every_wording_offered_on_our_pages_is_supported_where_it_stands(engine: Engine) -> None:
    pages = [document for name, document in sample_pages(60) if name in ("sample", "teaching")]
    offered = [
        (document, finding)
        for document in pages
        for finding in engine.vet(document).findings
        if finding.rewording is not None
    ]

    fallen = [f.rewording for document, f in offered if not stands_in_place(document, f, engine)]

    assert len(offered) > 50
    # A known fault: a few own sentences meet another claim once the page is read again.
    assert len(fallen) <= 0.03 * len(offered)


@pytest.mark.skipif(not SHARED.is_dir(), reason="no labelled pages at hand")
def test_wordings_stand_in_the_marketing_documents(engine: Engine) -> None:
    pages = [document for name, document in sample_pages(1000) if name == "material"]
    for document in pages:
        for finding in engine.vet(document).findings:
            if finding.rewording is not None:
                assert stands_in_place(document, finding, engine), finding.quote


def test_a_problem_has_a_wording_or_the_advice_to_delete(engine: Engine) -> None:
    for name, document in sample_pages(60):
        if name not in ("sample", "teaching"):
            continue
        for finding in engine.vet(document).findings:
            if finding.verdict == "supported" or finding.claim is None:
                assert finding.rewording is None
            else:
                assert (finding.rewording is None) == ("Delete it, or hedge: " in finding.why)


@pytest.mark.parametrize(
    ("copy", "wanted"),
    [
        (
            "Infusions have been shown to relieve depression very instantly.",
            "Infusions may relieve depression within hours in some people",
        ),
        (
            "About 280 million people in the world have depression.",
            "About 332 million people in the world have depression (2021)",
        ),
        (
            "Ketamine is completely safe.",
            "Ketamine is generally well tolerated under medical supervision",
        ),
        (
            "Anxiety responds to it as well.",
            "Anxiety may respond to it as well (not approved for anxiety, off-label)",
        ),
    ],
)
def test_the_writers_words_are_kept_where_they_are_fine(
    engine: Engine, copy: str, wanted: str
) -> None:
    (finding,) = problems(engine, copy)

    assert finding.rewording == wanted


def test_a_whole_passage_gets_the_claims_own_sentence_where_no_edit_helps(engine: Engine) -> None:
    (finding,) = problems(engine, "Ketamine is approved by the FDA for treating depression.")

    assert kind(finding, engine.kb) == "own sentence"
    assert not (finding.rewording or "").endswith(".")  # the place has its own


@pytest.mark.parametrize(
    ("copy", "part"),
    [
        ("Ketamine is perfectly safe and will not lead to addiction.", "will not lead"),
        ("## Ketamine is approved by the FDA for treating depression", "Ketamine is"),
        ("- Approved by the FDA for treating depression", "Approved by"),
    ],
)
def test_part_of_a_sentence_a_heading_or_an_item_gets_no_whole_sentence(
    engine: Engine, copy: str, part: str
) -> None:
    document = read_bytes(copy.encode(), "page.md")
    found = [f for f in engine.vet(document).findings if f.quote.startswith(part)]

    assert found
    for finding in found:
        assert kind(finding, engine.kb) != "own sentence"
        own = engine.kb.claims[finding.claim or ""].rewording or ""
        if finding.rewording is None and finding.score >= 0.36:
            assert f"What can be said on this: “{own.rstrip(' .')}.”" in finding.why


def test_copy_on_one_drug_gets_no_sentence_on_another(shipped: KnowledgeBase) -> None:
    observer = Observer(shipped)
    own = "Esketamine nasal spray is approved for treatment-resistant depression"

    def another(copy: str) -> bool:
        return speaks_of_another(observer.observe(copy), own, observer.lexicon)

    assert another("Ketamine infusions are approved.")
    assert not another("Spravato is approved.")
    assert not another("It is approved.")
    assert not another("Ketamine and esketamine are approved.")


def test_a_hedge_leaves_no_superlative_beside_it(engine: Engine) -> None:
    for copy in (
        "Ketamine is the gold standard for depression.",
        "Ketamine is a revolutionary cure for depression.",
        "This is the ultimate answer to depression.",
    ):
        for finding in problems(engine, copy):
            said = (finding.rewording or "").lower()
            strong = ("gold standard", "revolutionary", "cure", "ultimate")
            assert "not" in said or not any(word in said for word in strong)


@pytest.mark.parametrize(
    ("copy", "never"),
    [
        ("Ketamine is the gold standard for depression.", "is one for"),
        ("Ketamine is guaranteed to work within minutes.", "is possible to"),
        ("Ketamine instantly relieves depression.", "hours relieve"),
        ("Ketamine permanently rewires your brain.", "for a time"),
        ("Proven to reduce anxiety by 80%.", "by up to"),
        ("It is also known for a quick influence on depression.", "may also be known"),
        ("Ketamine eliminates social anxiety.", "social anxiety (not"),
        ("Only now is its promise as a cure for depression getting known.", "may now"),
    ],
)
def test_no_wording_falls_out_of_its_sentence(engine: Engine, copy: str, never: str) -> None:
    for finding in engine.vet(read_bytes(copy.encode(), "page.txt")).findings:
        assert never not in (finding.rewording or "")


@pytest.mark.parametrize(
    ("copy", "softer"),
    [
        ("It resets the brain.", ["may affect"]),
        ("It heals your wounds.", ["may affect"]),
        ("It heals old wounds.", []),
        ("The brain heals within weeks.", []),
        ("It is a reset button.", []),
        ("It is the journey that heals.", []),
        ("It heals, they say.", []),
        ("It resets after weeks.", []),
        ("It quickly resets the brain.", []),
        ("An effective treatment.", ["promising", "possible"]),
        ("The sessions are very effective.", ["promising"]),
        ("A trial proves that it works.", ["suggests that"]),
    ],
)
def test_softer_words_stand_only_where_they_fit(
    engine: Engine, copy: str, softer: list[str]
) -> None:
    softener = Softener(engine.kb.cues)
    statement = engine.observer.observe(copy)
    allows = engine.kb.claims["mech-brain-repair"].allows

    found = [
        edit.text
        for choice in (0, 1)
        for edit in softener.edits(statement, ("mechanism", "certainty"), allows, choice)
    ]

    assert list(dict.fromkeys(found)) == softer


def test_words_of_others_are_not_edited(engine: Engine) -> None:
    copy = 'A clinic calls it "a groundbreaking way to treat depression" on its page.'
    for finding in problems(engine, copy):
        assert "a groundbreaking way" in (finding.rewording or "a groundbreaking way") or (
            kind(finding, engine.kb) == "own sentence"
        )


def test_what_contradicts_the_evidence_is_never_merely_hedged(engine: Engine) -> None:
    for name, document in sample_pages(30):
        if name not in ("sample", "teaching"):
            continue
        for finding in engine.vet(document).findings:
            if finding.verdict == "contradicted" and finding.rewording:
                hedged = finding.quote.replace(" is ", " may be ", 1)
                assert finding.rewording != hedged


def test_what_is_said_to_be_proven_is_not_said_to_be_probably_so(engine: Engine) -> None:
    copy = "## Conditions we treat\n\nOur infusions are proven to treat:\n\n- PTSD\n- OCD\n"
    first, *_ = engine.vet(read_bytes(copy.encode(), "page.md")).findings

    assert (first.quote, first.verdict) == ("Our infusions are proven to treat", "overstated")
    assert "probably proven" not in (first.rewording or "")


def test_few_candidates_are_judged_for_one_finding(engine: Engine) -> None:
    copy = (
        "This revolutionary, amazing and powerful treatment instantly and permanently cures most"
        " patients, always works and is completely safe for everyone with any kind of depression."
    )
    document = read_bytes(copy.encode(), "page.txt")
    for passage in document.passages:
        whole = engine.observe(document, passage)
        for finding in engine.findings(document, passage):
            judged: list[str] = []
            statement = whole.part(finding.start, finding.end)

            def nothing(text: str, judged: list[str] = judged) -> list[Judged]:
                judged.append(text)
                return []

            engine.reworder.reword(Place(whole, statement, finding), [], nothing)

            assert len(judged) <= MOST_TRIED
            assert len(set(judged)) == len(judged)


@pytest.mark.parametrize(
    ("copy", "denied"),
    [
        ("It is safe and brings no lasting harm.", "no lasting harm"),
        ("Ketamine is safe and not addictive.", "not addictive"),
        ("It is safe and does not damage the bladder.", "does not damage"),
    ],
)
def test_no_wording_keeps_a_denied_risk_behind_a_hedge(
    engine: Engine, copy: str, denied: str
) -> None:
    findings = engine.vet(read_bytes(copy.encode(), "page.txt")).findings
    problems = [finding for finding in findings if finding.verdict != "supported"]
    assert problems
    assert all(denied not in (finding.rewording or "") for finding in problems)
