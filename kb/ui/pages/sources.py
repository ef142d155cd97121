"""Sources: search and facets over all of them; with `?source=ID`, everything about one."""

from __future__ import annotations

import streamlit as st

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import UsageError
from kb.model.claim import Claim, EvidenceLink
from kb.model.source import Fact, Source
from kb.output.references import READ, SIDES
from kb.ui.evidence import (
    confidence,
    identifiers,
    kind_word,
    reference,
    source_marks,
)
from kb.ui.facets import Facet, pager, sift, turn
from kb.ui.places import asked
from kb.ui.sheet import Element, Node, chip, el, empty, lead, sheet

__all__ = ["draw"]


def draw(kb: KnowledgeBase) -> None:
    """Draw the list, or the source that the address names."""
    wanted = asked("source")
    if wanted is None:
        _list(kb)
        return
    try:
        source = kb.source(wanted)
    except UsageError as fault:
        sheet(
            "no-source",
            [empty("No such source", str(fault)), el("p", lead("sources", {}, "All sources"))],
        )
        return
    sheet("source", _card(source, kb))


def _list(kb: KnowledgeBase) -> None:
    st.title("Sources", anchor=False)
    facets = (
        Facet[Source]("kind", "Kind", lambda source: [source.kind], kind_word),
        Facet[Source]("read", "What was read", lambda source: [source.read], _spaced),
        Facet[Source]("standing", "Standing", lambda source: [source.standing]),
    )
    left = sift(list(kb.sources.values()), facets, _text, "title, author, journal, DOI, PMID or id")
    st.caption(f"{len(left)} of {len(kb.sources)} sources")
    if not left:
        sheet("sources", [empty("No source matches", "Take away a word or a facet.")])
        return
    resting = _resting(kb)
    rows = (_row(source, len(resting.get(source.id, []))) for source in pager(left))
    sheet("sources", [el("ul", *rows, cls="rows", attrs={"data-found": str(len(left))})])
    turn(left)


def _spaced(word: str) -> str:
    return word.replace("-", " ")


def _row(source: Source, claims: int) -> Element:
    number = f"{claims} claim{'' if claims == 1 else 's'}"
    told = f"{kind_word(source.kind)} · {READ[source.read]} · {number}"
    where = " ".join(part for part in (source.container or "", str(source.year or "")) if part)
    return el(
        "li",
        lead("sources", {"source": source.id}, source.title, cls="title"),
        el(
            "div",
            el("small", where) if where else None,
            el("small", told),
            *source_marks(source),
            cls="line",
        ),
    )


def _text(source: Source) -> str:
    parts = (source.id, source.title, source.container, source.doi, source.pmid, source.registry)
    return " ".join(part for part in (*parts, *source.authors) if part)


def _resting(kb: KnowledgeBase) -> dict[str, list[tuple[Claim, EvidenceLink]]]:
    found: dict[str, list[tuple[Claim, EvidenceLink]]] = {}
    for claim in kb.claims.values():
        for link in claim.rests_on:
            found.setdefault(link.source, []).append((claim, link))
    return found


def _card(source: Source, kb: KnowledgeBase) -> list[Node]:
    resting = _resting(kb).get(source.id, [])
    return [
        el("p", lead("sources", {}, "‹ All sources")),
        _head(source),
        el(
            "section",
            el("h3", f"Facts, in our own words ({len(source.facts)})"),
            el("ul", *(_fact(fact) for fact in source.facts), cls="evidence"),
            cls="card",
        ),
        el(
            "section",
            el("h3", "Limitations"),
            el("ul", *(el("li", one) for one in source.limitations))
            if source.limitations
            else el("p", "None is recorded; that is not the same as none.", cls="quiet"),
            cls="card",
        ),
        el(
            "section",
            el("h3", f"What rests on it ({len({claim.id for claim, _ in resting})} claims)"),
            el("ul", *(_claim(claim, link) for claim, link in resting), cls="evidence")
            if resting
            else el("p", "No claim rests on this source.", cls="quiet"),
            cls="card",
        ),
    ]


def _head(source: Source) -> Element:
    told = {
        "Design": source.design_note,
        "Population": source.population,
        "Number": source.n,
        "Intervention": source.intervention,
        "Comparator": source.comparator,
        "Outcome": source.outcome,
        "Standing": source.standing_note,
        "Bibliography": source.bibliography_note,
    }
    rows: list[Node] = []
    for name, text in told.items():
        if text:
            rows += [el("dt", name), el("dd", text)]
    return el(
        "section",
        el("h2", source.title),
        el("p", *reference(source)),
        el(
            "div",
            chip(kind_word(source.kind)),
            chip(READ[source.read]),
            *source_marks(source),
            cls="line",
        ),
        el("div", *identifiers(source), cls="line"),
        el("dl", *rows, cls="facts") if rows else None,
        el("p", source.id, cls="quiet"),
        cls="card",
        attrs={"data-source": source.id},
    )


def _fact(fact: Fact) -> Element:
    when = ", ".join(part for part in (fact.as_of or "", fact.jurisdiction or "") if part)
    mark = chip("unverified", "warn") if fact.confidence == "unverified" else None
    told = " · ".join(part for part in (confidence(fact), when) if part)
    return el("li", el("p", fact.text), el("div", mark, el("small", told), cls="line"))


def _claim(claim: Claim, link: EvidenceLink) -> Element:
    return el(
        "li",
        el("p", lead("claims", {"claim": claim.id}, claim.says)),
        el("p", f"{SIDES[link.direction]}: {link.fact}", cls="quiet"),
    )
