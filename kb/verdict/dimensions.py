"""One function a dimension: what the passage says there, against what the claim allows.

Each returns an exceedance, which can always show the words, the ceiling and the reason, or None.
`DIMENSION_RULES` is the table from which verdicts, documentation and tests are made.
"""

from __future__ import annotations

from collections.abc import Callable

from kb.model.finding import Exceedance
from kb.model.quantity import hours_text
from kb.model.terms import Certainty, Dimension
from kb.verdict.case import Case
from kb.verdict.figures import is_superseded

__all__ = [
    "DIMENSION_RULES",
    "Rule",
    "allowed",
    "exceedances",
    "superseded_figure",
    "whole_statement",
]

Rule = Callable[[Case], Exceedance | None]

_FACTUAL_KINDS = frozenset(("frequency", "regulatory", "history", "practice"))
_SPEED_CUES = ("speed-instant", "speed-minutes", "speed-hour", "speed-hours")
_DURABILITY_CUES = ("durability-permanent", "durability-long")
_PRECEDENT = 0.55
"""Share of near precedents from which they decide on their own."""


_BEARS: dict[Certainty, str] = {
    "none": "the evidence bears no assertion",
    "established": "even what is established has its exceptions",
}
"""What the evidence bears instead of an absolute, where it is no word for a certainty."""

_PLAIN: dict[Dimension, tuple[str, str]] = {
    "certainty": (
        "said plainly, without a hedge",
        "a plain statement says more than this evidence bears",
    ),
    "magnitude": ("an effect larger than measured", "no source bears an effect of this size"),
    "speed": ("an earlier onset than measured", "no source shows an effect this early"),
    "durability": ("a longer benefit than measured", "no source shows a benefit this long"),
    "scope": (
        "meant for more than was studied",
        "the evidence speaks of fewer people or conditions",
    ),
    "comparison": (
        "set above something else",
        "this comparison was not made, or did not turn out so",
    ),
    "mechanism": ("a way of working told as fact", "how it works is not established"),
    "safety": ("a risk denied or made small", "every medicine can cause harm"),
    "regulatory": ("a status that no regulator gave", "the governing document says otherwise"),
    "currency": ("an older figure, told as today's", "a newer figure has replaced it"),
    "omission": ("left out", "without it a fair reader is misled"),
}
"""What is said, and why it is too much, where the statement as a whole oversteps."""


def _by_assertion(case: Case, name: Dimension, allows: str) -> Exceedance | None:
    """Return an exceedance where a plain statement of the subject already oversteps."""
    plain = name in case.allows.asserting_exceeds and not case.hedged
    if plain and case.verdict_share("supported") < _PRECEDENT:
        return whole_statement(case, name, allows)
    return _by_precedent(case, name, allows)


def _by_precedent(case: Case, name: Dimension, allows: str) -> Exceedance | None:
    return whole_statement(case, name, allows) if case.precedent_share(name) >= _PRECEDENT else None


def whole_statement(case: Case, name: Dimension, allows: str) -> Exceedance:
    """Return an exceedance of the whole statement, with the reason of the nearest precedent."""
    says, why = _PLAIN[name]
    if name == "certainty" and case.hedged:
        says, why = (
            "firmer than the evidence, even so hedged",
            "the hedge does not rescue the statement",
        )
    told = (p.example.why for p in case.precedents if name in p.example.exceeds)
    # A single word is a note on its own example ("1999"), and no reason for any other copy.
    return case.exceedance(name, None, says, allows, next((t for t in told if t and " " in t), why))


def certainty(case: Case) -> Exceedance | None:
    """Return where copy speaks more firmly than the evidence: hype, absolutes, a missing hedge."""
    allowed = case.allows.certainty
    hype = case.first("hype")
    if hype is not None:
        return case.exceedance(
            "certainty", hype, hype.kind.label, allowed.wording,
            "no evidence bears a superlative",
        )  # fmt: skip
    absolute = case.first("absolute", "safety-absolute")
    if absolute is not None and case.claim.kind not in _FACTUAL_KINDS:
        return case.exceedance(
            "certainty", absolute, absolute.kind.label, allowed.wording,
            _BEARS.get(allowed.level, f"the evidence bears “{allowed.level}” at most"),
        )  # fmt: skip
    return _by_assertion(case, "certainty", allowed.wording)


def magnitude(case: Case) -> Exceedance | None:
    """Return where copy states a larger share or effect than any source found."""
    ceiling = case.allows.magnitude
    if ceiling is None:
        return _by_precedent(case, "magnitude", "no size of effect is established")
    if ceiling.at_most is not None:
        for quantity in case.statement.quantities:
            if quantity.kind == "share" and quantity.low > ceiling.at_most:
                cue = case.statement.cue(quantity.first, quantity.last)
                return Exceedance(
                    name="magnitude", says=f"{quantity.high:g} %",
                    allows=f"at most {ceiling.at_most:g} %", cue=cue, why=ceiling.note,
                )  # fmt: skip
    most = case.first("universal-quantity")
    if most is not None and case.claim.kind == "effect" and not case.hedged:
        return case.exceedance("magnitude", most, most.kind.label, ceiling.note, ceiling.note)
    return _by_assertion(case, "magnitude", ceiling.note)


def speed(case: Case) -> Exceedance | None:
    """Return where copy states an earlier onset than the evidence."""
    ceiling = case.allows.speed
    if ceiling is None:
        return _by_precedent(case, "speed", "no onset is established")
    hit = case.first(*_SPEED_CUES)
    if (
        hit is not None
        and hit.kind.hours is not None
        and hit.kind.hours < min(ceiling.earliest, 1.0)
    ):
        return case.exceedance(
            "speed", hit, hit.kind.label, f"not before {hours_text(ceiling.earliest)}", ceiling.note
        )
    return _by_precedent(case, "speed", ceiling.note)


def durability(case: Case) -> Exceedance | None:
    """Return where copy promises a longer benefit than the evidence."""
    ceiling = case.allows.durability
    hit = case.first(*_DURABILITY_CUES)
    if hit is not None and case.claim.kind == "effect":
        allowed = hours_text(ceiling.longest) if ceiling and ceiling.longest else "days to weeks"
        if ceiling is None or ceiling.longest is None or (hit.kind.hours or 0) > ceiling.longest:
            note = ceiling.note if ceiling else "no lasting benefit is established by this evidence"
            return case.exceedance("durability", hit, hit.kind.label, allowed, note)
    if ceiling is not None:
        return _by_assertion(case, "durability", ceiling.note)
    return _by_precedent(case, "durability", "no lasting benefit is established by this evidence")


def scope(case: Case) -> Exceedance | None:
    """Return where copy speaks of more people or conditions than the evidence."""
    ceiling = case.allows.scope
    allowed = ceiling.note if ceiling else "the population studied"
    everyone = case.first("scope-everyone")
    if everyone is not None and case.claim.kind in ("effect", "comparison"):
        return case.exceedance("scope", everyone, everyone.kind.label, allowed, allowed)
    return _by_assertion(case, "scope", allowed)


def comparison(case: Case) -> Exceedance | None:
    """Return where copy claims an advantage that was never shown."""
    ceiling = case.allows.comparison
    allowed = ceiling.note if ceiling else "no such comparison was made"
    return _by_assertion(case, "comparison", allowed)


def mechanism(case: Case) -> Exceedance | None:
    """Return where a way of working is told as fact that is not known."""
    ceiling = case.allows.mechanism
    allowed = ceiling.note if ceiling else "how it works is not known"
    return _by_assertion(case, "mechanism", allowed)


def safety(case: Case) -> Exceedance | None:
    """Return where a risk is denied or made small."""
    allowed = "; ".join(case.allows.must_say) or case.allows.certainty.wording
    hit = case.first("safety-absolute", "safety-minimal")
    if hit is not None and case.claim.kind == "harm":
        return case.exceedance(
            "safety", hit, hit.kind.label, allowed, "every medicine can cause harm"
        )
    return _by_assertion(case, "safety", allowed)


def regulatory(case: Case) -> Exceedance | None:
    """Return where copy misstates what a regulator decided."""
    facts = case.allows.regulatory
    allowed = (
        "; ".join(f"{f.jurisdiction}: {f.status}" for f in facts) or "no such approval is recorded"
    )
    return _by_assertion(case, "regulatory", allowed)


def currency(case: Case) -> Exceedance | None:
    """Return where copy gives a figure that a newer one has replaced, as if it were today's."""
    ceiling = case.allows.currency
    if ceiling is None:
        return _by_precedent(case, "currency", "the current figure")
    old = superseded_figure(case)
    return old or _by_precedent(case, "currency", allowed(case, "currency"))


def superseded_figure(case: Case) -> Exceedance | None:
    """Return the older figure that copy gives without its year; a comparison of numbers alone."""
    ceiling = case.allows.currency
    figures = case.statement.quantities
    if ceiling is None or any(figure.kind == "year" for figure in figures):
        return None
    for figure in figures:
        if figure.kind in ("count", "share") and is_superseded(ceiling, figure):
            cue = case.statement.cue(figure.first, figure.last)
            now = allowed(case, "currency")
            return Exceedance(
                name="currency", says=f"{cue.quote}, an older figure", allows=now, cue=cue,
                why=f"the figure on record is {now}",
            )  # fmt: skip
    return None


def omission(case: Case) -> Exceedance | None:
    """Return what a fair reader must be told and is not."""
    allowed = "; ".join(case.allows.must_say) or "what the evidence leaves open"
    return _by_assertion(case, "omission", allowed)


DIMENSION_RULES: tuple[tuple[Dimension, Rule], ...] = (
    ("certainty", certainty),
    ("magnitude", magnitude),
    ("speed", speed),
    ("durability", durability),
    ("scope", scope),
    ("comparison", comparison),
    ("mechanism", mechanism),
    ("safety", safety),
    ("regulatory", regulatory),
    ("currency", currency),
    ("omission", omission),
)


def exceedances(case: Case) -> tuple[Exceedance, ...]:
    """Return every dimension on which the case exceeds its ceiling, in the order of the table."""
    return tuple(found for _, rule in DIMENSION_RULES if (found := rule(case)) is not None)


def allowed(case: Case, dimension: Dimension) -> str:
    """Return in words what the claim allows on a dimension."""
    allows = case.allows
    notes = {
        "magnitude": allows.magnitude,
        "speed": allows.speed,
        "durability": allows.durability,
        "scope": allows.scope,
        "comparison": allows.comparison,
        "mechanism": allows.mechanism,
    }
    ceiling = notes.get(dimension)
    if ceiling is not None:
        return ceiling.note
    if dimension in ("safety", "omission") and allows.must_say:
        return "; ".join(allows.must_say)
    if dimension == "regulatory" and allows.regulatory:
        return "; ".join(f"{fact.jurisdiction}: {fact.status}" for fact in allows.regulatory)
    if dimension == "currency" and allows.currency is not None:
        current = allows.currency
        return " ".join(
            filter(None, (current.value, current.unit, f"({current.year})" if current.year else ""))
        )
    return allows.certainty.wording
