"""Sources and evidence as they are shown: reference, links, what was read, and what was not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kb.model.claim import Claim, EvidenceLink
from kb.model.source import Fact, Source
from kb.model.terms import Direction
from kb.ui.faces import DIRECT, READ
from kb.ui.sheet import Element, Node, chip, el, lead, link

__all__ = [
    "SIDES",
    "by_direction",
    "confidence",
    "evidence_list",
    "identifiers",
    "kind_word",
    "reference",
    "short_name",
    "source_marks",
    "standing_marks",
    "unverified",
]

SIDES: dict[Direction, str] = {
    "supports": "Evidence for",
    "disputes": "Evidence against",
    "qualifies": "Evidence that limits it",
}

_AUTHORS_SHOWN = 3


def kind_word(kind: str) -> str:
    """Return a kind of source as people write it.

    >>> kind_word("rct"), kind_word("meta-analysis")
    ('Randomised trial', 'Meta-analysis')
    """
    special = {
        "rct": "Randomised trial",
        "cochrane-review": "Cochrane review",
        "meta-analysis": "Meta-analysis",
    }
    return special.get(kind) or kind.replace("-", " ").capitalize()


def short_name(source: Source) -> str:
    """Return author and year, or the title where there is no author."""
    year = f" {source.year}" if source.year else ""
    if not source.authors:
        return f"{source.container or source.title}{year}"
    first = source.authors[0]
    more = len(source.authors) > 1
    return f"{first}{' et al' if more else ''}{year}"


def reference(source: Source) -> list[Node]:
    """Return the bibliographic reference as nodes."""
    authors = [name for name in source.authors if name != "et al"]
    shown = ", ".join(authors[:_AUTHORS_SHOWN])
    if len(source.authors) > len(authors[:_AUTHORS_SHOWN]):
        shown += ", et al"
    where = f"{source.year}" if source.year else ""
    if source.volume:
        where += f";{source.volume}{f'({source.issue})' if source.issue else ''}"
    if source.pages:
        where += f":{source.pages}"
    parts: list[Node] = [f"{shown}. " if shown else "", f"{source.title.rstrip('.')}. "]
    if source.container:
        parts.append(el("em", source.container))
        parts.append(". ")
    if where:
        parts.append(f"{where}.")
    return [part for part in parts if part]


def identifiers(source: Source) -> list[Node]:
    """Return DOI, PubMed and address as links out."""
    found: list[Node] = []
    if source.doi:
        found.append(link(f"https://doi.org/{source.doi}", f"doi:{source.doi}"))
    if source.pmid:
        found.append(
            link(f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/", f"PubMed {source.pmid}")
        )
    if source.pmcid:
        found.append(link(f"https://pmc.ncbi.nlm.nih.gov/articles/{source.pmcid}/", source.pmcid))
    if source.registry:
        found.append(chip(source.registry))
    if source.url and not (source.doi or source.pmid):
        found.append(link(source.url, source.url.split("//", 1)[1].split("/", 1)[0]))
    return found


def unverified(link_: EvidenceLink, source: Source | None) -> bool:
    """Return whether nobody has read what this link says of its source."""
    if source is None or source.unread:
        return True
    return any(f.text == link_.fact and f.confidence == "unverified" for f in source.facts)


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
        lead("sources", {"source": source.id}, short_name(source))
        if source
        else f"{one.source} (no record of this source)"
    )
    marks: list[Node] = (
        [chip("unverified", "warn", READ["unverified"])] if unverified(one, source) else []
    )
    told = [DIRECT[one.directness]]
    if source:
        marks += standing_marks(source)
        told.insert(0, kind_word(source.kind))
        told.append(_read_as(one, source))
    if one.at:
        told.append(f"place: {one.at}")
    return el(
        "li",
        el("p", one.fact),
        el("div", named, *(identifiers(source) if source else ()), *marks, cls="line"),
        el("p", " · ".join(dict.fromkeys(told)), cls="quiet"),
    )


def _read_as(one: EvidenceLink, source: Source) -> str:
    fact = next((f for f in source.facts if f.text == one.fact), None)
    return confidence(fact) if fact else READ[source.read]


def confidence(fact: Fact) -> str:
    """Return how a fact was read, in words."""
    return {
        "primary": "read in the original",
        "abstract": "read in the abstract",
        "secondary": "read in somebody else's report",
        "unverified": "unverified: nobody has read it",
    }[fact.confidence]
