"""reviewdog's rdjsonl: lines and bytes as Git counts, and no comment on what is settled."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from typing import Any

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.document import Origin
from kb.model.finding import DocumentFinding, Finding, Suppression
from kb.model.source import Source
from kb.output.reviewdog import write
from kb.vet import Vetted
from tests.audited import a_base, a_finding, over, vetted

TEXT = "Ein Blatt\r\n🌧 “Light” works in minutes.\rIt is säfe."
FIRST = a_finding(TEXT, "works in minutes", over(TEXT, "minutes"))
SECOND = a_finding(TEXT, "It is säfe", over(TEXT, "säfe", "safety"), verdict="contradicted")
GAP = a_finding(TEXT, "Ein Blatt", verdict="unsupported", claim=None)


@pytest.fixture(scope="module")
def base(a_claim: Callable[..., Claim], a_source: Callable[..., Source]) -> KnowledgeBase:
    return a_base([a_claim()], [a_source()])


def lines(base: KnowledgeBase, *pages: Vetted) -> list[dict[str, Any]]:
    return [json.loads(line) for line in write(pages, base).splitlines()]


def cut(file: bytes, place: dict[str, dict[str, int]]) -> str:
    """Return the words at a range, as a program reads them that knows lines and bytes."""
    rows = file.split(b"\n")
    start, end = place["start"], place["end"]
    assert start["line"] == end["line"]
    return rows[start["line"] - 1][start["column"] - 1 : end["column"] - 1].decode()


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_range_is_the_quote_in_lines_of_git_and_bytes(mark: bytes, base: KnowledgeBase) -> None:
    page = vetted(TEXT, GAP, FIRST, SECOND)
    file = mark + TEXT.encode()
    document = page.document.model_copy(update={"original": file})

    found = lines(base, page._replace(document=document))

    quotes = [cut(file, each["location"]["range"]) for each in found]
    assert quotes == [GAP.quote, FIRST.quote, SECOND.quote]


def test_a_line_says_what_where_how_grave_and_what_instead(base: KnowledgeBase) -> None:
    (told,) = lines(base, vetted(TEXT, FIRST, path="copy/page.md"))

    assert list(told) == ["message", "location", "severity", "source", "code", "suggestions"]
    assert told["message"].startswith("Overstated: speed. “works in minutes”")
    assert told["location"]["path"] == "copy/page.md"
    assert (told["severity"], told["source"]) == ("WARNING", {"name": "claims-kb"})
    assert told["code"] == {"value": "light-helps"}
    assert told["suggestions"] == [{"range": told["location"]["range"], "text": "Light may help."}]


def test_severities_follow_verdicts(base: KnowledgeBase) -> None:
    told = lines(base, vetted(TEXT, FIRST, SECOND, GAP))

    assert [each["severity"] for each in told] == ["WARNING", "ERROR", "INFO"]


def changed(finding: Finding, **fields: object) -> Finding:
    return finding.model_copy(update=fields)


def test_what_holds_is_settled_or_was_there_before_gets_no_comment(base: KnowledgeBase) -> None:
    by = Suppression(target="speed", reason="law", by="AB", source="kb.yaml:1")
    settled = (
        changed(FIRST, suppressed_by=by),
        changed(SECOND, baseline="unchanged"),
        a_finding(TEXT, "Ein Blatt", verdict="supported"),
    )

    whole = DocumentFinding(kind="omission", why="Risks are left out.", suppressed_by=by)

    assert write([vetted(TEXT, *settled, whole=(whole,))], base) == b""


def test_a_file_that_is_no_text_gets_no_line_and_no_suggestion(base: KnowledgeBase) -> None:
    page = vetted(TEXT, FIRST, path="page.docx")
    document = page.document.model_copy(
        update={
            "media_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "origins": (Origin(0, len(TEXT), "word/document.xml", 0, 0, len(TEXT)),),
        }
    )

    (told,) = lines(base, page._replace(document=document))

    assert told["location"] == {"path": "page.docx"}
    assert "suggestions" not in told
    assert "Say instead: Light may help." in told["message"]


def test_the_whole_document_is_told_at_its_first_place_or_the_file(base: KnowledgeBase) -> None:
    whole = (
        DocumentFinding(kind="omission", why="Risks are left out."),
        DocumentFinding(kind="inconsistency", why="Two figures.", where=((0, 3), (4, 9))),
    )

    nowhere, first = lines(base, vetted(TEXT, whole=whole))

    assert nowhere["message"] == "Omission: Risks are left out."
    assert "range" not in nowhere["location"]
    assert cut(TEXT.encode(), first["location"]["range"]) == "Ein"
    assert first["code"] == {"value": "document/inconsistency"}
