"""Rules on sources: they stand, their identifiers are what they seem, and somebody uses them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import unquote

from kb.checking.attempt import Attempt
from kb.checking.checked import Checked
from kb.model.claim import Claim, EvidenceLink
from kb.model.source import Source

__all__ = [
    "identifiers_are_well_formed",
    "identifiers_stand_once",
    "no_source_is_retracted",
    "no_source_is_superseded",
    "sources_are_used",
    "unread_evidence_is_said",
]

_DOI_ADDRESS = re.compile(r"^https?://(?:dx\.)?doi\.org/(?P<doi>10\..+)$", re.IGNORECASE)
_SAID = re.compile(
    r"\bunverified\b|\bunread\b|\bnobody (?:has )?read\b"
    r"|\bnot (?:yet |been |yet been |independently )?(?:read|verified|confirmed|checked|seen)\b"
    r"|\bcould not be (?:read|verified|confirmed|checked)\b",
    re.IGNORECASE,
)


def _links(checked: Checked) -> Iterator[tuple[Claim, int, EvidenceLink, Source]]:
    """Yield every piece of evidence whose source has a record."""
    for claim in checked.kb.claims.values():
        for number, link in enumerate(claim.rests_on):
            if (source := checked.kb.sources.get(link.source)) is not None:
                yield claim, number, link, source


def no_source_is_retracted(checked: Checked) -> Iterator[Attempt]:
    """Look at the standing of every source that a claim rests on."""
    for claim, number, link, source in _links(checked):
        complaint = f"'{link.source}' was retracted" if source.standing == "retracted" else ""
        yield Attempt("claim", claim.id, ("rests_on", number, "source"), complaint)


def no_source_is_superseded(checked: Checked) -> Iterator[Attempt]:
    """Look whether a newer one has taken the place of a source that a claim rests on."""
    for claim, number, link, source in _links(checked):
        complaint = f"'{link.source}' is superseded" if source.standing == "superseded" else ""
        yield Attempt("claim", claim.id, ("rests_on", number, "source"), complaint)


def identifiers_are_well_formed(checked: Checked) -> Iterator[Attempt]:
    """Look at every DOI, PMID and PMC number beyond what the model asks."""
    for source in checked.kb.sources.values():
        if source.doi is not None:
            yield Attempt("source", source.id, ("doi",), _doi_complaint(source.doi, source.url))
        if source.pmid is not None:
            same = source.pmcid is not None and source.pmcid.removeprefix("PMC") == source.pmid
            complaint = f"{source.pmid} is the number of the PMC id" if same else ""
            yield Attempt("source", source.id, ("pmid",), complaint)
        if source.pmcid is not None:
            yield Attempt("source", source.id, ("pmcid",))


def _doi_complaint(doi: str, url: str | None) -> str:
    if doi[-1] in ".,;:" or doi.count("(") != doi.count(")"):
        return f"'{doi}' ends in punctuation that belongs to a sentence"
    if not doi.isascii():
        return f"'{doi}' holds characters that no DOI has"
    address = _DOI_ADDRESS.match(url or "")
    if address and unquote(address["doi"]).lower() != doi.lower():
        return f"'{doi}' is not the DOI in the address ({address['doi']})"
    return ""


def identifiers_stand_once(checked: Checked) -> Iterator[Attempt]:
    """Look whether two sources carry the same identifier: one paper must be one record."""
    for field in ("doi", "pmid", "pmcid"):
        holders: dict[str, list[str]] = defaultdict(list)
        for source in checked.kb.sources.values():
            if (value := getattr(source, field)) is not None:
                holders[value.lower()].append(source.id)
        for value, names in holders.items():
            told = f"{field} {value} is also that of {', '.join(names[:-1])}"
            yield Attempt("source", names[-1], (field,), told if len(names) > 1 else "")


def sources_are_used(checked: Checked) -> Iterator[Attempt]:
    """Look whether any claim rests on each source, or takes a published rating from it."""
    used = {link.source for claim in checked.kb.claims.values() for link in claim.rests_on}
    used |= {c.grade.published for c in checked.kb.claims.values() if c.grade.published}
    for name in checked.kb.sources:
        yield Attempt("source", name, ("id",), "" if name in used else "no claim rests on it")


def unread_evidence_is_said(checked: Checked) -> Iterator[Attempt]:
    """Look whether a claim that rests on evidence nobody has read says so."""
    for claim, number, link, source in _links(checked):
        unread = source.unread or any(
            fact.text == link.fact and fact.confidence == "unverified" for fact in source.facts
        )
        said = bool(claim.allows.unverified) or any(_SAID.search(t) for t in claim.limits)
        complaint = f"nobody has read '{link.source}', and the claim does not say so"
        yield Attempt(
            "claim", claim.id, ("rests_on", number), complaint if unread and not said else ""
        )
