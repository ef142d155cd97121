"""Which references a page gives, and beside which claims they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kb.model.claim import Claim
from kb.model.finding import Finding
from kb.whole.citations import Citation, citations, host
from kb.whole.page import Page

__all__ = ["Reference", "references"]

_LIST_TITLES = frozenset(
    ("references", "sources", "bibliography", "citations", "further reading", "notes", "footnotes")
)
_LABEL = re.compile(r"[ \t]{0,8}(?:\[\^?(\d{1,3})\]:?|(\d{1,3})[.)])[ \t]")
_DEFINITION = re.compile(r"[ \t]{0,3}\[[^\]\n]{1,80}\]:[ \t]")
_MARKER = re.compile(r"\[\^?(\d{1,3})\](?!:)")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,6})")
_ADJACENT = 2
"""Passages up to which a line that names a source belongs to the claim before it."""
_OFFERS = frozenset(("attribution", "booster"))
"""Cues that offer a link to the page's own site as evidence: "studies show"."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference that copy offers, the claims that it stands beside, and if it is its own site."""

    citation: Citation
    beside: tuple[Claim, ...]
    own: bool


def references(page: Page) -> Iterator[Reference]:
    """Yield the references of a page, in order.

    An address counts where it stands beside a claim or in a list of references; elsewhere it is
    a way to book or to read on.
    """
    text = page.document.text
    found = list(citations(text))
    if not found:
        return
    by_passage: dict[int, list[Finding]] = defaultdict(list)
    for finding in page.findings:
        place = page.passage_at(finding.start)
        if finding.claim is not None and place is not None:
            by_passage[place].append(finding)
    markers = _markers(page)
    mine = {name.lower().removeprefix("www.") for name in _MAIL.findall(text)}
    for citation in found:
        listed = _listed(citation, page)
        if not listed and not _is_copy(citation, page):
            continue
        places = _places(citation, page, by_passage, markers, listed=listed)
        claims = {
            f.claim: page.kb.claims[f.claim] for p in places for f in by_passage[p] if f.claim
        }
        own = citation.kind == "own" or (
            citation.kind == "url" and _below(host(citation.value), mine)
        )
        if _counts(citation, page, places, listed=listed, own=own):
            yield Reference(citation, tuple(claims[name] for name in sorted(claims)), own)


def _below(name: str, hosts: set[str]) -> bool:
    return any(name == each or name.endswith(f".{each}") for each in hosts)


def _counts(citation: Citation, page: Page, places: list[int], *, listed: bool, own: bool) -> bool:
    if citation.kind not in ("url", "own") or listed:
        return True
    if not own:
        return bool(places)
    return any(not _OFFERS.isdisjoint(page.statements[place].said) for place in places)


def _is_copy(citation: Citation, page: Page) -> bool:
    """Return whether a reader sees the reference: comments and code are no passages."""
    place = page.passage_at(citation.start)
    return place is not None and citation.start < page.document.passages[place].end


def _line(citation: Citation, page: Page) -> str:
    start = page.document.text.rfind("\n", 0, citation.start) + 1
    return page.document.text[start : citation.end]


def _listed(citation: Citation, page: Page) -> bool:
    """Return whether a reference stands in a list of references, a note or a link's definition."""
    if _DEFINITION.match(_line(citation, page)):
        return True
    place = page.passage_at(citation.start)
    if place is None or not _is_copy(citation, page):
        return False
    if page.is_footnote(place):
        return True
    section = page.section_of(place)
    title = "" if section is None else page.document.quote(page.document.passages[section])
    return title.strip(" :.#*").lower() in _LIST_TITLES


def _markers(page: Page) -> dict[str, list[int]]:
    """Return the passages that point at each numbered reference."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, statement in enumerate(page.statements):
        for label in _MARKER.findall(statement.text):
            found[label].append(place)
    return found


def _places(
    citation: Citation,
    page: Page,
    by_passage: dict[int, list[Finding]],
    markers: dict[str, list[int]],
    *,
    listed: bool,
) -> list[int]:
    """Return the passages with claims that a reference stands beside."""
    if listed:
        label = _LABEL.match(_line(citation, page))
        named = (label[1] or label[2]) if label else ""
        return [place for place in markers.get(named, ()) if place in by_passage]
    here = page.passage_at(citation.start)
    if here is None:
        return []
    near = range(here, max(-1, here - _ADJACENT - 1), -1)
    same = (p for p in near if p in by_passage and page.section_of(p) == page.section_of(here))
    if citation.kind in ("url", "own"):
        same = (p for p in (here,) if p in by_passage)
    return list(same)[:1]
