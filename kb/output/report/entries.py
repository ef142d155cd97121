"""Each finding as a report tells it: what is said, what the evidence allows, and what to write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kb.content.knowledge_base import KnowledgeBase
from kb.grading import Grading, bears
from kb.model.finding import BaselineState, Exceedance, Finding, Scale, Suppression
from kb.model.terms import Dimension
from kb.output.difference import Change, difference
from kb.output.faces import GRADE_WORDS, Face, capital, own_why, please_look, shown_by
from kb.output.report.bibliography import Bibliography
from kb.output.report.marked_copy import Numbered
from kb.output.report.words import Certainty, certainty, dimension_label

__all__ = ["Entry", "HowFar", "OnClaim", "Over", "Quoted", "Rewording", "entry", "how_far"]

HowFar = Literal["slightly", "clearly", "far"]
_CLEARLY, _FAR = 1 / 3, 2 / 3
"""From these distances on a scale of 0 to 1. Our own choice: thirds."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of the passage; `cue`: they carry weight."""

    text: str
    cue: bool = False


@dataclass(frozen=True, slots=True)
class Over:
    """One dimension on which the passage says more than its evidence allows.

    `why` is None where it would repeat what is allowed, `cue` where it would repeat the passage.
    `far` is None where no scale measures it.
    """

    name: Dimension
    label: str
    says: str
    allows: str
    why: str | None
    cue: str | None
    scale: Scale | None
    distance: float | None
    far: HowFar | None


@dataclass(frozen=True, slots=True)
class Rewording:
    """Wording that the evidence would bear; `changes` is empty where all of it is new."""

    text: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class OnClaim:
    """The claim that a finding is judged by; `evidence` is the number of its row of evidence.

    `told_at` is the number of an earlier finding that tells the same claim, so that a report need
    not tell it again; None where this one is the first of those that ask for a change.
    """

    id: str
    says: str
    topic: str
    evidence: str
    must_say: tuple[str, ...]
    told_at: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as a report tells it.

    `reason` says in one sentence how its grade came about. `references` are numbers, the deciding
    ones first. `uncovered` says what it means that no claim speaks of the passage.
    """

    number: str
    id: str
    document: int
    place: str
    face: Face
    quote: tuple[Quoted, ...]
    over: tuple[Over, ...]
    why: str | None
    doubt: str | None
    certainty: Certainty | None
    reason: str | None
    rewording: Rewording | None
    claim: OnClaim | None
    uncovered: str | None
    references: tuple[int, ...]
    score: float
    suppressed_by: Suppression | None
    baseline: BaselineState | None

    @property
    def words(self) -> str:
        """Return the passage as one string."""
        return "".join(part.text for part in self.quote)


_NO_CLAIM = (
    "This can be checked, but no claim of this knowledge base speaks of it: nothing here is"
    " evidence for or against it. Cite a source for it, or have a claim added."
)


def entry(
    numbered: Numbered,
    place: str,
    document: int,
    kb: KnowledgeBase,
    cited: Bibliography,
    rows: Mapping[str, tuple[str, Grading]],
    told: dict[str, str],
) -> Entry:
    """Return a finding as it is told; `rows` holds number and grading of each claim's evidence.

    `told`: which finding tells a claim, filled here as findings are told in their order.
    """
    finding = numbered.finding
    row = rows.get(finding.claim or "")
    return Entry(
        number=numbered.number,
        id=finding.id,
        document=document,
        place=place,
        face=numbered.face,
        quote=_quoted(finding),
        over=() if finding.not_covered else tuple(_over(d, finding) for d in finding.dimensions),
        why=_why(finding, kb),
        doubt=capital(doubt) if (doubt := please_look(finding)) else None,
        certainty=certainty(finding.grade) if finding.grade else None,
        reason=_reason(row[1]) if row else None,
        rewording=_rewording(finding),
        claim=_on_claim(numbered, kb, row[0], told) if row else None,
        uncovered=_uncovered(finding, kb),
        references=cited.cite_all(finding.sources),
        score=finding.score,
        suppressed_by=finding.suppressed_by,
        baseline=finding.baseline,
    )


def how_far(distance: float) -> HowFar:
    """Return in words how far beyond a distance on a scale of 0 to 1 is.

    >>> how_far(0.2), how_far(0.5), how_far(1.0)
    ('slightly', 'clearly', 'far')
    """
    return "far" if distance >= _FAR else "clearly" if distance >= _CLEARLY else "slightly"


def _over(each: Exceedance, finding: Finding) -> Over:
    scale = each.scale
    distance = None if scale is None else round(scale.said.at - scale.allowed.at, 3)
    return Over(
        name=each.name,
        label=dimension_label(each.name),
        says=each.says,
        allows=each.allows,
        why=each.why if each.why != each.allows else None,
        cue=shown_by(each, finding),
        scale=scale,
        distance=distance,
        far=None if distance is None else how_far(distance),
    )


def _quoted(finding: Finding) -> tuple[Quoted, ...]:
    whole = (finding.start, finding.end)
    cues = sorted({(cue.start, cue.end) for cue in finding.cues} - {whole})
    parts: list[Quoted] = []
    at = 0
    for start, end in ((start - finding.start, end - finding.start) for start, end in cues):
        if start < at or end > len(finding.quote):
            continue
        parts += [Quoted(finding.quote[at:start]), Quoted(finding.quote[start:end], cue=True)]
        at = end
    return tuple(part for part in (*parts, Quoted(finding.quote[at:])) if part.text)


def _why(finding: Finding, kb: KnowledgeBase) -> str | None:
    if finding.not_covered:
        return None
    claim = kb.claims.get(finding.claim or "")
    # What the claim says stands on its own line.
    return (own_why(finding) or "").replace(claim.says if claim else "", "").strip() or None


def _rewording(finding: Finding) -> Rewording | None:
    if not finding.rewording:
        return None
    changes = difference(finding.quote, finding.rewording)
    edited = any(change.kind == "same" for change in changes)
    return Rewording(finding.rewording, tuple(changes) if edited else ())


def _on_claim(
    numbered: Numbered, kb: KnowledgeBase, row: str, told: dict[str, str]
) -> OnClaim | None:
    finding = numbered.finding
    claim = kb.claims.get(finding.claim or "")
    if claim is None:
        return None
    first = told.get(claim.id)
    if numbered.face.id != "supported":
        told.setdefault(claim.id, numbered.number)
    topic = kb.topics.get(claim.topic)
    must = claim.allows.must_say if finding.dimensions else ()
    topic_label = topic.label if topic else claim.topic
    return OnClaim(claim.id, claim.says, topic_label, row, must, first)


def _uncovered(finding: Finding, kb: KnowledgeBase) -> str | None:
    if finding.claim is None:
        return _NO_CLAIM
    if finding.claim not in kb.claims:
        return f"Claim {finding.claim} is not in this knowledge base."
    return None


def _reason(graded: Grading) -> str:
    """Return in one sentence how a grade came about."""
    down = [
        f"{step.label} ({step.down})"
        for step in graded.steps
        if step.down and not _cap(step.domain)
    ]
    up = [f"{step.label} ({step.up})" for step in graded.steps if step.up]
    told = [f"{capital(graded.scheme)}: starts {GRADE_WORDS[graded.start]}"]
    if down:
        told.append(f"rated down for {_listed(down)}")
    if up:
        told.append(f"rated up for {_listed(up)}")
    told += [
        f"held at {GRADE_WORDS[cap.at_most]} because {cap.why}" for cap in graded.caps if cap.binds
    ]
    if len(told) == 1:
        told.append("nothing rated it down")
    if unjudged := [step.label for step in graded.steps if not step.assessed]:
        told.append(f"{_listed(unjudged)} not judged")
    return f"{'; '.join(told)}. It bears wording up to “{bears(graded.result)}”."


def _cap(domain: str) -> bool:
    return domain == "cap"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
