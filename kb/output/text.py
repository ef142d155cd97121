"""The audit as text for people at a terminal: grouped by verdict, the gravest first.

Copy and file names are untrusted: whatever could steer a terminal is shown as a replacement
character. Colour is added last, line by line, so that taking it away changes no words.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from kb.content.knowledge_base import KnowledgeBase
from kb.model.document import Document
from kb.model.finding import Audit, Exceedance, Finding, Scale
from kb.output.difference import difference
from kb.output.faces import (
    FACES,
    GRADE_WORDS,
    Face,
    face_of,
    left_out,
    own_why,
    please_look,
    reviewed,
    set_aside,
    shown_by,
    shown_places,
    suppressed,
    whole_title,
)
from kb.output.references import short
from kb.vet import Vetted

__all__ = ["WIDTH", "plain", "write"]

WIDTH = 100
_LABEL = 12
_STEPS = 24
"""Characters in the line of a scale, less one."""
_COLOURS = {
    "contradicted": "31",
    "overstated": "33",
    "out-of-date": "36",
    "unsupported": "35",
    "not-covered": "34",
    "to-check": "36",
    "supported": "32",
}
_BOLD, _FAINT = "1", "2"
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def write(vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:
    """Return every document's findings, and a summary line each; then one for all."""
    lines = [line for each in vetted for line in (*_document(each, kb), "")]
    if len(vetted) > 1:
        lines.append(_paint(_total(vetted), _BOLD))
    else:
        lines.pop()
    return ("\n".join(lines) + "\n").encode(errors="backslashreplace")


def plain(text: str) -> str:
    r"""Return text on one line that cannot steer a terminal.

    >>> plain("two  words\x1b[2J")
    'two words\ufffd[2J'
    """
    return "".join(
        "\ufffd" if char in _BIDI or unicodedata.category(char) in ("Cc", "Cs") else char
        for char in " ".join(text.split())
    )


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _wrapped(text: str, first: str, rest: str | None = None) -> list[str]:
    rest = " " * len(first) if rest is None else rest
    return textwrap.wrap(
        plain(text), WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def _told(label: str, text: str) -> list[str]:
    return _wrapped(text, f"    {label:<{_LABEL}}")


def _document(each: Vetted, kb: KnowledgeBase) -> Iterator[str]:
    audit = each.audit
    yield from (_paint(line, _BOLD) for line in _wrapped(each.path, ""))
    yield from (_paint(line, _FAINT) for line in _wrapped(_judged_by(audit), ""))
    for note in each.document.notes:
        yield from _wrapped(note, "note: ")
    for face in FACES.values():
        group = [finding for finding in audit.findings if face_of(finding) == face]
        if group:
            yield ""
            yield _paint(f"{face.label.upper()} ({len(group)})", f"{_BOLD};{_COLOURS[face.id]}")
            yield from _wrapped(face.means, "")
            show = _in_short if face.id in ("to-check", "supported") else _in_full
            for finding in sorted(group, key=lambda f: (f.start, f.end)):
                if aside := set_aside(finding):
                    yield from _aside(finding, aside, face, each.document)
                else:
                    yield from show(finding, face, each.document, kb)
    yield from _of_the_whole(each.document, audit, kb)
    yield ""
    yield from (_paint(line, _BOLD) for line in _wrapped(_summary(audit), ""))


def _judged_by(audit: Audit) -> str:
    base = audit.knowledge_base
    return (
        f"sha256 {audit.document.sha256}; judged by '{base.name}' ({base.claims} claims,"
        f" {base.sources} sources, fingerprint {base.fingerprint}), {audit.engine.name}"
        f" {audit.engine.version}"
    )


def _head(finding: Finding, face: Face, document: Document) -> list[str]:
    place = f"  {face.icon} {plain(document.place(finding.start))}: "
    first, *rest = _wrapped(f"“{finding.quote}”", place, "    ")
    colour = _COLOURS[face.id]
    return ["", _paint(place, colour) + first[len(place) :], *rest]


def _in_full(finding: Finding, face: Face, document: Document, kb: KnowledgeBase) -> Iterator[str]:
    yield from _head(finding, face, document)
    yield from _doubt(finding)
    if not finding.not_covered:
        for each in finding.dimensions:
            yield from _dimension(each, finding)
    why = own_why(finding)
    if why:
        yield from _told("why", why)
    if finding.rewording:
        better = _told("say instead", finding.rewording)
        yield from (_paint(line, _COLOURS["supported"]) for line in better)
        yield from _changed(finding)
    yield from _rests_on(finding, kb)


def _doubt(finding: Finding) -> Iterator[str]:
    doubt = please_look(finding)
    if doubt:
        yield from _told("doubtful", doubt)


def _in_short(finding: Finding, face: Face, document: Document, kb: KnowledgeBase) -> Iterator[str]:
    yield from _head(finding, face, document)
    yield from _doubt(finding)
    yield from _rests_on(finding, kb)


def _aside(finding: Finding, aside: str, face: Face, document: Document) -> Iterator[str]:
    over = ", ".join(each.name for each in finding.dimensions)
    place = f"  {face.icon} {plain(document.place(finding.start))}: "
    yield ""
    lines = [*_wrapped(f"“{finding.quote}”", place, "    "), *_told("exceeds on", over)]
    yield from (_paint(line, _FAINT) for line in (*lines, *_told("set aside", aside)))


def _dimension(each: Exceedance, finding: Finding) -> Iterator[str]:
    words = shown_by(each, finding)
    shown = f" (“{words}”)" if words else ""
    yield from _told(each.name, f"says: {each.says}{shown}")
    yield from _told("", f"evidence allows: {each.allows}")
    if each.why != each.allows:
        yield from _told("", f"because: {each.why}")
    if each.scale is not None:
        yield from _told("", _meter(each.scale))


def _changed(finding: Finding) -> Iterator[str]:
    """Yield what changes in the passage, in signs of word diffs; nothing where all of it does."""
    changes = difference(finding.quote, finding.rewording or "")
    if any(change.kind == "same" for change in changes):
        signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
        yield from _told("", "".join(signs[c.kind].format(c.text) for c in changes))


def _meter(scale: Scale) -> str:
    """Return a scale as a line of characters: up to what is allowed, then how far beyond it."""
    allowed, said = (round(point.at * _STEPS) for point in (scale.allowed, scale.said))
    said = max(said, allowed + 1) if allowed < _STEPS else said
    allowed = min(allowed, said - 1)
    line = "".join(
        "|" if place == allowed else "x" if place == said else "=" if place < allowed
        else "~" if place < said else "."
        for place in range(_STEPS + 1)
    )  # fmt: skip
    return (
        f"{scale.weakest} [{line}] {scale.strongest}"
        f" (| {scale.allowed.label}, x {scale.said.label})"
    )


def _rests_on(finding: Finding, kb: KnowledgeBase) -> Iterator[str]:
    if finding.grade:
        yield from _told("grade", f"{GRADE_WORDS[finding.grade]} certainty (claim {finding.claim})")
    if finding.sources:
        yield from _told("rests on", "; ".join(_source(s, kb) for s in finding.sources))


def _source(source_id: str, kb: KnowledgeBase) -> str:
    source = kb.sources.get(source_id)
    if source is None:
        return source_id
    return short(source) + (" (unverified: nobody has read it)" if source.unread else "")


def _of_the_whole(document: Document, audit: Audit, kb: KnowledgeBase) -> Iterator[str]:
    if not audit.document_findings:
        return
    yield ""
    yield _paint(f"THE WHOLE DOCUMENT ({len(audit.document_findings)})", _BOLD)
    for found in audit.document_findings:
        at = ", ".join(dict.fromkeys(document.place(start) for start, _ in found.where))
        place = f" ({at})" if at else ""
        yield ""
        said = _wrapped(f"{whole_title(found).lower()}{place}: {found.why}", "  ! ", "    ")
        if found.suppressed_by:
            said += _told("set aside", suppressed(found.suppressed_by))
            yield from (_paint(line, _FAINT) for line in said)
            continue
        yield from said
        for start, end in shown_places(found):
            yield from _wrapped(f"“{document.text[start:end]}”", "      ")
        if more := left_out(found):
            yield from _wrapped(more, "      ")
        if found.sources:
            yield from _told("see", "; ".join(_source(s, kb) for s in found.sources))


def _summary(audit: Audit) -> str:
    counts = audit.counts
    whole = len(audit.document_findings)
    return (
        f"{counts.checkable} of {counts.sentences} passages can be checked; {_by_face([audit])}"
        f"{f'; {whole} on the whole document' if whole else ''}"
        f"{f'; {told}' if (told := reviewed(audit.review)) else ''}"
    )


def _total(vetted: Sequence[Vetted]) -> str:
    return f"{len(vetted)} documents: {_by_face([each.audit for each in vetted])}"


def _by_face(audits: Sequence[Audit]) -> str:
    faces = [face_of(finding).id for audit in audits for finding in audit.findings]
    told = [
        f"{count} {face.label.lower()}"
        for face in FACES.values()
        if (count := faces.count(face.id))
    ]
    return ", ".join(told) or "no findings"
