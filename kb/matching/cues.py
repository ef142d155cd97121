"""What a passage says on each dimension: cues, with their place, and what negates them.

The words are content of the product (`schema/cues.yaml`); this module knows how clauses limit
them. A negation reaches to the end of its clause and not past "why", "that" or a comma; two
negations in one clause make none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kb.matching.phrases import PhraseIndex
from kb.matching.tokens import Token
from kb.model.lexicon import CueKind, CueLexicon

__all__ = ["CueHit", "Cues", "CuesFound"]

_REACH_ENDS = frozenset(
    "but although though however because why that which who while whereas unless".split()
)
_REACH = 8
"""Words after a negator that it can still negate, if no clause ends before."""


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue at the tokens `first` up to `last`; `negated` if a negation reaches it."""

    kind: CueKind
    first: int
    last: int
    negated: bool = False

    def earlier(self, by: int) -> CueHit:
        """Return the same so many tokens earlier."""
        return CueHit(self.kind, self.first - by, self.last - by, self.negated)


class CuesFound(NamedTuple):
    """The cues of a passage in order, and its tokens that a negation reaches."""

    hits: tuple[CueHit, ...]
    negated: frozenset[int]


class Cues:
    """The cue lexicon, ready for use."""

    def __init__(self, lexicon: CueLexicon) -> None:
        """Compile every wording."""
        self._index = PhraseIndex(
            [(wording, kind.id) for kind in lexicon.kinds for wording in kind.wordings]
        )
        self._kinds = {kind.id: kind for kind in lexicon.kinds}

    def find(self, tokens: Sequence[Token], text: str = "", start: int = 0) -> CuesFound:
        """Return the cues in `tokens`; one inside a longer one of its kind is dropped.

        `text` holds the tokens and begins at `start`: its commas end what a negation reaches.
        """
        best: dict[tuple[str, int], tuple[int, int]] = {}
        for hit in self._index.find(tokens):
            key = (hit.value, hit.first)
            if key not in best or hit.last > best[key][1]:
                best[key] = (hit.first, hit.last)
        negators = sorted(first for kind, first in best if kind == "negation")
        for key in [key for key in best if _undone(key, best, negators)]:
            del best[key]
        reached = _reached(tokens, negators, text, start) if negators else frozenset()
        found = []
        covered: dict[str, int] = {}
        for (kind, first), (_, last) in sorted(best.items(), key=lambda item: (item[1], item[0])):
            if last <= covered.get(kind, 0):
                continue
            covered[kind] = last
            found.append(
                CueHit(self._kinds[kind], first, last, kind != "negation" and first in reached)
            )
        return CuesFound(tuple(found), reached)


def _undone(
    key: tuple[str, int], best: Mapping[tuple[str, int], tuple[int, int]], negators: Sequence[int]
) -> bool:
    """Return whether a cue that begins with a negator runs over what undoes it.

    "No drug is without risk", "no drug is risk-free": no risk is denied there.
    """
    kind, first = key
    if first not in negators or kind == "negation":
        return False
    inside = range(first + 1, best[key][1])
    return any(here in inside for here in negators) or any((kind, here) in best for here in inside)


def _reached(
    tokens: Sequence[Token], negators: Sequence[int], text: str, start: int
) -> frozenset[int]:
    """Return the tokens that an odd number of negators reach."""
    count: dict[int, int] = {}
    for negator in negators:
        for here in range(negator + 1, min(len(tokens), negator + 1 + _REACH)):
            between = (
                text[tokens[here - 1].end - start : tokens[here].start - start] if text else ""
            )
            if tokens[here].word in _REACH_ENDS or any(mark in between for mark in ",;:()"):
                break
            count[here] = count.get(here, 0) + 1
    return frozenset(here for here, times in count.items() if times % 2)
