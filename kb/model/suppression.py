"""An entry of the register of suppressions, as a team writes it into a file."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from kb.model.claim import Text
from kb.model.frozen import Frozen
from kb.model.known_copy import TextQuote

__all__ = ["RegisterEntry"]


class RegisterEntry(Frozen):
    """One suppression: in which documents, of what, and who answers for it until when.

    Reason and person may be absent here: such an entry suppresses nothing, and the audit says so.
    """

    document: Text = Field(
        description="Name of the document, or a pattern: 'page.md', 'pages/*.md', '*.docx'."
    )
    target: Text = Field(
        description="A topic, dimension, claim, finding id, kind of finding on the whole document,"
        " 'not-covered' or 'all'; several with commas between."
    )
    quote: TextQuote | Annotated[str, StringConstraints(min_length=3)] | None = Field(
        default=None, description="Words of the copy; without them the whole document is meant."
    )
    reason: Text | None = Field(default=None, description="Why these findings may stand.")
    by: Text | None = Field(default=None, description="Who answers for it: a name or initials.")
    until: date | None = Field(default=None, description="The last day on which it holds.")
    added: date | None = Field(default=None, description="The day on which it was written.")

    @property
    def targets(self) -> tuple[str, ...]:
        """Return what is named."""
        return tuple(word for part in self.target.split(",") if (word := part.strip()))

    @property
    def selector(self) -> TextQuote | None:
        """Return the quote as a selector, or None."""
        if isinstance(self.quote, str):
            # A team's own copy: the limit of words for other people's does not hold.
            return TextQuote.model_construct(exact=self.quote, prefix=None, suffix=None)
        return self.quote

    @property
    def pattern(self) -> bool:
        """Return whether `document` can name several documents."""
        return any(sign in self.document for sign in "*?[")
