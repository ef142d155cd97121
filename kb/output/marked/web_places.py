"""Where something can be put into a page without changing what else stands on it."""

from __future__ import annotations

from typing import NamedTuple

from kb.reading.web.meaning import Context, Facts, Tag
from kb.reading.web.tokens import Token, Tokens
from kb.reading.web.tree import VOID, Element, Tree

__all__ = ["Places", "places"]

_CLICKED = frozenset(("a", "button", "label", "summary"))
"""No link may stand in these."""
_SWALLOWS = frozenset(("plaintext",))


class Places(NamedTuple):
    """Where the body ends, in the source; the elements still open there, the innermost first.

    `clicked`: the stretches of text, by their offset, that are part of a link or button.
    """

    end: int
    open: tuple[str, ...]
    clicked: frozenset[int]


def places(source: str) -> Places:
    """Return the places of a page.

    The body ends at its last end tag; without one, where the page does, or before something that
    never ends and would swallow what follows.

    Raises:
        ReadingError: nested too deep.
    """
    tree = Tree(Context(), Facts(frozenset(), set()), _forget)
    tokens = Tokens(source)
    clicked: set[int] = set()
    ends: dict[str, tuple[int, tuple[str, ...]]] = {}
    last_start = 0
    for token in tokens:
        if token.kind in ("start", "text") and source[token.start : token.end].strip():
            for name in ("body", "html"):  # what follows their end stands in the body after all
                ends.pop(name, None)
        if token.kind == "text" and any(element.name in _CLICKED for element in tree.open):
            clicked.add(token.start)
        if token.kind == "end" and token.name in ("body", "html"):
            ends[token.name] = (token.start, _open(tree))
        elif token.kind == "start":
            last_start = token.start
            before = _open(tree) if token.name in _SWALLOWS else ()
            _start(tree, token, source)
            if token.name in _SWALLOWS:
                ends.setdefault("swallowed", (token.start, before))
        elif token.kind == "end":
            tree.end(token.name, token.end)
        if not token.finished:
            raw = token.kind == "text"
            ends.setdefault("swallowed", (last_start if raw else token.start, _open(tree)[raw:]))
        tokens.foreign = bool(tree.context.foreign)
    named = (ends[name] for name in ("body", "swallowed", "html") if name in ends)
    end, still_open = next(named, (len(source), _open(tree)))
    return Places(end, still_open, frozenset(clicked))


def _start(tree: Tree, token: Token, source: str) -> None:
    tag = Tag(token, source)
    tree.begin(tag)
    if token.name in VOID and not tree.context.foreign:
        return
    element = tree.push(tag)
    if element is not None and token.closing and element.context.foreign:
        tree.open.pop()


def _open(tree: Tree) -> tuple[str, ...]:
    names = (element.name for element in reversed(tree.open))
    return tuple(name for name in names if name not in ("body", "head", "html"))


def _forget(_element: Element, _at: int) -> None:
    pass
