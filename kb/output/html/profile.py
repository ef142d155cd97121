"""The evidence of all claims side by side: summary of findings, and evidence profiles by scheme.

Source: Guyatt et al., GRADE guidelines 1, J Clin Epidemiol 2011;64:383-394 (the two tables).
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.model.terms import SCHEMES, Scheme
from kb.output.faces import capital
from kb.output.html.elements import Child, Markup, el, many
from kb.output.report import Report
from kb.output.report.evidence import EvidenceRow, Judged

__all__ = ["profile"]

_TITLES: dict[Scheme, str] = {
    "GRADE": "Effects and harms: GRADE evidence profile",
    "documentary": "Approvals, law and history: the governing documents",
    "statistic": "Frequencies: authority, year and population",
}


def profile(made: Report) -> Markup | None:
    """Return the tables of evidence; nothing where no finding rests on a claim."""
    if not made.evidence:
        return None
    parts: list[Child] = [el("h2", "The evidence")]
    parts += [el("h3", "Summary of findings"), _findings(made.evidence)]
    for scheme in SCHEMES:
        if rows := made.evidence_of(scheme):
            parts += [el("h3", _TITLES[scheme]), _profile(rows)]
    return el("section", *parts, cls="evidence-tables")


def _table(names: Sequence[str], rows: Sequence[Markup], cls: str) -> Markup:
    head = el("tr", *(el("th", name, attrs={"scope": "col"}) for name in names))
    table = el("table", el("thead", head), el("tbody", *rows), cls=cls)
    # Wide tables scroll by themselves, by keyboard too; the page does not.
    scrolled = {"tabindex": "0", "role": "region", "aria-label": "Table of evidence"}
    return el("div", table, cls="wide", attrs=scrolled)


def _findings(rows: Sequence[EvidenceRow]) -> Markup:
    names = ("", "What the evidence shows", "What is known in figures", "Certainty", "Limits")
    return _table(names, [_finding(row) for row in rows], "sof")


def _finding(row: EvidenceRow) -> Markup:
    known: list[Child] = [
        el("p", el("b", f"{one.label}: "), one.value, f" ({one.note})" if one.note else None)
        for one in row.known
    ]
    on = f"Finding{'s' if len(row.findings) > 1 else ''} {', '.join(row.findings)}"
    return el(
        "tr",
        el("th", row.number, attrs={"scope": "row"}),
        el("td", row.says, el("p", on, cls="quiet")),
        el("td", *(known or ["no figure on record"])),
        el("td", _certainty(row)),
        el("td", *(el("p", limit) for limit in row.limits)),
    )


def _certainty(row: EvidenceRow) -> Markup:
    signs = el("span", row.certainty.signs, cls="dots", attrs={"aria-hidden": "true"})
    return many((signs, " ", row.certainty.words))


def _profile(rows: Sequence[EvidenceRow]) -> Markup:
    domains = [capital(judged.label) for judged in rows[0].judgements]
    names = ("", "Claim", "Sources and design", *domains, "Other", "Certainty")
    return _table(names, [_judged_row(row) for row in rows], "profile")


def _judged_row(row: EvidenceRow) -> Markup:
    raised: list[Child] = [_judged(judged) for judged in row.raised if judged.step]
    caps: list[Child] = [el("p", cap) for cap in row.capped]
    return el(
        "tr",
        el("th", row.number, attrs={"scope": "row"}),
        el("td", row.topic, el("p", row.claim, cls="quiet")),
        el("td", f"{row.designs} ({row.sources})", el("p", f"starts {row.start}", cls="quiet")),
        *(el("td", _judged(judged)) for judged in row.judgements),
        el("td", *(raised + caps or ["–"])),
        el("td", _certainty(row)),
    )


def _judged(judged: Judged) -> Markup:
    why = el("p", judged.why, cls="quiet") if judged.why else None
    return many((judged.words, why))
