"""From recorded judgements to a grade, with every step on the way and what would change it.

A grade is computed and never written down. All three schemes use the same sum: the start (high or
low), less every step down, plus every step up, held between very-low and high. The sum is taken
before it is held, so the order in which domains are told changes nothing.

GRADE rates the certainty of a body of evidence about one effect. Randomised trials start high,
observational studies low; five reasons rate down, three rate up.
Source: Cochrane Handbook 5.1 (archived), chapter 12, key points and table 12.2.a, read 2026-11-22.
Source: RECOVER GRADE Manual, "Quality of Evidence", table of steps, read 2026-11-22.
Source: ACIP GRADE Handbook, chapter 9 (reasons to rate up), read 2026-11-22 in a mirror.

The documentary and statistic schemes are this product's own: `kb.grading.meaning` defines their
domains, docs/decisions/0003-grades-computed.md says why they exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kb.grading.meaning import MEANING
from kb.model.claim import Claim, EvidenceLink
from kb.model.grade import DOMAINS, UP_DOMAINS, GradeJudgements
from kb.model.source import Source
from kb.model.terms import GRADES, Grade, Scheme

__all__ = ["Cap", "Grading", "Move", "Step", "Way", "grade", "result_of"]

Way = Literal["down", "up"]

_MOST_DOWN = 3
_MOST_UP = {"large_effect": 2, "dose_response": 1, "plausible_confounding": 1}
_UNREAD_AT_MOST: Grade = "very-low"


@dataclass(frozen=True, slots=True)
class Step:
    """One domain: how far it moves the grade, why, and where the grade then stands.

    `assessed` false: nobody looked, which is not the same as no concern.
    """

    domain: str
    label: str
    means: str
    down: int
    up: int
    why: str
    assessed: bool
    level: Grade


@dataclass(frozen=True, slots=True)
class Cap:
    """A ceiling on the grade that is not a judgement; `otherwise` is the grade without it."""

    at_most: Grade
    why: str
    otherwise: Grade

    @property
    def binds(self) -> bool:
        """Return whether the grade would be higher without it."""
        return GRADES.index(self.otherwise) > GRADES.index(self.at_most)


@dataclass(frozen=True, slots=True)
class Move:
    """One recorded judgement, one step away, and the grade that would follow."""

    domain: str
    label: str
    way: Way
    rated: int
    instead: int
    assessed: bool
    result: Grade

    def __str__(self) -> str:
        """Return the change as people read it."""
        told = f"{self.label} rated {self.instead}"
        rated = f"instead of {self.rated} {self.way}"
        if not self.assessed:
            rated = f"{self.way} instead of not assessed"
        return f"{told} {rated} would give {self.result}"


@dataclass(frozen=True, slots=True)
class Grading:
    """A grade with everything it came from.

    `steps` are in the order they are told. `unread` names the sources that nobody has read,
    whether or not a cap follows from them. `published` is the id of a source that carries a rating
    of its own, which this one may differ from.
    """

    claim: str
    scheme: Scheme
    start: Grade
    steps: tuple[Step, ...]
    caps: tuple[Cap, ...]
    result: Grade
    would_move: tuple[Move, ...]
    unread: tuple[str, ...]
    published: str | None


def result_of(claim: Claim, sources: Mapping[str, Source]) -> Grade:
    """Return the grade alone, without how it came about: see `grade`."""
    level = _level(_recorded(claim.grade), claim.grade)
    return _capped(level, _caps(claim, sources, _held(level)))


def _level(records: Sequence[_Recorded], judged: GradeJudgements) -> int:
    return GRADES.index(judged.start) + sum(record.change for record in records)


def grade(claim: Claim, sources: Mapping[str, Source]) -> Grading:
    """Return the grade of a claim, computed from its recorded judgements.

    A claim that rests only on evidence nobody has read cannot stand above very-low; that cap is
    shown with its reason. What a claim rests on is the evidence that supports it or, where none
    does, all of it. A source that has no record counts as unread.
    """
    judged = claim.grade
    records = _recorded(judged)
    level = _level(records, judged)
    caps = _caps(claim, sources, _held(level))
    result = _capped(level, caps)
    unread = {link.source for link in claim.rests_on if _is_unread(link, sources)}
    return Grading(
        claim=claim.id,
        scheme=judged.scheme,
        start=judged.start,
        steps=tuple(_steps(judged, records, caps)),
        caps=caps,
        result=result,
        would_move=tuple(_moves(records, level, caps, result)),
        unread=tuple(sorted(unread)),
        published=judged.published,
    )


@dataclass(frozen=True, slots=True)
class _Recorded:
    domain: str
    way: Way
    rated: int
    most: int
    why: str
    assessed: bool

    @property
    def change(self) -> int:
        return self.rated if self.way == "up" else -self.rated


def _recorded(judged: GradeJudgements) -> list[_Recorded]:
    down = [
        _Recorded(name, "down", found.down, _MOST_DOWN, found.why, found.assessed)
        for name in DOMAINS[judged.scheme]
        for found in (judged.judged[name],)
    ]
    up = [
        _Recorded(name, "up", found.up, _MOST_UP[name], found.why, assessed=True)
        for name in UP_DOMAINS
        if (found := judged.raised.get(name))
    ]
    return down + up


def _held(level: int) -> Grade:
    return GRADES[min(max(level, 0), len(GRADES) - 1)]


def _capped(level: int, caps: tuple[Cap, ...]) -> Grade:
    return min((_held(level), *(cap.at_most for cap in caps)), key=GRADES.index)


def _label(domain: str) -> str:
    return domain.replace("_", " ")


def _steps(
    judged: GradeJudgements, records: list[_Recorded], caps: tuple[Cap, ...]
) -> Iterator[Step]:
    level = GRADES.index(judged.start)
    for record in records:
        level += record.change
        yield Step(
            domain=record.domain,
            label=_label(record.domain),
            means=MEANING[judged.scheme][record.domain],
            down=record.rated if record.way == "down" else 0,
            up=record.rated if record.way == "up" else 0,
            why=record.why,
            assessed=record.assessed,
            level=_held(level),
        )
    for cap in caps:
        lost = GRADES.index(_held(level)) - GRADES.index(_capped(level, caps))
        yield Step(
            domain="cap",
            label=f"cap at {cap.at_most}",
            means="a rule of this product, whatever was judged",
            down=lost,
            up=0,
            why=cap.why,
            assessed=True,
            level=_capped(level, caps),
        )


def _moves(
    records: list[_Recorded], level: int, caps: tuple[Cap, ...], result: Grade
) -> Iterator[Move]:
    for record in records:
        for instead in (record.rated - 1, record.rated + 1):
            change = instead - record.rated
            moved = _capped(level + (change if record.way == "up" else -change), caps)
            if 0 <= instead <= record.most and moved != result:
                yield Move(
                    domain=record.domain,
                    label=_label(record.domain),
                    way=record.way,
                    rated=record.rated,
                    instead=instead,
                    assessed=record.assessed,
                    result=moved,
                )


def _caps(claim: Claim, sources: Mapping[str, Source], otherwise: Grade) -> tuple[Cap, ...]:
    supporting = tuple(link for link in claim.rests_on if link.direction == "supports")
    carrying = supporting or claim.rests_on
    if not all(_is_unread(link, sources) for link in carrying):
        return ()
    return (Cap(_UNREAD_AT_MOST, "nobody has read the evidence this rests on", otherwise),)


def _is_unread(link: EvidenceLink, sources: Mapping[str, Source]) -> bool:
    source = sources.get(link.source)
    if source is None or source.unread:
        return True
    # A source may be read while the one fact that this claim takes from it is not.
    return any(f.text == link.fact and f.confidence == "unverified" for f in source.facts)
