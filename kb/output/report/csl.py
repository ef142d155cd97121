"""From the record of a source to CSL JSON, the form that citation processors read.

What a record does not hold is left out, never guessed. DOI and addresses are not in it: reports
print them as links of their own.
"""

from __future__ import annotations

import re
from typing import Any

from kb.model.source import Source
from kb.output.references import named

__all__ = ["csl"]

_DOCUMENTS = frozenset(("statistics", "regulator-notice", "guideline", "narrative-review"))
"""Kinds of source that are published as articles, as pages of a site, and as reports."""
_WHOLE_ISSUE = re.compile(r"(\d+)\((\w+)\):(.+)")
"""Volume, issue and pages where a record has them all among the pages: "22(10):616-630"."""
_PAGES = re.compile(r"\w*\d+-\w*\d+")
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
"""A day among the pages: an article that was online first."""


def csl(source: Source) -> dict[str, Any]:
    """Return a source as a CSL JSON item.

    >>> from kb.model.source import Fact
    >>> item = csl(Source(id="a", kind="rct", title="T", authors=("Zarate CA Jr",), year=2006,
    ...     container="J", volume="63", issue="8", pages="856-864", read="abstract",
    ...     bibliography="confirmed", facts=(Fact(text="f", confidence="abstract"),)))
    >>> item["type"], item["author"], item["page"]
    ('article-journal', [{'family': 'Zarate', 'given': 'CA', 'suffix': 'Jr'}], '856-864')
    """
    kind = _type(source)
    item: dict[str, Any] = {"id": source.id, "type": kind, "title": source.title}
    if source.authors:
        item["author"] = [_name(author) for author in source.authors]
    if source.container:
        item["publisher" if kind == "report" else "container-title"] = source.container
    if source.year:
        item["issued"] = {"date-parts": [[source.year]]}
    if source.confirmed_on and source.url and kind in ("webpage", "legislation", "pamphlet"):
        day = source.confirmed_on
        item["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    return item | (_in_journal(source) if kind == "article-journal" else _number(source))


def _type(source: Source) -> str:
    in_volume = (source.volume or "")[:1].isdigit()
    if source.kind == "law-or-code" and not (in_volume and source.pages):
        return "legislation"
    if source.kind == "label":
        return "pamphlet"
    in_journal = in_volume or source.doi or source.pmid or _PAGES.fullmatch(source.pages or "")
    if source.kind in _DOCUMENTS and not in_journal:
        return "webpage" if source.url else "report"
    return "article-journal"


def _name(author: str) -> dict[str, str]:
    name = named(author)
    if not name.initials:
        return {"literal": author}
    parts = {"family": name.family, "given": name.initials, "suffix": name.suffix}
    return {key: part for key, part in parts.items() if part}


def _in_journal(source: Source) -> dict[str, str]:
    volume, issue, pages = source.volume, source.issue, source.pages
    if not volume and pages and (whole := _WHOLE_ISSUE.fullmatch(pages)):
        volume, issue, pages = whole.groups()
    where = "number" if _DAY.fullmatch(pages or "") else "page"
    found = {"volume": volume, "issue": issue if issue != volume else None, where: pages}
    return {key: part for key, part in found.items() if part}


def _number(source: Source) -> dict[str, str]:
    """Return what stands where an article has volume and pages: a section, a number, a day."""
    found = [part for part in (source.volume, source.issue, source.pages) if part]
    return {"number": "; ".join(found)} if found else {}
