"""The page for those who read one page: how many, how grave, and where the copy goes too far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.model.terms import DIMENSIONS, Dimension
from kb.output.faces import Face
from kb.output.report.entries import Entry
from kb.output.report.words import FaceCount, by_face, dimension_label, shortened
from kb.vet import Vetted

__all__ = ["Gravest", "Overreach", "Summary", "summary"]

_GRAVEST = 5
_QUOTE, _WRONG = 110, 170
_RANK = {"contradicted": 0, "overstated": 1, "out-of-date": 1, "unsupported": 2}


@dataclass(frozen=True, slots=True)
class Gravest:
    """One of the gravest findings in two lines: the words, and what is wrong with them."""

    number: str
    document: int
    place: str
    face: Face
    quote: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Overreach:
    """How many findings go beyond on one dimension, and how far.

    `far`, `clearly` and `slightly` count those that a scale measures, `unmeasured` the rest.
    `furthest` is the number of the finding that goes furthest, None where nothing was measured.
    """

    name: Dimension
    label: str
    count: int
    far: int
    clearly: int
    slightly: int
    unmeasured: int
    furthest: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """One page in plain words. Suppressed findings are counted apart and are none of the gravest.

    `known` and `new` compare with a baseline; both are 0 where the run had none.
    """

    headline: str
    read: str
    counts: tuple[FaceCount, ...]
    problems: int
    gravest: tuple[Gravest, ...]
    overreach: tuple[Overreach, ...]
    on_the_whole: int
    suppressed: int
    new: int
    known: int


def summary(vetted: Sequence[Vetted], entries: Sequence[Entry]) -> Summary:
    """Return the summary of all documents together."""
    findings = [finding for each in vetted for finding in each.audit.findings]
    counts = by_face(findings)
    live = [each for each in entries if each.suppressed_by is None]
    problems = [each for each in live if each.face.id in _RANK]
    return Summary(
        headline=_headline(counts, several=len(vetted) > 1),
        read=_read(vetted),
        counts=counts,
        problems=len(problems),
        gravest=tuple(_gravest(each) for each in sorted(problems, key=_gravity)[:_GRAVEST]),
        overreach=tuple(_overreach(live)),
        on_the_whole=sum(len(each.audit.document_findings) for each in vetted),
        suppressed=len(entries) - len(live),
        new=sum(each.baseline == "new" for each in entries),
        known=sum(each.baseline == "unchanged" for each in entries),
    )


def _headline(counts: Sequence[FaceCount], *, several: bool) -> str:
    """Return the one sentence that most people will read."""
    live = {count.face.id: count.live for count in counts}
    total = sum(live.values())
    subject = "These documents make" if several else "This document makes"
    if not total:
        return f"{subject} no statement that can be checked against evidence."
    good = live["supported"]
    near = live["to-check"]
    wrong = live["contradicted"] + live["overstated"] + live["out-of-date"] + live["unsupported"]
    made = f"{subject} {_many(total, 'checkable statement')}"
    if good == total:
        return f"{made}; the evidence supports {'it' if total == 1 else 'all of them'} as worded."
    told = []
    if wrong:
        told.append(f"{wrong} {'goes' if wrong == 1 else 'go'} beyond or against the evidence")
    if live["not-covered"]:
        told.append(f"{live['not-covered']} could not be judged, for want of evidence on file")
    if near:
        told.append(
            f"{near} {'is' if near == 1 else 'are'} probably supported and should be looked at"
        )
    held = f"the evidence supports {good}" if good else "the evidence supports none as worded"
    return f"{made}: {held}; {'; '.join(told)}."


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _read(vetted: Sequence[Vetted]) -> str:
    counts = [each.audit.counts for each in vetted]
    sentences, checkable = (sum(c.sentences for c in counts), sum(c.checkable for c in counts))
    silent = sentences - checkable
    told = f"{_many(sentences, 'passage')} read, of which {checkable} can be checked"
    return (
        f"{told}; {silent} assert{'s' if silent == 1 else ''} nothing that evidence could bear on."
    )


def _gravity(each: Entry) -> tuple[int, int, float, int]:
    """Return the rank of a problem; ties are left in the order of the documents."""
    distance = sum(over.distance or 0.0 for over in each.over)
    return _RANK[each.face.id], -len(each.over), -round(distance, 6), each.document


def _gravest(each: Entry) -> Gravest:
    if each.over:
        first, *rest = sorted(each.over, key=lambda over: -(over.distance or 0))
        wrong = f"{first.label}. In the copy: {first.says}. The evidence allows: {first.allows}"
        also = ", ".join(over.label.lower() for over in rest)
        told = shortened(wrong, _WRONG - len(also)) + (f" (also {also})" if also else "")
    else:
        told = shortened(each.why or each.face.means, _WRONG)
    quote = shortened(each.words, _QUOTE)
    return Gravest(each.number, each.document, each.place, each.face, quote, told)


def _overreach(live: Iterable[Entry]) -> Iterable[Overreach]:
    """Yield every dimension that something goes beyond, the most frequent first."""
    found = [(over, each.number) for each in live for over in each.over]
    made = []
    for name in DIMENSIONS:
        here = [(over, number) for over, number in found if over.name == name]
        if not here:
            continue
        far = [over.far for over, _ in here]
        measured = [(over.distance, number) for over, number in here if over.distance is not None]
        made.append(
            Overreach(
                name=name,
                label=dimension_label(name),
                count=len(here),
                far=far.count("far"),
                clearly=far.count("clearly"),
                slightly=far.count("slightly"),
                unmeasured=far.count(None),
                furthest=max(measured, key=lambda m: m[0])[1] if measured else None,
            )
        )
    return sorted(made, key=lambda each: -each.count)
