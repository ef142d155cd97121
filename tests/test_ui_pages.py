"""The pages of the app, run by Streamlit's own test harness."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kb.content.knowledge_base import KnowledgeBase
from kb.output.exports import EXPORTS
from kb.ui.sheet import text_of
from kb.ui.shell import PAGES, Room
from tests.ui_pages import PAGE, trial_base

ROOT = Path(__file__).parents[1]

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return KnowledgeBase.open(trial_base(tmp_path_factory.mktemp("trial")))


@pytest.fixture
def opened(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("CLAIMS_KB", str(base.root))

    def open_page(address: str = "vet", **query: str | list[str]) -> AppTest:
        app = AppTest.from_function(_one_page, args=(address,), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return open_page


def _one_page(address: str) -> None:
    # The harness cannot open a page by its address: this is the app, begun at another door.
    from kb.ui import shell  # noqa: PLC0415 - runs as a script of its own

    shell.run(sorted(shell.PAGES, key=lambda room: room.address != address))


def data_of(app: AppTest, component: str) -> list[dict[str, Any]]:
    found = app.get("bidi_component")
    return [json.loads(c.proto.json) for c in found if c.proto.component_name == component]


def words(app: AppTest) -> str:
    return " ".join(text_of(data["nodes"]) for data in data_of(app, "claims_kb_sheet"))


@pytest.mark.parametrize("room", PAGES, ids=lambda room: room.address)
def test_every_page_opens(opened: Open, room: Room) -> None:
    app = opened(room.address)

    assert not app.exception
    assert words(app)


def test_the_app_starts_from_its_entry_script(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_KB", str(base.root))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()

    assert not app.exception
    assert data_of(app, "claims_kb_annotated")


def test_the_first_visit_shows_our_own_page_already_vetted(opened: Open) -> None:
    (drawn,) = data_of(opened(), "claims_kb_annotated")

    assert drawn["text"] == PAGE
    assert drawn["spans"]


def test_every_mark_stands_on_the_words_it_quotes(opened: Open) -> None:
    (drawn,) = data_of(opened(), "claims_kb_annotated")

    assert [PAGE[s["start"] : s["end"]] for s in drawn["spans"]] == [
        s["quote"] for s in drawn["spans"]
    ]


def test_a_passage_that_stands_twice_has_two_names(opened: Open) -> None:
    (drawn,) = data_of(opened(), "claims_kb_annotated")
    keys = [span["key"] for span in drawn["spans"]]
    twice = [s["key"] for s in drawn["spans"] if "FDA approved" in s["quote"]]

    assert len(set(keys)) == len(keys)
    assert twice == [twice[0], f"{twice[0]}.2"]


def test_a_passage_in_the_address_is_selected_with_its_reasons(opened: Open) -> None:
    (drawn,) = data_of(opened(), "claims_kb_annotated")
    wanted = next(span for span in drawn["spans"] if "within minutes" in span["quote"])
    app = opened(passage=wanted["key"])
    (again,) = data_of(app, "claims_kb_annotated")

    assert again["selected"] == wanted["key"]
    assert wanted["quote"] in words(app)
    assert "Evidence allows" in words(app)


def test_an_unknown_passage_in_the_address_selects_nothing(opened: Open) -> None:
    (drawn,) = data_of(opened(passage="nonsense"), "claims_kb_annotated")

    assert drawn["selected"] is None


def test_the_copy_in_the_address_chooses_the_sample(opened: Open) -> None:
    (drawn,) = data_of(opened(copy="a-trial-second"), "claims_kb_annotated")

    assert "chairs are blue" in drawn["text"]


def test_a_filter_in_the_address_keeps_only_its_verdict(opened: Open) -> None:
    (drawn,) = data_of(opened(show="supported"), "claims_kb_annotated")
    supported = [span["key"] for span in drawn["spans"] if span["face"] == "supported"]

    assert drawn["shown"] == supported


def test_next_problem_goes_through_the_problems_in_order(opened: Open) -> None:
    app = opened()
    spans = data_of(app, "claims_kb_annotated")[0]["spans"]
    problems = [span["key"] for span in spans if span["face"] != "supported"]
    visited = []
    for _ in problems:
        next(button for button in app.button if button.label == "Next problem").click()
        app.run()
        visited.append(app.query_params["passage"])

    assert [key for key in visited if key in problems] == problems


def test_pasted_copy_is_vetted_and_stays_out_of_the_address(opened: Open) -> None:
    app = _pasted(opened, "Ketamine cures depression in minutes.")
    (drawn,) = data_of(app, "claims_kb_annotated")

    assert drawn["text"] == "Ketamine cures depression in minutes."
    assert dict(app.query_params) == {}


def test_pasting_nothing_asks_for_text(opened: Open) -> None:
    assert "no text to vet" in _pasted(opened, "  ").warning[0].value


def test_copy_without_a_checkable_passage_says_so(opened: Open) -> None:
    assert "No checkable passage found" in words(_pasted(opened, "Welcome to our clinic."))


LET = (
    "Ketamine is completely safe. <!-- claims-kb-disable-line safety.general -- agreed (AB) -->\n\n"
    "Ketamine cures depression in minutes. <!-- claims-kb-disable-line history -- why (CD) -->\n"
)


def test_a_pasted_page_is_read_as_one(opened: Open) -> None:
    told = words(_pasted(opened, "<!DOCTYPE html><p>Ketamine <b>cures</b> depression in minutes."))
    assert "DOCTYPE" not in told
    assert "pasted-copy.html" in told


def test_a_directive_in_pasted_copy_greys_its_passage_and_says_who_and_why(opened: Open) -> None:
    app = _pasted(opened, LET)
    (drawn,) = data_of(app, "claims_kb_annotated")
    aside = [span for span in drawn["spans"] if span["aside"]]

    assert [span["quote"] for span in aside] == ["Ketamine is completely safe"]
    assert "suppressed by AB: agreed (line 1)" in aside[0]["label"]
    assert "Decided by your team: 1 suppressed, 1 suppression unused" in words(app)
    assert "Suppression: “claims-kb-disable-line history” suppresses nothing" in words(app)


def test_next_problem_passes_over_what_is_suppressed(opened: Open) -> None:
    app = _pasted(opened, LET)
    next(button for button in app.button if button.label == "Next problem").click()

    panel = words(app.run())

    assert "“Ketamine cures depression in minutes”" in panel
    assert "“Ketamine is completely safe”" not in panel


def test_a_register_beside_the_settings_holds_in_the_app(opened: Open, base: KnowledgeBase) -> None:
    register = base.root / "claims-kb-suppressions.yaml"
    entry = "- {document: a-trial-page.txt, target: all, reason: a sample, by: EF}\n"
    try:
        register.write_text(entry)
        (drawn,) = data_of(opened(), "claims_kb_annotated")
        problem = next(span for span in drawn["spans"] if span["aside"])
        app = opened(passage=problem["key"])
        assert "Suppressed by EF: a sample (claims-kb-suppressions.yaml:1)." in words(app)
        register.write_text(entry.replace("by", "who"))
        assert "no field here" in opened().error[0].value
    finally:
        register.unlink()


def _pasted(opened: Open, text: str) -> AppTest:
    app = opened()
    app.segmented_control[0].set_value("Paste text").run()
    app.text_area[0].set_value(text)
    return app.button[0].click().run()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("page.xyz", b"Ketamine helps.", "cannot be read"),
        ("page.pdf", b"%PDF-1.7", "page.pdf: is no PDF"),
        ("page.docx", b"PK\x03\x04", "page.docx: is no Word file"),
        ("page.txt", b"\x00\x01\x02\xff" * 50, "page.txt"),
        ("empty.txt", b"", "empty.txt"),
    ],
)
def test_a_bad_upload_gives_one_message(opened: Open, name: str, data: bytes, told: str) -> None:
    app = opened()
    app.segmented_control[0].set_value("Upload files").run()
    app.file_uploader[0].upload(name, data).run()

    assert not app.exception
    assert told in app.error[0].value.replace("\\", "")


def test_search_finds_claims_by_words_of_their_examples(opened: Open, base: KnowledgeBase) -> None:
    claim = next(iter(base.claims.values()))
    app = opened("claims", q=claim.examples[0].copy_)

    assert claim.says in words(app)


def test_a_search_that_finds_nothing_says_what_to_do(opened: Open) -> None:
    assert "No claim matches" in words(opened("claims", q="xylophone"))


def test_typing_a_search_puts_it_into_the_address(opened: Open) -> None:
    app = opened("claims")
    app.text_input[0].set_value("bladder").run()

    assert app.query_params["q"] == "bladder"


def test_a_facet_leaves_only_its_claims(opened: Open, base: KnowledgeBase) -> None:
    topic = next(iter(base.claims.values())).topic
    expected = sum(claim.topic == topic for claim in base.claims.values())
    app = opened("claims", topic=topic)

    assert f"{expected} of {len(base.claims)} claims" in app.caption[0].value


def test_words_of_the_address_that_mean_nothing_are_passed_over(opened: Open) -> None:
    app = opened("claims", topic="no.such", page="-3", grade="best")

    assert not app.exception
    assert words(app)


def test_a_claims_page_shows_ceiling_evidence_and_grade(opened: Open, base: KnowledgeBase) -> None:
    claim = next(c for c in base.claims.values() if len(c.rests_on) > 2)
    told = words(opened("claims", claim=claim.id))

    assert claim.says in told
    assert claim.allows.certainty.wording in told
    assert all(link.fact in told for link in claim.rests_on)
    assert all(judged.why in told for judged in claim.grade.judged.values())


def test_a_claim_that_does_not_exist_is_told_with_the_nearest(opened: Open) -> None:
    assert "no claim 'onset-hour'" in words(opened("claims", claim="onset-hour"))


def test_a_sources_page_shows_its_facts_and_what_rests_on_it(
    opened: Open, base: KnowledgeBase
) -> None:
    claim = next(iter(base.claims.values()))
    source = base.sources[claim.rests_on[0].source]
    told = words(opened("sources", source=source.id))

    assert all(fact.text in told for fact in source.facts)
    assert claim.says in told


def test_known_copy_shows_its_mentions(opened: Open, base: KnowledgeBase) -> None:
    copy = next(c for c in base.copies.values() if c.mentions)
    told = words(opened("copy", copy=copy.id))

    assert all(mention.quote.exact in told for mention in copy.mentions)


def test_every_export_can_be_downloaded(opened: Open) -> None:
    app = opened()
    # A pack is written before it is saved, to show its hash.
    buttons = [*app.get("download_button"), *app.get("button")]
    offered = {button.proto.label.split(" ")[0] for button in buttons}

    assert {f"**{name.upper()}**" for name, export in EXPORTS.items() if export.suffix} <= offered


def test_a_knowledge_base_with_faults_lists_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = trial_base(tmp_path)
    (broken / "sources" / "copy" / "a-trial-page.yaml").write_text("id: [unclosed\n")
    monkeypatch.setenv("CLAIMS_KB", str(broken))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()

    assert not app.exception
    assert "a-trial-page.yaml" in app.code[0].value


def test_a_folder_that_is_no_knowledge_base_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_KB", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()

    assert "no kb.toml" in app.code[0].value


def test_what_the_whole_document_shows_stands_above_the_copy_with_its_places(opened: Open) -> None:
    told = words(opened())

    assert "On the document as a whole" in told
    assert "Omission: Beside the benefits a fair reader must be told" in told
    assert "Line 3: “Ketamine works within minutes" in told


def test_gaps_of_documents_vetted_in_this_tab_are_listed(opened: Open) -> None:
    assert "No document yet" in words(opened("gaps"))

    # One tab: the first page remembers what it vetted, the second looks through it.
    app = opened("vet")
    kept = app.session_state["session.documents"]
    app = AppTest.from_function(_one_page, args=("gaps",), default_timeout=60)
    app.session_state["session.documents"] = kept
    app.run()
    assert "Documents of this browser tab (1)" in words(app)
    app.toggle[0].set_value(True).run()

    assert not app.exception
    assert "a-trial-page.txt" in words(app)
