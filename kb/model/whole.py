"""What a knowledge base asks of a document as a whole, and of the references it gives."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from kb.model.claim import Id, Text
from kb.model.concept import Wording
from kb.model.frozen import Frozen
from kb.model.terms import Dimension

__all__ = ["FairStatement", "Host", "ReferenceKind", "TopicId"]

TopicId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$")]
Host = Annotated[
    str,
    StringConstraints(
        pattern=r"^(\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\*[a-z0-9-]{3,}\*)$", max_length=80, to_lower=True
    ),
]
"""Which addresses are meant: a host with all below it (`example.org`), an ending (`.gov`), or
letters anywhere in the name of a host (`*coupon*`)."""


class FairStatement(Frozen):
    """Something that a fair reader must be told beside a benefit."""

    id: Id
    says: Text = Field(
        description="In plain words, so that 'a fair reader must be told ...' reads well."
    )
    why: Text | None = Field(default=None, description="Why it must be told.")
    needed_beside: tuple[TopicId, ...] = Field(
        min_length=1, description="Topics: a finding on one of them speaks of a benefit."
    )
    given_by: tuple[TopicId, ...] = Field(
        default=(), description="Topics: a finding on one of them gives the statement."
    )
    unless_exceeding: tuple[Dimension, ...] = Field(
        default=(),
        description=(
            "A finding that goes too far on one of these gives nothing: 'no side effects' does not"
            " tell the risks. A contradicted finding never does."
        ),
    )
    wordings: tuple[Wording, ...] = Field(
        default=(), description="Words that give the statement wherever they stand."
    )
    about: tuple[Id, ...] = Field(
        default=(), description="Concepts it is limited to: benefits of these only."
    )
    same_section: bool = Field(
        default=True, description="Whether it must stand under the same heading as the benefit."
    )
    sources: tuple[Id, ...] = Field(default=(), description="What shows that it must be told.")

    @model_validator(mode="after")
    def _can_be_given(self) -> Self:
        if not self.given_by and not self.wordings:
            raise ValueError("nothing could give this statement: name 'given_by' or 'wordings'")
        return self


class ReferenceKind(Frozen):
    """A kind of place that copy refers to, told by its address."""

    id: Id
    label: Text = Field(description="In plain words, with its article: 'a coupon site'.")
    weak: bool = Field(description="Whether it bears no medical claim on its own.")
    hosts: tuple[Host, ...] = Field(min_length=1)
