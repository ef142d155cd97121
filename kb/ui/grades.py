"""A grade as it is shown: where it starts, each step with its reason, what would move it."""

from __future__ import annotations

from kb.grading import Grading, Step, bears
from kb.ui.faces import grade_chip, grade_word
from kb.ui.sheet import Element, Node, el

__all__ = ["grade_in_full", "grade_in_short", "grade_line"]


def grade_line(grading: Grading) -> str:
    """Return the way of a grade in one line: where it starts, what moved it, where it ends."""
    moved = [
        f"{step.label} {f'−{step.down}' if step.down else f'+{step.up}'}"
        for step in grading.steps
        if step.down or step.up
    ]
    way = " · ".join((f"{grading.scheme}: starts {grade_word(grading.start).lower()}", *moved))
    return f"{way} → {grade_word(grading.result).lower()}"


def grade_in_short(grading: Grading) -> Element:
    """Return start, the steps that moved the grade, and the result."""
    moved = [step for step in grading.steps if step.down or step.up]
    start = _row("", f"starts {grade_word(grading.start).lower()}", grading.scheme)
    return el("ul", start, *(_step(step) for step in moved), _result(grading), cls="steps")


def grade_in_full(grading: Grading) -> list[Node]:
    """Return every step, assessed or not, and every single change that would move the grade."""
    start = _row("", f"starts {grade_word(grading.start).lower()}", f"scheme: {grading.scheme}")
    steps = el("ul", start, *(_step(step) for step in grading.steps), _result(grading), cls="steps")
    told: list[Node] = [steps]
    if moves := [str(move) for move in grading.would_move]:
        told += [el("h4", "What would move it"), el("ul", *(el("li", move) for move in moves))]
    else:
        told.append(
            el("p", "No single judgement, moved by one step, would change it.", cls="quiet")
        )
    told += [
        el("p", f"If it were read and confirmed, the judgements would give {cap.otherwise}.")
        for cap in grading.caps
        if cap.binds
    ]
    if grading.unread:
        told.append(
            el("p", f"Unverified, nobody has read: {', '.join(grading.unread)}", cls="quiet")
        )
    return told


def _step(step: Step) -> Element:
    if not step.assessed:
        return _row("–", f"{step.label}: not assessed", step.why)
    if step.down:
        return _row(f"−{step.down}", step.label, step.why, "down")
    return _row(f"+{step.up}" if step.up else "0", step.label, step.why, "up" if step.up else "")


def _row(move: str, label: str, why: str, cls: str = "") -> Element:
    told = el("div", el("strong", label.capitalize()), el("div", why, cls="quiet"))
    return el("li", el("span", move, cls=f"move {cls}".strip()), told)


def _result(grading: Grading) -> Element:
    told = f"bears wording up to “{bears(grading.result)}”"
    return el(
        "li",
        el("span", "=", cls="move"),
        el("div", grade_chip(grading.result), " ", el("small", told)),
    )
