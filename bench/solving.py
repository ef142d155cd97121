"""Small linear models over named features, solved by scikit-learn and written as weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kb.model.learned import LinearModel

__all__ = ["Features", "Rows", "fit", "fit_each", "matrix_of"]

KEPT = 0.04
"""Weights nearer to zero than this are dropped: they explain nothing and take time to load."""

Features = dict[str, float]


class Rows:
    """Features, answers and weights side by side, as a solver takes them."""

    def __init__(self) -> None:
        self.features: list[Features] = []
        self.answers: list[Any] = []
        self.weights: list[float] = []

    def add(self, rows: Sequence[tuple[Features, Any]], weight: float) -> None:
        """Add rows that all count alike."""
        self.add_each(rows, [weight] * len(rows))

    def add_each(self, rows: Sequence[tuple[Features, Any]], weights: Sequence[float]) -> None:
        """Add rows with a weight each; those of weight zero are left out."""
        for (features, answer), weight in zip(rows, weights, strict=True):
            if weight:
                self.features.append(features)
                self.answers.append(answer)
                self.weights.append(weight)


def matrix_of(
    rows: Sequence[Features], least: int = 2, kept: Sequence[str] = ()
) -> tuple[csr_matrix, list[str]]:
    """Return the rows as a matrix, and the names of its columns.

    Those are the features of at least `least` rows, and those `kept`.
    """
    count = Counter(name for row in rows for name in row)
    names = sorted({name for name, n in count.items() if n >= least} | set(kept))
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


def fit(rows: Rows, y: Sequence[str], labels: Sequence[str], c: float) -> LinearModel:
    """Return the weights of one model."""
    matrix, names = matrix_of(rows.features)
    model = _solve(matrix, y, c, rows.weights)
    coefficients = model.coef_
    order = {label: i for i, label in enumerate(labels)}
    bias = [-20.0] * len(labels)
    table: dict[str, dict[int, float]] = {}
    classes = list(model.classes_)
    intercepts = model.intercept_
    if len(classes) == 2:
        coefficients, intercepts = (
            np.vstack([-coefficients, coefficients]) / 2,
            np.array([-intercepts[0], intercepts[0]]) / 2,
        )
    for label, row, intercept in zip(classes, coefficients, intercepts, strict=True):
        bias[order[str(label)]] = round(float(intercept), 3)
        _keep(table, names, row, order[str(label)])
    return LinearModel(labels=tuple(labels), bias=tuple(bias), weights=dict(sorted(table.items())))


def fit_each(rows: Rows, y: Sequence[set[str]], labels: Sequence[str], c: float) -> LinearModel:
    """Return one yes-or-no model a label; a score above zero means yes."""
    matrix, names = matrix_of(rows.features)
    bias: list[float] = []
    table: dict[str, dict[int, float]] = {}
    for place, label in enumerate(labels):
        answers = [label in one for one in y]
        model = _solve(matrix, answers, c, rows.weights)
        bias.append(round(float(model.intercept_[0]), 3))
        _keep(table, names, model.coef_[0], place)
    return LinearModel(labels=tuple(labels), bias=tuple(bias), weights=dict(sorted(table.items())))


def _keep(table: dict[str, dict[int, float]], names: list[str], row: Any, place: int) -> None:
    for name, weight in zip(names, row, strict=True):
        if abs(weight) >= KEPT:
            table.setdefault(name, {})[place] = round(float(weight), 2)
