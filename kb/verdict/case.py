"""A case: one statement held against one claim, and what precedents say of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kb.matching.cues import CueHit
from kb.matching.lookup import Match, Precedent
from kb.matching.statement import Statement
from kb.model.claim import Ceiling, Claim
from kb.model.finding import Cue, Exceedance
from kb.model.terms import Dimension, Verdict

__all__ = ["Case"]

_HEDGES = frozenset(("hedge", "tentative"))
_NEAR = 0.30
"""Precedents less similar than this say nothing."""


@dataclass(frozen=True)
class Case:
    """A statement, the claim it makes, and the examples of that claim nearest to it."""

    statement: Statement
    claim: Claim
    match: Match

    @property
    def allows(self) -> Ceiling:
        """Return the ceiling of the claim."""
        return self.claim.allows

    @cached_property
    def hedged(self) -> bool:
        """Return whether the statement hedges."""
        return not _HEDGES.isdisjoint(self.statement.said)

    @cached_property
    def precedents(self) -> tuple[Precedent, ...]:
        """Return the examples near enough to count."""
        return tuple(p for p in self.match.precedents if p.similarity >= _NEAR)

    def precedent_share(self, dimension: Dimension) -> float:
        """Return the share of near precedents, by squared similarity, that exceed `dimension`."""
        total = sum(p.similarity**2 for p in self.precedents)
        over = sum(p.similarity**2 for p in self.precedents if dimension in p.example.exceeds)
        return over / total if total else 0.0

    def verdict_share(self, verdict: Verdict) -> float:
        """Return the share of near precedents, by squared similarity, with that verdict."""
        total = sum(p.similarity**2 for p in self.precedents)
        own = sum(p.similarity**2 for p in self.precedents if p.example.verdict == verdict)
        return own / total if total else 0.0

    def first(self, *kinds: str) -> CueHit | None:
        """Return the first cue of one of these kinds that is not negated."""
        hits = (h for h in self.statement.cues if h.kind.id in kinds and not h.negated)
        return next(hits, None)

    def exceedance(
        self, name: Dimension, hit: CueHit | None, says: str, allows: str, why: str
    ) -> Exceedance:
        """Return an exceedance at a cue, or over the whole statement where no word shows it."""
        cue: Cue = self.statement.cue(hit.first, hit.last) if hit else self.statement.whole()
        return Exceedance(name=name, says=says, allows=allows, cue=cue, why=why)
