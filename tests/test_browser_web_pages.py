"""What a browser shows of a page, and what we read of it: the same words in the same order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kb.model.document import Document
from kb.reading.read import read_bytes
from tests.web_pages import AWKWARD, CLINIC

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u034f\u200c\u2060\ufeff"))
_NOT_SHOWN = ("title of the page", "description for", "text for shared", "image description")


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def seen(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text.translate(_UNSEEN)).split()


def shown(document: Document) -> str:
    """Return what we read, without what we were told is not on the page itself."""
    return "\n".join(
        document.text[place.start : place.end]
        for place in document.places
        if not place.label.startswith((*_NOT_SHOWN, "input"))
        and not any(word in place.label for word in ("hidden", "Outlook"))
    )


@pytest.mark.parametrize("name", AWKWARD)
def test_a_browser_shows_the_words_that_we_read(name: str, tab: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(f"<!doctype html><meta charset=utf-8>{AWKWARD[name]}".encode())
    tab.goto(file.as_uri())
    assert seen(shown(read_bytes(file.read_bytes(), file.name))) == seen(tab.inner_text("body"))


def test_a_browser_shows_the_words_of_a_whole_page(tab: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(CLINIC)
    tab.goto(file.as_uri())
    ours = seen(shown(read_bytes(CLINIC.encode(), file.name)))
    # Links that stand side by side are told apart by their looks alone; we keep them apart.
    theirs = tab.inner_text("body").replace("What we treatCost", "What we treat Cost")
    assert ours == seen(theirs)
