"""The pages of the documentation, as tests look at them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from kb.cli.main import parser

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
README = ROOT / "README.md"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "schema").glob("*.md")])

_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")


def name_of(page: Path) -> str:
    """Return a page's name inside the repository."""
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    """Return the whole page."""
    return page.read_text(encoding="utf-8")


def code(page: Path) -> Iterator[str]:
    """Yield every line of code on a page, in blocks and in sentences."""
    text = text_of(page)
    for block in _FENCE.findall(text):
        yield from block.splitlines()
    yield from _SPAN.findall(_FENCE.sub("", text))


def prose(page: Path) -> str:
    """Return the page without its code."""
    return _SPAN.sub("", _FENCE.sub("", text_of(page)))


def links(page: Path) -> list[str]:
    """Return what the links and images of a page lead to."""
    return re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", prose(page))


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, made as code hosts make them."""
    titles = re.findall(r"^#+ +(.+)$", _FENCE.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def section(page: Path, title: str) -> str:
    """Return what stands under a heading of the second rank."""
    under = rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)"
    found = re.search(under, text_of(page), re.DOTALL | re.MULTILINE)
    assert found, f"{name_of(page)} has no section '{title}'"
    return found[1]


def marked(page: Path, mark: str) -> str:
    """Return the block of code, or the table, under a mark such as `<!-- page -->`."""
    under = rf"<!-- {mark} -->\n(?:```\n(.*?)```|((?:\|.*\n)+))"
    found = re.search(under, text_of(page), re.DOTALL)
    assert found, f"{name_of(page)} has no '{mark}'"
    return str(found[1] or found[2])


def subparsers() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of every command; argparse tells them in no public way."""
    actions = parser()._actions
    return next(dict(a.choices) for a in actions if isinstance(a, argparse._SubParsersAction))
