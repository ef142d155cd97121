"""Where a sentence may begin to assert a second thing, and what tells whether it does.

Writers join claims by every means of English: "safe and effective", "it works fast, easing ...",
"which lasts for months". The same means join the parts of one claim. What tells them apart is
weighed: the joint itself, the words beside it, how much stands on either side, and of which topics
the sides speak.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from kb.matching.checkable import VERB
from kb.matching.cues import CueHit
from kb.matching.lexicon import ConceptHit
from kb.matching.quantities import Quantity
from kb.matching.statement import Statement
from kb.matching.tokens import plain, stem
from kb.matching.topics import Row

__all__ = ["Border", "borders", "joint_features", "parted", "turn_features"]

_MARK = re.compile(r"[,;:()—–]|\s-\s")
_QUOTED = re.compile(r'(?<![^\s(\[-])"[^"]*"')
"""What stands in quotation marks; a mark after a figure or a word opens nothing."""
_THAT_IS = re.compile(r"that is\s*,", re.IGNORECASE)
_CLOSING = re.compile(r"(?:[.!?]?[)\]\"”’»]|[®™])*")
"""Marks that belong to the word before them."""
_OPENING = re.compile(r"[\[\"“‘«]*$")
"""Marks that belong to the word after them; a bracket may be the joint itself."""
_JOINING = frozenset(
    "and or but while whereas which that because so with as in although though yet plus after when"
    " by to for since where making without including thus therefore leading allowing helping"
    " meaning even who whose if unlike until before from like than due thanks giving"
    " bringing".split()
)
_NO_PART = frozenset("and or but so which while that".split())
"""Joining words that belong to neither side."""
_SURE = 0.15
"""A topic less probable than this tells nothing."""
_LITTLE = 3
"""Fewer words than this are a short side."""
_LENGTHS = (1, 2, 3, 4, 6, 9, 14)
_TELLS_NO_BORDER = frozenset(("hedge",))
"""Cues left aside: a hedge is no sign of a second claim."""
_BESIDE = 3
"""Words on either side of a joint that tell whether it is a border."""


class Border(NamedTuple):
    """A joint: the left side ends before the token `left`, the right side begins with `right`."""

    left: int
    right: int
    mark: str
    word: str


def borders(statement: Statement) -> Iterator[Border]:
    """Yield every joint of a statement that could part two claims, in order.

    None stands within a quotation, after a word that joins itself ("where, and how"), or at "that
    is,", which says the same in other words.
    """
    tokens, text = statement.tokens, statement.text
    quoted = [match.span() for match in _QUOTED.finditer(plain(text))]
    for here in range(1, len(tokens)):
        start, end = tokens[here - 1].end - statement.start, tokens[here].start - statement.start
        mark = _MARK.search(text, start, end)
        word = tokens[here].word
        if (mark or word in _JOINING) and not (
            tokens[here - 1].word in _JOINING
            or any(first < start and end < last for first, last in quoted)
            or _THAT_IS.match(text, end)
        ):
            skipped = word in _NO_PART and here + 1 < len(tokens)
            sign = mark[0].strip() if mark else ""
            yield Border(here, here + skipped, sign, word if word in _JOINING else "")


def parted(statement: Statement, border: Border) -> tuple[Statement, Statement]:
    """Return what stands on either side of a border; of a bracket that opens there, the inside.

    Quotation marks and brackets stay with the words that they enclose.
    """
    tokens, text = statement.tokens, statement.text
    left_end = tokens[border.left - 1].end - statement.start
    right_start = tokens[border.right].start - statement.start
    if closing := _CLOSING.match(text, left_end, right_start):
        left_end = closing.end()
    if opening := _OPENING.search(text, left_end, right_start):
        right_start = opening.start()
    end = tokens[-1].end if border.mark == "(" else statement.end
    return (
        statement.part(statement.start, statement.start + left_end),
        statement.part(statement.start + right_start, end),
    )


def joint_features(statement: Statement) -> Iterator[tuple[Border, dict[str, float]]]:
    """Yield every joint with what tells whether it parts two claims, without a look at topics."""
    verbs = [match.span() for match in VERB.finditer(statement.text)]
    for border in borders(statement):
        end = statement.tokens[border.left - 1].end - statement.start
        start = statement.tokens[border.right].start - statement.start
        verb = any(verb[1] <= end for verb in verbs), any(verb[0] >= start for verb in verbs)
        yield border, _joint(border, statement, verb)


def _joint(border: Border, statement: Statement, verb: tuple[bool, bool]) -> dict[str, float]:
    lengths = border.left, len(statement.tokens) - border.right
    before = _part(statement, lambda hit: hit.last <= border.left)
    after = _part(statement, lambda hit: hit.first >= border.right)
    found = {
        f"mark:{border.mark}": 1.0,
        f"joined by:{border.word}": 1.0,
        f"joint:{border.mark}{border.word}": 1.0,
        f"before:{_length(lengths[0])}": 0.7,
        f"after:{_length(lengths[1])}": 0.7,
        f"verb:{verb[0]}|{verb[1]}": 1.0,
        f"meet:{('-', *before.kinds)[-1]}|{(*after.kinds, '-')[0]}": 0.7,
        f"figures:{before.figures}|{after.figures}": 0.5,
        f"form:{statement.kind}": 0.5,
        "short side": float(min(lengths) < _LITTLE),
        "names again": float(not set(before.concepts).isdisjoint(after.concepts)),
    }
    if before.concepts and after.concepts:
        found[f"meet:{before.concepts[-1]}|{after.concepts[0]}"] = 0.7
    found.update(dict.fromkeys(_words_beside(border, statement), 0.5))
    for place, part in (("before", before), ("after", after)):
        found.update({f"said {place}:{kind}": 0.3 for kind in sorted(part.said)})
        found.update({f"names {place}:{kind}": 0.3 for kind in sorted(set(part.kinds))})
    return {name: value for name, value in found.items() if value}


def _words_beside(border: Border, statement: Statement) -> Iterator[str]:
    """Yield the nearest words on either side, hedges left aside, each with its distance."""
    hedges = (hit for hit in statement.cues if not _tells(hit))
    aside = {place for hit in hedges for place in range(hit.first, hit.last)}
    left = (here for here in range(border.left - 1, -1, -1) if here not in aside)
    right = (here for here in range(border.right, len(statement.tokens)) if here not in aside)
    for side, places in (("left", left), ("right", right)):
        for distance, place in enumerate(islice(places, _BESIDE), 1):
            yield f"{side} {distance}:{stem(statement.tokens[place].word)}"


def turn_features(labels: Sequence[str], whole: Row, left: Row, right: Row) -> dict[str, float]:
    """Return of which topics the whole and its sides speak, and whether the sides speak of two."""
    topic, before, after = int(whole.argmax()), int(left.argmax()), int(right.argmax())
    sure = float(left[before]), float(right[after])
    found = {
        "one topic": 2 * float(left @ right),
        "sure before": sure[0],
        "sure after": sure[1],
        "sure whole": float(whole[topic]),
        "whole as before": float(topic == before),
        "whole as after": float(topic == after),
    }
    for name, row in (("all on", whole), ("before on", left), ("after on", right)):
        found.update(
            {f"{name}:{labels[i]}": float(row[i]) for i in np.flatnonzero(row > _SURE).tolist()}
        )
    if before != after:
        found["two topics"] = 1.0
        found["sure of two topics"] = 2 * sure[0] * sure[1]
        found[f"turn:{labels[before]}|{labels[after]}"] = 2 * sure[0] * sure[1]
    return {name: value for name, value in found.items() if value}


class _Part(NamedTuple):
    """What stands on one side of a joint."""

    concepts: list[str]
    kinds: list[str]
    said: set[str]
    figures: bool


def _part(statement: Statement, inside: Callable[[CueHit | ConceptHit | Quantity], bool]) -> _Part:
    named = [here for here, hit in enumerate(statement.concepts) if inside(hit)]
    return _Part(
        [statement.concepts[here].concept for here in named],
        [statement.kinds[here] for here in named],
        {cue.kind.id for cue in statement.cues if _tells(cue) and not cue.negated and inside(cue)},
        any(inside(figure) for figure in statement.quantities),
    )


def _tells(cue: CueHit) -> bool:
    return cue.kind.id not in _TELLS_NO_BORDER


def _length(words: int) -> int:
    return sum(words > limit for limit in _LENGTHS)
