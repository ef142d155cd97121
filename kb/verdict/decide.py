"""The verdict: one table of precedence over exceedances and precedents."""

from __future__ import annotations

from kb.model.finding import Exceedance
from kb.model.terms import Verdict
from kb.verdict.case import Case

__all__ = ["decide"]

_DECISIVE = 0.6
"""Share of near precedents from which "contradicted" and "unsupported" are taken over."""


def decide(case: Case, exceeded: tuple[Exceedance, ...]) -> Verdict:
    """Return the verdict on a case.

    1. Nothing exceeded: supported.
    2. Near precedents were judged contradicted, or unsupported, by a clear majority: the same.
    3. Otherwise the wording goes beyond a true kernel: overstated.
    """
    if not exceeded:
        return "supported"
    if case.verdict_share("contradicted") >= _DECISIVE:
        return "contradicted"
    if case.verdict_share("unsupported") >= _DECISIVE:
        return "unsupported"
    return "overstated"
