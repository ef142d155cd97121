"""Two versions of a page: which findings are gone, new, changed.

The same id is the same passage, claim and verdict. What is left is paired by closeness: the share
of words in common, the closest pair first.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kb.model.comparison import Aspect, Change, Comparison
from kb.model.finding import Audit, DocumentFinding, Finding
from kb.model.terms import SEVERITIES

__all__ = ["compare"]

_CLOSE = 0.5
"""Share of words from which two passages count as one that was edited. Our own choice: half."""
_CLOSE_ON_A_CLAIM = 0.3
"""The same, where both make the same claim."""
_COMMON = 40
"""Passages in which a word may stand and still tell which belong together: keeps time linear."""
_WORD = re.compile(r"\w+")

_Pair = tuple[Finding, Finding]


def compare(old: Audit, new: Audit) -> Comparison:
    """Return what changed from one audit to the next, each list in the order of its document."""
    same, before, after = _by_id(old.findings, new.findings)
    close = list(_by_closeness(before, after))
    paired_old, paired_new = {id(a) for a, _ in close}, {id(b) for _, b in close}
    changes = [found for pair in (*same, *close) if (found := _change(*pair))]
    gone, come = _whole(old.document_findings, new.document_findings)
    return Comparison(
        old=old.document,
        new=new.document,
        knowledge_base=new.knowledge_base,
        engine=new.engine,
        unchanged=len(same) + len(close) - len(changes),
        gone_findings=tuple(f for f in before if id(f) not in paired_old),
        new_findings=tuple(f for f in after if id(f) not in paired_new),
        changed_findings=tuple(sorted(changes, key=lambda c: (c.after.start, c.after.end))),
        gone_document_findings=gone,
        new_document_findings=come,
    )


def _by_id(
    old: Sequence[Finding], new: Sequence[Finding]
) -> tuple[list[_Pair], list[Finding], list[Finding]]:
    """Return pairs of one id, in order, and what is left of both."""
    waiting: dict[str, list[Finding]] = defaultdict(list)
    for finding in reversed(old):
        waiting[finding.id].append(finding)
    same, after = [], []
    for finding in new:
        if waiting[finding.id]:
            same.append((waiting[finding.id].pop(), finding))
        else:
            after.append(finding)
    left = {id(finding) for rest in waiting.values() for finding in rest}
    return same, [finding for finding in old if id(finding) in left], after


def _by_closeness(old: Sequence[Finding], new: Sequence[Finding]) -> Iterator[_Pair]:
    """Yield pairs of passages that are close, the closest first, each passage once."""
    before, after = ([_words(finding) for finding in each] for each in (old, new))
    standing: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(after):
        for word in words:
            standing[word].append(place)
    ranked = []
    for i, words in enumerate(before):
        near = {j for w in words if len(standing[w]) <= _COMMON for j in standing[w]}
        for j in near:
            share = 2 * (words & after[j]).total() / (words.total() + after[j].total())
            claim = old[i].claim is not None and old[i].claim == new[j].claim
            if share >= (_CLOSE_ON_A_CLAIM if claim else _CLOSE):
                ranked.append((-share, not claim, i, j))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, _, i, j in sorted(ranked):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            yield old[i], new[j]


def _words(finding: Finding) -> Counter[str]:
    return Counter(_WORD.findall(finding.quote.lower()))


def _change(before: Finding, after: Finding) -> Change | None:
    over_before, over_after = ({d.name for d in each.dimensions} for each in (before, after))
    told: tuple[tuple[Aspect, bool], ...] = (
        ("verdict", before.verdict != after.verdict),
        ("dimensions", over_before != over_after),
        ("claim", before.claim != after.claim),
    )
    differs = tuple(name for name, is_so in told if is_so)
    if not differs:
        return None
    step = SEVERITIES.index(after.verdict) - SEVERITIES.index(before.verdict)
    worse = step > 0 or (step == 0 and bool(over_after - over_before))
    return Change(before=before, after=after, differs=differs, worse=worse)


def _whole(
    old: Sequence[DocumentFinding], new: Sequence[DocumentFinding]
) -> tuple[tuple[DocumentFinding, ...], tuple[DocumentFinding, ...]]:
    """Return what is gone and what is new of the whole document; where it stands does not count."""

    def without(
        these: Sequence[DocumentFinding], known: Sequence[DocumentFinding]
    ) -> Iterator[DocumentFinding]:
        left = Counter((each.kind, each.why) for each in known)
        for each in these:
            if left[each.kind, each.why] > 0:
                left[each.kind, each.why] -= 1
            else:
                yield each

    return tuple(without(old, new)), tuple(without(new, old))
