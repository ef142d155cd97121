"""The references that copy itself gives: identifiers, addresses, links, lines that name a source.

Nothing is ever fetched: an address is text, and all that is known of it lies in the knowledge base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

__all__ = ["Citation", "CitationKind", "address", "citations", "host"]

CitationKind = Literal["doi", "pmid", "pmcid", "registry", "url", "own", "words"]

# Each pattern is linear: what repeats can match in one way only.
_FOUND = re.compile(
    r"""(?P<url>(?:https?://|\bwww\.)[^\s<>"'\[\]{}|\\^`“”]{3,400})
      | \bdoi(?:\.org/|:?\s{0,3})(?P<named>10\.\d{4,9}/[^\s<>"'\[\]{}|\\^`“”]{1,200})
      | (?<![\w./])(?P<doi>10\.\d{4,9}/[^\s<>"'\[\]{}|\\^`“”]{1,200})
      | \b(?:pmid|pubmed(?:\s?id)?):?\s{0,3}(?P<pmid>[1-9]\d{3,8})\b
      | \b(?P<pmcid>pmc\d{4,9})\b
      | \b(?P<registry>nct\d{8})\b
      | \]\((?P<own>/[^\s()<>]{1,300})\)
      | ^[ \t>*_-]{0,8}(?:source|sources|reference|references|adapted\ from|data\ from)[*_]{0,2}:
        [*_]{0,2}[ \t]{0,4}(?P<words>[^\n]{8,400})
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_PUBMED = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|pubmed\.gov)/(\d+)"
)
_PMC = re.compile(r"/(pmc\d+)")
_DOI = re.compile(r"(?:doi\.org|/doi(?:/abs|/full|/pdf|/epdf)?)/(10\.\d{4,9}/[^?#\s]+)")
_TRIAL = re.compile(r"clinicaltrials\.gov/[^?#]*?(nct\d{8})")
_TRAILING = ".,;:!?*_…’”"


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference from `start` to `end`; `value` is its identifier, in one form for all."""

    kind: CitationKind
    value: str
    start: int
    end: int


def citations(text: str) -> Iterator[Citation]:
    """Yield the references in a text, in order; none overlaps another.

    >>> found = citations("See https://www.doi.org/10.1/x. PMID: 12345; doi:10.1234/AB.c).")
    >>> [(each.kind, each.value) for each in found]
    [('url', 'doi.org/10.1/x'), ('pmid', '12345'), ('doi', '10.1234/ab.c')]
    """
    at = 0
    while (found := _FOUND.search(text, at)) is not None:
        name = str(found.lastgroup)
        start, end = found.span(name)
        if name == "words":
            # The line may hold an address, which tells more than its words.
            inner = next(citations(text[start:end]), None)
            if inner is not None:
                at = start
                continue
            yield Citation("words", " ".join(text[start:end].split()), start, end)
            at = end
            continue
        end = start + len(_bare(text[start:end]))
        if end > start:
            named = found.start() if name in ("named", "pmid") else start
            yield _citation(name, text[start:end], named, end)
        at = max(end, start + 1)


def _bare(words: str) -> str:
    """Return an address without what belongs to the sentence around it.

    >>> _bare("example.org/a_(b)."), _bare("example.org/a)")
    ('example.org/a_(b)', 'example.org/a')
    """
    surplus = words.count(")") - words.count("(")
    while words and (words[-1] in _TRAILING or (words[-1] == ")" and surplus > 0)):
        surplus -= words[-1] == ")"
        words = words[:-1]
    return words


def _citation(name: str, words: str, start: int, end: int) -> Citation:
    value = words.lower()
    if name == "url":
        value = address(words)
        for kind, pattern in _IN_ADDRESS:
            if (found := pattern.search(value)) is not None:
                return Citation(kind, unquote(found[1]), start, end)
        return Citation("url", value, start, end)
    kinds: dict[str, CitationKind] = {
        "named": "doi", "doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "registry": "registry",
    }  # fmt: skip
    return Citation(kinds.get(name, "own"), value, start, end)


_IN_ADDRESS: tuple[tuple[CitationKind, re.Pattern[str]], ...] = (
    ("doi", _DOI), ("pmid", _PUBMED), ("pmcid", _PMC), ("registry", _TRIAL),
)  # fmt: skip


def address(url: str) -> str:
    """Return an address in one form: no scheme, no `www.`, no fragment, no closing slash.

    >>> address("HTTPS://www.Example.org/Page/#top")
    'example.org/page'
    """
    bare = re.sub(r"^https?://", "", url.strip().lower()).removeprefix("www.")
    return bare.partition("#")[0].rstrip("/")


def host(value: str) -> str:
    """Return the host of an address in that form.

    >>> host("example.org:80/page?x=1")
    'example.org'
    """
    return re.split(r"[/?:]", value, maxsplit=1)[0]
