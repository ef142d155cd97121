"""A claim: what may be said, how strongly, on what evidence, with examples that teach it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from kb.model.frozen import Frozen
from kb.model.grade import GradeJudgements
from kb.model.quantity import Hours, Percent
from kb.model.terms import (
    Certainty,
    ClaimKind,
    Dimension,
    Direction,
    Directness,
    MechanismLevel,
    Verdict,
)

__all__ = [
    "Ceiling",
    "CertaintyCeiling",
    "Claim",
    "ComparisonCeiling",
    "CurrencyCeiling",
    "DurabilityCeiling",
    "EvidenceLink",
    "Example",
    "Id",
    "MagnitudeCeiling",
    "MechanismCeiling",
    "Pico",
    "RegulatoryFact",
    "Review",
    "ScopeCeiling",
    "SpeedCeiling",
    "Superseded",
    "Text",
]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class Pico(Frozen):
    """PICO: population, intervention, comparator, outcome; with route and condition.

    The three tuples hold concept ids of the knowledge base; the rest is prose.
    """

    intervention: tuple[Id, ...] = ()
    route: tuple[Id, ...] = ()
    condition: tuple[Id, ...] = ()
    population: Text | None = None
    comparator: Text | None = None
    outcome: Text | None = None
    concepts: tuple[Id, ...] = Field(
        default=(),
        description="Further concepts that tie copy to this claim (outcomes, harms, mechanisms).",
    )


class CertaintyCeiling(Frozen):
    """The strongest way of asserting that the evidence bears, with a wording that keeps to it."""

    level: Certainty
    wording: Text


class SpeedCeiling(Frozen):
    """The earliest onset that copy may state."""

    earliest: Hours
    note: Text


class DurabilityCeiling(Frozen):
    """The longest benefit that copy may state; `longest` absent: no fixed limit, see the note."""

    longest: Hours | None = None
    note: Text


class MagnitudeCeiling(Frozen):
    """The highest percentage found in any source; absent: the evidence gives none."""

    at_most: Percent | None = None
    note: Text


class ScopeCeiling(Frozen):
    """The populations and conditions the evidence speaks of, and those it does not."""

    includes: tuple[Text, ...] = ()
    excludes: tuple[Text, ...] = ()
    note: Text


class ComparisonCeiling(Frozen):
    """Which comparison was made. `superior`: whether the evidence bears "better than" at all."""

    superior: bool = False
    note: Text


class MechanismCeiling(Frozen):
    """How far a mechanism is known."""

    level: MechanismLevel
    note: Text


class RegulatoryFact(Frozen):
    """What a regulator decided, where and when."""

    jurisdiction: Text
    status: Text
    date: Text | None = None
    note: Text | None = None


class Superseded(Frozen):
    """A figure that was once the current one."""

    value: Text
    year: Text | None = None


class CurrencyCeiling(Frozen):
    """The current value of a statistic, its year, and the values it replaced."""

    value: Text
    unit: Text | None = None
    year: Text | None = None
    superseded: tuple[Superseded, ...] = ()


class Ceiling(Frozen):
    """The most that copy may say on each dimension; one that is absent is not limited here."""

    certainty: CertaintyCeiling
    speed: SpeedCeiling | None = None
    durability: DurabilityCeiling | None = None
    magnitude: MagnitudeCeiling | None = None
    scope: ScopeCeiling | None = None
    comparison: ComparisonCeiling | None = None
    mechanism: MechanismCeiling | None = None
    must_say: tuple[Text, ...] = Field(
        default=(), description="What a fair reader must be told beside this claim."
    )
    regulatory: tuple[RegulatoryFact, ...] = ()
    currency: CurrencyCeiling | None = None
    asserting_exceeds: tuple[Dimension, ...] = Field(
        default=(),
        description=(
            "Dimensions on which an unhedged, affirmative statement of this claim's subject already"
            " goes beyond the evidence."
        ),
    )
    unverified: tuple[Text, ...] = Field(
        default=(), description="Points of this ceiling that nobody has read in a source."
    )


class EvidenceLink(Frozen):
    """How one source bears on the claim; direction and directness are separate judgements."""

    source: Id
    direction: Direction
    directness: Directness = "direct"
    at: Text | None = Field(default=None, description="Where in the source (section, table, page).")
    fact: Text = Field(
        description="What the source says, in our own words, with figures and time point."
    )


class Example(Frozen):
    """A piece of copy, in our own words, with the verdict it must get."""

    copy_: Text = Field(alias="copy")
    verdict: Verdict
    exceeds: tuple[Dimension, ...] = ()
    why: Text | None = None

    @model_validator(mode="after")
    def _dimensions_fit_verdict(self) -> Self:
        if (self.verdict == "supported") == bool(self.exceeds):
            wanted = "no dimension" if self.verdict == "supported" else "at least one dimension"
            raise ValueError(f"an example that is '{self.verdict}' names {wanted} in 'exceeds'")
        return self


class Review(Frozen):
    """Who vouches for the claim as it stands; `stamp` is the fingerprint of what was reviewed."""

    by: Text
    on: date
    due: date
    stamp: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class Claim(Frozen):
    """A canonical, curated proposition with what its evidence allows."""

    id: Id
    topic: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$")]
    kind: ClaimKind
    says: Text
    about: Pico
    allows: Ceiling
    rests_on: tuple[EvidenceLink, ...] = Field(min_length=1)
    grade: GradeJudgements
    limits: tuple[Text, ...] = Field(min_length=1)
    examples: tuple[Example, ...] = Field(min_length=2)
    rewording: Text | None = Field(
        default=None, description="A sentence on this subject that the evidence bears."
    )
    review: Review | None = None
