"""A record of a known marketing document: the mentions found in it, never its text.

A mention points at its words with a text-quote selector of at most 12 words.
Source: W3C Web Annotation Data Model, section 4.2.4 (Text Quote Selector).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from kb.model.claim import Id, Text
from kb.model.document import PassageKind
from kb.model.frozen import Frozen
from kb.model.terms import Dimension, Verdict

__all__ = ["MAX_QUOTE_WORDS", "KnownCopy", "Mention", "NoClaim", "TextQuote"]

MAX_QUOTE_WORDS = 12
"""House rule: the words under judgement, never a whole sentence of somebody else's copy."""


def _short(quote: str) -> str:
    if len(quote.split()) > MAX_QUOTE_WORDS:
        raise ValueError(
            f"a quote has at most {MAX_QUOTE_WORDS} words; this one has {len(quote.split())}"
        )
    return quote


class TextQuote(Frozen):
    """Exact words, with context where the words alone occur more than once."""

    exact: Annotated[str, StringConstraints(min_length=3), AfterValidator(_short)]
    prefix: str | None = None
    suffix: str | None = None


class Mention(Frozen):
    """A passage of a known document, judged by a person; no claim: nothing here covers it."""

    quote: TextQuote
    claim: Id | None = None
    verdict: Verdict
    exceeds: tuple[Dimension, ...] = ()
    note: Text | None = None


class KnownCopy(Frozen):
    """A marketing document that the knowledge base knows of."""

    id: Id
    title: Text
    kind: Literal["clinic page", "article", "advertisement", "leaflet", "sample"]
    origin: Text = Field(description="Where the document comes from, in words.")
    ours: bool = Field(
        default=False, description="Whether we wrote it: then its text lies beside it."
    )
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    characters: Annotated[int, Field(gt=0)]
    mentions: tuple[Mention, ...] = ()


class NoClaim(Frozen):
    """A piece of copy, in our own words, that asserts nothing that evidence could bear out.

    What is no claim is knowledge too: it teaches which passages to leave alone.
    """

    copy_: Text = Field(alias="copy")
    form: PassageKind = "sentence"
    because: Text = Field(
        description="question, definition, instruction, own service, story, hope ..."
    )

    @property
    def id(self) -> str:
        """Return the copy itself: the same text is listed once."""
        return self.copy_
