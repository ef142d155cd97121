"""Which claims a statement makes: nearest examples and the middle of each claim's examples.

Every claim teaches by its canonical sentence and its examples. A statement is compared with each of
them, and with their average, by the cosine of inverse-document-frequency weights over stems, pairs
and concepts. Which words matched, and which examples, can always be shown.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.features import features, topic_features
from kb.matching.statement import Observer, Statement
from kb.model.claim import Example
from kb.model.learned import softmax

__all__ = ["ClaimIndex", "Match", "Precedent"]

_PAIR_WEIGHT = 0.4
_CONCEPT_WEIGHT = 1.0
_NEAREST_SHARE = 0.5
"""How much the nearest example counts against the average of all; see docs/decisions."""

_PRECEDENTS_KEPT = 5
_UNLIKELY = 0.01
"""Topics less probable than this are not told."""

Vector = Mapping[str, float]
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Precedent:
    """An example of a claim near to a statement; `similarity` from 0 to 1."""

    example: Example
    similarity: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A claim that a statement makes; `score` from 0 to 1, precedents nearest first."""

    claim: str
    score: float
    precedents: tuple[Precedent, ...]


class ClaimIndex:
    """All claims of a knowledge base, ready to be ranked against statements."""

    def __init__(self, kb: KnowledgeBase, observer: Observer) -> None:
        """Read every canonical sentence and example once."""
        self._owner: list[str] = []
        self._example: list[Example | None] = []
        documents: list[frozenset[str]] = []
        for claim in kb.claims.values():
            for example in (None, *claim.examples):
                text = claim.says if example is None else example.copy_
                documents.append(features(observer.observe(text)))
                self._owner.append(claim.id)
                self._example.append(example)
        self._learned = kb.learned
        self._claims_of: dict[str, list[str]] = defaultdict(list)
        self._topic_of = {claim.id: claim.topic for claim in kb.claims.values()}
        for claim in kb.claims.values():
            self._claims_of[claim.topic].append(claim.id)
        self._idf = _inverse_document_frequencies(documents)
        self._vectors = [self._vector(document) for document in documents]
        self._postings = _postings(enumerate(self._vectors))
        self._middles = _postings(self._averages().items())

    def _vector(self, found: Iterable[str]) -> dict[str, float]:
        weights = {name: self._idf[name] * _weight(name) for name in sorted(found) if name in self._idf}
        return _unit(weights)

    def _averages(self) -> dict[str, dict[str, float]]:
        sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for owner, vector in zip(self._owner, self._vectors, strict=True):
            for name, weight in vector.items():
                sums[owner][name] += weight
        return {owner: _unit(total) for owner, total in sums.items()}

    def rank(self, statement: Statement, most: int = 5) -> list[Match]:
        """Return the claims that a statement most likely makes, best first; ties by id.

        The score is the probability of the claim's topic where weights were learned, else how
        near its examples are; both from 0 to 1.
        """
        query = self._vector(features(statement))
        near = self._near(query)
        scores = self._similar(query, near)
        if self._learned is not None:
            scores = self._by_topic(statement, scores)
        best = sorted(scores, key=lambda claim: (-round(scores[claim], 9), claim))[:most]
        return [Match(c, min(1.0, scores[c]), self._precedents(c, near, query)) for c in best]

    def match(self, claim: str, statement: Statement) -> Match:
        """Return how a statement stands to one claim, whatever others there are."""
        query = self._vector(features(statement))
        near = self._near(query)
        score = self._similar(query, near).get(claim, 0.0)
        return Match(claim, min(1.0, score), self._precedents(claim, near, query))

    def topic(self, match: Match) -> str:
        """Return the topic of a match."""
        return self._topic_of[match.claim]

    def topics(self, statement: Statement) -> list[tuple[str, float]]:
        """Return the probability of every topic; empty where no weights were learned."""
        if self._learned is None:
            return []
        chances = softmax(self._learned.topic.scores(topic_features(statement)))
        return list(zip(self._learned.topic.labels, chances, strict=True))

    def nearness(self, statement: Statement) -> float:
        """Return how near the nearest claim's examples are, from 0 to 1."""
        query = self._vector(features(statement))
        return max(self._similar(query, self._near(query)).values(), default=0.0)

    def _near(self, query: Vector) -> dict[int, float]:
        near: dict[int, float] = defaultdict(float)
        for name, weight in query.items():
            for document, other in self._postings.get(name, ()):
                near[document] += weight * other
        return near

    def _similar(self, query: Vector, near: Mapping[int, float]) -> dict[str, float]:
        middle: dict[str, float] = defaultdict(float)
        for name, weight in query.items():
            for claim, other in self._middles.get(name, ()):
                middle[claim] += weight * other
        nearest: dict[str, float] = {}
        for document, similarity in near.items():
            owner = self._owner[document]
            if similarity > nearest.get(owner, 0.0):
                nearest[owner] = similarity
        return {
            claim: _NEAREST_SHARE * nearest.get(claim, 0.0) + (1 - _NEAREST_SHARE) * value
            for claim, value in middle.items()
        }

    def _by_topic(self, statement: Statement, similar: Mapping[str, float]) -> dict[str, float]:
        """Return each likely topic's nearest claim, by the probability of the topic."""
        scores: dict[str, float] = {}
        for topic, chance in self.topics(statement):
            claims = self._claims_of.get(topic)
            if claims and chance > _UNLIKELY:
                scores[max(claims, key=lambda c: (similar.get(c, 0.0), c))] = chance
        return scores

    def _precedents(
        self, claim: str, near: Mapping[int, float], query: Vector
    ) -> tuple[Precedent, ...]:
        own = [d for d in near if self._owner[d] == claim and self._example[d] is not None]
        own.sort(key=lambda d: (-round(near[d], 9), d))
        return tuple(
            Precedent(
                example,
                near[d],
                tuple(sorted(query.keys() & self._vectors[d].keys(), key=lambda n: -query[n])[:6]),
            )
            for d in own[:_PRECEDENTS_KEPT]
            if (example := self._example[d]) is not None
        )


def _weight(name: str) -> float:
    if name.startswith("c:"):
        return _CONCEPT_WEIGHT
    return _PAIR_WEIGHT if "_" in name else 1.0


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {name: weight / length for name, weight in weights.items()} if length else {}


def _inverse_document_frequencies(documents: list[frozenset[str]]) -> dict[str, float]:
    # Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
    count = Counter(name for document in documents for name in document)
    total = len(documents)
    return {name: math.log(1 + (total - n + 0.5) / (n + 0.5)) for name, n in count.items()}


def _postings(vectors: Iterable[tuple[K, Vector]]) -> dict[str, list[tuple[K, float]]]:
    postings: dict[str, list[tuple[K, float]]] = defaultdict(list)
    for key, vector in vectors:
        for name, weight in vector.items():
            postings[name].append((key, weight))
    return dict(postings)
