"""The documentation promises no command that is not there, and its links lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kb import __version__
from kb.content.knowledge_base import KnowledgeBase
from kb.model.terms import DIMENSIONS, GRADES, SEVERITIES, VERDICTS
from kb.output.exports import EXPORTS
from kb.reading.read import READERS, read_bytes
from kb.vet import vet
from tests.pages import (
    DOCS,
    PAGES,
    README,
    ROOT,
    anchors,
    code,
    links,
    marked,
    name_of,
    section,
    subparsers,
    text_of,
)

GUIDES = [page for page in PAGES if "decisions" not in page.parts]
TUTORIAL = DOCS / "tutorial" / "vet-a-page.md"
COMMANDS = subparsers()

_COMMAND = re.compile(r"claims-kb ([a-z]+)([^|\n]*)")
_MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")
_PRIVATE = re.compile(
    r"/(?:work|tmp|root|home|Users)/|\bpypi\b|pythonhosted|npmjs|localhost", re.IGNORECASE
)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target in links(page):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{target}: nothing there"
        assert not anchor or anchor in anchors(there), f"{target}: no such heading"


@pytest.mark.parametrize("page", GUIDES, ids=name_of)
def test_every_page_is_reached_from_the_readme(page: Path) -> None:
    reached, new = {README}, [README]
    while new:
        here = new.pop()
        found = {(here.parent / link.partition("#")[0]).resolve() for link in links(here)}
        found = {path for path in found if path.suffix == ".md" and path.is_file()} - reached
        reached |= found
        new += sorted(found)
    assert page in reached or page.parent == ROOT / "schema"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_names_a_machine_or_an_index(page: Path) -> None:
    assert _PRIVATE.findall(text_of(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_written_down_exists(page: Path) -> None:
    for line in code(page):
        for command, rest in _COMMAND.findall(line):
            assert command in COMMANDS, line
            known = {option for a in COMMANDS[command]._actions for option in a.option_strings}
            assert set(re.findall(r"(?<!\S)--[a-z0-9-]+", rest)) <= known, line


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_make_target_written_down_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", text_of(ROOT / "Makefile"), re.MULTILINE))
    for line in code(page):
        assert set(_MAKE.findall(line)) <= targets, line


def test_contributing_tells_every_make_target() -> None:
    listed = re.findall(r"^\| `make ([a-z-]+)", text_of(ROOT / "CONTRIBUTING.md"), re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", text_of(ROOT / "Makefile"), re.MULTILINE)
    assert phony
    assert sorted(listed) == sorted(set(phony[1].split()) - {"help"})


@pytest.mark.parametrize("page", [README, DOCS / "reference" / "commands.md"], ids=name_of)
def test_every_export_is_named(page: Path) -> None:
    assert [name for name in EXPORTS if f"`{name}`" not in text_of(page)] == []


def test_the_readme_names_every_kind_of_file_that_is_read() -> None:
    assert [suffix for suffix in READERS if f"`{suffix}`" not in text_of(README)] == []


@pytest.mark.parametrize("suffix", READERS)
def test_the_reference_says_what_is_read_of_every_kind_of_file(suffix: str) -> None:
    rows = re.findall(
        r"^\| (`\..*)", text_of(DOCS / "reference" / "readable-files.md"), re.MULTILINE
    )
    row = next(row for row in rows if f"`{suffix}`" in row.partition("|")[0])
    assert f"| {READERS[suffix].max_bytes / 1e6:g} MB |" in row


@pytest.mark.parametrize("word", [*VERDICTS, *DIMENSIONS, *GRADES])
def test_the_readme_names_every_verdict_dimension_and_grade(word: str) -> None:
    assert f"`{word}`" in text_of(README)


def test_the_readme_tells_verdicts_in_the_order_of_severity() -> None:
    told = section(README, "What a verdict means")
    assert tuple(re.findall(r"^\| `(\w+)` \|", told, re.MULTILINE)) == SEVERITIES


def test_what_the_readme_says_of_how_sources_were_read_holds(shipped: KnowledgeBase) -> None:
    read = Counter(source.read for source in shipped.sources.values())
    whole = len(shipped.sources)
    assert read["abstract"] > 0.5 * whole, "more than half"
    assert 0.2 * whole < read["secondary"] < 0.32 * whole, "about a quarter"


def test_what_the_readme_says_of_reviews_holds(shipped: KnowledgeBase) -> None:
    assert not any(claim.review for claim in shipped.claims.values())


def test_the_changelog_begins_with_this_version_and_has_two_lists() -> None:
    page = ROOT / "CHANGELOG.md"
    assert re.findall(r"^## (\S+)\n", text_of(page), re.MULTILINE)[0] == __version__
    told = section(page, __version__)
    assert re.findall(r"^### (\w+)$", told, re.MULTILINE) == ["Code", "Content"]


def test_the_tutorial_shows_the_verdicts_that_its_page_gets(shipped: KnowledgeBase) -> None:
    page = read_bytes(marked(TUTORIAL, "page").encode(), "page.txt")
    told = re.findall(r"^\| (.+)\. \| `(\w+)` \|", marked(TUTORIAL, "verdicts"), re.MULTILINE)
    findings = vet(page, shipped).findings
    assert [(found.quote, found.verdict) for found in findings] == told


def test_the_claim_that_the_tutorial_shows_is_that_of_its_second_finding(
    shipped: KnowledgeBase,
) -> None:
    page = read_bytes(marked(TUTORIAL, "page").encode(), "page.txt")
    named = re.findall(r"claims-kb show (\S+)", text_of(TUTORIAL))
    assert named == [vet(page, shipped).findings[1].claim]


def test_the_mended_copy_of_the_tutorial_is_supported(shipped: KnowledgeBase) -> None:
    page = read_bytes(marked(TUTORIAL, "mended").encode(), "page.txt")
    assert {found.verdict for found in vet(page, shipped).findings} == {"supported"}
