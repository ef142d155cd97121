"""Which figures the sources of a claim give, so that copy can be held against them.

"25.1% of women" is worded like a true statement whatever the true share is. Weights that read words
cannot tell; whether any source on record gives such a figure can be looked up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb.matching.quantities import Quantity, QuantityKind, find_quantities
from kb.matching.tokens import tokenize
from kb.model.claim import Ceiling, Claim, EvidenceLink
from kb.model.source import Source

__all__ = ["FiguresOnRecord"]

_SHARE_POINTS = 0.55
"""Shares as near as this are one figure, rounded."""
_WIDEST = 4
"""What spans more than so many times its low end is two figures, or says nothing."""
_SAME: Mapping[QuantityKind, float] = {
    "duration": 0.1,  # two months are eight weeks to a writer
    "count": 0.03,
    "money": 0.03,
    "dose": 0.01,
    "year": 0.0,
}
"""How much of their value figures may differ and still be one, by kind."""


class FiguresOnRecord:
    """The figures of each claim and its sources, read when first asked for."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._given: dict[str, tuple[Quantity, ...]] = {}

    def gives(self, claim: Claim, figure: Quantity) -> bool:
        """Return whether the claim, its ceiling or a source it rests on gives this figure.

        Both ends of a range must lie at or within a figure on record, rounding allowed. What
        nobody has read gives nothing.
        """
        if claim.id not in self._given:
            self._given[claim.id] = tuple(_figures(claim, self._sources))
        given = [each for each in self._given[claim.id] if each.kind == figure.kind]
        return all(any(_holds(each, end) for each in given) for end in (figure.low, figure.high))


def _holds(given: Quantity, end: float) -> bool:
    near = _SHARE_POINTS if given.kind == "share" else _SAME[given.kind] * end
    if given.high > _WIDEST * given.low:
        return min(abs(given.low - end), abs(given.high - end)) <= near
    return given.low - near <= end <= given.high + near


def _figures(claim: Claim, sources: Mapping[str, Source]) -> Iterator[Quantity]:
    for text in _texts(claim, sources):
        yield from find_quantities(tokenize(text))
    allows = claim.allows
    if allows.speed:
        yield _alone("duration", allows.speed.earliest)
    if allows.durability and allows.durability.longest:
        yield _alone("duration", allows.durability.longest)
    if allows.magnitude and allows.magnitude.at_most:
        yield _alone("share", allows.magnitude.at_most)
    for _, source in _read(claim, sources):
        if source.year:  # "a 2019 trial" names it by the year it was published
            yield _alone("year", source.year)


def _alone(kind: QuantityKind, value: float) -> Quantity:
    return Quantity(kind, value, value, 0, 0)


def _texts(claim: Claim, sources: Mapping[str, Source]) -> Iterator[str]:
    yield claim.says
    yield from claim.limits
    yield from filter(None, (claim.rewording,))
    yield from _in_ceiling(claim.allows)
    for link, source in _read(claim, sources):
        yield link.fact
        yield from (fact.text for fact in source.facts if fact.confidence != "unverified")
        yield from filter(None, (source.n, source.population, source.outcome))


def _read(claim: Claim, sources: Mapping[str, Source]) -> Iterator[tuple[EvidenceLink, Source]]:
    """Yield the evidence of a claim that somebody has read."""
    for link in claim.rests_on:
        source = sources.get(link.source)
        if source is not None and not source.unread:
            yield link, source


def _in_ceiling(allows: Ceiling) -> Iterator[str]:
    noted = (allows.speed, allows.durability, allows.magnitude, allows.scope)
    yield from (each.note for each in (*noted, allows.comparison, allows.mechanism) if each)
    yield allows.certainty.wording
    yield from allows.must_say
    for fact in allows.regulatory:
        yield from filter(None, (fact.status, fact.date, fact.note))
    if allows.currency:
        replaced = [(old.value, old.year) for old in allows.currency.superseded]
        for value, year in ((allows.currency.value, allows.currency.year), *replaced):
            yield f"{value} {allows.currency.unit or ''}"
            yield year or ""
