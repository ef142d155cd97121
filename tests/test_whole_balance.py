"""Fair balance: what must stand beside a benefit is there, far away, or missing; never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import ContentError
from kb.model.finding import DocumentFinding
from kb.model.whole import FairStatement
from kb.reading.read import read_bytes
from kb.vet import Engine
from tests.small_kb import FILES, changed, opened
from tests.whole_pages import looked, said

BENEFIT = "Bright light may ease winter blues."
RISK = "Bright light gives some people a headache."
PAGE = f"# Light\n\n## What it does\n\n{BENEFIT}\n\n## What to know\n\n{{}}\n"


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return opened(tmp_path_factory.mktemp("kb"), FILES)


def statement(**fields: object) -> FairStatement:
    told = {"id": "headache", "says": "that heads may ache", "needed_beside": ["light"], **fields}
    return FairStatement.model_validate({"given_by": ["harm"], **told})


def omissions(kb: KnowledgeBase, text: str, *findings: object, **fields: object) -> list[str]:
    one = statement(**fields)
    found = looked(kb, text, *findings, fair_balance={one.id: one})  # type: ignore[arg-type]
    return [each.why for each in found if each.kind == "omission"]


def test_what_is_told_nowhere_is_missing_and_the_benefit_is_shown(kb: KnowledgeBase) -> None:
    text = PAGE.format("Our chairs are blue.")
    [found] = looked(kb, text, said(BENEFIT), fair_balance={"a": statement()})

    assert found.kind == "omission"
    assert "must be told that heads may ache" in found.why
    assert "missing from the whole document" in found.why
    assert [text[start:end] for start, end in found.where] == [BENEFIT]


def test_what_is_told_under_the_same_heading_is_there(kb: KnowledgeBase) -> None:
    text = f"## What it does\n\n{BENEFIT} {RISK}\n"

    assert omissions(kb, text, said(BENEFIT), said(RISK, "harm")) == []


def test_what_is_told_under_another_heading_is_far_away(kb: KnowledgeBase) -> None:
    [why] = omissions(kb, PAGE.format(RISK), said(BENEFIT), said(RISK, "harm"))

    assert "told elsewhere only: under “What to know”" in why


def test_a_statement_that_may_stand_anywhere_is_content_with_another_section(
    kb: KnowledgeBase,
) -> None:
    text = PAGE.format(RISK)

    assert omissions(kb, text, said(BENEFIT), said(RISK, "harm"), same_section=False) == []


def test_a_footnote_under_the_same_heading_is_no_balance(kb: KnowledgeBase) -> None:
    text = f"## What it does\n\n{BENEFIT}[^1]\n\n[^1]: {RISK}\n"
    [why] = omissions(kb, text, said(BENEFIT), said(RISK, "harm"))

    assert "in a footnote only" in why


@pytest.mark.parametrize("spoilt", [False, True])
def test_a_denial_of_the_risk_does_not_tell_it(kb: KnowledgeBase, *, spoilt: bool) -> None:
    denial = "Bright light never gives a headache."
    told = said(denial, "harm", "light-helps", *(("safety",) if spoilt else ("certainty",)))
    found = omissions(kb, f"{BENEFIT} {denial}\n", said(BENEFIT), told, unless_exceeding=["safety"])

    assert bool(found) is spoilt


def test_words_tell_it_without_a_finding_but_not_as_a_question(kb: KnowledgeBase) -> None:
    wordings = {"wordings": ["heads ache"]}

    assert omissions(kb, f"{BENEFIT} Heads ache.\n", said(BENEFIT), **wordings) == []
    assert omissions(kb, f"{BENEFIT} Do heads ache?\n", said(BENEFIT), **wordings)


def test_a_benefit_of_another_thing_asks_for_nothing(kb: KnowledgeBase) -> None:
    assert omissions(kb, BENEFIT, said(BENEFIT), about=["light-box"])
    assert omissions(kb, BENEFIT, said(BENEFIT), about=["winter-blues"]) == []


def test_a_page_without_a_benefit_asks_for_nothing(kb: KnowledgeBase) -> None:
    assert omissions(kb, RISK, said(RISK, "harm")) == []


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(["a", "b", "c"]), sections=st.permutations([0, 1, 2]))
def test_order_of_content_changes_nothing_and_moved_sections_change_offsets_only(
    kb: KnowledgeBase, order: list[str], sections: list[int]
) -> None:
    parts = [f"## One\n\n{BENEFIT}\n", f"## Two\n\n{RISK}\n", "## Three\n\nOur chairs are blue.\n"]
    statements = {
        "a": statement(id="a"),
        "b": statement(id="b", given_by=["nowhere"]),
        "c": statement(id="c", same_section=False),
    }
    findings = (said(BENEFIT), said(RISK, "harm"))

    def told(text: str, names: list[str]) -> list[tuple[str, str, list[str]]]:
        balance = {name: statements[name] for name in sorted(names)}
        found = looked(kb, text, *findings, fair_balance=balance)
        return [(f.kind, f.why, sorted(text[s:e] for s, e in f.where)) for f in found]

    moved = "\n".join(parts[place] for place in sections)
    assert told(moved, order) == told("\n".join(parts), ["a", "b", "c"])


def of_kind(kb: KnowledgeBase, text: str) -> list[DocumentFinding]:
    return list(Engine(kb).vet(read_bytes(text.encode(), "page.md")).document_findings)


def test_our_own_page_lacks_risks_and_approval_beside_its_benefits(shipped: KnowledgeBase) -> None:
    text = "## Relief\n\nKetamine infusions relieve treatment-resistant depression within hours.\n"
    found = [f.why for f in of_kind(shipped, text) if f.kind == "omission"]

    assert any("main risks" in why and "missing" in why for why in found)
    assert any("off-label" in why for why in found)


def test_a_fair_page_of_ours_lacks_nothing(shipped: KnowledgeBase) -> None:
    text = (
        "## Relief\n\nIn trials, some adults with treatment-resistant depression felt better within"
        " a day of one ketamine infusion. About half of patients do not respond. The benefit of a"
        " single infusion usually fades within one to two weeks. Ketamine is not approved for"
        " depression: this use is off-label. Common side effects include dissociation, dizziness,"
        " nausea and a rise in blood pressure. It is given under medical supervision, and your"
        " blood pressure is checked before, during and after each session.\n"
    )

    assert [f.why for f in of_kind(shipped, text) if f.kind == "omission"] == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("says: that", "tells: that", "claims/fair-balance.yaml:2: 0.tells: is no field here"),
        ("  wordings: [eye strain, strain the|your eyes]\n", "", "nothing could give this"),
        ("- id: eye-strain", "- id: eye-strain\n- id: eye-strain", "is missing"),
    ],
)
def test_a_faulty_file_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    with pytest.raises(ContentError) as fault:
        opened(tmp_path, changed("claims/fair-balance.yaml", old, new))

    assert told in str(fault.value)


def test_a_knowledge_base_without_the_files_opens_and_finds_no_omission(tmp_path: Path) -> None:
    files = {n: t for n, t in FILES.items() if "balance" not in n and "reference-k" not in n}
    kb = opened(tmp_path, files)

    assert of_kind(kb, BENEFIT) == []
