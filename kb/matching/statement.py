"""A statement: a stretch of copy that asserts one thing, with all that can be seen in it.

Everything later stages weigh is found here once: words, cues, concepts, figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.cues import CueHit, Cues
from kb.matching.lexicon import ConceptHit, Lexicon
from kb.matching.quantities import Quantity, find_quantities
from kb.matching.tokens import Token, tokenize
from kb.model.document import PassageKind
from kb.model.finding import Cue

__all__ = ["Observer", "Statement"]


_REMEMBERED = 4096
"""Texts whose concepts are kept in mind."""

H = TypeVar("H", CueHit, ConceptHit, Quantity)


@dataclass(frozen=True)
class Statement:
    """Words with their places in the document, and what they say.

    `context_concepts` are named in what the words lean on without containing it: the sentence that
    introduces a list, the heading above, the sentence before. They help to tell what "it" is and
    never yield a cue. `kinds` are the kinds of the concepts named, in their order; `negated` tells
    which tokens a negation reaches.
    """

    text: str
    start: int
    kind: PassageKind
    tokens: tuple[Token, ...]
    cues: tuple[CueHit, ...]
    concepts: tuple[ConceptHit, ...]
    quantities: tuple[Quantity, ...]
    context_concepts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    negated: frozenset[int] = frozenset()

    @property
    def end(self) -> int:
        """Return the offset after the last character."""
        return self.start + len(self.text)

    @cached_property
    def said(self) -> frozenset[str]:
        """Return the kinds of cue that stand here and are not negated."""
        return frozenset(hit.kind.id for hit in self.cues if not hit.negated)

    @cached_property
    def denied(self) -> frozenset[str]:
        """Return the kinds of cue that stand here negated."""
        return frozenset(hit.kind.id for hit in self.cues if hit.negated)

    @cached_property
    def named(self) -> frozenset[str]:
        """Return the concepts named."""
        return frozenset(hit.concept for hit in self.concepts)

    def part(self, start: int, end: int) -> Statement:
        """Return the statement between two offsets of the document, with all that lies in it."""
        inside = [
            i for i, token in enumerate(self.tokens) if start <= token.start and token.end <= end
        ]
        if len(inside) == len(self.tokens):
            return replace(self, text=self.text[start - self.start : end - self.start], start=start)
        first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
        kept = [i for i, c in enumerate(self.concepts) if first <= c.first and c.last <= last]
        return Statement(
            text=self.text[start - self.start : end - self.start],
            start=start,
            kind=self.kind,
            tokens=self.tokens[first:last],
            cues=tuple(_within(self.cues, first, last)),
            concepts=tuple(_within(self.concepts, first, last)),
            quantities=tuple(_within(self.quantities, first, last)),
            context_concepts=self.context_concepts,
            kinds=tuple(self.kinds[i] for i in kept),
            negated=frozenset(i - first for i in self.negated if first <= i < last),
        )

    def bare(self) -> Statement:
        """Return the statement without the marks at its end; one of nothing but marks stays."""
        return self.part(self.start, self.start + len(self.text.rstrip(" .!;:,") or self.text))

    def cue(self, first: int, last: int) -> Cue:
        """Return the words of the tokens `first` up to `last`, with their place."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Cue(start=start, end=end, quote=self.text[start - self.start : end - self.start])

    def whole(self) -> Cue:
        """Return the whole statement as a cue, for what no single word shows."""
        return Cue(start=self.start, end=self.end, quote=self.text)


def _within(hits: Iterable[H], first: int, last: int) -> Iterator[H]:
    """Yield the hits from token `first` up to `last`, counted from there."""
    for hit in hits:
        if first <= hit.first and hit.last <= last:
            yield hit.earlier(first) if first else hit


class Observer:
    """Turns text into statements, with the lexicons of a knowledge base compiled once."""

    def __init__(self, kb: KnowledgeBase) -> None:
        """Compile cues and concepts."""
        self.cues = Cues(kb.cues)
        self.lexicon = Lexicon(kb.concepts)
        self._seen: dict[str, frozenset[str]] = {}

    def concepts_in(self, text: str) -> frozenset[str]:
        """Return the concepts that a text names; remembered, since neighbours ask again."""
        if text not in self._seen:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[text] = frozenset(h.concept for h in self.lexicon.find(tokenize(text)))
        return self._seen[text]

    def observe(
        self,
        text: str,
        start: int = 0,
        kind: PassageKind = "sentence",
        context_concepts: tuple[str, ...] = (),
    ) -> Statement:
        """Return what stands in `text`, which begins at `start` of its document."""
        tokens = tuple(tokenize(text, start))
        cues, negated = self.cues.find(tokens, text, start)
        concepts = tuple(self.lexicon.find(tokens))
        return Statement(
            text=text,
            start=start,
            kind=kind,
            tokens=tokens,
            cues=cues,
            concepts=concepts,
            kinds=tuple(self.lexicon.kind(hit.concept) or "" for hit in concepts),
            quantities=tuple(find_quantities(tokens)),
            context_concepts=context_concepts,
            negated=negated,
        )
