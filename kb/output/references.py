"""References as people print them, and what a reader must know before trusting one.

The order is that of the AMA Manual of Style, 11th edition: authors, title, journal,
year;volume(issue):pages, identifier. Up to six authors are named, of more the first three. What a
record does not hold is left out, never guessed, and said to be incomplete.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import EvidenceLink
from kb.model.source import Confidence, Source
from kb.model.terms import Direction, Directness, Read

__all__ = [
    "DIRECT",
    "FACT_READ",
    "READ",
    "SIDES",
    "Link",
    "Named",
    "Reference",
    "cautions",
    "counted",
    "how_read",
    "kind_word",
    "links",
    "named",
    "reference",
    "short",
    "told",
    "unverified",
]

SIDES: dict[Direction, str] = {
    "supports": "Evidence for",
    "disputes": "Evidence against",
    "qualifies": "Evidence that limits it",
}

DIRECT: dict[Directness, str] = {"direct": "direct evidence", "indirect": "indirect evidence"}

READ: dict[Read, str] = {
    "full-text": "read in full text",
    "label": "the label itself was read",
    "abstract": "only the abstract was read",
    "secondary": "read in somebody else's report",
    "unverified": "unverified: nobody has read it",
}

FACT_READ: dict[Confidence, str] = {
    "primary": "read in the original",
    "abstract": "read in the abstract",
    "secondary": "read in somebody else's report",
    "unverified": "unverified: nobody has read it",
}

_KINDS: dict[str, str] = {
    "rct": "randomised trial",
    "cochrane-review": "Cochrane review",
    "meta-analysis": "meta-analysis",
    "open-label": "open-label study",
    "cohort": "cohort study",
    "mechanistic-human": "mechanistic study in people",
}
_MANY: dict[str, str] = {
    "meta-analysis": "meta-analyses",
    "open-label": "open-label studies",
    "cohort": "cohort studies",
    "case-series": "case series",
    "mechanistic-human": "mechanistic studies in people",
    "animal-study": "animal studies",
    "law-or-code": "laws or codes",
    "statistics": "statistics",
}
_MORE = "et al"
_ALL_NAMED, _FIRST_NAMED = 6, 3
_SUFFIXES = frozenset(("Jr", "Sr", "II", "III"))
_INITIALS = 4


class Reference(NamedTuple):
    """A reference in parts, each as printed; empty where the record holds nothing."""

    authors: str
    title: str
    container: str
    place: str

    def __str__(self) -> str:
        """Return the parts as one line."""
        return " ".join(part for part in self if part)


class Named(NamedTuple):
    """An author in parts; `initials` is empty where it is no person, or not told apart."""

    family: str
    initials: str = ""
    suffix: str = ""


class Link(NamedTuple):
    """Where a source can be opened."""

    label: str
    address: str


def short(source: Source) -> str:
    """Return first author and year; where no author is recorded, who published it.

    >>> from kb.model.source import Fact
    >>> def named(*authors):
    ...     facts = (Fact(text="f", confidence="abstract"),)
    ...     return Source(id="a", kind="rct", title="T", authors=authors, year=2006,
    ...                   read="abstract", bibliography="confirmed", facts=facts)
    >>> short(named("Zarate CA Jr", "Singh JB")), short(named("World Health Organization"))
    ('Zarate et al 2006', 'World Health Organization 2006')
    """
    year = f" {source.year}" if source.year else ""
    if not source.authors:
        return f"{source.container or source.title}{year}"
    more = f" {_MORE}" if len(source.authors) > 1 else ""
    return f"{named(source.authors[0]).family}{more}{year}"


def told(source_id: str, kb: KnowledgeBase) -> str:
    """Return a source as tables name it: short, with its id, and whether nobody has read it."""
    source = kb.sources.get(source_id)
    if source is None:
        return source_id
    mark = " (unverified: nobody has read it)" if source.unread else ""
    return f"{short(source)} [{source_id}]{mark}"


def named(author: str) -> Named:
    """Return an author, as recorded, in parts.

    >>> named("da Silva URL"), named("Zarate CA Jr").suffix, named("Government of Canada").initials
    (Named(family='da Silva', initials='URL', suffix=''), 'Jr', '')
    """
    words, suffixes = author.split(), list[str]()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        suffixes.insert(0, words.pop())
    last = words[-1].replace("-", "")
    initials = ""
    if len(words) > 1 and last.isupper() and last.isalpha() and len(last) <= _INITIALS:
        initials = words.pop()
    return Named(" ".join(words), initials, " ".join(suffixes))


def reference(source: Source) -> Reference:
    """Return the reference of a source, without links."""
    return Reference(
        authors=_ended(_authors(source)),
        title=_ended(source.title),
        container=_ended(source.container or ""),
        place=_ended(_place(source)),
    )


def _authors(source: Source) -> str:
    named = [author for author in source.authors if author != _MORE]
    more = len(named) < len(source.authors)
    if len(named) > _ALL_NAMED:
        named, more = named[:_FIRST_NAMED], True
    return ", ".join([*named, _MORE] if more and named else named)


def _place(source: Source) -> str:
    year = str(source.year or "")
    volume = source.volume or ""
    if volume and source.issue and source.issue != volume:
        volume += f"({source.issue})"
    pages = source.pages or ""
    if year and volume[:1].isdigit():
        return f"{year};{volume}{f':{pages}' if pages else ''}"
    return "; ".join(part for part in (year, volume, pages) if part)


def _ended(part: str) -> str:
    return part if not part or part.endswith((".", "?", "!")) else f"{part}."


def links(source: Source) -> tuple[Link, ...]:
    """Return the addresses of a source: DOI, PubMed, its page where it has neither; registries."""
    found = []
    if source.doi:
        found.append(Link(f"doi:{source.doi}", f"https://doi.org/{quote(source.doi)}"))
    if source.pmid:
        found.append(Link(f"PMID {source.pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"))
    if source.pmcid:
        found.append(Link(source.pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{source.pmcid}/"))
    if source.url and not (source.doi or source.pmid):
        found.append(Link(source.url, source.url))
    return tuple(found)


def kind_word(kind: str) -> str:
    """Return a kind of source as people write it.

    >>> kind_word("rct"), kind_word("meta-analysis"), kind_word("case-series")
    ('randomised trial', 'meta-analysis', 'case series')
    """
    return _KINDS.get(kind, kind.replace("-", " "))


def counted(kind: str, number: int) -> str:
    """Return how many sources of a kind there are, in words.

    >>> counted("rct", 1), counted("meta-analysis", 2), counted("animal-study", 3)
    ('1 randomised trial', '2 meta-analyses', '3 animal studies')
    """
    word = kind_word(kind)
    return f"{number} {word if number == 1 else _MANY.get(kind, f'{word}s')}"


def unverified(link: EvidenceLink, source: Source | None) -> bool:
    """Return whether nobody has read what this link says of its source."""
    if source is None or source.unread:
        return True
    return any(f.text == link.fact and f.confidence == "unverified" for f in source.facts)


def how_read(link: EvidenceLink, source: Source | None) -> str:
    """Return how the fact of a link was read, in words."""
    if source is None:
        return "no record of this source"
    if unverified(link, source):
        return READ["unverified"]
    fact = next((f for f in source.facts if f.text == link.fact), None)
    return FACT_READ[fact.confidence] if fact else READ[source.read]


def cautions(source: Source) -> tuple[str, ...]:
    """Return what a reader must know of a source before trusting it: short words, gravest first."""
    found: list[str] = []
    if source.standing != "current":
        found.append(source.standing)
    if source.unread:
        found.append("unverified")
    if source.bibliography != "confirmed":
        found.append(f"reference {source.bibliography.replace('-', ' ')}")
    return tuple(found)
