"""From recorded judgements to a grade, its explanation, and the wording it bears."""

from kb.grading.compute import Cap, Grading, Move, Step, grade, result_of
from kb.grading.meaning import BEARS, MEANING, bears
from kb.grading.telling import explain

__all__ = [
    "BEARS",
    "MEANING",
    "Cap",
    "Grading",
    "Move",
    "Step",
    "bears",
    "explain",
    "grade",
    "result_of",
]
