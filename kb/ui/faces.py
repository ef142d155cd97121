"""How verdicts, grades and readings look in the app; what they are called is `kb.output.faces`."""

from __future__ import annotations

from kb.model.known_copy import Mention
from kb.model.terms import GRADES, Grade
from kb.output.faces import FACES, GRADE_WORDS, Face, face_of
from kb.ui.sheet import Element, el

__all__ = [
    "FACES",
    "Face",
    "badge",
    "face_of",
    "grade_chip",
    "grade_word",
    "is_problem",
    "mention_face",
]


def mention_face(mention: Mention) -> Face:
    """Return the face of a mention that a person judged."""
    if mention.verdict == "overstated" and mention.exceeds == ("currency",):
        return FACES["out-of-date"]
    return FACES["not-covered"] if mention.claim is None else FACES[mention.verdict]


def is_problem(face: Face) -> bool:
    """Return whether a reader has something to do there."""
    return face.id != "supported"


def badge(face: Face) -> Element:
    """Return a face as a badge with its icon."""
    icon = el("span", face.icon, attrs={"aria-hidden": "true"})
    return el("span", icon, face.label, cls=f"badge {face.id}", attrs={"title": face.means})


def grade_word(grade: Grade) -> str:
    """Return a grade as people write it."""
    return GRADE_WORDS[grade].capitalize()


def grade_chip(grade: Grade) -> Element:
    """Return a grade with its place among the four."""
    place = GRADES.index(grade) + 1
    dots = "●" * place + "○" * (len(GRADES) - place)
    meter = el("span", dots, cls="dots", attrs={"aria-hidden": "true"})
    return el("span", meter, f"{grade_word(grade)} certainty", cls="chip")
