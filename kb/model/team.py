"""What a team sets for its runs, in the table `[vet]` of `kb.toml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kb.model.claim import Text
from kb.model.frozen import Frozen

__all__ = ["FailOn", "VetSettings"]

FailOn = Literal["supported", "unsupported", "overstated", "contradicted", "never"]


class VetSettings(Frozen):
    """What `vet` does where its options say nothing. Files are named from the folder of `kb.toml`.

    No content: a change of it changes no fingerprint and no verdict.
    """

    fail_on: FailOn | None = Field(default=None, description="Exit 1 from this verdict upwards.")
    format: Text | None = Field(default=None, description="How audits are printed.")
    suppressions: Text | None = Field(default=None, description="The register of suppressions.")
    baseline: Text | None = Field(default=None, description="The run that findings are new to.")

    @property
    def told(self) -> dict[str, str]:
        """Return what is set, for people.

        >>> VetSettings(fail_on="contradicted").told
        {'fail_on': 'contradicted'}
        """
        return {name: str(value) for name, value in self if value is not None}
