"""What the rules look at: the knowledge base, its folder, today, known texts, and the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from hashlib import sha256

from kb.checking.places import Places
from kb.content.knowledge_base import KnowledgeBase
from kb.content.terms import WordList, load_terms
from kb.errors import ReadingError
from kb.model.document import Document, Passage
from kb.model.finding import Finding
from kb.model.known_copy import KnownCopy
from kb.reading.decode import decode
from kb.vet import Engine

__all__ = ["Checked"]

_TEXTS = (".md", ".txt")


class Checked:
    """A knowledge base under check; the engine is built by the first rule that asks for it."""

    def __init__(self, kb: KnowledgeBase, today: date | None, texts: Iterable[bytes]) -> None:
        """Take the day from outside: a check reads no clock."""
        self.kb = kb
        self.today = today
        self.places = Places(kb.root)
        self._texts = {sha256(data).hexdigest(): data for data in texts}

    @cached_property
    def terms(self) -> Mapping[str, WordList]:
        """The fixed words of the product."""
        return load_terms()

    @cached_property
    def engine(self) -> Engine:
        """The engine that judges examples."""
        return Engine(self.kb, verbatim=False)  # or every example would agree with itself

    def bytes_of(self, copy: KnownCopy) -> bytes | None:
        """Return the text of a known document, beside its record or given; None: nobody has it."""
        beside = self.places.beside("copy", copy.id, _TEXTS)
        return beside if beside is not None else self._texts.get(copy.sha256)

    def text_of(self, copy: KnownCopy) -> str | None:
        """Return the same, decoded; None where there is none or it is no text."""
        data = self.bytes_of(copy)
        try:
            return None if data is None else decode(data)[0]
        except ReadingError:
            return None

    def judged(self, text: str) -> list[Finding]:
        """Return what the engine finds in a piece of copy, taken as one passage."""
        document = Document(
            name="example",
            media_type="text/plain",
            sha256=sha256(text.encode()).hexdigest(),
            text=text,
            passages=(Passage(start=0, end=len(text)),),
        )
        return list(self.engine.findings(document, document.passages[0]))
