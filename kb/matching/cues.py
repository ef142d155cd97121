"""What a passage says on each dimension: cues, with their place, and what negates them.

The words are content of the product (`schema/cues.yaml`); this module knows how clauses limit
them. A negation reaches to the end of its clause and not past "why", "that" or a comma; two
negations in one clause make none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.matching.phrases import PhraseIndex
from kb.matching.tokens import Token
from kb.model.lexicon import CueKind, CueLexicon

__all__ = ["CueHit", "Cues"]

_REACH_ENDS = frozenset("but although though however because why that which who while whereas unless".split())
_REACH = 8
"""Words after a negator that it can still negate, if no clause ends before."""


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue at the tokens `first` up to `last`; `negated` if a negation reaches it."""

    kind: CueKind
    first: int
    last: int
    negated: bool = False


class Cues:
    """The cue lexicon, ready for use."""

    def __init__(self, lexicon: CueLexicon) -> None:
        """Compile every wording."""
        self._index = PhraseIndex(
            [(wording, kind.id) for kind in lexicon.kinds for wording in kind.wordings]
        )
        self._kinds = {kind.id: kind for kind in lexicon.kinds}

    def find(self, tokens: Sequence[Token], text: str = "") -> list[CueHit]:
        """Return the cues in `tokens`, longest first at each place, one a kind and place."""
        best: dict[tuple[str, int], tuple[int, int]] = {}
        for hit in self._index.find(tokens):
            key = (hit.value, hit.first)
            if key not in best or hit.last > best[key][1]:
                best[key] = (hit.first, hit.last)
        negators = [first for (kind, _), (first, _last) in best.items() if kind == "negation"]
        reached = _reached(tokens, sorted(negators), text)
        found = []
        for (kind, _), (first, last) in sorted(best.items(), key=lambda item: (item[1], item[0])):
            if any(
                k == kind and f <= first and last <= l and (f, l) != (first, last)
                for (k, _), (f, l) in best.items()
            ):
                continue  # inside a longer cue of the same kind
            found.append(CueHit(self._kinds[kind], first, last, kind != "negation" and first in reached))
        return found


def _reached(tokens: Sequence[Token], negators: Sequence[int], text: str) -> frozenset[int]:
    """Return the tokens that an odd number of negators reach."""
    count: dict[int, int] = {}
    for negator in negators:
        for here in range(negator + 1, min(len(tokens), negator + 1 + _REACH)):
            between = text[tokens[here - 1].end : tokens[here].start] if text else ""
            if tokens[here].word in _REACH_ENDS or any(mark in between for mark in ",;:()"):
                break
            count[here] = count.get(here, 0) + 1
    return frozenset(here for here, times in count.items() if times % 2)
