"""SARIF: valid by the published schema, and every region is the very words of the copy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from itertools import accumulate
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.document import Origin, Place, Remark
from kb.model.finding import Baseline, DocumentFinding, Finding, Review, Suppression
from kb.model.source import Source
from kb.model.terms import DIMENSIONS, VERDICTS
from kb.output.sarif.log import write
from kb.reading.read import read_bytes
from kb.vet import Engine, Vetted
from tests.audited import a_base, a_finding, over, vetted
from tests.pages import ROOT
from tests.sarif import schema

TEXT = "Winter 🌧\r\n\r\nLight works in minutes for “everyone”.\rIt is safe. It e\u0301ases all."
FINDINGS = (
    a_finding(TEXT, "Light works in minutes", over(TEXT, "minutes"), over(TEXT, "works", "scope")),
    a_finding(TEXT, "It is safe", over(TEXT, "safe", "safety"), verdict="contradicted"),
    a_finding(TEXT, "It e\u0301ases all", over(TEXT, "all", "certainty"), verdict="unsupported",
              claim=None),
    a_finding(TEXT, "Winter 🌧", verdict="supported"),
)  # fmt: skip
WHOLE = (
    DocumentFinding(kind="omission", why="Risks are left out."),
    DocumentFinding(kind="inconsistency", why="Two figures.", where=((12, 17), (24, 31))),
)
PAGE = vetted(TEXT, *FINDINGS, whole=WHOLE, path="copy/clinic page.md")
SUPPRESSED = Suppression(
    target="speed", reason="cleared by law", by="AB", until=date(2027, 1, 31), source="kb.yaml:4"
)


@pytest.fixture(scope="module")
def base(a_claim: Callable[..., Claim], a_source: Callable[..., Source]) -> KnowledgeBase:
    return a_base([a_claim()], [a_source()])


def run(base: KnowledgeBase, *pages: Vetted) -> dict[str, Any]:
    log = json.loads(write(pages or [PAGE], base))
    jsonschema.validate(log, schema(), jsonschema.Draft7Validator)
    found: dict[str, Any] = log["runs"][0]
    return found


def changed(finding: Finding, **fields: object) -> Finding:
    return finding.model_copy(update=fields)


def words_at(text: str, region: dict[str, int]) -> str:
    """Return what a program reads that knows lines, columns and nothing else."""
    ends = [match.end() for match in re.finditer("\r\n|\n|\r", text)]
    starts = [0, *ends]
    first = starts[region["startLine"] - 1] + region["startColumn"] - 1
    last = starts[region["endLine"] - 1] + region["endColumn"] - 1
    return text[first:last]


def test_the_schema_is_the_published_one_and_refuses_what_is_wrong(base: KnowledgeBase) -> None:
    wrong = {"version": "2.1.0", "runs": [{**run(base), "columnKind": "bytes"}]}

    assert "sarif-schema-2.1.0" in schema()["$id"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema(), jsonschema.Draft7Validator)


def test_an_audit_of_the_shipped_knowledge_base_is_valid(shipped: KnowledgeBase) -> None:
    page = ROOT / "sources" / "copy" / "sample-clinic-page.md"
    wrong = b"\n\nKetamine infusions are approved by the FDA for depression.\n"
    document = read_bytes(page.read_bytes() + wrong, page.name)

    found = run(shipped, Vetted(document, Engine(shipped).vet(document), str(page)))

    assert {result["level"] for result in found["results"]} >= {"error", "warning"}
    for result in found["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert words_at(document.text, region) == region["snippet"]["text"]


def test_a_region_is_the_quote_by_lines_and_by_offsets(base: KnowledgeBase) -> None:
    found = run(base)
    problems = [finding for finding in FINDINGS if finding.verdict != "supported"]

    assert found["columnKind"] == "unicodeCodePoints"
    for finding, result in zip(problems, found["results"], strict=False):
        region = result["locations"][0]["physicalLocation"]["region"]
        start = region["charOffset"]
        assert words_at(TEXT, region) == finding.quote
        assert TEXT[start : start + region["charLength"]] == finding.quote


PIECES = ["a", "🌧", "e\u0301", "\r\n", "\n", "\r", "\u2028"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1), st.data())
def test_any_span_is_found_by_line_and_column(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    ends = [0, *accumulate(map(len, parts))]
    start = data.draw(st.sampled_from(ends[:-1]))
    end = data.draw(st.sampled_from([at for at in ends if at > start]))
    finding = changed(
        a_finding("x", "x", verdict="overstated"), start=start, end=end, quote=text[start:end]
    )

    result = run(a_base([], []), vetted(text, finding))["results"][0]

    assert words_at(text, result["locations"][0]["physicalLocation"]["region"]) == text[start:end]


def test_a_fix_puts_the_wording_where_the_quote_stood(base: KnowledgeBase) -> None:
    (change,) = run(base)["results"][0]["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]

    deleted = replacement["deletedRegion"]
    mended = TEXT.replace(words_at(TEXT, deleted), replacement["insertedContent"]["text"])

    assert "\r\nLight may help. for “everyone”" in mended


def test_levels_follow_verdicts_and_what_holds_is_no_result(base: KnowledgeBase) -> None:
    found = run(base)

    assert [result["level"] for result in found["results"]] == [
        "warning", "error", "note", "warning", "warning",
    ]  # fmt: skip
    assert "Winter" not in json.dumps(found["results"])
    assert "1 supported" in json.dumps(found["invocations"])
    assert set(found["artifacts"][0]["properties"]["counts"]["by_verdict"]) == set(VERDICTS)


def test_results_point_at_their_dimensions_rules_and_files(base: KnowledgeBase) -> None:
    found = run(base, vetted(TEXT, path="first.md"), PAGE)
    taxa = found["taxonomies"][0]["taxa"]
    rules = found["tool"]["driver"]["rules"]

    assert [taxon["id"] for taxon in taxa] == list(DIMENSIONS)
    assert [taxon["id"] for taxon in found["results"][0]["taxa"]] == ["speed", "scope"]
    for result in found["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert all(taxa[taxon["index"]]["id"] == taxon["id"] for taxon in result.get("taxa", []))
        at = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert found["artifacts"][at["index"]]["location"]["uri"] == at["uri"]
    assert [rule["id"] for rule in rules] == [
        "light-helps", "not-covered", "document/omission", "document/inconsistency",
    ]  # fmt: skip


def test_the_help_of_a_rule_tells_what_the_claim_allows(base: KnowledgeBase) -> None:
    rule = run(base)["tool"]["driver"]["rules"][0]

    assert rule["shortDescription"]["text"] == "What light-helps says."
    assert "At most: may help" in rule["help"]["text"]
    assert "Title of trial-a" in rule["help"]["markdown"]


def test_the_name_of_a_file_is_percent_encoded(base: KnowledgeBase) -> None:
    odd = vetted(TEXT, *FINDINGS, path="a:b/ü \udcff#1.md")

    assert run(base)["artifacts"][0]["location"]["uri"] == "copy/clinic%20page.md"
    assert run(base, odd)["artifacts"][0]["location"]["uri"] == "a%3Ab/%C3%BC%20%FF%231.md"


def test_a_file_that_is_no_text_gets_places_and_no_lines(base: KnowledgeBase) -> None:
    document = PAGE.document.model_copy(
        update={
            "media_type": "application/pdf",
            "origins": (Origin(0, len(TEXT), "page 3", 0, 0, len(TEXT)),),
            "places": (Place(0, len(TEXT), "page 3"),),
        }
    )
    found = run(base, PAGE._replace(document=document))

    for result in found["results"]:
        assert "region" not in result["locations"][0]["physicalLocation"]
        assert "fixes" not in result
    assert found["results"][0]["locations"][0]["logicalLocations"][0]["name"] == "page 3"
    assert "Say instead: Light may help." in found["results"][0]["message"]["text"]
    assert "no text" in found["artifacts"][0]["description"]["text"]


def test_a_web_page_is_pointed_at_in_its_source(shipped: KnowledgeBase) -> None:
    source = (
        "<h1>Care &amp; rest</h1>\r\n<p>Welcome. Ketamine gives instant relief.</p>\r\n"
        "<p>Ketamine is <b>completely</b> safe.</p>\r\n"
    )
    document = read_bytes(source.encode(), "page.html")
    audit = Engine(shipped).vet(document)

    results = run(shipped, Vetted(document, audit, "page.html"))["results"]

    shown: dict[str, Any] = {}
    for each in results:
        region = each["locations"][0]["physicalLocation"]["region"]
        assert words_at(source, region) == region["snippet"]["text"]
        shown.setdefault(region["snippet"]["text"], each)
    assert "fixes" in shown["Ketamine gives instant relief"]
    assert "fixes" not in shown["Ketamine is <b>completely</b> safe"], "it would take out a tag"


def test_what_is_suppressed_stays_with_who_answers_for_it(base: KnowledgeBase) -> None:
    first = changed(FINDINGS[0], suppressed_by=SUPPRESSED)
    here = SUPPRESSED.model_copy(update={"source": "line 3"})
    page = vetted(
        TEXT,
        first,
        changed(FINDINGS[1], suppressed_by=here),
        whole=(WHOLE[0].model_copy(update={"suppressed_by": SUPPRESSED}),),
    )
    directive = Remark(TEXT.index("Light"), TEXT.index("Light"), "claims-kb-disable-next-line")
    document = page.document.model_copy(update={"remarks": (directive,)})

    results = run(base, page._replace(document=document))["results"]

    (suppression,) = results[0]["suppressions"]
    assert suppression["kind"] == "external"
    assert (suppression["status"], suppression["justification"]) == ("accepted", "cleared by law")
    assert suppression["properties"]["by"] == "AB"
    assert suppression["properties"]["until"] == "2027-01-31"
    assert results[1]["suppressions"][0]["kind"] == "inSource"
    assert results[2]["suppressions"][0]["kind"] == "external"


def test_with_a_baseline_every_result_says_whether_it_is_new(base: KnowledgeBase) -> None:
    old, new = changed(FINDINGS[0], baseline="unchanged"), changed(FINDINGS[1], baseline="new")

    results = run(base, vetted(TEXT, old, new, whole=WHOLE))["results"]

    assert [each["baselineState"] for each in results] == ["unchanged", "new", "new", "new"]
    assert all("baselineState" not in each for each in run(base)["results"])


def test_what_is_gone_since_the_baseline_is_absent(base: KnowledgeBase) -> None:
    page = vetted(TEXT, changed(FINDINGS[0], baseline="unchanged"))
    before = Baseline(name="old.json", new=0, unchanged=1, absent=(FINDINGS[1],))
    audit = page.audit.model_copy(update={"review": Review(baseline=before)})

    results = run(base, page._replace(audit=audit))["results"]

    assert [each["baselineState"] for each in results] == ["unchanged", "absent"]
    assert "region" not in results[1]["locations"][0]["physicalLocation"]


def test_fingerprints_survive_edits_elsewhere_and_tell_twins_apart(shipped: KnowledgeBase) -> None:
    said = b"Ketamine gives instant relief.\n\nKetamine gives instant relief.\n"
    engine = Engine(shipped)

    def prints(data: bytes) -> list[str]:
        document = read_bytes(data, "page.md")
        results = run(shipped, Vetted(document, engine.vet(document), "page.md"))["results"]
        found = [r for r in results if not r["ruleId"].startswith("document/")]
        return [result["partialFingerprints"]["claimsKbFinding/v1"] for result in found]

    before = prints(said)

    assert len(set(before)) == len(before) >= 2
    assert prints(b"# Our clinic\n\nCall us.\n\n" + said) == before


def test_copy_is_no_link_and_no_placeholder_in_a_message(base: KnowledgeBase) -> None:
    hostile = "Light [works](https://evil.example) in {0} minutes"

    result = run(base, vetted(hostile, a_finding(hostile, hostile)))["results"][0]

    assert "[works] (https://evil.example) in {{0}}" in result["message"]["text"]
    assert result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == hostile


def test_notes_on_reading_are_notifications(base: KnowledgeBase) -> None:
    document = PAGE.document.model_copy(update={"notes": ("read as UTF-16",)})

    (invocation,) = run(base, PAGE._replace(document=document))["invocations"]

    assert invocation["executionSuccessful"] is True
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "read as UTF-16"
