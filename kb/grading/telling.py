"""A grading told to people, line by line; every word of it comes from the data."""

from __future__ import annotations

from kb.grading.compute import Grading, Step
from kb.grading.meaning import bears

__all__ = ["explain"]


def explain(grading: Grading) -> list[str]:
    """Return the grading as lines for people: start, steps, caps, result, what would move it."""
    lines = [f"{grading.scheme}: starts {grading.start}"]
    lines += [_step_line(step) for step in grading.steps]
    lines.append(f"grade: {grading.result}; bears wording up to '{bears(grading.result)}'")
    if grading.unread:
        lines.append(f"unverified, nobody has read it: {', '.join(grading.unread)}")
    lines += [
        f"if it were read and confirmed, the judgements would give {cap.otherwise}"
        for cap in grading.caps
        if cap.binds
    ]
    lines += [f"would move: {move}" for move in grading.would_move]
    if not grading.would_move and not any(cap.binds for cap in grading.caps):
        lines.append("no single judgement, moved by one step, would change the grade")
    if grading.published:
        lines.append(
            f"{grading.published} carries a published rating of its own; the grade here is computed"
            " from the judgements above and may differ"
        )
    return lines


def _step_line(step: Step) -> str:
    if step.down or step.up:
        moved = f"{step.down} down" if step.down else f"{step.up} up"
        return f"{step.label}: {moved}, now {step.level}: {step.why}"
    way = "no step" if step.assessed else "not assessed"
    return f"{step.label}: {way}, stays {step.level}: {step.why}"
