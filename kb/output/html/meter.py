"""The overreach meter: a bar up to what the evidence allows, and how far the copy goes beyond it.

Shape tells what colour tells: a full bar, a tick, then a broken bar that ends in a disc. So it
reads in black and white; beside it stand the same facts in words.
"""

from __future__ import annotations

from kb.model.finding import Scale
from kb.output.html.elements import Markup, el

__all__ = ["meter", "told"]

_WIDTH, _EDGE = 240, 7


def told(scale: Scale, name: str) -> str:
    """Return in words what a meter draws."""
    return (
        f"Scale of {name}, from {scale.weakest} to {scale.strongest}: the evidence allows"
        f" {scale.allowed.label}; the copy says {scale.said.label}."
    )


def meter(scale: Scale, name: str) -> Markup:
    """Return a scale drawn, with its ends and both places in words."""
    allowed, said = (_place(point.at) for point in (scale.allowed, scale.said))
    start, end = _place(0), _place(1)
    drawn = el(
        "svg",
        _line("track", start, end),
        _line("within", start, allowed),
        _line("beyond", allowed, said),
        el("path", cls="tick", attrs={"d": f"M{allowed} 1V15"}),
        el("circle", cls="said", attrs={"cx": f"{said}", "cy": "8", "r": "5.5"}),
        cls="meter",
        attrs={"viewBox": f"0 0 {_WIDTH} 16", "role": "img", "aria-label": told(scale, name)},
    )
    ends = el(
        "span",
        el("span", scale.weakest),
        el("span", scale.strongest),
        cls="ends",
        attrs={"aria-hidden": "true"},
    )
    places = el(
        "span",
        el("b", "| "),
        f"allowed: {scale.allowed.label}  ",
        el("b", "● "),
        f"said: {scale.said.label}",
        cls="places",
        attrs={"aria-hidden": "true"},
    )
    return el("span", el("span", drawn, ends, cls="drawn"), places, cls="metered")


def _place(at: float) -> float:
    return round(_EDGE + at * (_WIDTH - 2 * _EDGE), 1)


def _line(cls: str, start: float, end: float) -> Markup:
    return el("path", cls=cls, attrs={"d": f"M{start} 8H{end}"})
