"""A finding from a case: verdict, reasons, grade, deciding sources and wording in one place."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from kb.content.knowledge_base import KnowledgeBase
from kb.grading import result_of
from kb.matching.lookup import Match
from kb.matching.statement import Statement
from kb.matching.tokens import plain
from kb.model.claim import Claim
from kb.model.finding import Exceedance, Finding
from kb.model.terms import Verdict
from kb.verdict.case import Case
from kb.verdict.doubts import doubts
from kb.verdict.record import FiguresOnRecord
from kb.verdict.scale import scale_of
from kb.verdict.weigh import weigh

__all__ = ["Judged", "finding_id", "finding_of", "judge"]

_DECIDING = 3
"""Sources named beside a finding; the claim's page lists all."""


def finding_id(quote: str, claim: str | None, verdict: Verdict) -> str:
    """Return an id that stays while passage, claim and verdict do, wherever the passage moves.

    White space and kinds of quotation mark do not count.
    """
    words = " ".join(plain(quote).lower().split())
    return sha256(f"{words}\0{claim or ''}\0{verdict}".encode()).hexdigest()[:16]


class Judged(NamedTuple):
    """A statement with the judgement on it; without a case where no claim speaks of it."""

    statement: Statement
    case: Case | None
    verdict: Verdict
    over: tuple[Exceedance, ...]
    chance: float

    @property
    def claim(self) -> str | None:
        """Return the id of the claim."""
        return self.case.claim.id if self.case else None

    @property
    def topic(self) -> str | None:
        """Return the topic of the claim."""
        return self.case.claim.topic if self.case else None


def judge(statement: Statement, match: Match | None, kb: KnowledgeBase) -> Judged:
    """Return the judgement on a statement that makes a known claim, or none."""
    if match is None:
        return Judged(statement, None, "unsupported", (), 0.0)
    case = Case(statement, kb.claims[match.claim], match)
    return Judged(statement, case, *weigh(case, kb))


def finding_of(judged: Judged, kb: KnowledgeBase, record: FiguresOnRecord) -> Finding:
    """Return the finding that tells of a judgement; it offers no wording yet.

    `record` tells which figures of a supported passage any source gives.
    """
    statement, case, verdict, over, chance = judged
    if case is None:
        return _not_covered(statement)
    claim = case.claim
    # Without weights there is no probability that a passage is supported.
    close = kb.settings.thresholds.close_call if kb.learned else 0.0
    doubted = tuple(doubts(case, chance, close, record)) if verdict == "supported" else ()
    exceeded = tuple(each.model_copy(update={"scale": scale_of(case, each)}) for each in over)
    return Finding(
        id=finding_id(statement.text, claim.id, verdict),
        start=statement.start,
        end=statement.end,
        quote=statement.text,
        claim=claim.id,
        topic=claim.topic,
        verdict=verdict,
        dimensions=exceeded,
        grade=result_of(claim, kb.sources),
        why=_why(claim, verdict, exceeded, sure=not doubted),
        rewording=None,
        sources=_deciding_sources(claim, verdict),
        score=round(kb.settings.calibration.probability(case.match.score * chance), 3),
        doubts=doubted,
    )


def _not_covered(statement: Statement) -> Finding:
    """Return the finding on a checkable statement that no claim speaks of."""
    return Finding(
        id=finding_id(statement.text, None, "unsupported"),
        start=statement.start,
        end=statement.end,
        quote=statement.text,
        claim=None,
        topic=None,
        verdict="unsupported",
        dimensions=(
            Exceedance(
                name="certainty",
                says="stated without a source that we hold",
                allows="nothing: no claim of this knowledge base covers it",
                cue=statement.whole(),
                why="not covered: nobody has curated evidence on this",
            ),
        ),
        grade=None,
        why="Not covered: no claim of this knowledge base speaks of this passage.",
        rewording=None,
        sources=(),
        score=0.0,
    )


def _deciding_sources(claim: Claim, verdict: Verdict) -> tuple[str, ...]:
    """Return the sources that decide: for a problem those that limit, else those that support."""
    first = "supports" if verdict == "supported" else "disputes"
    ranked = sorted(
        enumerate(claim.rests_on),
        key=lambda e: (e[1].direction != first, e[1].directness != "direct", e[0]),
    )
    return tuple(dict.fromkeys(link.source for _, link in ranked))[:_DECIDING]


def _why(claim: Claim, verdict: Verdict, exceeded: tuple[Exceedance, ...], *, sure: bool) -> str:
    if verdict == "supported":
        return f"The evidence {'' if sure else 'probably '}supports this as worded. {claim.says}"
    return " ".join(f"{e.name.capitalize()}: {e.why.rstrip('.')}." for e in exceeded)
