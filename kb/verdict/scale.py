"""How far a passage goes beyond its claim: two places on the scale of a dimension.

Only what is recorded is placed: a cue's step or hours, a figure of the copy, the claim's ceiling.
Where one of the two is not there, there is no scale; nothing is invented for the sake of a picture.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from kb.content.terms import load_terms
from kb.matching.cues import CueHit
from kb.model.finding import Exceedance, Scale, ScalePoint
from kb.model.quantity import hours_text
from kb.model.terms import MECHANISM_LEVELS, SAID_CERTAINTIES, Dimension
from kb.verdict.case import Case

__all__ = ["scale_of"]

_SOONEST, _LATEST = 1 / 60, 2016.0
"""Ends of the scale of speed, in hours: a minute and twelve weeks. Our own choice."""
_LEADS_TO_FIGURE = frozenset("up to for as long about around at least over more than some".split())
_SHORTEST, _LONGEST = 1.0, 87660.0
"""Ends of the scale of durability, in hours: an hour and ten years. Our own choice."""
_AS_ALLOWED, _BEYOND, _FAR_BEYOND = 0.0, 0.5, 1.0


def scale_of(case: Case, over: Exceedance) -> Scale | None:
    """Return where an exceedance stands on its scale, None where two places are not on record."""
    measured = _MEASURED.get(over.name)
    found = measured(case, over) if measured else None
    found = found or (_steps(case, over) if over.name in _STEPPED else None)
    return found if found is not None and found.said.at > found.allowed.at else None


def _hits(case: Case, over: Exceedance) -> list[CueHit]:
    """Return the cues of the dimension among the words that show the exceedance."""
    tokens = case.statement.tokens
    return [
        hit
        for hit in case.statement.cues
        if hit.kind.dimension == over.name
        and not hit.negated
        and over.cue.start <= tokens[hit.first].start
        and tokens[hit.last - 1].end <= over.cue.end
    ]


def _certainty(case: Case, over: Exceedance) -> Scale | None:
    """Place a superlative or an absolute by its step, hedges by theirs, a plain verb as such."""
    steps = [SAID_CERTAINTIES.index(hit.kind.step) for hit in _hits(case, over) if hit.kind.step]
    cues = [hit.kind for hit in case.statement.cues if not hit.negated]
    milder = [
        SAID_CERTAINTIES.index(kind.step)
        for kind in cues
        if kind.step and kind.dimension == "certainty"
        if SAID_CERTAINTIES.index(kind.step) < SAID_CERTAINTIES.index("established")
    ]
    plain = SAID_CERTAINTIES.index("established")
    if steps and (over.cue != case.statement.whole() or max(steps) > plain):
        said = max(steps)
    else:
        said = max(milder, default=plain)
    allowed = SAID_CERTAINTIES.index(case.allows.certainty.level)
    words = load_terms()["certainty"]
    top = len(SAID_CERTAINTIES) - 1

    def point(place: int) -> ScalePoint:
        label = words.word(SAID_CERTAINTIES[place]).label.lower()
        return ScalePoint(at=round(place / top, 3), label=label)

    return Scale(
        kind="certainty", weakest=point(0).label, strongest=point(top).label,
        allowed=point(allowed), said=point(said),
    )  # fmt: skip


def _hours(case: Case, over: Exceedance) -> float | None:
    """Return the time that the words of an exceedance state: a figure before a word."""
    tokens = case.statement.tokens
    durations = [figure for figure in case.statement.quantities if figure.kind == "duration"]
    for quantity in durations:
        start, end = tokens[quantity.first].start, tokens[quantity.last - 1].end
        if start < over.cue.end and over.cue.start < end:
            return quantity.high
        # "Lasting up to 12 months": the word goes with the figure.
        between = [token.word for token in tokens if over.cue.end <= token.start < start]
        if over.cue.end <= start and set(between) <= _LEADS_TO_FIGURE:
            return quantity.high
    hours = [hit.kind.hours for hit in _hits(case, over) if hit.kind.hours is not None]
    return hours[0] if hours else None


def _log_place(hours: float, low: float, high: float) -> float:
    inside = min(max(hours, low), high)
    return (math.log(inside) - math.log(low)) / (math.log(high) - math.log(low))


def _speed(case: Case, over: Exceedance) -> Scale | None:
    said = _hours(case, over)
    if said is None or case.allows.speed is None:
        return None
    allowed = case.allows.speed.earliest

    def point(hours: float) -> ScalePoint:
        label = hours_text(hours) if hours >= _SOONEST else "at once"
        return ScalePoint(at=round(1 - _log_place(hours, _SOONEST, _LATEST), 3), label=label)

    return Scale(
        kind="speed", weakest="weeks", strongest="at once",
        allowed=point(allowed), said=point(said),
    )  # fmt: skip


def _durability(case: Case, over: Exceedance) -> Scale | None:
    said = _hours(case, over)
    longest = case.allows.durability.longest if case.allows.durability else None
    if said is None or longest is None:
        return None

    def point(hours: float) -> ScalePoint:
        label = "for good" if hours > _LONGEST else hours_text(hours)
        return ScalePoint(at=round(_log_place(hours, _SHORTEST, _LONGEST), 3), label=label)

    return Scale(
        kind="durability", weakest="hours", strongest="for good",
        allowed=point(longest), said=point(said),
    )  # fmt: skip


def _magnitude(case: Case, over: Exceedance) -> Scale | None:
    most = case.allows.magnitude.at_most if case.allows.magnitude else None
    tokens = case.statement.tokens
    shares = [
        quantity.high
        for quantity in case.statement.quantities
        if quantity.kind == "share"
        and tokens[quantity.first].start < over.cue.end
        and over.cue.start < tokens[quantity.last - 1].end
    ]
    if most is None or not shares:
        return None
    said = min(max(shares), 100.0)
    return Scale(
        kind="magnitude", weakest="0 %", strongest="100 %",
        allowed=ScalePoint(at=round(most / 100, 3), label=f"{most:g} %"),
        said=ScalePoint(at=round(said / 100, 3), label=f"{said:g} %"),
    )  # fmt: skip


def _mechanism(case: Case, over: Exceedance) -> Scale | None:  # noqa: ARG001 (the shape of the table)
    """Place a mechanism told as fact; a hedged one claims no level that could be placed."""
    if case.allows.mechanism is None or case.hedged:
        return None
    words = load_terms()["mechanism-level"]
    top = len(MECHANISM_LEVELS) - 1
    level = case.allows.mechanism.level
    labels = {name: words.word(name).label.lower() for name in MECHANISM_LEVELS}
    labels["none"] = "no evidence"
    allowed = ScalePoint(at=round(MECHANISM_LEVELS.index(level) / top, 3), label=labels[level])
    return Scale(
        kind="mechanism", weakest=labels["none"], strongest=labels["established"],
        allowed=allowed, said=ScalePoint(at=1.0, label="told as established"),
    )  # fmt: skip


def _steps(case: Case, over: Exceedance) -> Scale | None:
    """Place by the words alone: far beyond where they leave no exception."""
    hits = _hits(case, over)
    if not hits:
        return None
    far = any(hit.kind.step == "absolute" for hit in hits)
    said = ("far beyond", _FAR_BEYOND) if far else ("beyond", _BEYOND)
    return Scale(
        kind="steps", weakest="as allowed", strongest="far beyond",
        allowed=ScalePoint(at=_AS_ALLOWED, label="as allowed"),
        said=ScalePoint(at=said[1], label=said[0]),
    )  # fmt: skip


_MEASURED: dict[Dimension, Callable[[Case, Exceedance], Scale | None]] = {
    "certainty": _certainty,
    "speed": _speed,
    "durability": _durability,
    "magnitude": _magnitude,
    "mechanism": _mechanism,
}
_STEPPED: frozenset[Dimension] = frozenset(
    ("magnitude", "speed", "durability", "scope", "comparison", "safety")
)
"""Dimensions whose cues alone tell beyond from far beyond, where no scale has both places."""
