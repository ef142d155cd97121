"""Learned weights: what does not fit together is refused before anything is judged by it."""

from __future__ import annotations

from array import array
from base64 import b64encode
from typing import Any

import pytest
from pydantic import ValidationError

from kb.model.layered import LayeredModel
from kb.model.learned import NO_OR_YES, Learned
from kb.model.terms import DIMENSIONS, PROBLEMS


def layered(labels: tuple[str, ...], **other: object) -> dict[str, Any]:
    """Return two units: "sun" speaks to the first with 2, to the second with -1; "moon" with 3."""
    return {
        "labels": labels,
        "bias": [0.5] * len(labels),
        "units": [0.0, -1.0],
        "outward": [[1.0] * len(labels), [2.0] * len(labels)],
        "features": "sun\nmoon",
        "inward": b64encode(array("b", [4, -1, 0, 3]).tobytes()).decode(),
        "steps": [0.5, 1.0],
        **other,
    }


def weights(**other: object) -> dict[str, Any]:
    return {
        "made_from": "nothing",
        "checkable": layered(NO_OR_YES),
        "border": layered(NO_OR_YES),
        "topic": layered(("light", "dark")),
        "supported": layered(NO_OR_YES),
        "problem": layered(PROBLEMS),
        "dimension": layered(DIMENSIONS),
        **other,
    }


def test_weights_that_fit_are_taken() -> None:
    assert Learned.model_validate(weights()).problem.scores({}) == [0.5] * len(PROBLEMS)


@pytest.mark.parametrize(
    ("features", "score"),
    [
        ({}, 0.5),
        ({"unheard of": 9.0}, 0.5),
        ({"sun": 1.0}, 0.5 + 2),
        ({"moon": 1.0}, 0.5 + 2 * (3 - 1)),
        ({"moon": 0.25}, 0.5),
        ({"sun": 1.0, "moon": 1.0}, 0.5 + 2 + 2 * (3 - 1 - 1)),
    ],
)
def test_a_unit_speaks_only_where_enough_of_its_features_are_met(
    features: dict[str, float], score: float
) -> None:
    assert LayeredModel.model_validate(layered(("light",))).scores(features) == [score]


def test_reasons_are_the_features_parts_of_the_score_through_the_units_that_speak() -> None:
    model = LayeredModel.model_validate(layered(("light",)))
    told = {"sun": 1.0, "moon": 1.0, "unheard of": 9.0}

    assert model.reasons(told, "light") == [("moon", 2 * 3.0)]  # "sun": 2 - 2 * 1, no reason
    assert model.reasons({"sun": 1.0}, "light") == [("sun", 2.0)]  # the second unit is silent
    assert model.reasons({}, "light") == []


def test_a_layered_model_is_the_same_after_it_was_written_and_read() -> None:
    model = LayeredModel.model_validate(layered(("light", "dark")))
    again = LayeredModel.model_validate_json(model.model_dump_json())
    assert again == model
    assert again.scores({"sun": 1.0}) == model.scores({"sun": 1.0})


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"topic": layered(())}, "at least 1 item"),
        ({"topic": layered(("light", "light"))}, "a label stands twice"),
        ({"topic": layered(("light",), bias=[1.0, 2.0])}, "1 labels need as many biases"),
        ({"topic": layered(("light",), units=[])}, "at least 1 item"),
        ({"topic": layered(("light",), steps=[1.0])}, "2 units need a step and 1 weights each"),
        ({"topic": layered(("light",), outward=[[1.0], []])}, "2 units need a step and 1 weights"),
        ({"topic": layered(("light",), features="sun\nsun")}, "a feature stands twice"),
        ({"topic": layered(("light",), features="sun")}, "1 features need 2 bytes each"),
        ({"topic": layered(("light",), inward="%%%%")}, "no base64"),
        ({"topic": layered(("light",), bias=[float("nan")])}, "finite"),
        ({"checkable": layered(("yes", "no"))}, "labels of 'checkable' are not no, yes"),
        ({"problem": layered(PROBLEMS[:2])}, "labels of 'problem' are not"),
        ({"dimension": layered(DIMENSIONS[1:])}, "labels of 'dimension' are not"),
    ],
)
def test_weights_that_do_not_fit_their_labels_are_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Learned.model_validate(weights(**wrong))
