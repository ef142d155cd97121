"""Whether `score` is the probability that a finding stands: measured on pages left out.

A finding stands where a reader marked a claim at its place with the same topic and verdict. The
shipped `score` is the logistic curve of `kb.toml` over the raw score; here the curve is fitted, and
its reliability measured with the curve of each page fitted on the other pages.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.labelled import Page

__all__ = ["reliability", "stands"]

BANDS = 5
_FOLDS = 7
_SURE = 0.001


def stands(row: dict[str, Any], page: Page) -> bool:
    """Return whether a reader found the same: over half of the shorter span, topic, verdict."""
    for claim in (claim for found in page.rows for claim in found["claims"]):
        shared = min(claim["end"], row["end"]) - max(claim["start"], row["start"])
        shorter = min(claim["end"] - claim["start"], row["end"] - row["start"])
        same = claim["topic"] == row["topic"] and claim["verdict"] == row["verdict"]
        if same and shared >= 0.5 * shorter:
            return True
    return False


def reliability(rows: Sequence[dict[str, Any]], pages: Sequence[Page]) -> Iterable[str]:
    """Yield the curve to write into `kb.toml`, and a table: score told, findings, share that stand.

    `rows` are findings on pages left out, told without a curve.
    """
    by_number = {page.number: page for page in pages}
    covered = [row for row in rows if row["topic"] is not None]
    x = np.array([[_logit(row["score"])] for row in covered])
    y = np.array([stands(row, by_number[row["page"]]) for row in covered])
    number = np.array([row["page"] for row in covered])
    curve = _curve(x, y)
    yield f"score: offset {curve.intercept_[0]:.2f}, slope {curve.coef_[0][0]:.2f} (kb.toml)"
    told = np.zeros(len(y))
    numbers = sorted(by_number)
    for fold in range(_FOLDS):
        out = np.isin(number, numbers[fold::_FOLDS])
        told[out] = _curve(x[~out], y[~out]).predict_proba(x[out])[:, 1]
    yield f"{'score told':>12}{'findings':>10}{'stand':>8}"
    for band in range(BANDS):
        low, high = band / BANDS, (band + 1) / BANDS
        inside = (told >= low) & (told < high if band < BANDS - 1 else told <= high)
        if inside.any():
            name = f"{low:.1f} to {high:.1f}"
            yield f"{name:>12}{int(inside.sum()):>10}{y[inside].mean():>8.2f}"
    brier, blind = float(np.mean((told - y) ** 2)), float(np.mean((y.mean() - y) ** 2))
    yield f"Brier score {brier:.3f}; saying {y.mean():.2f} of all would give {blind:.3f}"


def _curve(x: Any, y: Any) -> Any:
    return LogisticRegression(C=1e3).fit(x, y)


def _logit(chance: float) -> float:
    inside = min(1 - _SURE, max(_SURE, chance))
    return math.log(inside / (1 - inside))
