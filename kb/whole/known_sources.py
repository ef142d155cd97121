"""Which source a reference means, what kind of place it leads to, and what would be better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.tokens import tokenize
from kb.model.claim import Claim
from kb.model.source import Source
from kb.model.terms import SOURCE_KINDS
from kb.model.whole import ReferenceKind
from kb.whole.citations import Citation, address, citations, host

__all__ = ["KnownSources"]

_BETTER = 3
"""Better sources named for one claim."""
_MOST_WORDS = 80
"""Words of a line that are looked at for a title, or for an author and a year."""
_TITLE_WORDS = 4
"""Words from which a title is taken for that of a source."""


class KnownSources:
    """The sources of a knowledge base by their identifiers, addresses, titles and authors."""

    def __init__(self, kb: KnowledgeBase) -> None:
        """Gather every identifier; of two sources with one address the first keeps it."""
        self._kb = kb
        self._by_value: dict[tuple[str, str], str] = {}
        self._by_author: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._titles: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for source in sorted(kb.sources.values(), key=lambda s: (s.standing != "current", s.id)):
            for key in _identifiers(source):
                self._by_value.setdefault(key, source.id)
            if source.authors and source.year:
                first = _words(source.authors[0])[:1]
                self._by_author["".join(first), str(source.year)].append(source.id)
            title = _words(source.title)
            if len(title) >= _TITLE_WORDS:
                self._titles[" ".join(title[:_TITLE_WORDS])].append((title, source.id))

    def find(self, citation: Citation) -> Source | None:
        """Return the source that a reference means; None where no record is known to be it."""
        if citation.kind == "words":
            name = self._by_words(_words(citation.value)[:_MOST_WORDS])
        else:
            name = self._by_value.get((citation.kind, citation.value))
        return self._kb.sources.get(name or "")

    def _by_words(self, words: list[str]) -> str | None:
        for place in range(len(words) - _TITLE_WORDS + 1):
            beginning = " ".join(words[place : place + _TITLE_WORDS])
            for title, name in self._titles.get(beginning, ()):
                if words[place : place + len(title)] == title:
                    return name
        # An author and a year name a source only where they name no second one.
        years = [word for word in words if len(word) == 4 and word.isdigit()]
        named = {
            tuple(self._by_author[word, year])
            for year in years
            for word in words
            if (word, year) in self._by_author
        }
        only = next(iter(named)) if len(named) == 1 else ()
        return only[0] if len(only) == 1 else None

    def kind_of(self, citation: Citation) -> ReferenceKind | None:
        """Return the kind of place that an address leads to; the longest pattern decides."""
        return self._kind(host(citation.value)) if citation.kind == "url" else None

    def _kind(self, name: str) -> ReferenceKind | None:
        fitting = [
            (-len(pattern), kind.id)
            for kind in self._kb.reference_kinds.values()
            for pattern in kind.hosts
            if _fits(pattern, name)
        ]
        return self._kb.reference_kinds[min(fitting)[1]] if fitting else None

    def better(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        """Return the sources on which claims rest best, the strongest kinds of each first."""
        found: dict[str, None] = {}
        for claim in claims:
            ranked = sorted(
                (link.direction != "supports", link.directness != "direct",
                 SOURCE_KINDS.index(source.kind), place, source.id)
                for place, link in enumerate(claim.rests_on)
                if (source := self._kb.sources.get(link.source)) and self._bears(source)
            )  # fmt: skip
            found.update(dict.fromkeys(rank[-1] for rank in ranked[:_BETTER]))
        return tuple(found)

    def _bears(self, source: Source) -> bool:
        if source.standing not in ("current", "corrected") or source.unread:
            return False
        kind = self._kind(host(address(source.url or "")))
        return bool(source.doi or source.pmid) or kind is None or not kind.weak


def _identifiers(source: Source) -> Iterable[tuple[str, str]]:
    for kind in ("doi", "pmid", "pmcid"):
        if value := getattr(source, kind):
            yield kind, value.lower()
    for text in (source.url or "", source.registry or ""):
        yield from ((each.kind, each.value) for each in citations(text))


def _words(text: str) -> list[str]:
    return [token.word for token in tokenize(text)]


def _fits(pattern: str, name: str) -> bool:
    """Return whether a host is meant by a pattern.

    >>> _fits("bbc.com", "news.bbc.com"), _fits(".gov", "cdc.gov"), _fits("*rx*", "myrx.io")
    (True, True, True)
    >>> _fits("x.com", "netflix.com")
    False
    """
    if pattern.startswith("*"):
        return pattern.strip("*") in name
    if pattern.startswith("."):
        return name.endswith(pattern)
    return name == pattern or name.endswith(f".{pattern}")
