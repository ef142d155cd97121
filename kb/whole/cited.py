"""Which references a page gives, and beside which claims they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kb.model.claim import Claim
from kb.model.finding import Finding
from kb.whole.citations import Citation, citations, host
from kb.whole.page import Page, Section

__all__ = ["Reference", "references"]

_LIST_TITLES = frozenset(
    ("references", "sources", "bibliography", "citations", "further reading", "notes", "footnotes")
)
_LABEL = re.compile(r"[ \t]{0,8}(?:\[\^?(\d{1,3})\]:?|(\d{1,3})[.)])[ \t]")
_DEFINITION = re.compile(r"[ \t]{0,3}\[[^\]\n]{1,80}\]:[ \t]")
_MARKER = re.compile(r"\[\^?(\d{1,3})\](?!:)")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,6})")
_FEWEST_CHARACTERS = 8
"""Fewer name no work: "See also"."""
_LOOK_BACK = 500
"""Characters before a reference in which its line may begin; a page without lines stays quick."""
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
    found = sorted([*found, *_listed_in_words(page, found)], key=lambda each: each.start)
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


def _listed_in_words(page: Page, found: list[Citation]) -> Iterator[Citation]:
    """Yield the lines of lists of references that give no identifier and no address."""
    passages = page.document.passages
    taken = {_line_start(each.start, page) for each in found}
    lines: dict[int, tuple[int, int]] = {}
    for place, passage in enumerate(passages):
        if passage.kind == "heading" or not _is_list(page, page.section_of(place)):
            continue
        start = _line_start(passage.start, page)
        first, _ = lines.get(start, (passage.start, 0))
        lines[start] = (first, passage.end)
    for line, (start, end) in lines.items():
        words = " ".join(page.document.text[start:end].split())
        if line not in taken and len(words) >= _FEWEST_CHARACTERS:
            yield Citation("words", words, start, end)


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


def _line_start(offset: int, page: Page) -> int:
    """Return where the line of an offset begins, or how far back we look for that."""
    reach = max(0, offset - _LOOK_BACK)
    return max(reach, page.document.text.rfind("\n", reach, offset) + 1)


def _line(citation: Citation, page: Page) -> str:
    return page.document.text[_line_start(citation.start, page) : citation.end]


def _is_list(page: Page, section: Section) -> bool:
    title = "" if section is None else page.document.quote(page.document.passages[section])
    return title.strip(" :.#*").lower() in _LIST_TITLES


def _listed(citation: Citation, page: Page) -> bool:
    """Return whether a reference stands in a list of references, a note or a link's definition."""
    if _DEFINITION.match(_line(citation, page)):
        return True
    place = page.passage_at(citation.start)
    if place is None or not _is_copy(citation, page):
        return False
    if page.is_footnote(place):
        return True
    return _is_list(page, page.section_of(place))


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
