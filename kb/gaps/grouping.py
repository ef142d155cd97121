"""Passages that assert much the same, put together: greedily, and whatever their order.

A passage is its stems and concepts, each weighed by how few passages hold it. It joins the group
whose leader it resembles most, or leads a group of its own. Leaders are the passages that stand in
most documents, so that the order in which documents are given changes nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from kb.matching.features import features
from kb.matching.statement import Statement
from kb.matching.tokens import plain

__all__ = ["Found", "grouped", "subject", "words_of"]

_ALIKE = 0.4
"""The share of their weight that two passages have in common from which they assert much the same.
Our own choice: on copy written for tests, lower values put different assertions together."""
_LOOKED_AT = 12
"""The rarest features of a passage by which leaders are looked for: so the time hardly grows with
the number of leaders."""


class Found(NamedTuple):
    """A passage, with the number of its document."""

    document: int
    start: int
    statement: Statement


def subject(statement: Statement) -> frozenset[str]:
    """Return what a passage speaks of: stems and concepts (`c:...`), no figures, no pairs."""
    found = features(statement)
    return frozenset(n for n in found if "_" not in n and not n.startswith("n:"))


def words_of(statement: Statement) -> str:
    """Return the words of a passage, without regard to case, spaces and kinds of quotation mark."""
    return " ".join(plain(statement.text).lower().split())


def grouped(passages: Sequence[Found]) -> list[list[Found]]:
    """Return the passages in groups; each group in the order of its words.

    The same words are always in one group.
    """
    same: dict[str, list[Found]] = defaultdict(list)
    for passage in passages:
        same[words_of(passage.statement)].append(passage)
    subjects = {words: subject(each[0].statement) for words, each in same.items()}
    weights = _weights(subjects.values())
    ordered = sorted(
        same,
        key=lambda words: (
            -len({p.document for p in same[words]}), -len(same[words]), -len(subjects[words]), words
        ),
    )  # fmt: skip
    groups: dict[str, list[str]] = {}
    leading: dict[str, list[str]] = defaultdict(list)
    for words in ordered:
        leader = _nearest(subjects[words], subjects, leading, weights)
        if leader is not None:
            groups[leader].append(words)
            continue
        groups[words] = [words]
        for name in subjects[words]:
            leading[name].append(words)
    return [[p for words in members for p in same[words]] for members in groups.values()]


def _weights(rows: Collection[frozenset[str]]) -> dict[str, float]:
    held = Counter(name for row in rows for name in row)
    return {name: 1 + math.log(len(rows) / count) for name, count in held.items()}


def _nearest(
    own: frozenset[str],
    subjects: dict[str, frozenset[str]],
    leading: dict[str, list[str]],
    weights: dict[str, float],
) -> str | None:
    rarest = sorted(own, key=lambda name: (-weights[name], name))[:_LOOKED_AT]
    candidates = {leader for name in rarest for leader in leading.get(name, ())}
    scored = [(_common(own, subjects[leader], weights), leader) for leader in candidates]
    best = max(scored, key=lambda pair: (pair[0], pair[1]), default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else None


def _common(one: frozenset[str], other: frozenset[str], weights: dict[str, float]) -> float:
    shared = math.fsum(weights[name] for name in one & other)
    every = math.fsum(weights[name] for name in one | other)
    return round(shared / every, 9) if every else 0.0
