"""A web page given back: its words marked, its notes at its end, everything else as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.document import Document
from kb.model.finding import DocumentFinding, Finding
from kb.model.source import Source
from kb.output.exports import EXPORTS
from kb.output.marked.web import mark, without_marks
from kb.reading.decode import decode_as
from kb.reading.read import read_bytes
from kb.reading.web.reader import decode_page
from kb.vet import Vetted
from tests.audited import a_base, a_finding, over, vetted
from tests.test_reading_web_page import PAGES
from tests.web_pages import AWKWARD, CLINIC, STYLED_DARK

MakeClaim = Callable[..., Claim]
MakeSource = Callable[..., Source]

QUOTES = (
    "Ketamine is FDA-approved for depression",
    "FDA-approved for depression and works within minutes",
    "works within minutes for everyone",
    "no side effects & is 100\u00a0% safe",
    "Ketamine is more effective than every antidepressant",
    "Ketamine works for 95% of patients",
    "Ketamine cured 9 of 10 of our patients",
    "Ketamine cures depression in minutes",
    "Ketamine is not addictive.",
    "Off-label use.",
)


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return a_base([], [])


def audited(data: bytes, *quotes: str, name: str = "page.html") -> Vetted:
    """Return a page with a finding on the first place of each quote."""
    document = read_bytes(data, name)
    text = document.text
    return on_document(document, *(a_finding(text, quote) for quote in quotes))


def on_document(document: Document, *findings: Finding) -> Vetted:
    return Vetted(document, vetted(document.text, *findings).audit, document.name)


def test_without_what_we_added_the_page_is_the_same_to_the_byte(kb: KnowledgeBase) -> None:
    marked = mark(audited(CLINIC.encode(), *QUOTES), kb).decode()
    assert marked != CLINIC
    assert without_marks(marked) == CLINIC


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_pages_come_back_whole(name: str, kb: KnowledgeBase) -> None:
    source = AWKWARD[name]
    document = read_bytes(source.encode(), "page.html")
    findings = [a_finding(document.text, document.quote(p)) for p in document.passages]
    marked = mark(on_document(document, *findings), kb)
    assert without_marks(marked.decode()) == source
    assert read_bytes(marked, "page.html").text == document.text


@given(PAGES, st.data())
@settings(deadline=None, max_examples=60)
def test_any_page_comes_back_whole_with_the_very_words_marked(
    source: str, data: st.DataObject
) -> None:
    document = read_bytes(source.encode(), "page.html")
    text = document.text
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 9))
    quotes = [text[start : start + length] for start, length in data.draw(st.lists(spans))]
    vetted_page = on_document(document, *(a_finding(text, quote) for quote in quotes))
    marked = mark(vetted_page, a_base([], []))
    assert without_marks(marked.decode()) == source
    assert read_bytes(marked, "page.html").text == text


@pytest.mark.parametrize(
    "codec", ["utf-8-sig", "utf-16", "windows-1252", "shift_jis", "gb18030", "mac-roman"]
)
def test_the_encoding_stays_and_our_words_are_right_in_it(codec: str, kb: KnowledgeBase) -> None:
    stated = {"mac-roman": "macintosh"}.get(codec, codec)
    meta = f"<meta charset={stated}>" if not codec.startswith("utf") else ""
    said = "ネコ" if codec in ("shift_jis", "gb18030") else "Café"
    data = f"<html><head>{meta}</head><body><p>{said} cures all.</p></body></html>".encode(codec)
    page = audited(data, "cures all")
    marked = mark(page, kb)
    before, after = decode_page(data), decode_page(marked)
    assert (after.codec, after.bom) == (before.codec, before.bom)
    assert without_marks(after.text) == before.text
    assert "&#8220;cures all&#8221;" in after.text


def test_bytes_that_are_one_of_two_ways_to_write_a_character_stay(kb: KnowledgeBase) -> None:
    data = b"<meta charset=shift_jis><p>\x87\x90 and \xee\xef cures all.</p>"
    assert decode_as(data, "cp932").text.encode("cp932") != data
    marked = mark(audited(data, "cures all"), kb)
    added = rb"(?s)<mark class.*?>|</mark><!--.*?-->|<a class=.*?></a>|<!--claims-kb:notes.*"
    assert re.sub(added, b"", marked) == data


def test_a_page_with_marks_reads_as_before_and_is_marked_anew(kb: KnowledgeBase) -> None:
    first = mark(audited(CLINIC.encode(), *QUOTES), kb)
    again = audited(first, QUOTES[2])
    assert again.document.text == read_bytes(CLINIC.encode(), "page.html").text
    assert "not read: 1 list of notes of an earlier audit" in again.document.notes
    assert mark(again, kb) == mark(audited(CLINIC.encode(), QUOTES[2]), kb)


def test_the_copy_and_our_records_are_text_and_never_markup(
    a_claim: MakeClaim, a_source: MakeSource
) -> None:
    hostile = '<p>&lt;script>alert(1)&lt;/script> "cures" \' all --&gt; &lt;/section>.</p>'
    document = read_bytes(hostile.encode(), "page.html")
    bad = "</style><script>alert(2)</script><!--"
    text = document.text
    finding = a_finding(text, text.strip(), over(text, "cures", says=bad, allows=bad))
    page = on_document(document, finding.model_copy(update={"rewording": bad, "place": bad}))
    marked = mark(page, a_base([a_claim()], [a_source()])).decode()
    assert "<script" not in marked
    assert without_marks(marked) == hostile


def test_whoever_has_nothing_to_change_is_told_so(kb: KnowledgeBase) -> None:
    marked = mark(audited(b"<p>All is well.</p>"), kb).decode()
    assert "nothing to note on this page" in marked
    assert without_marks(marked) == "<p>All is well.</p>"


@pytest.mark.parametrize("suffix", [".html", ".htm"])
def test_the_export_gives_such_files_back(suffix: str, kb: KnowledgeBase) -> None:
    page = audited(b"<p>It cures all.</p>", "cures all", name=f"page{suffix}")
    assert b"<mark" in EXPORTS["marked"].write([page], kb)
    assert EXPORTS["marked"].file_name(page) == f"page-marked{suffix}"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def opened(tab: Page, data: bytes, folder: Path) -> Page:
    file = folder / "page.html"
    file.write_bytes(data)
    tab.goto(file.as_uri())
    return tab


@pytest.mark.parametrize("source", [CLINIC, STYLED_DARK])
def test_in_a_browser_the_text_is_unchanged_and_the_right_words_are_marked(
    source: str, tab: Page, tmp_path: Path, kb: KnowledgeBase
) -> None:
    page = audited(source.encode(), *QUOTES)
    before = opened(tab, source.encode(), tmp_path).inner_text("body")
    opened(tab, mark(page, kb), tmp_path)
    marked = {
        finding.quote: "".join(tab.locator(f"mark[data-note='{number}']").all_text_contents())
        for number, finding in enumerate(sorted(page.audit.findings, key=lambda f: f.start), 1)
    }
    spaces = re.compile(r"[\n ]+")
    assert {q: spaces.sub(" ", w.replace("\xad", "")) for q, w in marked.items() if w} == {
        quote: quote for quote in marked if quote not in (QUOTES[6], QUOTES[7])
    }
    notes = tab.locator("#claims-kb-notes")
    assert notes.locator("li").count() == len(QUOTES)
    assert notes.locator("li", has_text="cannot be marked where it stands").count() == 2
    tab.evaluate("document.getElementById('claims-kb-notes').remove()")
    assert tab.inner_text("body").rstrip() == before.rstrip()
    assert tab.evaluate("document.documentElement.dataset.seen") == "yes"


def test_in_a_browser_links_lead_from_words_to_notes_and_back(
    tab: Page, tmp_path: Path, kb: KnowledgeBase
) -> None:
    opened(tab, mark(audited(CLINIC.encode(), *QUOTES), kb), tmp_path)
    for link in tab.locator("a.claims-kb-number, #claims-kb-notes a[href^='#']").all():
        target = (link.get_attribute("href") or "")[1:]
        assert tab.locator(f"[id='{target}']").count() == 1
    assert tab.locator("a a, button a").count() == 0
    number = tab.locator("a.claims-kb-number").first
    number.click()
    assert tab.locator("#claims-kb-notes li:target").is_visible()
    contrasts = tab.evaluate(
        "[...document.querySelectorAll('mark')].map(m => getComputedStyle(m).backgroundColor)"
    )
    assert all("rgb" in colour for colour in contrasts)


@pytest.mark.parametrize(
    "source",
    [
        "<p>It cures all.<div style='display:none'>x<table><tr><td>y",
        "<p>It cures all.<script>never ends",
        "<p>It cures all.<!-- never ends",
        "<p>It cures all.<a href='never ends",
        "<p>It cures all.<textarea>never ends",
        "<p>It cures all.<plaintext>never ends",
        "<p>It cures all.<svg><text>x",
        "<body style='display:flex'><p>It cures all.</body></html><!-- tail -->",
    ],
)
def test_the_notes_are_seen_however_the_page_ends(
    source: str, tab: Page, tmp_path: Path, kb: KnowledgeBase
) -> None:
    marked = mark(audited(source.encode(), "cures all"), kb)
    opened(tab, marked, tmp_path)
    assert tab.locator("#claims-kb-notes h2").is_visible()
    assert tab.locator("#claims-kb-m1").text_content() == "cures all"
    assert without_marks(marked.decode()) == source


def test_what_only_the_whole_page_shows_stands_in_the_notes(kb: KnowledgeBase) -> None:
    page = audited(CLINIC.encode())
    whole = DocumentFinding(kind="omission", why="It says no risk.", where=((0, 5),))
    audit = page.audit.model_copy(update={"document_findings": (whole,)})
    assert "Omission: It says no risk." in mark(page._replace(audit=audit), kb).decode()
