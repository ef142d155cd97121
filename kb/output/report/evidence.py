"""What each claim rests on, in the columns of a GRADE evidence profile and a summary of findings.

Only what is recorded is told. A judgement that nobody made is "not judged", never "not serious".
Claims about documents and about figures have domains of their own, under the same columns.

Source: Guyatt et al., GRADE guidelines 1, J Clin Epidemiol 2011;64:383-394 (the two tables and
their columns). The words for the other two schemes are ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.content.knowledge_base import KnowledgeBase
from kb.grading import Grading, bears
from kb.grading.compute import Step
from kb.model.claim import Ceiling, Claim, EvidenceLink
from kb.model.grade import DOMAINS, UP_DOMAINS
from kb.model.quantity import hours_text
from kb.model.source import Source
from kb.model.terms import SOURCE_KINDS, Direction, Scheme
from kb.output.faces import GRADE_WORDS
from kb.output.references import (
    DIRECT,
    SIDES,
    cautions,
    counted,
    how_read,
    kind_word,
    short,
    unverified,
)
from kb.output.report.bibliography import Bibliography
from kb.output.report.words import Certainty, certainty

__all__ = ["EvidenceRow", "EvidenceSide", "Judged", "Known", "RecordedFact", "evidence_row"]

_DOWN = ("not serious", "serious", "very serious", "extremely serious")
_BIAS = ("undetected", "strongly suspected", "strongly suspected", "strongly suspected")
_CONCERN = ("no concern", "some concern", "serious concern", "very serious concern")
_NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement: `step` is how far it moves the grade, below 0 for down."""

    domain: str
    label: str
    means: str
    words: str
    step: int
    why: str
    assessed: bool


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """What one source says, as recorded, and how that was read."""

    text: str
    reference: int
    short: str
    kind: str
    directness: str
    read: str
    at: str | None
    participants: str | None
    as_of: str | None
    jurisdiction: str | None
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceSide:
    """The facts that support a claim, that dispute it, or that limit it."""

    direction: Direction
    title: str
    facts: tuple[RecordedFact, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A figure or decision on record: what of, how much, and what belongs to it."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A claim with its evidence: a row of the profile and of the summary of findings.

    `number` ("E4") is what findings point to; `findings` are those that rest on it. `judgements`
    are in the order of the scheme; `raised` holds the reasons to rate up. `capped` says what held
    the grade down whatever was judged. `published` is the number of a reference that carries a
    rating of its own.
    """

    number: str
    claim: str
    says: str
    topic: str
    scheme: Scheme
    findings: tuple[str, ...]
    sources: int
    designs: str
    start: str
    judgements: tuple[Judged, ...]
    raised: tuple[Judged, ...]
    capped: tuple[str, ...]
    certainty: Certainty
    bears: str
    moves: tuple[str, ...]
    known: tuple[Known, ...]
    wording: str
    limits: tuple[str, ...]
    sides: tuple[EvidenceSide, ...]
    published: int | None

    @property
    def disputed(self) -> bool:
        """Return whether any evidence against the claim is recorded."""
        return any(side.direction == "disputes" for side in self.sides)


def evidence_row(
    number: str,
    claim: Claim,
    graded: Grading,
    findings: Sequence[str],
    kb: KnowledgeBase,
    cited: Bibliography,
) -> EvidenceRow:
    """Return the evidence of a claim; its sources are cited in the order in which they are told."""
    topic = kb.topics.get(claim.topic)
    return EvidenceRow(
        number=number,
        claim=claim.id,
        says=claim.says,
        topic=topic.label if topic else claim.topic,
        scheme=graded.scheme,
        findings=tuple(findings),
        sources=len({link.source for link in claim.rests_on}),
        designs=_designs(claim, kb),
        start=GRADE_WORDS[graded.start],
        judgements=tuple(
            _judged(step, graded.scheme) for step in _of(graded, DOMAINS[graded.scheme])
        ),
        raised=tuple(_judged(step, graded.scheme) for step in _of(graded, UP_DOMAINS)),
        capped=tuple(_caps(graded)),
        certainty=certainty(graded.result),
        bears=bears(graded.result),
        moves=tuple(str(move) for move in graded.would_move),
        known=tuple(_known(claim.allows)),
        wording=claim.allows.certainty.wording,
        limits=claim.limits,
        sides=tuple(_sides(claim, kb, cited)),
        published=cited.cite(graded.published) if graded.published else None,
    )


def _of(graded: Grading, domains: Sequence[str]) -> list[Step]:
    return [step for step in graded.steps if step.domain in domains]


def _judged(step: Step, scheme: Scheme) -> Judged:
    moved = step.up - step.down
    return Judged(
        domain=step.domain,
        label=step.label,
        means=step.means,
        words=_in_words(step, scheme),
        step=moved,
        why=step.why,
        assessed=step.assessed,
    )


def _in_words(step: Step, scheme: Scheme) -> str:
    """Return a judgement in the words of its scheme.

    Source: RECOVER GRADE Manual and Cochrane Handbook, chapter 14 ("undetected", "strongly
    suspected" for publication bias).
    """
    if not step.assessed:
        return _NOT_JUDGED
    if step.up:
        return f"{step.label} (+{step.up})"
    words = _CONCERN if scheme != "GRADE" else _BIAS if step.domain == "publication_bias" else _DOWN
    return f"{words[step.down]}{f' (−{step.down})' if step.down else ''}"


def _caps(graded: Grading) -> Iterator[str]:
    for cap in graded.caps:
        told = f"Held at {GRADE_WORDS[cap.at_most]}: {cap.why}"
        if cap.binds:
            otherwise = GRADE_WORDS[cap.otherwise]
            told += f"; if it were read and confirmed, the judgements would give {otherwise}"
        yield f"{told}."


def _designs(claim: Claim, kb: KnowledgeBase) -> str:
    """Return the designs of the sources with their numbers, the strongest first."""
    ids = dict.fromkeys(link.source for link in claim.rests_on)
    kinds = Counter(kb.sources[each].kind for each in ids if each in kb.sources)
    told = [counted(kind, kinds[kind]) for kind in SOURCE_KINDS if kinds[kind]]
    if lost := sum(each not in kb.sources for each in ids):
        told.append(f"{lost} without a record")
    return ", ".join(told)


def _known(allows: Ceiling) -> Iterator[Known]:
    """Yield the figures and decisions on record; nothing where the record holds none."""
    if allows.magnitude:
        most = allows.magnitude.at_most
        value = "no figure on record" if most is None else f"at most {most:g} %"
        yield Known("Size", value, allows.magnitude.note)
    if allows.speed:
        value = f"not before {hours_text(allows.speed.earliest)}"
        yield Known("Onset", value, allows.speed.note)
    if allows.durability:
        longest = allows.durability.longest
        value = f"up to {hours_text(longest)}" if longest else "no fixed limit"
        yield Known("Duration", value, allows.durability.note)
    if allows.currency:
        now = allows.currency
        value = f"{now.value} {now.unit or ''}".strip() + (f" ({now.year})" if now.year else "")
        old = "; ".join(f"{s.value}{f' ({s.year})' if s.year else ''}" for s in now.superseded)
        yield Known("Figure", value, f"replaces {old}" if old else "")
    for fact in allows.regulatory:
        when = f" ({fact.date})" if fact.date and fact.date not in fact.status else ""
        yield Known(fact.jurisdiction, f"{fact.status}{when}", fact.note or "")
    for point in allows.unverified:
        yield Known("Unverified", point, "nobody has read this in a source")


def _sides(claim: Claim, kb: KnowledgeBase, cited: Bibliography) -> Iterator[EvidenceSide]:
    for side, title in SIDES.items():
        links = [link for link in claim.rests_on if link.direction == side]
        if links:
            facts = tuple(_fact(link, kb.sources.get(link.source), cited) for link in links)
            yield EvidenceSide(side, title, facts)


def _fact(link: EvidenceLink, source: Source | None, cited: Bibliography) -> RecordedFact:
    read = how_read(link, source)
    warned = [word for word in (cautions(source) if source else ()) if word != "unverified"]
    if unverified(link, source):
        warned.insert(0, "unverified")
    recorded = next((f for f in source.facts if f.text == link.fact), None) if source else None
    return RecordedFact(
        text=link.fact,
        reference=cited.cite(link.source),
        short=short(source) if source else link.source,
        kind=kind_word(source.kind) if source else "",
        directness=DIRECT[link.directness],
        read=read,
        at=None if (link.at or "").lower() in read else link.at,
        participants=source.n if source else None,
        as_of=recorded.as_of if recorded else None,
        jurisdiction=recorded.jurisdiction if recorded else None,
        cautions=tuple(warned),
    )
