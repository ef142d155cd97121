"""Weights with one layer between features and labels: what features tell together counts, too.

"Months" tells little, "relief" tells little, both together tell of durability. A row of weights a
label adds up what each feature tells alone; here features speak to a few dozen units first, and a
unit speaks only where enough of its features are met.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import EncodedBytes, EncoderProtocol, Field, FiniteFloat, model_validator

from kb.model.frozen import Frozen

__all__ = ["LayeredModel"]


class _Base64(EncoderProtocol):
    """Base64 without anything else in it: pydantic's own type passes over foreign characters."""

    @classmethod
    def decode(cls, data: bytes) -> bytes:
        try:
            return b64decode(data, validate=True)
        except binascii.Error as fault:
            raise ValueError(f"the weights of features are no base64: {fault}") from fault

    @classmethod
    def encode(cls, value: bytes) -> bytes:
        return b64encode(value)

    @classmethod
    def get_json_format(cls) -> str:
        return "base64"


class LayeredModel(Frozen):
    """A perceptron with one hidden layer over named features.

    A unit is its own bias plus the sum over the features, or zero where that is negative; the score
    of a label is its bias plus the sum over the units.
    """

    labels: tuple[str, ...] = Field(min_length=1)
    bias: tuple[FiniteFloat, ...] = Field(description="By label.")
    units: tuple[FiniteFloat, ...] = Field(min_length=1, description="The bias of each unit.")
    outward: tuple[tuple[FiniteFloat, ...], ...] = Field(
        description="By unit, what it speaks for or against each label."
    )
    features: str = Field(description="Their names, a line each.")
    inward: Annotated[bytes, EncodedBytes(encoder=_Base64)] = Field(
        description="By feature, a signed byte for each unit, all in base64: times `steps` it is"
        " what the feature adds to the unit."
    )
    steps: tuple[FiniteFloat, ...] = Field(description="What one step of a byte adds, by unit.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(set(self.labels)) != len(self.labels):
            raise ValueError("a label stands twice; labels are unique")
        if len(self.bias) != len(self.labels):
            raise ValueError(f"{len(self.labels)} labels need as many biases")
        many = self.features.count("\n") + bool(self.features)
        if len(self._places) != many:
            raise ValueError("a feature stands twice; features are unique")
        held, units = len(self.inward), len(self.units)
        rows = {len(row) for row in self.outward}
        if len(self.outward) != units or len(self.steps) != units or rows != {len(self.labels)}:
            raise ValueError(f"{units} units need a step and {len(self.labels)} weights each")
        if held != units * many:
            raise ValueError(f"{many} features need {units} bytes each")
        return self

    def scores(self, features: Mapping[str, float]) -> list[float]:
        """Return the score of every label, in their order; unknown features do not count."""
        places = self._places
        met = [(places[name], value) for name, value in features.items() if name in places]
        units, outward, bias, steps = self._output
        if met:
            rows = self._inward[[place for place, _ in met]]
            units = units + (np.array([value for _, value in met]) @ rows) * steps
        found: list[float] = (bias + np.maximum(units, 0.0) @ outward).tolist()
        return found

    def reasons(self, features: Mapping[str, float], label: str) -> list[tuple[str, float]]:
        """Return the features that spoke for `label`, the strongest first.

        Through the units that speak at all, a score is a sum over the features: their parts of it.
        """
        place = self.labels.index(label)
        places = self._places
        met = [(name, value) for name, value in features.items() if name in places]
        units, outward, _, steps = self._output
        rows = self._inward[[places[name] for name, _ in met]]
        told = np.array([value for _, value in met])[:, None] * rows * steps
        speaking = units + told.sum(axis=0) > 0
        parts = (told @ np.where(speaking, outward[:, place], 0.0)).tolist()
        found = [(name, part) for (name, _), part in zip(met, parts, strict=True) if part > 0]
        return sorted(found, key=lambda each: (-each[1], each[0]))

    def rows_of_scores(
        self, names: Sequence[str], rows: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return a row of scores for each row of values, its columns in the order of `names`."""
        places = self._places
        known = [here for here, name in enumerate(names) if name in places]
        units, outward, bias, steps = self._output
        if known:
            inward = self._inward[[places[names[here]] for here in known]]
            units = units + (rows[:, known] @ inward) * steps
        found: NDArray[np.float64] = bias + np.maximum(units, 0.0) @ outward
        return np.broadcast_to(found, (len(rows), len(self.labels)))

    @cached_property
    def _places(self) -> dict[str, int]:
        names = self.features.split("\n") if self.features else []
        return {name: place for place, name in enumerate(names)}

    @cached_property
    def _inward(self) -> NDArray[np.int8]:
        return np.frombuffer(self.inward, dtype=np.int8).reshape(-1, len(self.units))

    @cached_property
    def _output(self) -> tuple[NDArray[np.float64], ...]:
        return tuple(map(np.array, (self.units, self.outward, self.bias, self.steps)))
