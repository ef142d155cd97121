"""Which claims a statement makes: its topic by learned weights, its claim by the nearest examples.

Every claim teaches by its canonical sentence and its examples. A statement is compared with them,
and with their average, by the cosine of inverse-document-frequency weights over stems, pairs and
concepts. Where weights were learned, only the claims of likely topics are compared, so that the
work does not grow with the number of claims; a topic weighs by its probability times how near its
nearest claim is. Which examples were nearest can always be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.features import features
from kb.matching.shard import Compared, Near, Shard, unit
from kb.matching.statement import Observer, Statement
from kb.matching.taught import taught
from kb.matching.tokens import words
from kb.matching.topics import Row, chances
from kb.model.claim import Example

__all__ = ["ClaimIndex", "Match", "Precedent"]

_UNLIKELY = 0.01
"""Topics less probable than this are not looked into."""
_TOPICS = 6
"""The most topics looked into, and the most claims returned unless more are asked for."""
_FAR, _NEARNESS_COUNTS = 0.03, 1.5
"""A topic weighs its probability times (far + nearness) ** counts; see docs/decisions/0008."""
_PRECEDENTS_KEPT = 5
_VERBATIM = 0.98
"""Only examples this similar are compared word for word."""
_DECIDED = 1000.0
"""How much more a topic weighs of which an example has the very words of the statement."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """An example of a claim near to a statement; `similarity` from 0 to 1."""

    example: Example
    similarity: float


@dataclass(frozen=True)
class Match:
    """A claim that a statement makes.

    `nearness` tells how near its examples are. `score` is the probability that it is meant among
    the claims of likely topics; where no weights were learned, the nearness. `strength` tells how
    far topic and examples agree at all: low where the passage is probably not covered. All from 0
    to 1. `rows` holds the similarity of what teaches the claim: its sentence first, its examples.
    """

    claim: str
    score: float
    nearness: float
    strength: float
    rows: NDArray[np.float64]
    examples: tuple[Example, ...]
    without: Example | None = None
    verbatim: bool = True

    def decided(self, text: str) -> Example | None:
        """Return the precedent that has the very words of `text`, if there is one and it counts."""
        if not self.verbatim:
            return None
        if not self.rows.size or self.rows.max() <= _VERBATIM:
            return None
        said = words(text)
        near = (p.example for p in self.precedents if p.similarity > _VERBATIM)
        return next((example for example in near if words(example.copy_) == said), None)

    @cached_property
    def precedents(self) -> tuple[Precedent, ...]:
        """Return the nearest examples, nearest first; found only where somebody asks."""
        near = np.argsort(-self.rows.round(9), kind="stable")[: _PRECEDENTS_KEPT + 2].tolist()
        found = [
            Precedent(self.examples[place - 1], float(self.rows[place]))
            for place in near
            if place and self.rows[place] and self.examples[place - 1] is not self.without
        ]
        return tuple(found[:_PRECEDENTS_KEPT])


@dataclass(frozen=True, slots=True)
class _Candidate:
    near: Near
    score: float
    strength: float

    @property
    def claim(self) -> str:
        return self.near.claim


class ClaimIndex:
    """All claims of a knowledge base, ready to be ranked against statements."""

    def __init__(self, kb: KnowledgeBase, observer: Observer, *, verbatim: bool = True) -> None:
        """Take the features of every canonical sentence and example.

        `verbatim`: whether an example decides a statement that has its very words.
        """
        self._decides = verbatim
        self._kb = kb
        self._learned = kb.learned
        self._claims_of: dict[str, list[str]] = {}
        for claim in kb.claims.values():
            self._claims_of.setdefault(claim.topic, []).append(claim.id)
        self._taught = taught(kb, observer, self._claims_of)
        self._idf = self._taught.weights()
        self._shards: dict[str, Shard] = {}
        self._outside = frozenset(c.id for c in kb.concepts.values() if c.outside)
        known = kb.learned.topic.labels if kb.learned else ()
        self._unlearned = tuple(topic for topic in self._claims_of if topic not in known)

    def rank(
        self, statement: Statement, most: int = _TOPICS, topics: Row | None = None
    ) -> list[Match]:
        """Return the claims that a statement most likely makes, best first; ties by id.

        Where weights were learned there is one claim a topic: the nearest. Topics that the
        weights do not know (laid over the knowledge base they came with) are compared as without.
        `topics` are the chances of the statement's topics where they are known already.
        """
        query = self._query(statement)
        if self._learned is None:
            found = list(self._by_examples(self._claims_of, query))
        else:
            # Topics of one's own, laid over the shipped ones, are matched by their examples.
            told = self.topics(statement) if topics is None else topics
            likely = self._likely(statement, query, self._learned.topic.labels, told)
            found = [*likely, *self._by_examples(self._unlearned, query)]
        found.sort(key=lambda candidate: (-round(candidate.score, 9), candidate.claim))
        return [self._match(candidate) for candidate in found[:most]]

    def _by_examples(self, topics: Iterable[str], query: dict[str, float]) -> Iterator[_Candidate]:
        for topic in topics:
            for near in self._shard(topic).near(query):
                yield _Candidate(near, near.nearness, near.nearness**2)

    def _likely(
        self, statement: Statement, query: dict[str, float], labels: Sequence[str], topics: Row
    ) -> Iterator[_Candidate]:
        """Yield the nearest claim of each likely topic, its chance weighed by how near it is."""
        some = np.flatnonzero(topics > _UNLIKELY).tolist()
        likely = sorted((-float(topics[place]), labels[place]) for place in some)[:_TOPICS]
        found = []
        for unlikely, topic in likely:
            chance = -unlikely
            if topic in self._claims_of:
                every = self._shard(topic).near(query)
                # What a curator has judged word for word is no matter of likelihood.
                same = self._verbatim(statement, every)
                near = same or every.best()
                weight = chance * (_FAR + near.nearness) ** _NEARNESS_COUNTS
                found.append((near, chance, weight * (_DECIDED if same else 1.0)))
        total = sum(weight for *_, weight in found)
        for near, chance, weight in found:
            yield _Candidate(near, weight / total, chance * near.nearness)

    def _verbatim(self, statement: Statement, every: Compared) -> Near | None:
        """Return the first claim of which an example has the very words of the statement."""
        if not self._decides:
            return None
        for near in every.above(_VERBATIM):
            said = words(statement.text)
            examples = self._kb.claims[near.claim].examples
            for place, similarity in enumerate(near.rows.tolist()):
                if place and similarity > _VERBATIM and words(examples[place - 1].copy_) == said:
                    return near
        return None

    def topics(self, statement: Statement) -> Row:
        """Return the probability of every topic."""
        told: Row = self.chances(statement, [len(statement.tokens)])[0]
        return told

    def chances(
        self, statement: Statement, first: Sequence[int], last: Sequence[int] = ()
    ) -> NDArray[np.float64]:
        """Return the same for the first so many words, then for the last so many, a row each.

        Where no weights were learned the rows are empty.
        """
        if self._learned is None:
            return np.zeros((len(first) + len(last), 0))
        return chances(self._learned.topic, statement, first, last)

    def elsewhere(self, statement: Statement) -> bool:
        """Return whether a statement names a drug outside this knowledge base, and none of ours."""
        drugs = {
            hit.concept
            for hit, kind in zip(statement.concepts, statement.kinds, strict=True)
            if kind == "drug"
        }
        return bool(drugs) and drugs <= self._outside

    def topic(self, match: Match) -> str:
        """Return the topic of a match."""
        return self._kb.claims[match.claim].topic

    def within(
        self, topic: str, statement: Statement, without: Example | None = None
    ) -> Match | None:
        """Return the nearest claim of one topic, as if `without` had never been an example."""
        if topic not in self._claims_of:
            return None
        best = self._shard(topic).near(self._query(statement)).best()
        return self._match(_Candidate(best, best.nearness, best.nearness**2), without)

    def _query(self, statement: Statement) -> dict[str, float]:
        found = sorted(features(statement))
        return unit({name: self._idf[name] for name in found if name in self._idf})

    def _shard(self, topic: str) -> Shard:
        if topic not in self._shards:
            topics = list(self._claims_of)
            place = topics.index(topic)
            before = sum(len(self._claims_of[each]) for each in topics[:place])
            claims = self._kb.claims
            sizes = {claim: 1 + len(claims[claim].examples) for claim in self._claims_of[topic]}
            self._shards[topic] = self._taught.shard(place, before, sizes)
        return self._shards[topic]

    def _match(self, found: _Candidate, without: Example | None = None) -> Match:
        return Match(
            claim=found.claim,
            score=min(1.0, found.score),
            nearness=found.near.nearness,
            strength=found.strength,
            rows=found.near.rows,
            examples=self._kb.claims[found.claim].examples,
            without=without,
            verbatim=self._decides,
        )
