"""A directive in a comment of the copy: `claims-kb-disable... targets -- reason (person, until)`.

Writers type it into a word processor, which turns two hyphens into a dash and the first letter into
a capital: both are taken as meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

__all__ = ["HOW", "VERBS", "Directive", "parse"]

VERBS = {
    "disable-next-line": "the next line with words, or the next passage",
    "disable-line": "the line or passage in which it stands",
    "disable": "from here to `claims-kb-enable`, or the words that the comment is on",
    "disable-file": "the whole document",
    "enable": "ends what `claims-kb-disable` began",
}
"""Every directive, and where it holds."""

HOW = "write '-- reason (initials, until 2027-01-31)' behind what it names"

_MARK = "claims-kb-"
_LONGEST = 2_000
_HEAD = re.compile(rf"{_MARK}([a-z-]*[a-z])?", re.IGNORECASE)
_BREAK = re.compile(r"(?:^| )(?:--|\u2013|\u2014)(?: |$)")
_UNTIL = re.compile(r"(?:^|, ?)until (.*)$")


@dataclass(frozen=True, slots=True)
class Directive:
    """What a comment asks for; `faults` are what keeps it from being done, in words."""

    verb: str
    targets: tuple[str, ...]
    reason: str
    by: str
    until: date | None
    faults: tuple[str, ...]

    def __str__(self) -> str:
        """Return the directive without its reason."""
        return " ".join((_MARK + self.verb, ", ".join(self.targets))).strip()


def parse(text: str, author: str = "") -> Directive | None:
    """Return the directive that a comment is, or None where it is none.

    Who wrote the comment answers for it where nobody is named.

    >>> found = parse("claims-kb-disable-line speed -- agreed with legal (AB, until 2027-01-31)")
    >>> found.targets, found.reason, found.by, str(found.until), found.faults
    (('speed',), 'agreed with legal', 'AB', '2027-01-31', ())
    >>> parse("claims-kb-disable all").faults[0].split(";")[0]
    'gives no reason and names no person'
    >>> parse("Please check this.") is None
    True
    """
    said, author = " ".join(text[:_LONGEST].split()), author.strip(" ,")
    head = _HEAD.match(said)
    if head is None:
        return None
    verb = (head[1] or "").lower()
    named, reason = _halves(said[head.end() :].strip())
    targets = tuple(word.lower() for word in re.split(r"[ ,]+", named) if word)
    if verb not in VERBS:
        known = ", ".join(_MARK + each for each in VERBS)
        return Directive(verb, targets, "", "", None, (f"is no directive; there are {known}",))
    if verb == "enable":
        return Directive(verb, targets, reason, author, None, ())
    reason, by, until = _signed(reason)
    faults = []
    if not targets:
        faults.append("names nothing; name a topic, a dimension, a claim, a finding or 'all'")
    lacks = ["gives no reason"] * (not reason) + ["names no person"] * (not (by or author))
    if lacks:
        faults.append(f"{' and '.join(lacks)}; {HOW}")
    day = _day(until)
    if until and day is None:
        faults.append(f"ends on '{until}', which is no date; write it as 2027-01-31")
    return Directive(verb, targets, reason, by or author, day, tuple(faults))


def _halves(said: str) -> tuple[str, str]:
    found = _BREAK.search(said)
    return (said[: found.start()], said[found.end() :].strip()) if found else (said, "")


def _signed(reason: str) -> tuple[str, str, str]:
    """Return the reason, the person and the day that stand in brackets at its end."""
    bare = reason.rstrip(" .")
    if not bare.endswith(")") or "(" not in bare:
        return reason, "", ""
    at = bare.rindex("(")
    inside = bare[at + 1 : -1].strip()
    until = _UNTIL.search(inside)
    person = inside[: until.start()] if until else inside
    return bare[:at].strip(), person.strip(), until[1].strip() if until else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
