"""How verdicts, grades and readings are called for people: icon and words, never colour alone.

"Out of date", "not covered" and "to check" are verdicts of the contract shown under names of their
own.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.model.finding import DocumentFinding, Exceedance, Finding, Review, Suppression
from kb.model.terms import Grade

__all__ = [
    "DOUBTFUL",
    "FACES",
    "GRADE_WORDS",
    "Face",
    "capital",
    "face_of",
    "left_out",
    "own_why",
    "please_look",
    "reviewed",
    "set_aside",
    "shown_by",
    "shown_places",
    "suppressed",
    "whole_title",
]


@dataclass(frozen=True, slots=True)
class Face:
    """What people see of a verdict; `id` is also the class that colours it."""

    id: str
    label: str
    icon: str
    means: str


_FACES = (
    Face(
        "contradicted",
        "Contradicted",
        "✕",
        "good evidence or the governing document says otherwise",
    ),
    Face("overstated", "Overstated", "▲", "a true kernel, worded beyond the evidence"),
    Face("out-of-date", "Out of date", "◷", "overstated only in that a newer figure exists"),
    Face("unsupported", "Unsupported", "?", "no adequate evidence either way"),
    Face("not-covered", "Not covered", "○", "no claim of this knowledge base speaks of it"),
    Face(
        "to-check",
        "To check",
        "≈",
        "probably supported; a close call, or with words or a figure beyond what is on record",
    ),
    Face("supported", "Supported", "✓", "the evidence supports the passage as worded"),
)
FACES: dict[str, Face] = {face.id: face for face in _FACES}
"""Every face, the gravest first."""

GRADE_WORDS: dict[Grade, str] = {
    "very-low": "very low",
    "low": "low",
    "moderate": "moderate",
    "high": "high",
}


def face_of(finding: Finding) -> Face:
    """Return the face of a finding."""
    if finding.out_of_date:
        return FACES["out-of-date"]
    if finding.doubts:
        return FACES["to-check"]
    return FACES["not-covered"] if finding.not_covered else FACES[finding.verdict]


DOUBTFUL = 0.5
"""Below this score a finding is marked: more often wrong than right."""


def own_why(finding: Finding) -> str | None:
    """Return what a finding says beyond its dimensions' reasons, or None where that is nothing."""
    rest = finding.why
    for each in finding.dimensions:
        rest = rest.replace(f"{each.name.capitalize()}: ", "", 1)
        rest = rest.replace(each.why.rstrip("."), "", 1)
    return rest.lstrip(" .;") or None


def please_look(finding: Finding) -> str | None:
    """Return the call to look twice at a finding with the reasons for it, or None.

    `score` is the measured probability that a reader would find the same; see the explanation.
    """
    reasons = list(dict.fromkeys(doubt.why for doubt in finding.doubts))
    if not finding.not_covered and finding.score < DOUBTFUL:
        reasons.append(f"{round(100 * finding.score)} of 100 findings like this stand")
    return f"please look: {'; '.join(reasons)}" if reasons else None


def suppressed(word: Suppression) -> str:
    """Return who suppressed a finding, why, until when, and where that is written.

    >>> suppressed(Suppression(target="speed", reason="agreed", by="AB", source="line 3"))
    'suppressed by AB: agreed (line 3)'
    """
    until = f", until {word.until}" if word.until else ""
    return f"suppressed by {word.by}: {word.reason}{until} ({word.source})"


def set_aside(finding: Finding) -> str | None:
    """Return why no run fails on a finding, in words; None where one may."""
    if finding.suppressed_by:
        return suppressed(finding.suppressed_by)
    known = finding.baseline == "unchanged" and finding.verdict != "supported"
    return "known: it is in the baseline" if known else None


def reviewed(review: Review | None) -> str | None:
    """Return what a team's decisions came to in one document; None where there were none.

    >>> reviewed(Review(suppressed=2, expired=1))
    '2 suppressed, 1 suppression expired'
    """
    if review is None:
        return None
    base = review.baseline
    counts = (
        (review.suppressed, "suppressed"),
        (review.unused, "suppression{} unused"),
        (review.expired, "suppression{} expired"),
        (review.refused, "suppression{} refused"),
        (base.unchanged if base else 0, "known from the baseline"),
        (base.new if base else 0, "not in the baseline"),
        (len(base.absent) if base else 0, "of the baseline gone"),
    )
    told = [f"{n} {words.format('' if n == 1 else 's')}" for n, words in counts if n]
    return ", ".join(told) or None


def shown_by(each: Exceedance, finding: Finding) -> str | None:
    """Return the words that show an exceedance; None for a whole passage, or words told anyway."""
    whole = (each.cue.start, each.cue.end) == (finding.start, finding.end)
    return None if whole or each.cue.quote in each.says else each.cue.quote


_PLACES = 5
"""Places quoted for one finding on the whole document: ten more quotes would hide the reason."""


def whole_title(found: DocumentFinding) -> str:
    """Return what a finding on the whole document is called.

    >>> whole_title(DocumentFinding(kind="reference-quality", why="w"))
    'Reference quality'
    """
    return found.kind.replace("-", " ").capitalize()


def shown_places(found: DocumentFinding) -> tuple[tuple[int, int], ...]:
    """Return the places that are quoted for people; JSON holds all."""
    return found.where[:_PLACES]


def left_out(found: DocumentFinding) -> str | None:
    """Return how many more places there are, in words."""
    more = len(found.where) - _PLACES
    return f"and {more} more place{'s' if more > 1 else ''}" if more > 0 else None


def capital(words: str) -> str:
    """Return words as a line begins.

    >>> capital("page 3")
    'Page 3'
    """
    return words[:1].upper() + words[1:]
