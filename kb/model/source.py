"""A source: what evidence comes from, what of it was read, and the facts it holds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kb.model.claim import Id, Text
from kb.model.frozen import Frozen
from kb.model.terms import Read, SourceKind, Standing

__all__ = ["Bibliography", "Confidence", "Fact", "Source"]

Confidence = Literal["primary", "abstract", "secondary", "unverified"]
"""How one fact was read: in the original's own passage or table, in its abstract, in somebody
else's report of it, or by nobody."""

Bibliography = Literal["confirmed", "incomplete", "not-found"]


class Fact(Frozen):
    """One thing the source says, in our own words."""

    text: Text
    confidence: Confidence
    as_of: Text | None = None
    jurisdiction: Text | None = None


class Source(Frozen):
    """A trial, a review, a label, a statistic, a law: with identifiers as published."""

    id: Id
    kind: SourceKind
    title: Text
    authors: tuple[Text, ...] = ()
    container: Text | None = Field(default=None, description="Journal, site or issuing body.")
    year: Annotated[int, Field(ge=1800, le=2100)] | None = None
    volume: Text | None = None
    issue: Text | None = None
    pages: Text | None = None
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    pmid: Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,8}$")] | None = None
    pmcid: Annotated[str, StringConstraints(pattern=r"^PMC\d+$")] | None = None
    registry: Text | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    read: Read
    read_as: Literal["own page", "secondary copy"] | None = None
    standing: Standing = "current"
    standing_note: Text | None = None
    bibliography: Bibliography
    bibliography_note: Text | None = None
    confirmed_on: date | None = Field(
        default=None, description="Day on which title and identifiers were last seen side by side."
    )
    design_note: Text | None = None
    population: Text | None = None
    n: Text | None = None
    intervention: Text | None = None
    comparator: Text | None = None
    outcome: Text | None = None
    facts: tuple[Fact, ...] = Field(min_length=1)
    limitations: tuple[Text, ...] = ()

    @property
    def unread(self) -> bool:
        """Return whether nobody has read any fact of this source."""
        return self.read == "unverified" or all(f.confidence == "unverified" for f in self.facts)
