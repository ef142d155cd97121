"""Learn the weights of a knowledge base from labelled pages and the examples of its claims.

Used by `learn.py`, which writes them, and `verdicts.py`, which measures them on pages that were
not learned from. Nothing else is used for training: no other data, no pre-trained model.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.teaching import teaching_pages
from kb.content.knowledge_base import KnowledgeBase
from kb.matching.checkable import checkable_features
from kb.matching.context import observe_in_context
from kb.matching.features import topic_features
from kb.matching.lookup import ClaimIndex
from kb.matching.statement import Observer, Statement
from kb.model.document import Document, Passage
from kb.model.learned import CHECKABLE, Learned, LinearModel
from kb.model.terms import DIMENSIONS, VERDICTS, Verdict
from kb.reading.read import read
from kb.verdict.case import Case
from kb.verdict.features import case_features

__all__ = ["LABELLED", "Learner", "Page", "pages"]

LABELLED = Path(__file__).resolve().parents[2] / "shared" / "labelled"
KEPT, TOPIC_KEPT = 0.04, 0.2
"""Weights nearer to zero than this are dropped: they explain nothing and take time to load."""


@dataclass(frozen=True)
class Weights:
    """How much one row of each origin counts beside the others."""

    labelled: float
    reworded: float
    written: float
    example: float


PASSAGES = Weights(labelled=1.0, reworded=0.3, written=0.5, example=0.15)
TOPICS = Weights(labelled=2.0, reworded=0.5, written=1.0, example=1.0)
CASES = Weights(labelled=1.0, reworded=0.3, written=0.5, example=0.12)
TOPIC_C, CHECKABLE_C, VERDICT_C, DIMENSION_C = 8.0, 0.3, 0.5, 0.5
"""Inverse strengths of the L2 penalty, the same for all pages."""

Features = dict[str, float]
Judged = tuple[Verdict, tuple[str, ...]]


class _Seen(NamedTuple):
    """What one page teaches: rows of features, each with the right answer."""

    passages: list[tuple[Features, str]]
    topics: list[tuple[Features, str]]
    cases: list[tuple[Features, Judged]]


class _Rows:
    """Features, answers and weights side by side, as a solver takes them."""

    def __init__(self) -> None:
        self.features: list[Features] = []
        self.answers: list[Any] = []
        self.weights: list[float] = []

    def add(self, rows: Sequence[tuple[Features, Any]], weight: float) -> None:
        self.add_each(rows, [weight] * len(rows))

    def add_each(self, rows: Sequence[tuple[Features, Any]], weights: Sequence[float]) -> None:
        for (features, answer), weight in zip(rows, weights, strict=True):
            if weight:
                self.features.append(features)
                self.answers.append(answer)
                self.weights.append(weight)


@dataclass(frozen=True)
class Page:
    """A labelled page: its document, its gold rows, and the set it belongs to."""

    number: int
    set: str
    document: Document
    rows: tuple[dict[str, Any], ...]


def pages(sets: Iterable[str]) -> list[Page]:
    """Return the labelled pages of these sets (`pages`, `material`, `check`), by number."""
    wanted = set(sets)
    found = []
    for entry in _lines(LABELLED / "pages.jsonl"):
        if entry["set"] not in wanted:
            continue
        number, kind = entry["n"], entry["set"]
        folder = LABELLED / "check" if kind == "check" else LABELLED
        path = folder / "pages" / f"{number:03d}.txt"
        if kind == "material":
            path = LABELLED.parent / "material" / f"{number - 100:03d}.txt"
        rows = () if kind == "check" else _gold().get(number, ())
        found.append(Page(number, kind, read(path), tuple(rows)))
    return found


def _gold() -> dict[int, list[dict[str, Any]]]:
    rows: dict[int, list[dict[str, Any]]] = {}
    for row in _lines(LABELLED / "gold.jsonl"):
        rows.setdefault(row["page"], []).append(row)
    return rows


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


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

    def learn(self, from_pages: Sequence[Page], made_from: str) -> Learned:
        """Return the weights learned from these pages, our own marked pages and all examples.

        A marked page that rewords a labelled one is learned from only together with it.
        """
        rows = self._rows(from_pages)
        passages, topics, cases = _Rows(), _Rows(), _Rows()
        for origin, seen in rows:
            passages.add(seen.passages, getattr(PASSAGES, origin))
            topics.add(seen.topics, getattr(TOPICS, origin))
            cases.add(seen.cases, getattr(CASES, origin))
        met = [topic for origin, seen in rows if origin == "labelled" for _, topic in seen.topics]
        passages.add(self.example_passages, PASSAGES.example)
        topics.add_each(self.example_topics, _by_frequency(self.example_topics, met))
        cases.add(self.example_cases, CASES.example)
        verdicts = [verdict for verdict, _ in cases.answers]
        return Learned(
            made_from=made_from,
            checkable=_fit(
                passages.features, passages.answers, CHECKABLE, CHECKABLE_C, passages.weights
            ),
            topic=_fit(
                topics.features, topics.answers, sorted(self.kb.topics), TOPIC_C, topics.weights,
                TOPIC_KEPT,
            ),
            verdict=_fit(cases.features, verdicts, VERDICTS, VERDICT_C, cases.weights),
            dimension=_fit_each(
                cases.features, [set(d) for _, d in cases.answers], DIMENSIONS, DIMENSION_C,
                cases.weights,
            ),
        )  # fmt: skip

    def _rows(self, from_pages: Sequence[Page]) -> list[tuple[str, _Seen]]:
        """Return what was seen on each page with its origin, as `Weights` names it."""
        numbers = {page.number for page in from_pages}
        rows = [("labelled", self._page(page)) for page in from_pages]
        for page, seen in self._teaching:
            if page.rewords is None:
                rows.append(("written", seen))
            elif page.rewords in numbers:
                rows.append(("reworded", seen))
        return rows

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
            self._seen[page.number] = self._observe(page.document, page.rows)
        return self._seen[page.number]

    def _observe(self, document: Document, rows: Sequence[dict[str, Any]]) -> _Seen:
        seen = _Seen([], [], [])
        for passage in document.passages:
            whole = self._statement(document, passage, passage.start, passage.end)
            checkable = any(row["checkable"] and _covers(row, passage) for row in rows)
            seen.passages.append((self._checkable(whole), "yes" if checkable else "no"))
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


def _covers(row: dict[str, Any], passage: Passage) -> bool:
    shorter = min(row["end"] - row["start"], passage.end - passage.start)
    return bool(_shared(row, passage) >= 0.5 * shorter)


def _shared(row: dict[str, Any], passage: Passage) -> int:
    return max(0, int(min(row["end"], passage.end) - max(row["start"], passage.start)))


def _matrix(rows: Sequence[Features]) -> tuple[csr_matrix, list[str]]:
    count = Counter(name for row in rows for name in row)
    names = sorted(name for name, n in count.items() if n > 1)
    place = {name: i for i, name in enumerate(names)}
    data, columns, ends = [], [], [0]
    for row in rows:
        for name in sorted(row):
            if name in place:
                data.append(row[name])
                columns.append(place[name])
        ends.append(len(data))
    return csr_matrix((data, columns, ends), shape=(len(rows), len(names))), names


def _solve(matrix: csr_matrix, y: Sequence[Any], c: float, weights: Sequence[float] | None) -> Any:
    model = LogisticRegression(C=c, max_iter=300, tol=1e-3)
    return model.fit(matrix, np.asarray(y), sample_weight=weights)


def _fit(
    rows: Sequence[Features], y: Sequence[str], labels: Sequence[str], c: float,
    weights: Sequence[float] | None = None, kept: float = KEPT,
) -> LinearModel:  # fmt: skip
    matrix, names = _matrix(rows)
    model = _solve(matrix, y, c, weights)
    order = {label: i for i, label in enumerate(labels)}
    bias = [-20.0] * len(labels)
    table: dict[str, dict[int, float]] = {}
    classes = list(model.classes_)
    coefficients, intercepts = model.coef_, model.intercept_
    if len(classes) == 2:
        coefficients, intercepts = (
            np.vstack([-coefficients, coefficients]) / 2,
            np.array([-intercepts[0], intercepts[0]]) / 2,
        )
    for label, row, intercept in zip(classes, coefficients, intercepts, strict=True):
        bias[order[str(label)]] = round(float(intercept), 3)
        _keep(table, names, row, order[str(label)], kept)
    return LinearModel(labels=tuple(labels), bias=tuple(bias), weights=dict(sorted(table.items())))


def _fit_each(
    rows: Sequence[Features],
    y: Sequence[set[str]],
    labels: Sequence[str],
    c: float,
    weights: Sequence[float],
) -> LinearModel:
    """Return one yes-or-no model a label; a score above zero means yes."""
    matrix, names = _matrix(rows)
    bias: list[float] = []
    table: dict[str, dict[int, float]] = {}
    for place, label in enumerate(labels):
        answers = [label in one for one in y]
        model = _solve(matrix, answers, c, weights)
        bias.append(round(float(model.intercept_[0]), 3))
        _keep(table, names, model.coef_[0], place, KEPT)
    return LinearModel(labels=tuple(labels), bias=tuple(bias), weights=dict(sorted(table.items())))


def _keep(
    table: dict[str, dict[int, float]], names: list[str], row: Any, place: int, kept: float
) -> None:
    for name, weight in zip(names, row, strict=True):
        if abs(weight) >= kept:
            table.setdefault(name, {})[place] = round(float(weight), 2)
