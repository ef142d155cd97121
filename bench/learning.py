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
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

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
PASSAGE_WEIGHT = 2.0
PASSAGE_EXAMPLE_WEIGHT = 0.15
TOPIC_EXAMPLE_WEIGHT = 1.0
VERDICT_EXAMPLE_WEIGHT = 0.12
TOPIC_C, CHECKABLE_C, VERDICT_C, DIMENSION_C = 8.0, 0.3, 0.5, 0.5
"""Inverse strengths of the L2 penalty, the same for all pages."""

Features = dict[str, float]


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
        self.example_cases: list[tuple[Features, Verdict, tuple[str, ...]]] = []
        for claim in kb.claims.values():
            for example in claim.examples:
                statement = self.observer.observe(example.copy_)
                self.example_topics.append((topic_features(statement), claim.topic))
                match = self.index.within(claim.topic, statement, without=example)
                if match is not None:
                    case = Case(statement, self.kb.claims[match.claim], match)
                    self.example_cases.append(
                        (case_features(case), example.verdict, example.exceeds)
                    )
        self.example_passages = self._example_passages()
        self._seen: dict[int, tuple[list[Any], list[Any], list[Any]]] = {}

    def learn(self, from_pages: Sequence[Page], made_from: str) -> Learned:
        """Return the weights learned from these pages and all examples."""
        passages, topics, cases = list(self.example_passages), list(self.example_topics), []
        passage_weights = [PASSAGE_EXAMPLE_WEIGHT] * len(passages)
        topic_pages = [self._page(page) for page in from_pages]
        weights = _by_frequency(
            [topic for _, topic in topics], [topic for seen in topic_pages for _, topic in seen[1]]
        )
        for page in from_pages:
            seen = self._page(page)
            passages += seen[0]
            passage_weights += [1.0] * len(seen[0])
            topics += seen[1]
            weights += [PASSAGE_WEIGHT] * len(seen[1])
            cases += seen[2]
        case_weights = [1.0] * len(cases) + [VERDICT_EXAMPLE_WEIGHT] * len(self.example_cases)
        cases = cases + self.example_cases
        case_rows = [features for features, _, _ in cases]
        return Learned(
            made_from=made_from,
            checkable=_fit(
                [f for f, _ in passages],
                [y for _, y in passages],
                CHECKABLE,
                CHECKABLE_C,
                passage_weights,
            ),
            topic=_fit(
                [f for f, _ in topics],
                [t for _, t in topics],
                sorted(self.kb.topics),
                TOPIC_C,
                weights,
                TOPIC_KEPT,
            ),
            verdict=_fit(case_rows, [v for _, v, _ in cases], VERDICTS, VERDICT_C, case_weights),
            dimension=_fit_each(
                case_rows, [set(d) for _, _, d in cases], DIMENSIONS, DIMENSION_C, case_weights
            ),
        )

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

    def _page(self, page: Page) -> tuple[list[Any], list[Any], list[Any]]:
        if page.number not in self._seen:
            self._seen[page.number] = self._observe(page)
        return self._seen[page.number]

    def _observe(self, page: Page) -> tuple[list[Any], list[Any], list[Any]]:
        passages, topics, cases = [], [], []
        for passage in page.document.passages:
            whole = self._statement(page.document, passage, passage.start, passage.end)
            checkable = any(row["checkable"] and _covers(row, passage) for row in page.rows)
            passages.append((self._checkable(whole), "yes" if checkable else "no"))
        for row in page.rows:
            for claim in row["claims"]:
                passage = max(page.document.passages, key=lambda p: _shared(claim, p))
                statement = self._statement(page.document, passage, claim["start"], claim["end"])
                topics.append((topic_features(statement), claim["topic"]))
                match = self.index.within(claim["topic"], statement)
                if match is not None:
                    case = Case(statement, self.kb.claims[match.claim], match)
                    cases.append(
                        (case_features(case), claim["verdict"], tuple(claim["dimensions"]))
                    )
        return passages, topics, cases

    def _statement(self, document: Document, passage: Passage, start: int, end: int) -> Statement:
        return observe_in_context(self.observer, document, passage).part(start, end)


def _by_frequency(taught: Sequence[str], met: Sequence[str]) -> list[float]:
    """Return weights by which the taught topics are as frequent as those met on pages.

    Curators write about as much on each claim; copy does not.
    """
    wanted, held = Counter(met), Counter(taught)
    smooth = 3
    total = len(met) + smooth * len(held)
    shares = {
        topic: (wanted[topic] + smooth) / total / (n / len(taught)) for topic, n in held.items()
    }
    return [TOPIC_EXAMPLE_WEIGHT * min(5.0, shares[topic]) for topic in taught]


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
