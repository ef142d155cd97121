"""The quality of the references that copy gives: known and standing, weak, or unknown.

Nothing is fetched: what is not in the knowledge base is said to be unknown, not to be wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.finding import DocumentFinding
from kb.model.source import Source
from kb.model.terms import Standing
from kb.whole.citations import host
from kb.whole.cited import Reference, references
from kb.whole.known_sources import KnownSources
from kb.whole.page import Page

__all__ = ["ReferenceQuality"]

_STANDS: dict[Standing, str] = {
    "retracted": "was retracted: nothing may rest on it",
    "superseded": "has been superseded by a newer version",
    "preprint": "is a preprint that nobody has reviewed",
}
_OWN = "the copy's own website"
_NAMED = 5


class ReferenceQuality:
    """The sources of a knowledge base, ready to be compared with references."""

    def __init__(self, kb: KnowledgeBase) -> None:
        """Gather every identifier."""
        self._kb = kb
        self._known = KnownSources(kb)

    def look(self, page: Page) -> Iterator[DocumentFinding]:
        """Yield what is to be said of the references: problems first, then what is known."""
        fallen: dict[str, list[Reference]] = defaultdict(list)
        weak: dict[tuple[str, str], list[Reference]] = defaultdict(list)
        elsewhere: dict[str, list[Reference]] = defaultdict(list)
        stands: dict[str, list[Reference]] = defaultdict(list)
        unknown: list[Reference] = []
        for each in references(page):
            source = self._known.find(each.citation)
            label = self._weak(each)
            if source is not None and source.standing in _STANDS:
                fallen[source.id].append(each)
            elif label is not None:
                if self._known.better(each.beside):
                    weak[_shown(each), label].append(each)
            elif source is None:
                unknown.append(each)
            elif each.beside and not any(_rests_on(claim, source) for claim in each.beside):
                elsewhere[source.id].append(each)
            else:
                stands[source.id].append(each)
        for name in sorted(fallen):
            yield self._fallen(self._kb.sources[name], fallen[name])
        for (shown, label), found in sorted(weak.items()):
            yield self._weakly(shown, label, found)
        for name in sorted(elsewhere):
            yield self._elsewhere(self._kb.sources[name], elsewhere[name])
        if unknown:
            yield self._unknown(unknown)
        if stands:
            yield self._stands(stands)

    def _weak(self, each: Reference) -> str | None:
        if each.own:
            return _OWN
        kind = self._known.kind_of(each.citation)
        return kind.label if kind is not None and kind.weak else None

    def _fallen(self, source: Source, found: Sequence[Reference]) -> DocumentFinding:
        note = f" ({source.standing_note.rstrip('.')})" if source.standing_note else ""
        better = self._better(found)
        return _told(
            f"The copy refers to “{source.title}” (on record as {source.id}), which"
            f" {_STANDS[source.standing]}{note}.{_instead(better)}",
            found, (source.id, *(name for name in better if name != source.id)),
        )  # fmt: skip

    def _weakly(self, shown: str, label: str, found: Sequence[Reference]) -> DocumentFinding:
        better = self._better(found)
        return _told(
            f"The copy refers to {label} ({shown}), which bears no medical claim on its own."
            f"{_instead(better)}", found, better,
        )  # fmt: skip

    def _elsewhere(self, source: Source, found: Sequence[Reference]) -> DocumentFinding:
        better = self._better(found)
        return _told(
            f"The copy refers to “{source.title}” (on record as {source.id}), which is not among"
            " the evidence on record for the passage beside it: look whether it bears that passage."
            f"{_instead(better)}", found, (source.id, *better),
        )  # fmt: skip

    def _unknown(self, found: Sequence[Reference]) -> DocumentFinding:
        names = sorted({_shown(each) for each in found})
        it = "This reference is" if len(names) == 1 else f"These {len(names)} references are"
        better = self._better(found)
        return _told(
            f"{it} not in this knowledge base: {_listed(names)}. Nobody here has checked whether"
            f" the passages beside may rest on {'it' if len(names) == 1 else 'them'}."
            f"{_instead(better)}", found, better,
        )  # fmt: skip

    def _stands(self, stands: dict[str, list[Reference]]) -> DocumentFinding:
        one = len(stands) == 1
        it = "This reference is" if one else f"These {len(stands)} references are"
        return _told(
            f"{it} in this knowledge base, and current: {_listed(sorted(stands))}. Nothing to do.",
            [each for found in stands.values() for each in found], tuple(sorted(stands)),
        )  # fmt: skip

    def _better(self, found: Sequence[Reference]) -> tuple[str, ...]:
        claims: dict[str, Claim] = {claim.id: claim for each in found for claim in each.beside}
        return self._known.better(claims[name] for name in sorted(claims))[:_NAMED]


def _rests_on(claim: Claim, source: Source) -> bool:
    return any(link.source == source.id for link in claim.rests_on)


def _shown(each: Reference) -> str:
    """Return what a reference is called for people: the site, or the identifier."""
    value = each.citation.value
    match each.citation.kind:
        case "url":
            return host(value)
        case "doi":
            return f"doi:{value}"
        case "pmid":
            return f"PMID {value}"
        case "words":
            return f"“{value[:80]}{'…' if len(value) > 80 else ''}”"
        case "own":
            return value
        case _:
            return value.upper()


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"


def _instead(better: tuple[str, ...]) -> str:
    return " The sources named here bear on the passage beside it." if better else ""


def _told(why: str, found: Sequence[Reference], sources: tuple[str, ...]) -> DocumentFinding:
    places = sorted({(each.citation.start, each.citation.end) for each in found})
    return DocumentFinding(kind="reference-quality", why=why, where=tuple(places), sources=sources)
