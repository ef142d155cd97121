"""The words that go and come between two wordings; how each output draws them is its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

__all__ = ["Change", "difference"]


class Change(NamedTuple):
    """Words that stay, go or come."""

    kind: Literal["same", "gone", "new"]
    text: str


_MOSTLY_OTHER = 0.35
"""Wordings less alike than this are told one after the other: patches of single words confuse."""
_MOST_WORDS = 400


def difference(before: str, after: str) -> list[Change]:
    """Return the changes that turn one wording into the other, word by word.

    >>> difference("It works fast", "It may work fast")[1:3]
    [Change(kind='gone', text='works'), Change(kind='new', text='may work')]
    >>> [change.kind for change in difference("One thing", "Quite another")]
    ['gone', 'new']
    """
    old, new = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (before, after))
    few = len(old) <= _MOST_WORDS and len(new) <= _MOST_WORDS
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if not few or _kept(matcher, old) < _MOSTLY_OTHER:
        return [Change("gone", before), Change("new", after)]
    return list(_changes(matcher, old, new))


def _kept(matcher: SequenceMatcher[str], old: list[str]) -> float:
    """Return the share of the old words that stay."""
    words = sum(1 for part in old if part.strip())
    kept = sum(
        1
        for block in matcher.get_matching_blocks()
        for part in old[block.a : block.a + block.size]
        if part.strip()
    )
    return kept / max(1, words)


def _changes(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Change]:
    for kind, a, b, c, d in _joined(matcher, old):
        if kind == "equal":
            yield Change("same", "".join(old[a:b]))
            continue
        if a != b:
            yield Change("gone", "".join(old[a:b]))
        if c != d:
            yield Change("new", "".join(new[c:d]))


def _joined(matcher: SequenceMatcher[str], old: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Return the operations, with changes that only a space parts made one."""
    joined: list[tuple[str, int, int, int, int]] = []
    operations = matcher.get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(operations):
        space = kind == "equal" and not "".join(old[a:b]).strip()
        inside = 0 < place < len(operations) - 1
        if joined and joined[-1][0] != "equal" and (kind != "equal" or (space and inside)):
            _, first, _, third, _ = joined[-1]
            joined[-1] = ("replace", first, b, third, d)
        else:
            joined.append((kind, a, b, c, d))
    return joined
