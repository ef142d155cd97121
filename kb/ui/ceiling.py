"""The ceiling of a claim as it is shown: the most that copy may say, dimension by dimension."""

from __future__ import annotations

from collections.abc import Iterator

from kb.model.claim import Ceiling
from kb.model.quantity import hours_text
from kb.ui.sheet import Element, Node, chip, el

__all__ = ["ceiling_table"]


def ceiling_table(allows: Ceiling) -> Element:
    """Return the ceiling as a table; dimensions that are absent are not limited, and not shown."""
    head = el(
        "tr", *(el("th", name, attrs={"scope": "col"}) for name in ("Dimension", "At most", "Note"))
    )
    rows = (
        el(
            "tr",
            el("th", name, attrs={"scope": "row"}),
            el("td", most),
            el("td", note, cls="quiet"),
        )
        for name, most, note in _rows(allows)
    )
    unread = [
        el("p", chip("unverified", "warn"), f" {point}", cls="quiet") for point in allows.unverified
    ]
    return el("div", el("table", el("thead", head), el("tbody", *rows)), *unread)


def _rows(allows: Ceiling) -> Iterator[tuple[str, Node, str]]:
    yield "Certainty", f"“{allows.certainty.level}”", allows.certainty.wording
    if allows.magnitude:
        most = allows.magnitude.at_most
        yield "Magnitude", "no figure" if most is None else f"{most:g} %", allows.magnitude.note
    if allows.speed:
        yield "Speed", f"from {hours_text(allows.speed.earliest)}", allows.speed.note
    if allows.durability:
        longest = allows.durability.longest
        told = f"{hours_text(longest)}" if longest else "no fixed limit"
        yield "Durability", told, allows.durability.note
    if allows.scope:
        yield "Scope", _scope(allows.scope.includes, allows.scope.excludes), allows.scope.note
    if allows.comparison:
        yield (
            "Comparison",
            "may be called better" if allows.comparison.superior else "no superiority",
            allows.comparison.note,
        )
    if allows.mechanism:
        yield "Mechanism", allows.mechanism.level.replace("-", " "), allows.mechanism.note
    for fact in allows.regulatory:
        when = f" ({fact.date})" if fact.date and fact.date not in fact.status else ""
        told = f"{fact.jurisdiction}: {fact.status}{when}"
        yield "Regulatory", told, fact.note or ""
    if allows.currency:
        now = allows.currency
        told = f"{now.value} {now.unit or ''}".strip() + (f" ({now.year})" if now.year else "")
        old = "; ".join(f"{s.value}{f' ({s.year})' if s.year else ''}" for s in now.superseded)
        yield "Currency", told, f"replaces {old}" if old else ""
    if allows.must_say:
        yield (
            "Omission",
            el("ul", *(el("li", said) for said in allows.must_say)),
            "must be said beside it",
        )


def _scope(includes: tuple[str, ...], excludes: tuple[str, ...]) -> Element:
    not_in = el("p", f"not: {', '.join(excludes)}", cls="quiet") if excludes else None
    return el("div", el("p", ", ".join(includes) or "as noted"), not_in)
