"""Learned weights: what does not fit together is refused before anything is judged by it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from kb.model.learned import NO_OR_YES, Learned
from kb.model.terms import DIMENSIONS, VERDICTS


def model(labels: tuple[str, ...], **other: object) -> dict[str, Any]:
    return {"labels": labels, "bias": [0.0] * len(labels), "weights": {}, **other}


def weights(**other: object) -> dict[str, Any]:
    return {
        "made_from": "nothing",
        "checkable": model(NO_OR_YES),
        "border": model(NO_OR_YES),
        "topic": model(("light", "dark")),
        "verdict": model(VERDICTS),
        "dimension": model(DIMENSIONS),
        **other,
    }


def test_weights_that_fit_are_taken() -> None:
    assert Learned.model_validate(weights()).topic.scores({"sun": 1.0}) == [0.0, 0.0]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"topic": model(())}, "at least 1 item"),
        ({"topic": model(("light", "light"))}, "a label stands twice"),
        ({"topic": model(("light",), bias=[1.0, 2.0])}, "1 labels need as many biases"),
        ({"topic": model(("light",), weights={"sun": {"1": 2.0}})}, "a weight is for label 1"),
        ({"topic": model(("light",), weights={"sun": {"-1": 2.0}})}, "a weight is for label -1"),
        ({"topic": model(("light",), bias=[float("nan")])}, "finite"),
        ({"checkable": model(("yes", "no"))}, "labels of 'checkable' are not no, yes"),
        ({"verdict": model(VERDICTS[:2])}, "labels of 'verdict' are not"),
        ({"dimension": model(DIMENSIONS[1:])}, "labels of 'dimension' are not"),
    ],
)
def test_weights_that_do_not_fit_their_labels_are_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Learned.model_validate(weights(**wrong))
