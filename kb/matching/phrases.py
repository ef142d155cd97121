"""Many phrase patterns, looked up at once in the words of a passage.

A pattern is a row of words: `word` literal, `stem*` prefix, `this|that` alternatives, `_` any one
word, `#` any number, `...` up to three words in between. All patterns share one tree, so that the
time depends on the length of the passage and hardly on how many patterns there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kb.matching.tokens import Token

__all__ = ["Hit", "PhraseIndex"]

V = TypeVar("V")

GAP = 3
"""Words that `...` may skip."""

_PREFIX_KEY = 3


@dataclass(frozen=True, slots=True)
class Hit(Generic[V]):
    """A pattern found: its value, and the tokens from `first` up to, not including, `last`."""

    value: V
    first: int
    last: int


_WORDS_KEPT = 50_000
"""The most words of which it is remembered which patterns begin with them."""


@dataclass(slots=True)
class _Node(Generic[V]):
    words: dict[str, _Node[V]] = field(default_factory=dict)
    prefixes: dict[str, list[tuple[str, _Node[V]]]] = field(default_factory=dict)
    number: _Node[V] | None = None
    anything: _Node[V] | None = None
    gap: _Node[V] | None = None
    values: list[V] = field(default_factory=list)


class PhraseIndex(Generic[V]):
    """Patterns with a value each.

    >>> index = PhraseIndex([("treatment resistant", "trd"), ("remi* in # %", "rate")])
    >>> from kb.matching.tokens import tokenize
    >>> [h.value for h in index.find(tokenize("Treatment-resistant: remission in 30%"))]
    ['trd', 'rate']
    """

    def __init__(self, patterns: Iterable[tuple[str, V]]) -> None:
        """Compile the patterns."""
        self._root: _Node[V] = _Node()
        self._starts: dict[str, tuple[_Node[V], ...]] = {}
        for pattern, value in patterns:
            for node in self._grow([self._root], pattern.split()):
                if value not in node.values:
                    node.values.append(value)

    def _grow(self, nodes: list[_Node[V]], parts: list[str]) -> list[_Node[V]]:
        for part in parts:
            nodes = [child for node in nodes for child in self._children(node, part)]
        return nodes

    def _children(self, node: _Node[V], part: str) -> Iterator[_Node[V]]:
        if part in ("...", "#", "_"):
            name = {"...": "gap", "#": "number", "_": "anything"}[part]
            if getattr(node, name) is None:
                setattr(node, name, _Node())
            yield getattr(node, name)
            return
        for word in part.split("|"):
            if not word.endswith("*"):
                yield node.words.setdefault(word, _Node())
                continue
            beginning = word[:-1]
            row = node.prefixes.setdefault(beginning[:_PREFIX_KEY], [])
            found = next((child for known, child in row if known == beginning), None)
            if found is None:
                found = _Node()
                row.append((beginning, found))
            yield found

    def find(self, tokens: Sequence[Token]) -> list[Hit[V]]:
        """Return every pattern found, in order of place, then length."""
        hits: list[Hit[V]] = []
        for first, token in enumerate(tokens):
            for node in self._begun(token):
                self._follow(node, tokens, first, first + 1, hits)
        return hits

    def _begun(self, token: Token) -> tuple[_Node[V], ...]:
        """Return where patterns go on that begin with this word; a page repeats its words."""
        found = self._starts.get(token.word)
        if found is None:
            if len(self._starts) >= _WORDS_KEPT:
                self._starts.clear()
            found = self._starts[token.word] = tuple(self._step(self._root, token))
        return found

    def _step(self, node: _Node[V], token: Token) -> Iterator[_Node[V]]:
        word = token.word
        found = node.words.get(word)
        if found is not None:
            yield found
        if node.prefixes:
            for length in range(1, _PREFIX_KEY + 1):
                for beginning, child in node.prefixes.get(word[:length], ()):
                    # A short prefix is keyed by itself; a long one by its first letters.
                    if len(beginning[:_PREFIX_KEY]) == length and word.startswith(beginning):
                        yield child
                if length >= len(word):
                    break
        if node.number is not None and word[0].isdecimal():
            yield node.number
        if node.anything is not None:
            yield node.anything

    def _follow(
        self, node: _Node[V], tokens: Sequence[Token], first: int, here: int, hits: list[Hit[V]]
    ) -> None:
        for value in node.values:
            hit = Hit(value, first, here)
            if hit not in hits[-8:]:
                hits.append(hit)
        if here < len(tokens) and (node.words or node.prefixes or node.number or node.anything):
            for child in self._step(node, tokens[here]):
                self._follow(child, tokens, first, here + 1, hits)
        if node.gap is not None:
            for skipped in range(GAP + 1):
                if here + skipped >= len(tokens):
                    break
                for child in self._step(node.gap, tokens[here + skipped]):
                    self._follow(child, tokens, first, here + skipped + 1, hits)
