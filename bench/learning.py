"""Learn the weights of a knowledge base from labelled pages and the examples of its claims.

Used by `learn.py`, which writes them, and `verdicts.py`, which measures them on pages that were
not learned from. Besides, only the marked pages of our own in `bench/teaching` are learned from: no
other data, no pre-trained model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from bench.bordering import Marked, border_rows, marked
from bench.labelled import Page
from bench.layering import Teaching, fit_each_layered, fit_layered
from bench.ordered import keep_order, ordered_features
from bench.rows import Features, Rows
from bench.teaching import teaching_pages
from kb.content.knowledge_base import KnowledgeBase
from kb.matching.checkable import checkable_features
from kb.matching.context import observe_in_context
from kb.matching.lookup import ClaimIndex
from kb.matching.statement import Observer, Statement
from kb.matching.topics import chances, topic_features
from kb.model.document import Document, Passage
from kb.model.layered import LayeredModel
from kb.model.learned import NO_OR_YES, Learned
from kb.model.terms import DIMENSIONS, PROBLEMS, Verdict
from kb.verdict.case import Case
from kb.verdict.features import BESIDE_CLAIM, case_features

__all__ = ["Learner"]


@dataclass(frozen=True)
class Weights:
    """How much one row of each origin counts beside the others."""

    labelled: float
    reworded: float
    modelled: float
    written: float
    paired: float
    example: float


PASSAGES = Weights(labelled=1.0, reworded=0.3, modelled=1.0, written=0.3, paired=0.0, example=0.0)
TOPICS = Weights(labelled=2.0, reworded=0.5, modelled=1.5, written=1.0, paired=0.0, example=1.0)
CASES = Weights(labelled=1.0, reworded=0.3, modelled=1.0, written=0.2, paired=0.5, example=0.3)
NO_CLAIMS = Weights(labelled=0.5, reworded=0.15, modelled=0.5, written=0.1, paired=0.0, example=0.0)
"""Of passages that assert nothing, among the cases: some are taken for claims all the same."""
BORDERS = Weights(labelled=4.0, reworded=1.0, modelled=1.0, written=0.5, paired=0.0, example=0.0)
RARE = {"contradicted": 2.0, "unsupported": 2.0}
"""How much more a problem counts that copy seldom has: to miss all of these would cost little."""
TOPIC_TAUGHT = Teaching(units=64, rounds=7, step=4e-3, least=3)
CHECKABLE_TAUGHT = Teaching(units=32, rounds=5, step=2e-3, least=3)
BORDER_TAUGHT = Teaching(units=32, rounds=6, step=2e-3, least=3)
SUPPORTED_TAUGHT = Teaching(units=32, rounds=5, step=2e-3, least=2)
PROBLEM_TAUGHT = Teaching(units=64, rounds=6, step=2e-3, least=3)
DIMENSION_TAUGHT = Teaching(units=64, rounds=8, step=2e-3, least=3)

Judged = tuple[Verdict, tuple[str, ...]]


class _Seen(NamedTuple):
    """What one page teaches: rows of features, each with the right answer."""

    passages: list[tuple[Features, str]]
    topics: list[tuple[Features, str]]
    cases: list[tuple[Features, Judged]]
    silent: list[Statement]
    no_claims: list[tuple[Features, Judged]]
    sentences: list[Marked]
    borders: list[tuple[Features, str]]


class Learner:
    """Everything that does not depend on which pages are learned from, computed once."""

    def __init__(self, kb: KnowledgeBase) -> None:
        """Observe every example with the precedents other than itself."""
        self.kb = replace(kb, learned=None)
        self.observer = Observer(self.kb)
        self.index = ClaimIndex(self.kb, self.observer)
        self.example_topics: list[tuple[Features, str]] = []
        self.example_cases: list[tuple[Features, Judged]] = []
        for claim in kb.claims.values():
            for example in claim.examples:
                statement = self.observer.observe(example.copy_)
                self.example_topics.append((topic_features(statement), claim.topic))
                match = self.index.within(claim.topic, statement, without=example)
                if match is not None:
                    case = Case(statement, self.kb.claims[match.claim], match)
                    self.example_cases.append(
                        (case_features(case), (example.verdict, example.exceeds))
                    )
        self.example_passages = self._example_passages()
        self._seen: dict[int, _Seen] = {}
        self._teaching = [(p, self._observe(p.document, p.rows)) for p in teaching_pages()]
        self.teaching_pages = [page for page, _ in self._teaching]
        self._halves = [self._topics_without(half) for half in (0, 1)]
        for number, (page, seen) in enumerate(self._teaching):
            if page.origin != "paired":
                self._tell_topics(seen, number % 2)

    def learn(
        self, from_pages: Sequence[Page], made_from: str, without: Collection[str] = ()
    ) -> Learned:
        """Return the weights learned from these pages, our own marked pages and all examples.

        A marked page that rewords a labelled one is learned from only together with it; pairs of
        the writers `without` are left out.
        """
        rows = self._rows(from_pages, without)
        passages, topics, cases, joints = Rows(), Rows(), Rows(), Rows()
        for origin, seen in rows:
            passages.add(seen.passages, getattr(PASSAGES, origin))
            topics.add(seen.topics, getattr(TOPICS, origin))
            cases.add(seen.cases, getattr(CASES, origin))
            cases.add(seen.no_claims, getattr(NO_CLAIMS, origin))
            joints.add(seen.borders, getattr(BORDERS, origin))
        met = [topic for origin, seen in rows if origin == "labelled" for _, topic in seen.topics]
        passages.add(self.example_passages, PASSAGES.example)
        topics.add_each(self.example_topics, _by_frequency(self.example_topics, met))
        cases.add(self.example_cases, CASES.example)
        kinds, exceeded = _problems(cases)
        return Learned(
            made_from=made_from,
            checkable=fit_layered(passages, NO_OR_YES, CHECKABLE_TAUGHT),
            border=fit_layered(joints, NO_OR_YES, BORDER_TAUGHT),
            topic=fit_layered(topics, sorted(self.kb.topics), TOPIC_TAUGHT),
            supported=_supported(cases),
            problem=fit_layered(kinds, PROBLEMS, PROBLEM_TAUGHT),
            dimension=fit_each_layered(exceeded, DIMENSIONS, DIMENSION_TAUGHT),
        )

    def _rows(
        self, from_pages: Sequence[Page], without: Collection[str]
    ) -> list[tuple[str, _Seen]]:
        """Return what was seen on each page with its origin, as `Weights` names it."""
        numbers = {page.number for page in from_pages}
        rows = [("labelled", self._page(page)) for page in from_pages]
        for page, seen in self._teaching:
            if page.origin == "paired" and page.writer in without:
                continue
            if page.origin != "reworded" or page.rewords in numbers:
                rows.append((page.origin, seen))
        return rows

    def _topics_without(self, half: int) -> LayeredModel:
        """Return topics learned from every other page of our own and from no labelled page."""
        topics = Rows()
        for page, seen in self._teaching[1 - half :: 2]:
            if page.origin != "reworded":
                topics.add(seen.topics, getattr(TOPICS, page.origin))
        topics.add(self.example_topics, TOPICS.example)
        return fit_layered(topics, sorted(self.kb.topics), TOPIC_TAUGHT)

    def _tell_topics(self, seen: _Seen, half: int) -> None:
        """Add what rests on topics, told by weights that never saw the page of that half.

        The joints of its sentences, and what asserts nothing: taken for a claim, it is at least no
        problem.
        """
        model = self._halves[half]
        for statement in seen.silent:
            (told,) = chances(model, statement, [len(statement.tokens)])
            match = self.index.within(model.labels[int(told.argmax())], statement)
            if match is not None:
                case = Case(statement, self.kb.claims[match.claim], match)
                seen.no_claims.append((case_features(case), ("supported", ())))
        for sentence in seen.sentences:
            seen.borders.extend(border_rows(sentence, model.labels, partial(chances, model)))

    def _example_passages(self) -> list[tuple[Features, str]]:
        """Return what is no claim, and as much of what is one."""
        found: list[tuple[Features, str]] = []
        found.extend(
            (self._checkable(self.observer.observe(told.copy_, 0, told.form)), "no")
            for told in self.kb.no_claims.values()
        )
        examples = [e.copy_ for claim in self.kb.claims.values() for e in claim.examples]
        step = max(1, len(examples) // max(1, len(found)))
        found.extend(
            (self._checkable(self.observer.observe(text)), "yes")
            for text in (examples[::step] if found else ())
        )
        return found

    def _checkable(self, statement: Statement) -> Features:
        ranked = self.index.rank(statement, len(self.kb.claims))
        return checkable_features(statement, max((m.nearness for m in ranked), default=0.0))

    def _page(self, page: Page) -> _Seen:
        if page.number not in self._seen:
            seen = self._seen[page.number] = self._observe(page.document, page.rows)
            self._tell_topics(seen, 0)
        return self._seen[page.number]

    def _observe(self, document: Document, rows: Sequence[dict[str, Any]]) -> _Seen:
        seen = _Seen([], [], [], [], [], [], [])
        for passage in document.passages:
            whole = self._statement(document, passage, passage.start, passage.end)
            checkable = any(row["checkable"] and _covers(row, passage) for row in rows)
            seen.passages.append((self._checkable(whole), "yes" if checkable else "no"))
            if not checkable and whole.tokens:
                seen.silent.append(whole.bare())
            inside = [
                claim for row in rows for claim in row["claims"] if _stands_in(claim, passage)
            ]
            if inside:
                seen.sentences.append(marked(whole, inside))
        for claim in (claim for row in rows for claim in row["claims"]):
            passage = max(document.passages, key=lambda p: _shared(claim, p))
            statement = self._statement(document, passage, claim["start"], claim["end"])
            seen.topics.append((topic_features(statement), claim["topic"]))
            match = self.index.within(claim["topic"], statement)
            if match is not None:
                case = Case(statement, self.kb.claims[match.claim], match)
                answer = (claim["verdict"], tuple(claim["dimensions"]))
                seen.cases.append((case_features(case), answer))
        return seen

    def _statement(self, document: Document, passage: Passage, start: int, end: int) -> Statement:
        return observe_in_context(self.observer, document, passage).part(start, end)


def _supported(cases: Rows) -> LayeredModel:
    """Return what tells whether a case is supported, its weights in order."""
    told = Rows()
    answers = [NO_OR_YES[verdict == "supported"] for verdict, _ in cases.answers]
    told.add_each(list(zip(cases.features, answers, strict=True)), cases.weights)
    return fit_layered(told, NO_OR_YES, SUPPORTED_TAUGHT, keep_order, ordered_features())


def _problems(cases: Rows) -> tuple[Rows, Rows]:
    """Return the cases that are not supported by their verdicts, and by what they exceed.

    What stands for one claim alone is left out.
    """
    kinds, exceeded = Rows(), Rows()
    rows = zip(cases.features, cases.answers, cases.weights, strict=True)
    for features, (verdict, dimensions), weight in rows:
        if verdict != "supported":
            wide = {n: value for n, value in features.items() if not n.startswith(BESIDE_CLAIM)}
            kinds.add([(wide, verdict)], weight * RARE.get(verdict, 1.0))
            exceeded.add([(wide, dimensions)], weight)
    return kinds, exceeded


def _by_frequency(taught: Sequence[tuple[Features, str]], met: Sequence[str]) -> list[float]:
    """Return weights by which the taught topics are as frequent as those met on pages.

    Curators write about as much on each claim; copy does not.
    """
    wanted, held = Counter(met), Counter(topic for _, topic in taught)
    smooth = 3
    total = len(met) + smooth * len(held)
    shares = {
        topic: (wanted[topic] + smooth) / total / (n / len(taught)) for topic, n in held.items()
    }
    return [TOPICS.example * min(5.0, shares[topic]) for _, topic in taught]


def _stands_in(claim: dict[str, Any], passage: Passage) -> bool:
    return bool(passage.start <= (claim["start"] + claim["end"]) // 2 < passage.end)


def _covers(row: dict[str, Any], passage: Passage) -> bool:
    shorter = min(row["end"] - row["start"], passage.end - passage.start)
    return bool(_shared(row, passage) >= 0.5 * shorter)


def _shared(row: dict[str, Any], passage: Passage) -> int:
    return max(0, int(min(row["end"], passage.end) - max(row["start"], passage.start)))
