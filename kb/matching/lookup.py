"""Which claims a statement makes: its topic by learned weights, its claim by nearest examples.

Every claim teaches by its canonical sentence and its examples. A statement is compared with them,
and with their average, by the cosine of inverse-document-frequency weights over stems, pairs and
concepts. Where weights were learned, only the claims of likely topics are compared, so that the
work does not grow with the number of claims. Which examples were nearest can always be shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.features import features, topic_features
from kb.matching.shard import Shard, frequencies, unit
from kb.matching.statement import Observer, Statement
from kb.matching.taught import taught
from kb.model.claim import Example
from kb.model.learned import softmax

__all__ = ["ClaimIndex", "Match", "Precedent"]

_UNLIKELY = 0.01
"""Topics less probable than this are not looked into."""
_TOPICS = 6
_FAR, _NEARNESS_COUNTS = 0.03, 1.5
"""How much near examples move the probability of a topic; see docs/decisions/0008."""
_PRECEDENTS_KEPT = 5


@dataclass(frozen=True, slots=True)
class Precedent:
    """An example of a claim near to a statement; `similarity` from 0 to 1."""

    example: Example
    similarity: float


@dataclass(frozen=True, slots=True)
class Match:
    """A claim that a statement makes.

    `nearness` tells how near its examples are. `score` is the probability that it is meant among
    the claims of likely topics; where no weights were learned, the nearness. `strength` tells how
    far topic and examples agree at all: low where the passage is probably not covered. All from 0
    to 1. Precedents come nearest first.
    """

    claim: str
    score: float
    nearness: float
    strength: float
    precedents: tuple[Precedent, ...]


class ClaimIndex:
    """All claims of a knowledge base, ready to be ranked against statements."""

    def __init__(self, kb: KnowledgeBase, observer: Observer) -> None:
        """Take the features of every canonical sentence and example."""
        self._kb = kb
        self._learned = kb.learned
        self._taught = taught(kb, observer)
        self._idf = frequencies(row for rows in self._taught.values() for row in rows)
        self._shards: dict[str, Shard] = {}
        self._claims_of: dict[str, list[str]] = {}
        for claim in kb.claims.values():
            self._claims_of.setdefault(claim.topic, []).append(claim.id)
        known = kb.learned.topic.labels if kb.learned else ()
        self._unlearned = tuple(topic for topic in self._claims_of if topic not in known)

    def rank(self, statement: Statement, most: int = _TOPICS) -> list[Match]:
        """Return the claims that a statement most likely makes, best first; ties by id.

        Where weights were learned there is one claim a topic: the nearest. Topics that the
        weights do not know (laid over the knowledge base they came with) are compared as without.
        """
        query = self._query(statement)
        if self._learned is None:
            matches = [m for topic in self._claims_of for m in self._matches(topic, query, None)]
        else:
            matches = list(self._likely(statement, query))
            # Topics of one's own, laid over the shipped ones, are matched by their examples.
            matches += [m for topic in self._unlearned for m in self._matches(topic, query, None)]
        return sorted(matches, key=lambda m: (-round(m.score, 9), m.claim))[:most]

    def _likely(self, statement: Statement, query: dict[str, float]) -> Iterator[Match]:
        """Yield the nearest claim of each likely topic, its chance weighed by how near it is."""
        likely = sorted(self.topics(statement), key=lambda t: (-t[1], t[0]))[:_TOPICS]
        found = []
        for topic, chance in likely:
            if chance > _UNLIKELY and topic in self._claims_of:
                nearest = max(
                    self._matches(topic, query, chance), key=lambda m: (m.nearness, m.claim)
                )
                found.append((nearest, chance * (_FAR + nearest.nearness) ** _NEARNESS_COUNTS))
        total = sum(weight for _, weight in found)
        for match, weight in found:
            yield replace(match, score=weight / total)

    def topics(self, statement: Statement) -> list[tuple[str, float]]:
        """Return the probability of every topic; empty where no weights were learned."""
        if self._learned is None:
            return []
        chances = softmax(self._learned.topic.scores(topic_features(statement)))
        return list(zip(self._learned.topic.labels, chances, strict=True))

    def topic(self, match: Match) -> str:
        """Return the topic of a match."""
        return self._kb.claims[match.claim].topic

    def within(
        self, topic: str, statement: Statement, without: Example | None = None
    ) -> Match | None:
        """Return the nearest claim of one topic, as if `without` had never been an example."""
        matches = self._matches(topic, self._query(statement), None, without)
        return max(matches, key=lambda m: (m.nearness, m.claim), default=None)

    def _query(self, statement: Statement) -> dict[str, float]:
        found = sorted(features(statement))
        return unit({name: self._idf[name] for name in found if name in self._idf})

    def _matches(
        self,
        topic: str,
        query: dict[str, float],
        chance: float | None,
        without: Example | None = None,
    ) -> list[Match]:
        if topic not in self._shards:
            rows = {claim: self._taught[claim] for claim in self._claims_of.get(topic, ())}
            self._shards[topic] = Shard(rows, self._idf)
        matches = []
        for claim, nearness, near in self._shards[topic].near(query):
            examples = self._kb.claims[claim].examples
            precedents = [
                Precedent(examples[place - 1], similarity)
                for place, similarity in near
                if place and examples[place - 1] is not without
            ]
            score = nearness if chance is None else chance
            matches.append(
                Match(
                    claim,
                    min(1.0, score),
                    nearness,
                    score * nearness,
                    tuple(precedents[:_PRECEDENTS_KEPT]),
                )
            )
        return matches
