"""Approvals that copy tells of, held against those on record: compared, not weighed."""

from __future__ import annotations

from collections.abc import Mapping

from kb.model.concept import Concept
from kb.model.finding import Exceedance
from kb.model.terms import Verdict
from kb.verdict.case import Case

__all__ = ["false_approval"]

_APPROVED = "regulatory-approved"
_LEFT_OPEN = frozenset(("negation", "hedge", "approval-elsewhere", "refutation"))
"""Cues beside which "approved" may tell of no approval, one awaited, that of another form, or of
what others say wrongly."""


def false_approval(
    case: Case, concepts: Mapping[str, Concept]
) -> tuple[Verdict, Exceedance] | None:
    """Return the verdict on an approval that a drug does not have, None where none is told of.

    Only plain statements count that name one drug whose approvals are on record, and no use of
    these that is no condition: "approved as an anaesthetic and given for depression" is true.
    """
    statement = case.statement
    hit = case.first(_APPROVED)
    if hit is None or not _LEFT_OPEN.isdisjoint(statement.said):
        return None
    kinds = dict(zip((c.concept for c in statement.concepts), statement.kinds, strict=True))
    drugs = [concepts[name] for name, kind in kinds.items() if kind == "drug"]
    if len(drugs) != 1 or not drugs[0].approved_for:
        return None
    on_record = drugs[0].approved_for
    conditions = [name for name, kind in kinds.items() if kind == "condition"]
    if any(name in on_record and kind != "condition" for name, kind in kinds.items()):
        return None
    beyond = [name for name in conditions if not _covered(name, on_record, concepts)]
    if not beyond:
        return None
    labels = ", ".join(concepts[name].label for name in beyond)
    allowed = ", ".join(concepts[name].label for name in on_record)
    told = case.exceedance(
        "regulatory", hit, f"approved: {labels}", f"approved: {allowed}",
        f"no approval of {drugs[0].label} for this is on record",
    )  # fmt: skip
    return ("overstated" if len(beyond) < len(conditions) else "contradicted"), told


def _covered(name: str, on_record: tuple[str, ...], concepts: Mapping[str, Concept]) -> bool:
    """Return whether a condition is one on record, a kind of one, or what one is a kind of."""
    return any(
        name in _upwards(known, concepts) or known in _upwards(name, concepts)
        for known in on_record
    )


def _upwards(name: str, concepts: Mapping[str, Concept]) -> list[str]:
    """Return a concept and all that it is one kind of."""
    found: list[str] = []
    here = concepts.get(name)
    while here is not None and here.id not in found:
        found.append(here.id)
        here = concepts.get(here.broader or "")
    return found
