"""What a comment in a writer's own file says: the same words in every kind of file.

Plain text, a few short lines, the verdict first and the id of the finding last, by which a
suppression names it. Icons and colour belong to whoever draws it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from textwrap import shorten

from kb.content.knowledge_base import KnowledgeBase
from kb.model.document import Document
from kb.model.finding import Audit, DocumentFinding, Exceedance, Finding
from kb.output.faces import (
    GRADE_WORDS,
    capital,
    face_of,
    left_out,
    own_why,
    please_look,
    shown_by,
    shown_places,
    whole_title,
)
from kb.output.references import READ, cautions, short, unverified
from kb.vet import Vetted

__all__ = [
    "COMMENT_AUTHOR",
    "COMMENT_INITIALS",
    "WHOLE",
    "comment_text",
    "commented",
    "told_before",
    "whole_comment",
]

COMMENT_AUTHOR = "Claims KB"
COMMENT_INITIALS = "KB"
WHOLE = "The whole document:"
"""How the comment on the whole document begins; it stands for the id of its finding."""

_QUOTED = 120
"""The most characters quoted of a passage that the comment does not stand on."""
_FINDING = re.compile(r"[Ff]inding (\S+)$")
_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the direction of what follows: out of the copy they would turn our own words."""


def commented(audit: Audit) -> tuple[Finding, ...]:
    """Return the findings that get a comment, in order: problems that nobody has suppressed.

    What is probably supported, but should be looked at, gets one, too.
    """
    asking = (f for f in audit.findings if f.verdict != "supported" or f.doubts)
    shown = (f for f in asking if f.suppressed_by is None)
    return tuple(sorted(shown, key=lambda finding: (finding.start, finding.end)))


def comment_text(finding: Finding, kb: KnowledgeBase) -> str:
    """Return the words of the comment on a finding, its lines divided by line ends."""
    return "\n".join(_clean(line) for line in _lines(finding, kb))


def whole_comment(vetted: Vetted, kb: KnowledgeBase) -> str | None:
    """Return the words of the one comment on the whole document; None where nothing is found."""
    found = vetted.audit.document_findings
    if not found:
        return None
    lines = [f"{WHOLE} {len(found)} finding{'s' if len(found) > 1 else ''}"]
    for each in found:
        lines += _whole(each, vetted.document, kb)
    return "\n".join(map(_clean, lines))


def told_before(lines: Sequence[str]) -> str | None:
    """Return the id of the finding that a comment of ours is on; None where it is none of ours.

    >>> told_before(["Overstated: speed", "Claim onset-hours, finding 3f2a"])
    '3f2a'
    """
    if lines and lines[0].startswith(WHOLE):
        return WHOLE
    found = _FINDING.search(lines[-1]) if lines else None
    return found[1] if found else None


def _whole(found: DocumentFinding, document: Document, kb: KnowledgeBase) -> Iterator[str]:
    yield f"{whole_title(found)}: {found.why}"
    for start, end in shown_places(found):
        words = shorten(document.text[start:end], _QUOTED, placeholder=" …")
        yield f"– {document.place(start)}: “{words}”"
    if more := left_out(found):
        yield f"– {more}"
    if found.sources:
        yield f"See: {'; '.join(_source(each, None, kb) for each in found.sources)}"


def _lines(finding: Finding, kb: KnowledgeBase) -> Iterator[str]:
    yield _verdict(finding)
    if doubt := please_look(finding):
        yield capital(doubt)
    if not finding.not_covered:
        for each in finding.dimensions:
            yield from _dimension(each, finding)
    if why := own_why(finding):
        yield f"Why: {why}"
    if finding.rewording:
        yield f"Say instead: {finding.rewording}"
    if finding.grade:
        yield f"Certainty of the evidence: {GRADE_WORDS[finding.grade]}"
    if finding.sources:
        told = (_source(source, finding.claim, kb) for source in finding.sources)
        yield f"Rests on: {'; '.join(told)}"
    if finding.baseline == "unchanged":
        yield "Known: in the baseline already"
    about = f"Claim {finding.claim}, finding" if finding.claim else "Finding"
    yield f"{about} {finding.id}"


def _verdict(finding: Finding) -> str:
    """Return the verdict with what it is about, as one reads it where comments are folded."""
    face = face_of(finding)
    if finding.not_covered or not finding.dimensions or finding.out_of_date:
        return f"{face.label}: {face.means}"
    names = dict.fromkeys(each.name for each in finding.dimensions)
    return f"{face.label}: {', '.join(names)}"


def _dimension(each: Exceedance, finding: Finding) -> Iterator[str]:
    words = shown_by(each, finding)
    shown = f" (“{words}”)" if words else ""
    yield f"{capital(each.name)}. The copy says: {each.says}{shown}"
    because = f" ({each.why})" if each.why != each.allows else ""
    yield f"The evidence allows: {each.allows}{because}"


def _source(source_id: str, claim_id: str | None, kb: KnowledgeBase) -> str:
    """Return a source as people call it, with what keeps one from trusting it."""
    source = kb.sources.get(source_id)
    if source is None:
        return f"{source_id} (no record of this source)"
    claim = kb.claims.get(claim_id or "")
    links = [link for link in claim.rests_on if link.source == source_id] if claim else []
    warned = [caution for caution in cautions(source) if caution != "unverified"]
    if source.unread or (links and all(unverified(link, source) for link in links)):
        warned.append(READ["unverified"])
    return f"{short(source)} ({', '.join(warned)})" if warned else short(source)


def _clean(line: str) -> str:
    r"""Return a line on one line, without what would break a file or turn its words around.

    >>> _clean("two  words\x1b[2J\nand \u202emore")
    'two words\ufffd[2J and more'
    """
    return "".join(
        "\ufffd" if unicodedata.category(char) in ("Cc", "Cs") else char
        for char in " ".join(line.split())
        if char not in _STEERING
    )
