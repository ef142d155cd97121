"""Sources and evidence as they are shown: reference, links, what was read, and what was not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kb.model.claim import Claim, EvidenceLink
from kb.model.source import Fact, Source
from kb.model.terms import Direction
from kb.output import references
from kb.output.references import DIRECT, FACT_READ, READ, SIDES
from kb.ui.sheet import Element, Node, chip, el, lead, link

__all__ = [
    "by_direction",
    "confidence",
    "evidence_list",
    "identifiers",
    "kind_word",
    "reference",
    "source_marks",
    "standing_marks",
]


def kind_word(kind: str) -> str:
    """Return a kind of source as a line begins with it.

    >>> kind_word("rct"), kind_word("cochrane-review")
    ('Randomised trial', 'Cochrane review')
    """
    word = references.kind_word(kind)
    return f"{word[0].upper()}{word[1:]}"


def reference(source: Source) -> list[Node]:
    """Return the bibliographic reference as nodes, the journal in italics."""
    authors, title, container, place = references.reference(source)
    parts: list[Node] = []
    for part in (authors, title, container and el("em", container), place):
        if part:
            parts += [" ", part] if parts else [part]
    return parts


def identifiers(source: Source) -> list[Node]:
    """Return DOI, PubMed and address as links out; a bare address by its host."""
    found: list[Node] = [link(one.address, _label(one)) for one in references.links(source)]
    return [*found, chip(source.registry)] if source.registry else found


def _label(one: references.Link) -> str:
    return one.label if one.label != one.address else one.address.split("/", 3)[2]


def standing_marks(source: Source) -> list[Node]:
    """Return a chip where a source no longer stands as it was published."""
    if source.standing == "current":
        return []
    return [chip(source.standing, "bad" if source.standing == "retracted" else "warn")]


def source_marks(source: Source) -> list[Node]:
    """Return what a reader must know of a source before trusting it, as chips."""
    marks = standing_marks(source)
    if source.unread:
        marks.insert(0, chip("unverified", "warn", READ["unverified"]))
    if source.bibliography != "confirmed":
        marks.append(chip(f"bibliography {source.bibliography.replace('-', ' ')}", "warn"))
    return marks


def by_direction(
    claim: Claim, first: Sequence[str] = ()
) -> Mapping[Direction, tuple[EvidenceLink, ...]]:
    """Return the evidence of a claim by direction; sources named in `first` come first."""
    place = {source: number for number, source in enumerate(first)}
    ranked = sorted(claim.rests_on, key=lambda e: place.get(e.source, len(place)))
    return {side: tuple(e for e in ranked if e.direction == side) for side in SIDES}


def evidence_list(links: Iterable[EvidenceLink], sources: Mapping[str, Source]) -> Element:
    """Return evidence as a list: fact, source, place, how it was read."""
    return el("ul", *(_item(one, sources.get(one.source)) for one in links), cls="evidence")


def _item(one: EvidenceLink, source: Source | None) -> Element:
    named: Node = (
        lead("sources", {"source": source.id}, references.short(source))
        if source
        else f"{one.source} (no record of this source)"
    )
    marks: list[Node] = (
        [chip("unverified", "warn", READ["unverified"])]
        if references.unverified(one, source)
        else []
    )
    told = [DIRECT[one.directness]]
    if source:
        marks += standing_marks(source)
        told.insert(0, kind_word(source.kind))
        told.append(references.how_read(one, source))
    if one.at:
        told.append(f"place: {one.at}")
    return el(
        "li",
        el("p", one.fact),
        el("div", named, *(identifiers(source) if source else ()), *marks, cls="line"),
        el("p", " · ".join(dict.fromkeys(told)), cls="quiet"),
    )


def confidence(fact: Fact) -> str:
    """Return how a fact was read, in words."""
    return FACT_READ[fact.confidence]
