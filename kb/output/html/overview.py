"""The head of the HTML report for those who read one page: how many, how grave, how far."""

from __future__ import annotations

from collections.abc import Mapping

from kb.output.html.elements import Markup, el, many
from kb.output.html.marks import Mark
from kb.output.report import Report
from kb.output.report.summary import Gravest, Overreach

__all__ = ["overview"]

_DEGREES = ("far", "clearly", "slightly", "unmeasured")
_TOLD = {
    "far": "far beyond",
    "clearly": "clearly beyond",
    "slightly": "slightly beyond",
    "unmeasured": "beyond, with no scale to measure by",
}


def overview(made: Report, found: Mapping[str, Mark]) -> Markup:
    """Return headline, gravest findings and the overreach picture; `found`: marks by number."""
    summary = made.summary
    gravest = [_gravest(one, found[one.number]) for one in summary.gravest]
    return el(
        "section",
        el("p", summary.headline, cls="headline"),
        many((el("h2", "The gravest findings"), el("ol", *gravest, cls="gravest")))
        if gravest
        else None,
        _picture(summary.overreach) if summary.overreach else None,
        cls="overview",
    )


def _gravest(one: Gravest, mark: Mark) -> Markup:
    there = el("a", f"finding {one.number}, {one.place}", attrs={"href": f"#{mark.card}"})
    return el(
        "li",
        el("p", el("span", f"{one.face.icon} {one.face.label}", cls=f"badge {one.face.id}"), " ",
           el("q", one.quote, attrs={"dir": "auto"})),
        el("p", one.wrong, " (", there, ")", cls="quiet"),
    )  # fmt: skip


def _picture(rows: tuple[Overreach, ...]) -> Markup:
    most = max(row.count for row in rows)
    shown = [degree for degree in _DEGREES if any(getattr(row, degree) for row in rows)]
    keys = (
        el("span", el("span", cls=f"swatch {degree}", attrs={"aria-hidden": "true"}), _TOLD[degree])
        for degree in shown
    )
    return many(
        (
            el("h2", "Where the copy goes too far, and how far"),
            el("table", el("tbody", *(_row(row, most) for row in rows)), cls="overreach"),
            el("p", *keys, cls="quiet keys"),
        )
    )


def _row(row: Overreach, most: int) -> Markup:
    at, parts = 0, []
    for degree in _DEGREES:
        count = getattr(row, degree)
        if count:
            box = {"x": str(at), "y": "0", "width": str(count), "height": "1"}
            parts.append(el("rect", cls=degree, attrs=box))
            at += count
    told = ", ".join(f"{getattr(row, d)} {_TOLD[d]}" for d in _DEGREES if getattr(row, d))
    drawn = {"viewBox": f"0 0 {most} 1", "preserveAspectRatio": "none", "role": "img"}
    return el(
        "tr",
        el("th", row.label, attrs={"scope": "row"}),
        el("td", el("svg", *parts, cls="bar", attrs={**drawn, "aria-label": told})),
        el("td", str(row.count)),
    )
