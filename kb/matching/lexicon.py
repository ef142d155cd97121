"""Concepts in copy: which drugs, conditions, outcomes a passage names, by their wordings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.matching.phrases import PhraseIndex
from kb.matching.tokens import Token
from kb.model.concept import Concept

__all__ = ["ConceptHit", "Lexicon"]


@dataclass(frozen=True, slots=True)
class ConceptHit:
    """A concept named by the tokens `first` up to `last`."""

    concept: str
    first: int
    last: int

    def earlier(self, by: int) -> ConceptHit:
        """Return the same so many tokens earlier."""
        return ConceptHit(self.concept, self.first - by, self.last - by)


class Lexicon:
    """All concepts of a knowledge base, ready to be found in words."""

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        """Compile every wording."""
        self._concepts = concepts
        self._index = PhraseIndex(
            [(wording, c.id) for c in concepts.values() for wording in c.wordings]
        )

    def find(self, tokens: Sequence[Token]) -> list[ConceptHit]:
        """Return the concepts named, the longest wording at each place, in order.

        A shorter wording inside a longer one is dropped: "treatment-resistant depression" names
        that condition and not depression at large.
        """
        hits = sorted(self._index.find(tokens), key=lambda h: (h.first, -h.last))
        kept: list[ConceptHit] = []
        for hit in hits:
            inside = any(
                k.first <= hit.first
                and hit.last <= k.last
                and k.last - k.first > hit.last - hit.first
                for k in kept[-6:]
            )
            if not inside:
                kept.append(ConceptHit(hit.value, hit.first, hit.last))
        return kept

    def broader(self, concept: str) -> Iterable[str]:
        """Return the concepts of which this one is a kind, nearest first."""
        seen = {concept}
        here = self._concepts.get(concept)
        while here is not None and here.broader and here.broader not in seen:
            seen.add(here.broader)
            yield here.broader
            here = self._concepts.get(here.broader)

    def kind(self, concept: str) -> str | None:
        """Return the kind of a concept, None where it is unknown."""
        found = self._concepts.get(concept)
        return found.kind if found else None
