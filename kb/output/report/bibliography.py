"""Numbered references: in order of first mention, printed after AMA by a citation processor.

The style is `ama.csl`. The processor leaves no space after a number, so numbers are printed by
whoever writes the report; links and cautions stand beside the reference, never in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kb.content.knowledge_base import KnowledgeBase
from kb.model.source import Source
from kb.output.references import READ, Link, cautions, kind_word, links, short
from kb.output.report.csl import csl

__all__ = ["Bibliography", "PrintedReference", "Run", "printed"]

_STYLE = Path(__file__).with_name("ama.csl")
_ITALIC, _ROMAN = "\x02", "\x03"
_MARKS = dict.fromkeys(map(ord, _ITALIC + _ROMAN))
_DOUBLED = re.compile(rf"([?!.]{_ROMAN}?)\.(?=[\s{_ROMAN}]|$)")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a reference, in italics or not."""

    text: str
    italic: bool = False


@dataclass(frozen=True, slots=True)
class PrintedReference:
    """A reference with its number, its links, and what a reader must know before trusting it.

    `kind`, `read` and `notes` are in plain words; `cautions` are short, the gravest first
    ("retracted", "unverified", "reference incomplete"). `known` false: the audit names a source
    of which the knowledge base has no record.
    """

    number: int
    id: str
    short: str
    runs: tuple[Run, ...]
    links: tuple[Link, ...] = ()
    registry: str | None = None
    kind: str = ""
    read: str = ""
    cautions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    known: bool = True

    @property
    def text(self) -> str:
        """Return the reference as one line."""
        return "".join(run.text for run in self.runs)


class Bibliography:
    """The references of one report, numbered as they are first cited."""

    def __init__(self, kb: KnowledgeBase) -> None:
        """Start with none."""
        self._kb = kb
        self._numbers: dict[str, int] = {}

    def cite(self, source_id: str) -> int:
        """Return the number of a source."""
        return self._numbers.setdefault(source_id, len(self._numbers) + 1)

    def cite_all(self, source_ids: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of several sources, in the order given, each once."""
        return tuple(dict.fromkeys(self.cite(source_id) for source_id in source_ids))

    def listed(self) -> tuple[PrintedReference, ...]:
        """Return every reference cited so far, by number."""
        return tuple(self._listed(each, number) for each, number in self._numbers.items())

    def _listed(self, source_id: str, number: int) -> PrintedReference:
        source = self._kb.sources.get(source_id)
        if source is None:
            told = f"{source_id}: no record of this source."
            return PrintedReference(number, source_id, source_id, (Run(told),), known=False)
        notes = (source.standing_note, source.bibliography_note)
        return PrintedReference(
            number=number,
            id=source_id,
            short=short(source),
            runs=printed(source),
            links=links(source),
            registry=source.registry,
            kind=kind_word(source.kind),
            read=READ["unverified"] if source.unread else READ[source.read],
            cautions=cautions(source),
            notes=tuple(note.rstrip(".") for note in notes if note),
        )


@lru_cache(maxsize=8192)
def printed(source: Source) -> tuple[Run, ...]:
    """Return the reference of a source, without number and links."""
    # Only now: no audit in plain text waits for the citation processor.
    from citeproc import (  # type: ignore[import-untyped]  # noqa: PLC0415
        Citation,
        CitationItem,
        CitationStylesBibliography,
    )

    records = _records()([_clean(csl(source))])
    made = CitationStylesBibliography(_style(), records, _FORMATTER)
    made.register(Citation([CitationItem(source.id)]))
    (told,) = made.bibliography()
    return tuple(_runs(_DOUBLED.sub(r"\1", str(told))))


def _runs(told: str) -> list[Run]:
    pieces = re.split(f"({_ITALIC}|{_ROMAN})", told)
    italic, runs = False, []
    for piece in pieces:
        if piece in (_ITALIC, _ROMAN):
            italic = piece == _ITALIC
        elif piece:
            runs.append(Run(piece, italic))
    return runs


def _italic(text: object) -> str:
    return f"{_ITALIC}{text}{_ROMAN}"


_FORMATTER = SimpleNamespace(
    preformat=str, Italic=_italic, Oblique=_italic, Bold=str, Light=str, Underline=str,
    Superscript=str, Subscript=str, SmallCaps=str,
)  # fmt: skip
"""Titles hold `<` and `&`, so no markup is written at all: two characters say where italics are."""


def _clean(value: Any) -> Any:  # noqa: ANN401 (JSON)
    if isinstance(value, str):
        return value.translate(_MARKS)
    if isinstance(value, list):
        return [_clean(each) for each in value]
    return {key: _clean(each) for key, each in value.items()} if isinstance(value, dict) else value


@cache
def _style() -> Any:  # noqa: ANN401 (the processor ships no types)
    from citeproc import CitationStylesStyle  # noqa: PLC0415 (slow, see above)

    return CitationStylesStyle(str(_STYLE), validate=False)


@cache
def _records() -> Any:  # noqa: ANN401
    from citeproc.source.json import (  # type: ignore[import-untyped]  # noqa: PLC0415 (slow)
        CiteProcJSON,
    )
    from citeproc.string import String  # type: ignore[import-untyped]  # noqa: PLC0415

    class _Verbatim(CiteProcJSON):  # type: ignore[misc]
        """Takes words as they are: the processor would read tags in them."""

        def parse_string(self, string: object) -> object:
            return String(string)

    return _Verbatim
