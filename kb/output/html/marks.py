"""The copy as it was written, with every judged passage marked and linked to its card.

Offsets are those of the findings; nothing is searched for again. Where passages overlap, the
shared words lead to the gravest, and each finding has its number at its own end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.model.document import Document
from kb.model.finding import Finding
from kb.output.faces import FACES, Face, face_of, set_aside
from kb.output.html.elements import Child, Markup, el, many
from kb.output.sweep import Sweep

__all__ = ["Mark", "marked_copy", "marks"]

_GRAVITY = {face: place for place, face in enumerate(FACES)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding with its number and the names of its card and its place in the copy."""

    number: int
    finding: Finding
    face: Face
    card: str
    place: str

    def told(self) -> str:
        """Return what the mark says without its colour."""
        over = ", ".join(each.name for each in self.finding.dimensions)
        told = f"Finding {self.number}, {self.face.label.lower()}"
        told = f"{told}: {over}" if over and not self.finding.not_covered else told
        return f"{told}; {aside}" if (aside := set_aside(self.finding)) else told


def marks(findings: Sequence[Finding], prefix: str) -> tuple[Mark, ...]:
    """Return findings in the order of the document, numbered, with names that stay in links.

    The same words twice have the same id; from the second on the name counts: `id.2`.
    """
    seen: Counter[str] = Counter()
    made = []
    ordered = sorted(findings, key=lambda f: (f.start, f.end))
    for number, finding in enumerate(ordered, start=1):
        seen[finding.id] += 1
        nth = seen[finding.id]
        name = finding.id if nth == 1 else f"{finding.id}.{nth}"
        made.append(
            Mark(number, finding, face_of(finding), f"{prefix}f-{name}", f"{prefix}m-{name}")
        )
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    over: tuple[Mark, ...]
    heading: bool
    cue: bool

    @property
    def first(self) -> Mark | None:
        """Return the gravest finding over this piece that counts, the earlier of two alike."""
        return min(
            self.over,
            key=lambda m: (not m.finding.counts, _GRAVITY[m.face.id], m.number),
            default=None,
        )

    @property
    def ending(self) -> tuple[Mark, ...]:
        """Return the findings that end here."""
        return tuple(mark for mark in self.over if mark.finding.end == self.end)


def marked_copy(document: Document, found: Sequence[Mark]) -> Markup:
    """Return the text of a document with its passages marked."""
    opened: set[int] = set()
    parts: list[Child] = []
    for run in _runs(_pieces(document, found)):
        words = many(_words(document.text, run, opened))
        parts.append(el("strong", words, cls="heading") if run[0].heading else words)
    return el("div", *parts, cls="copy", attrs={"dir": "auto"})


def _runs(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Yield pieces that one link holds; a run ends where a finding under it ends."""
    run: list[_Piece] = []
    for piece in pieces:
        last = run[-1] if run else None
        if last and (piece.first, piece.heading) == (last.first, last.heading) and not last.ending:
            run.append(piece)
        else:
            if run:
                yield run
            run = [piece]
    if run:
        yield run


def _words(text: str, run: Sequence[_Piece], opened: set[int]) -> Iterator[Child]:
    told: list[Child] = [
        el("em", text[piece.start : piece.end], cls="cue")
        if piece.cue and piece.first
        else text[piece.start : piece.end]
        for piece in run
    ]
    first, ending = run[0].first, run[-1].ending
    if first is None:
        yield from told
        return
    number = _number(first) if first in ending else None
    shared = "shared" if len(run[0].over) > 1 else ""
    yield _link(first, opened, *told, number, cls=shared)
    for other in ending:
        if other is not first:
            yield _link(other, opened, _number(other))


def _link(mark: Mark, opened: set[int], *of: Child, cls: str = "") -> Markup:
    """Return a link to a card; the first one of each finding carries its name."""
    name = None if mark.number in opened else mark.place
    opened.add(mark.number)
    return el(
        "a",
        *of,
        cls=f"mark {mark.face.id}{' let' if set_aside(mark.finding) else ''} {cls}".strip(),
        attrs={"href": f"#{mark.card}", "id": name, "title": mark.told()},
    )


def _number(mark: Mark) -> Markup:
    return el("sup", f"{mark.face.icon}{mark.number}", cls=f"number {mark.face.id}")


def _pieces(document: Document, found: Sequence[Mark]) -> Iterator[_Piece]:
    """Yield the text cut wherever a finding, a cue or a heading begins or ends."""
    headings = [(p.start, p.end) for p in document.passages if p.kind == "heading"]
    cues = sorted(
        {(cue.start, cue.end) for m in found for cue in m.finding.cues}
        - {(m.finding.start, m.finding.end) for m in found}
    )
    spans = [(m.finding.start, m.finding.end) for m in found]
    edges = {edge for span in (*spans, *cues, *headings) for edge in span}
    cuts = sorted({0, len(document.text), *edges})
    over, heading, cue = (Sweep(s) for s in (spans, headings, cues))
    for start, end in pairwise(cuts):
        yield _Piece(
            start=start,
            end=end,
            over=tuple(found[i] for i in over.at(start)),
            heading=bool(heading.at(start)),
            cue=bool(cue.at(start)),
        )
