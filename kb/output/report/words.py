"""What the parts of a report share: grades with their signs, dimensions by name, counts by face."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.content.terms import load_terms
from kb.model.finding import Finding
from kb.model.terms import GRADES, Dimension, Grade
from kb.output.faces import FACES, GRADE_WORDS, Face, face_of

__all__ = ["Certainty", "FaceCount", "by_face", "certainty", "dimension_label", "shortened"]

_FULL, _EMPTY = "⊕", "◯"
"""The signs of GRADE for a step reached and one not reached."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """A grade as people read it: "low", and "⊕⊕◯◯"."""

    grade: Grade
    words: str
    signs: str


def certainty(grade: Grade) -> Certainty:
    """Return a grade with its words and signs.

    >>> certainty("low")
    Certainty(grade='low', words='low', signs='⊕⊕◯◯')
    """
    place = GRADES.index(grade) + 1
    return Certainty(grade, GRADE_WORDS[grade], _FULL * place + _EMPTY * (len(GRADES) - place))


def dimension_label(name: Dimension) -> str:
    """Return what a dimension is called.

    >>> dimension_label("speed")
    'Speed'
    """
    return load_terms()["dimension"].word(name).label


@dataclass(frozen=True, slots=True)
class FaceCount:
    """How many findings have a face; `suppressed` of them are not to count."""

    face: Face
    count: int
    suppressed: int = 0

    @property
    def live(self) -> int:
        """Return how many count."""
        return self.count - self.suppressed


def by_face(findings: Iterable[Finding]) -> tuple[FaceCount, ...]:
    """Return the counts of all faces, the gravest first; those that nothing has stand at 0."""
    faces = [(face_of(finding), finding.suppressed_by is not None) for finding in findings]
    return tuple(
        FaceCount(face, sum(f == face for f, _ in faces), sum(f == face and s for f, s in faces))
        for face in FACES.values()
    )


def shortened(words: str, most: int) -> str:
    """Return words on one line, cut at a space where they are longer than `most` characters.

    >>> shortened("A full course gives permanent freedom", 24)
    'A full course gives …'
    """
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    head, space, _ = cut.rpartition(" ")
    return f"{head if space and len(head) > most // 2 else cut} …"
