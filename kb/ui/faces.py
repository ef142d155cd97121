"""How verdicts, grades and readings look and are called: icon, words and class, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model.finding import Finding
from kb.model.terms import GRADES, Directness, Grade, Read, Verdict
from kb.ui.sheet import Element, el

__all__ = [
    "DIRECT",
    "FACES",
    "READ",
    "Face",
    "badge",
    "face_of",
    "grade_chip",
    "grade_word",
    "is_problem",
    "mention_face",
]


@dataclass(frozen=True, slots=True)
class Face:
    """What people see of a verdict; `id` is also the class that colours it."""

    id: str
    label: str
    icon: str
    means: str


_FACES = (
    Face("contradicted", "Contradicted", "✕", "good evidence or the governing document says otherwise"),
    Face("overstated", "Overstated", "▲", "a true kernel, worded beyond the evidence"),
    Face("out-of-date", "Out of date", "◷", "overstated only in that a newer figure exists"),
    Face("unsupported", "Unsupported", "?", "no adequate evidence either way"),
    Face("not-covered", "Not covered", "○", "unsupported: no claim of this knowledge base speaks of it"),
    Face("supported", "Supported", "✓", "the evidence supports the passage as worded"),
)
FACES: dict[str, Face] = {face.id: face for face in _FACES}
"""Every face, the gravest first; "out of date" and "not covered" are shown apart."""

READ: dict[Read, str] = {
    "full-text": "read in full text",
    "label": "the label itself was read",
    "abstract": "only the abstract was read",
    "secondary": "read in somebody else's report",
    "unverified": "unverified: nobody has read it",
}

DIRECT: dict[Directness, str] = {"direct": "direct evidence", "indirect": "indirect evidence"}

_GRADE_WORDS: dict[Grade, str] = {
    "very-low": "Very low",
    "low": "Low",
    "moderate": "Moderate",
    "high": "High",
}


def face_of(finding: Finding) -> Face:
    """Return the face of a finding."""
    if finding.out_of_date:
        return FACES["out-of-date"]
    return FACES["not-covered"] if finding.not_covered else FACES[finding.verdict]


def mention_face(verdict: Verdict, exceeds: tuple[str, ...], claim: str | None) -> Face:
    """Return the face of a mention that a person judged."""
    if verdict == "overstated" and exceeds == ("currency",):
        return FACES["out-of-date"]
    return FACES["not-covered"] if claim is None else FACES[verdict]


def is_problem(face: Face) -> bool:
    """Return whether a reader has something to do there."""
    return face.id != "supported"


def badge(face: Face) -> Element:
    """Return a face as a badge with its icon."""
    icon = el("span", face.icon, attrs={"aria-hidden": "true"})
    return el("span", icon, face.label, cls=f"badge {face.id}", attrs={"title": face.means})


def grade_word(grade: Grade) -> str:
    """Return a grade as people write it."""
    return _GRADE_WORDS[grade]


def grade_chip(grade: Grade) -> Element:
    """Return a grade with its place among the four."""
    place = GRADES.index(grade) + 1
    dots = "●" * place + "○" * (len(GRADES) - place)
    meter = el("span", dots, cls="dots", attrs={"aria-hidden": "true"})
    return el("span", meter, f"{grade_word(grade)} certainty", cls="chip")
