"""Models with a hidden layer, taught by scikit-learn and written as bytes.

In every round each row loses some of its features at random, other ones each time: a model that
sees a sentence whole learns it by heart, since no two pages use the same words.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.neural_network import MLPClassifier

from bench.rows import Rows, matrix_of
from kb.model.layered import LayeredModel

__all__ = ["Teaching", "fit_each_layered", "fit_layered"]

BATCH = 256
PENALTY = 1e-4
MOST = 127
"""The highest value of a signed byte."""
PARTS = 4
"""How often in a round what must hold is seen to: seldom enough to cost nothing."""

Keep = Callable[[Sequence[str], NDArray[np.float64], NDArray[np.float64]], None]
"""What changes the weights of named features, by unit, given how each unit speaks for yes."""


@dataclass(frozen=True)
class Teaching:
    """How a model is taught: units, rounds, the first step, the rows that must have a feature.

    `left_out` is the share of features that a row loses in each round.
    """

    units: int
    rounds: int
    step: float
    least: int
    left_out: float = 0.3


def fit_layered(
    rows: Rows,
    labels: Sequence[str],
    how: Teaching,
    keep: Keep | None = None,
    kept: Sequence[str] = (),
) -> LayeredModel:
    """Return a model over the features that several rows have; the same rows give the same.

    An answer is one label, and its probability is the softmax of the scores. `keep` puts right the
    weights of a model that answers yes or no; the features `kept` are there for it even if no row
    has them.
    """
    matrix, names = matrix_of(rows.features, how.least, kept)
    answers = np.asarray(rows.answers)
    model = _taught(
        matrix,
        answers,
        np.unique(answers),
        rows.weights,
        how,
        partial(keep, names) if keep else None,
    )
    inward, outward = model.coefs_
    units, bias = model.intercepts_
    if len(model.classes_) == 2:  # one output says yes; no is its opposite
        outward, bias = np.hstack([-outward, outward]) / 2, np.array([-bias[0], bias[0]]) / 2
    place = {str(label): here for here, label in enumerate(model.classes_)}
    # A label that was never met is as unlikely as can be told, not as likely as the bias of none.
    never = float(bias.min()) - 5
    return _written(
        names,
        labels,
        [bias[place[each]] if each in place else never for each in labels],
        units,
        inward,
        [[row[place[each]] if each in place else 0.0 for each in labels] for row in outward],
    )


def fit_each_layered(rows: Rows, labels: Sequence[str], how: Teaching) -> LayeredModel:
    """Return a model that answers yes or no for each label; a score above zero means yes.

    An answer is the set of labels that hold.
    """
    matrix, names = matrix_of(rows.features, how.least)
    answers = np.array([[label in answer for label in labels] for answer in rows.answers], int)
    model = _taught(matrix, answers, np.arange(len(labels)), rows.weights, how)
    inward, outward = model.coefs_
    units, bias = model.intercepts_
    return _written(names, labels, bias, units, inward, outward)


def _taught(
    matrix: csr_matrix,
    answers: NDArray[Any],
    classes: NDArray[Any],
    weights: Sequence[float],
    how: Teaching,
    keep: Callable[[NDArray[np.float64], NDArray[np.float64]], None] | None = None,
) -> MLPClassifier:
    # Source: Srivastava et al., "Dropout", JMLR 15, 2014, section 4: left out of the inputs.
    chance = np.random.default_rng(0)
    counts = np.asarray(weights)
    model = MLPClassifier(
        (how.units,), alpha=PENALTY, batch_size=BATCH, learning_rate_init=how.step, random_state=0
    )
    parts = np.array_split(chance.permutation(len(answers)), PARTS if keep else 1)
    for done in range(how.rounds):
        if done:
            model._optimizer.learning_rate_init = how.step * (1 - done / how.rounds)
        seen = _thinned(matrix, how.left_out, chance)
        for part in parts:
            model.partial_fit(
                seen[part], answers[part], classes=classes, sample_weight=counts[part]
            )
            if keep:
                keep(model.coefs_[0], model.coefs_[1][:, 0])
    return model


def _thinned(matrix: csr_matrix, left_out: float, chance: np.random.Generator) -> csr_matrix:
    thinned = matrix.copy()
    thinned.data = thinned.data * (chance.random(matrix.nnz) >= left_out) / (1 - left_out)
    return thinned


def _written(
    names: Sequence[str],
    labels: Sequence[str],
    bias: Iterable[float],
    units: Iterable[float],
    inward: NDArray[np.float64],
    outward: Iterable[Iterable[float]],
) -> LayeredModel:
    steps = np.abs(inward).max(axis=0) / MOST
    steps[steps == 0] = 1.0
    return LayeredModel(
        labels=tuple(labels),
        bias=tuple(map(_round, bias)),
        units=tuple(map(_round, units)),
        outward=tuple(tuple(map(_round, row)) for row in outward),
        features="\n".join(names),
        inward=b64encode(np.rint(inward / steps).astype(np.int8).tobytes()),
        steps=tuple(float(f"{step:.6g}") for step in steps),
    )


def _round(number: float) -> float:
    return round(float(number), 4)
