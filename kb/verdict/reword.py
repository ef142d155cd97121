"""Another wording for the place of a finding, in the writer's own words as far as they go.

Candidates come from the smallest change to the largest: softer words, a hedge, both, what a reader
must be told, the claim's own sentence. Each is put into the passage and judged again there; the
first that the evidence bears is offered, and nothing else ever is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.lexicon import Lexicon
from kb.matching.statement import Statement
from kb.matching.tokens import tokenize
from kb.model.claim import Claim
from kb.model.finding import Finding
from kb.model.terms import Dimension
from kb.verdict.finding import Judged
from kb.verdict.reword_edit import Edit, apart, applied
from kb.verdict.reword_figures import current_figure, figures, lasting
from kb.verdict.reword_fit import own_sentence, speaks_of_another
from kb.verdict.reword_hedge import HEDGES, Hedger
from kb.verdict.reword_place import Candidate, JudgeAgain, Place, stands
from kb.verdict.reword_soften import FUNCTION_WORDS, PEOPLE, Softener

__all__ = ["MOST_TRIED", "Reworder", "deletion"]

MOST_TRIED = 12
"""Candidates judged for one finding, at most."""

_LONGEST = 800
"""Characters of a passage above which no edit is tried: what is longer is no sentence."""
_HEDGED_KINDS = frozenset(("effect", "harm", "mechanism", "comparison"))
_SHORT = 4
"""Words up to which a statement is a name or a heading, to which "in some people" does not go."""
_JOINS = frozenset("so because but that which who when while without if as".split())
"""Words after which the end of a statement is not the end of its main clause."""
_SURE_OF_CLAIM = 0.36
"""How likely a finding must stand for its claim to speak in the writer's place: of what was less
sure, the claim mostly answered another point (17 of 20 that an editor read; on the scale of that
time it was 0.4)."""
_PAST_HEDGING: frozenset[Dimension] = frozenset(("certainty", "safety"))
"""Dimensions on which an absolute stays too much, whatever hedge stands beside it."""
_ASIDE = 110
"""Characters up to which what must be said fits between brackets."""


class Reworder:
    """The softer words and verbs of the product, ready for use."""

    def __init__(self, kb: KnowledgeBase, lexicon: Lexicon) -> None:
        """Compile them."""
        self._kb = kb
        self._lexicon = lexicon
        self._softener = Softener(kb.cues)
        self._hedger = Hedger(kb.cues.verbs)

    def reword(self, place: Place, others: Sequence[Judged], judge_again: JudgeAgain) -> Finding:
        """Return the finding with a wording supported in its place, or the advice to delete.

        `others` are the judgements on the rest of the passage as it is.
        """
        finding = place.finding
        claim = self._kb.claims.get(finding.claim or "")
        if claim is None or finding.verdict == "supported":
            return finding
        for candidate in self._candidates(place, claim):
            if stands(place, candidate, others, judge_again):
                return finding.model_copy(update={"rewording": candidate.text})
        said = claim.rewording if self._may_be_said(place, claim) else None
        return finding.model_copy(
            update={"rewording": None, "why": f"{finding.why} {deletion(claim, said)}"}
        )

    def _may_be_said(self, place: Place, claim: Claim) -> bool:
        """Return whether the claim's own sentence speaks of what the passage speaks of."""
        text = claim.rewording
        sure = place.finding.score >= _SURE_OF_CLAIM
        return bool(text) and sure and not speaks_of_another(place.whole, text or "", self._lexicon)

    def _candidates(self, place: Place, claim: Claim) -> Iterator[Candidate]:
        """Yield texts for the place, each once and none the same as it is."""
        tried = {place.statement.text}
        own = own_sentence(place.whole, *place.span, claim)
        if not self._may_be_said(place, claim):
            own = None
        room = MOST_TRIED - (own is not None)
        if len(place.whole.text) <= _LONGEST:
            for edits in self._edited(place, claim):
                text = applied(place.statement.text, edits, self._hedger.base_of)
                if text.strip() and text not in tried and len(tried) <= room:
                    tried.add(text)
                    said = [edit for edit in edits if "omission" not in edit.mends]
                    without_told = applied(place.statement.text, said, self._hedger.base_of)
                    yield Candidate(text, without_told)
        if own is not None and own not in tried:
            yield Candidate(own, own)

    def _edited(self, place: Place, claim: Claim) -> Iterator[tuple[Edit, ...]]:
        """Yield sets of edits, each mending every dimension that is exceeded."""
        statement = place.statement
        over = frozenset(d.name for d in place.finding.dimensions)
        soft = [self._softened(statement, claim, over, choice) for choice in (0, 1)]
        hedges: list[tuple[Edit, ...]] = []
        if claim.kind in _HEDGED_KINDS and place.finding.verdict != "contradicted":
            words = HEDGES[claim.allows.certainty.level]
            hedges = [e for e in (self._hedger.edits(statement, word) for word in words) if e]
        tails = [self._tail(statement, claim, over)]
        if place.finding.score >= _SURE_OF_CLAIM:
            tails.append(_aside(statement, claim, over))
        tails = [tail for tail in tails if tail]
        counted = any(quantity.kind == "share" for quantity in statement.quantities)
        for edits in _combined(soft, hedges, tails):
            mended = frozenset().union(*(edit.mends for edit in edits))
            if counted and not any(edit.text.lower().startswith("up to ") for edit in edits):
                mended -= {"magnitude"}  # "in some people" leaves a figure as high as it was
            if over <= mended and not _says_still(statement, over, edits):
                yield edits

    def _softened(
        self, statement: Statement, claim: Claim, over: frozenset[Dimension], choice: int
    ) -> tuple[Edit, ...]:
        found = list(self._softener.edits(statement, over, claim.allows, choice))
        if "magnitude" in over and claim.kind == "effect":
            found += figures(statement, claim.allows)
        if "currency" in over and claim.allows.currency is not None:
            found += current_figure(statement, claim.allows.currency)
        return apart(found)

    def _tail(
        self, statement: Statement, claim: Claim, over: frozenset[Dimension]
    ) -> tuple[Edit, ...]:
        """Return the people or the time that the evidence speaks of, put at the end."""
        words = {token.word for token in statement.tokens}
        if claim.kind != "effect" or len(statement.tokens) <= _SHORT or words & _JOINS:
            return ()
        end = len(statement.text)
        time = lasting(claim.allows) if "durability" in over else None
        if time is not None and not any(q.kind == "duration" for q in statement.quantities):
            return (Edit(end, end, f" {time}", frozenset({"durability"})),)
        if "hedge" in statement.said or not over & {"certainty", "magnitude", "scope"}:
            return ()
        studied = self._studied(statement, claim)
        if "scope" in over:
            mends: frozenset[Dimension] = frozenset({"scope", "magnitude"})
            return (Edit(end, end, f" in some {studied}", mends),) if studied else ()
        if words & PEOPLE:
            return ()
        if any(token.word in ("in", "as") for token in statement.tokens[-3:]):
            return ()
        return (Edit(end, end, " in some people", frozenset({"magnitude"})),)

    def _studied(self, statement: Statement, claim: Claim) -> str | None:
        """Return "adults with ..." where a condition studied is one kind of what is named."""
        scope = claim.allows.scope
        named = {c for c in statement.named if self._kb.concepts[c].kind == "condition"}
        for told in scope.includes if scope else ():
            words = tokenize(told)
            hits = self._lexicon.find(words)
            if len(hits) != 1 or (hits[0].first, hits[0].last) != (0, len(words)):
                continue
            concept = self._kb.concepts[hits[0].concept]
            broader = set(self._above(concept.id))
            if concept.kind == "condition" and named <= broader - {concept.id}:
                people = "adults" if "adult" in (claim.about.population or "") else "people"
                return f"{people} with {told}"
        return None

    def _above(self, concept: str) -> Iterator[str]:
        """Yield a concept and those that it is one kind of."""
        seen: set[str] = set()
        while concept in self._kb.concepts and concept not in seen:
            seen.add(concept)
            yield concept
            concept = self._kb.concepts[concept].broader or ""


def deletion(claim: Claim, said: str | None = None) -> str:
    """Return the advice where no wording was found; `said` is what can be said on it instead."""
    bears = claim.allows.certainty.wording
    told = f"it bears {bears}" if bears.startswith("no ") else f"at most it bears “{bears}”"
    advice = (
        f"Delete it, or hedge: no wording near this one was found that the evidence bears; {told}."
    )
    return f"{advice} What can be said on this: “{said.rstrip(' .')}.”" if said else advice


def _combined(
    soft: Sequence[tuple[Edit, ...]],
    hedges: Sequence[tuple[Edit, ...]],
    tails: Sequence[tuple[Edit, ...]],
) -> Iterator[tuple[Edit, ...]]:
    """Yield edits from the fewest to the most: alone first, then two together, then all."""
    softened = [edits for edits in dict.fromkeys(soft) if edits]
    yield from softened
    yield from hedges
    yield from tails
    for two in ((softened, hedges), (softened, tails), (hedges, tails)):
        yield from (apart((*one, *other)) for one in two[0] for other in two[1])
    for edits in softened[:1]:
        yield from (apart((*edits, *h, *t)) for h in hedges for t in tails)


def _says_still(statement: Statement, over: frozenset[Dimension], edits: Sequence[Edit]) -> bool:
    """Return whether a denied risk or a superlative would stay: a hedge does not make it true."""
    for hit in statement.cues:
        past = hit.kind.dimension in over & _PAST_HEDGING and hit.kind.step == "absolute"
        if past and not hit.negated:
            start = statement.tokens[hit.first].start - statement.start
            end = statement.tokens[hit.last - 1].end - statement.start
            if not any(edit.start < end and start < edit.end for edit in edits):
                return True
    return False


def _aside(statement: Statement, claim: Claim, over: frozenset[Dimension]) -> tuple[Edit, ...]:
    """Return in brackets what a reader must be told, where that is left out."""
    if "omission" not in over or not claim.allows.must_say:
        return ()
    if statement.tokens and statement.tokens[-1].word in FUNCTION_WORDS:
        return ()  # "such as": the sentence goes on in a list
    told = "; ".join(claim.allows.must_say).replace(" (", ", ").replace(")", "")
    end = len(statement.text)
    mends: frozenset[Dimension] = frozenset({"omission", "scope"})
    return (Edit(end, end, f" ({told})", mends),) if len(told) <= _ASIDE else ()
