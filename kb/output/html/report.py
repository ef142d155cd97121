"""The audit as one HTML page: the copy marked, and every reason and reference behind the marks.

Nothing is fetched and no script runs: a policy in the page forbids both. It reads on a screen, in
the dark, and on paper. The same audit gives the same bytes: there is no date in it.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from kb.content.knowledge_base import KnowledgeBase
from kb.model.finding import Audit
from kb.output.faces import FACES, capital, face_of, reviewed
from kb.output.html.cards import Cards
from kb.output.html.elements import Child, Markup, el, many, raw
from kb.output.html.evidence import Citations
from kb.output.html.marks import Mark, marked_copy, marks
from kb.output.html.overview import overview
from kb.output.html.profile import profile
from kb.output.html.style import style_sheet
from kb.output.report import report
from kb.output.report.limits import LIMITS
from kb.vet import Vetted

__all__ = ["write"]

_NOTHING = "Nothing in this document can be checked against evidence."


def write(vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:
    """Return one page with every document, one after another, and one list of references."""
    cited = Citations(kb)
    several = len(vetted) > 1
    bodies = [
        _document(each, kb, cited, number if several else None)
        for number, each in enumerate(vetted, start=1)
    ]
    made = report(vetted, kb)
    title = f"{len(vetted)} documents" if several else vetted[0].path
    main = el(
        "main",
        el("header", el("p", "Evidence audit", cls="eyebrow"), el("h1", title), cls="top"),
        overview(made, _by_number(vetted)),
        _contents(vetted) if several else None,
        *bodies,
        profile(made),
        _references(cited),
        _limits(cited, vetted, kb),
    )
    page = el("html", _head(title, vetted), el("body", main), attrs={"lang": "en"})
    return f"<!DOCTYPE html>\n{page.html}\n".encode()


def _by_number(vetted: Sequence[Vetted]) -> dict[str, Mark]:
    """Return every mark by the number that the whole report knows it by."""
    if len(vetted) == 1:
        return {str(mark.number): mark for mark in marks(vetted[0].audit.findings, "")}
    return {
        f"{number}.{mark.number}": mark
        for number, each in enumerate(vetted, start=1)
        for mark in marks(each.audit.findings, f"d{number}-")
    }


def _head(title: str, vetted: Sequence[Vetted]) -> Markup:
    digest = b64encode(sha256(style_sheet().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    engine = vetted[0].audit.engine
    named = {
        "viewport": "width=device-width, initial-scale=1",
        "referrer": "no-referrer",
        "color-scheme": "light dark",
        "generator": f"{engine.name} {engine.version}",
    }
    return el(
        "head",
        el("meta", attrs={"charset": "utf-8"}),
        el("meta", attrs={"http-equiv": "Content-Security-Policy", "content": policy}),
        *(el("meta", attrs={"name": name, "content": said}) for name, said in named.items()),
        el("title", f"Evidence audit: {title}"),
        el("style", raw(style_sheet())),
    )


def _contents(vetted: Sequence[Vetted]) -> Markup:
    rows = [
        el(
            "li",
            el("a", each.path, attrs={"href": f"#d{number}"}),
            _bar(each.audit),
            el("span", _by_face(each.audit), cls="quiet"),
        )
        for number, each in enumerate(vetted, start=1)
    ]
    return el("nav", el("ol", *rows), cls="contents", attrs={"aria-label": "Documents"})


def _document(each: Vetted, kb: KnowledgeBase, cited: Citations, number: int | None) -> Markup:
    level = 2 if number is None else 3
    prefix = "" if number is None else f"d{number}-"
    found = marks(each.audit.findings, prefix)
    cards = Cards(each.document, kb, cited, f"h{level + 1}")
    whole = [cards.of_the_whole(one) for one in each.audit.document_findings]
    told = [cards.card(mark) for mark in found]
    return el(
        "section",
        el("h2", each.path) if number is not None else None,
        _summary(each, kb),
        *_titled(level, "The copy", marked_copy(each.document, found)),
        *_titled(level, f"The whole document ({len(whole)})", *whole) if whole else (),
        *_titled(level, f"Findings ({len(told)})", *(told or [el("p", _NOTHING)])),
        cls="document",
        attrs={"id": None if number is None else f"d{number}"},
    )


def _titled(level: int, title: str, *parts: Child) -> tuple[Child, ...]:
    return (el(f"h{level}", title), *parts)


def _summary(each: Vetted, kb: KnowledgeBase) -> Markup:
    audit = each.audit
    counts = audit.counts
    over = Counter(d.name for f in audit.findings if not f.not_covered for d in f.dimensions)
    covered = "all are covered by claims"
    if counts.not_covered:
        covered = f"{counts.not_covered} of the findings not covered by any claim"
    read = f"{counts.sentences} passages read; {counts.checkable} can be checked; {covered}."
    told = ", ".join(f"{name} {count}" for name, count in over.most_common())
    return el(
        "div",
        _bar(audit),
        _legend(audit),
        el("p", read),
        el("p", f"Where the copy oversteps: {told}.") if told else None,
        *_review(audit),
        *(el("p", f"Note: {note}.", cls="quiet") for note in each.document.notes),
        _identity(audit, kb),
        cls="summary",
    )


def _review(audit: Audit) -> list[Markup]:
    """Return what a team's decisions came to, and what the baseline had that is gone."""
    told = reviewed(audit.review)
    if audit.review is None or told is None:
        return []
    day = f" Dates are held against {audit.review.on}." if audit.review.on else ""
    parts = [el("p", f"{capital(told)}. No run fails on what is shown in grey.{day}")]
    base = audit.review.baseline
    if base and base.absent:
        gone = [
            el("li", f"{face_of(each).label}: ", el("q", each.quote, attrs={"dir": "auto"}))
            for each in base.absent
        ]
        title = el("summary", f"In the baseline “{base.name}” and gone ({len(gone)})")
        parts.append(el("details", title, el("ul", *gone)))
    return parts


def _identity(audit: Audit, kb: KnowledgeBase) -> Markup:
    base, copy = audit.knowledge_base, audit.document
    held = f"{base.claims} claims, {base.sources} sources"
    facts: list[tuple[str, Child]] = [
        ("Document", f"{copy.name} ({copy.media_type}, {copy.characters:,} characters)"),
        ("SHA-256", el("code", copy.sha256)),
        ("Knowledge base", f"{base.name}: {kb.settings.title} ({held})"),
        ("Fingerprint", el("code", base.fingerprint)),
        ("Judged by", f"{audit.engine.name} {audit.engine.version}"),
    ]
    return el("dl", *(many((el("dt", name), el("dd", said))) for name, said in facts))


def _counts(audit: Audit) -> Counter[str]:
    return Counter(face_of(finding).id for finding in audit.findings)


def _by_face(audit: Audit) -> str:
    counts = _counts(audit)
    told = [f"{counts[face.id]} {face.label.lower()}" for face in FACES.values() if counts[face.id]]
    return ", ".join(told) or "no findings"


def _bar(audit: Audit) -> Markup:
    counts = _counts(audit)
    at, parts = 0, []
    for face in FACES:
        if counts[face]:
            box = {"x": str(at), "y": "0", "width": str(counts[face]), "height": "1"}
            parts.append(el("rect", cls=face, attrs=box))
            at += counts[face]
    drawn = {"viewBox": f"0 0 {max(at, 1)} 1", "preserveAspectRatio": "none", "role": "img"}
    return el("svg", *parts, cls="bar", attrs={**drawn, "aria-label": _by_face(audit)})


def _legend(audit: Audit) -> Markup:
    counts = _counts(audit)
    items = []
    for face in FACES.values():
        if not counts[face.id]:
            continue
        # Hides cards by style alone; on paper every card is there.
        box = el(
            "input",
            cls=f"show-{face.id}",
            attrs={"type": "checkbox", "checked": "", "aria-label": f"Show {face.label.lower()}"},
        )
        told = f"{face.icon} {counts[face.id]} {face.label}"
        label = el("label", box, told, cls=f"badge {face.id}")
        items.append(el("li", label, el("span", f" {face.means}", cls="quiet")))
    hint = el("p", "Untick a verdict to hide its findings below.", cls="quiet on-screen")
    return many((el("ul", *items, cls="legend"), hint if items else None))


def _references(cited: Citations) -> Markup | None:
    if not cited.sources:
        return None
    return el("section", el("h2", f"References ({len(cited.sources)})"), cited.listed())


def _limits(cited: Citations, vetted: Sequence[Vetted], kb: KnowledgeBase) -> Markup:
    unread = [source for source in cited.sources if source.unread]
    incomplete = [s for s in cited.sources if s.bibliography != "confirmed"]
    own = [
        f"Sources cited here: {len(cited.sources)}. Unverified, because nobody has read them:"
        f" {len(unread) or 'none'}. With an incomplete reference: {len(incomplete) or 'none'}."
        " Each is marked.",
        "Grades are computed from recorded judgements; each card shows the steps.",
        f"The same copy, knowledge base ({kb.name}, fingerprint above) and version"
        f" ({vetted[0].audit.engine.version}) give this page again, to the byte.",
    ]
    told = el("ul", *(el("li", each) for each in (*LIMITS, *own)))
    return el("footer", el("h2", "What this audit is, and is not"), told)
