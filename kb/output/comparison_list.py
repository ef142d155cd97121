"""What changed between two versions of a page: for a terminal, for programs, for a browser."""

from __future__ import annotations

import textwrap
from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256

from kb.model.comparison import Change, Comparison
from kb.model.finding import DocumentFinding, Finding
from kb.output.faces import face_of, set_aside, whole_title
from kb.output.form import Form
from kb.output.html.cards import badge
from kb.output.html.elements import Child, Markup, el, raw
from kb.output.html.style import style_sheet
from kb.output.text import WIDTH, plain

__all__ = ["COMPARISON_EXPORTS", "in_short"]


def in_short(found: Comparison) -> str:
    """Return the counts in words."""
    worse = sum(change.worse for change in found.changed_findings)
    changed = f"{len(found.changed_findings)} changed"
    return (
        f"{len(found.new_findings)} new, {len(found.gone_findings)} gone,"
        f" {changed}{f' ({worse} for the worse)' if worse else ''}, {found.unchanged} unchanged"
    )


def _sections(found: Comparison) -> tuple[tuple[str, Sequence[Finding | Change]], ...]:
    return (
        ("New", found.new_findings),
        ("Changed", found.changed_findings),
        ("Gone", found.gone_findings),
    )


def _whole(found: Comparison) -> tuple[tuple[str, Sequence[DocumentFinding]], ...]:
    return (
        ("New on the whole document", found.new_document_findings),
        ("Gone on the whole document", found.gone_document_findings),
    )


def _judged(finding: Finding) -> str:
    over = ", ".join(each.name for each in finding.dimensions)
    aside = set_aside(finding)
    told = f"{face_of(finding).label.lower()}{f' on {over}' if over else ''}"
    return f"{told} (claim {finding.claim or 'none'}){f'; {aside}' if aside else ''}"


def _text(found: Comparison) -> bytes:
    return ("\n".join(_lines(found)) + "\n").encode(errors="backslashreplace")


def _lines(found: Comparison) -> Iterator[str]:
    yield from _wrapped(f"{found.old.name} -> {found.new.name}: {in_short(found)}", "", "  ")
    for title, findings in _sections(found):
        if findings:
            yield from ("", f"{title.upper()} ({len(findings)})")
        for each in findings:
            yield ""
            if isinstance(each, Change):
                yield from _of_change(each)
            else:
                yield from _of_finding(each, mend=title == "New")
    for title, whole in _whole(found):
        if whole:
            yield from ("", f"{title.upper()} ({len(whole)})")
        for one in whole:
            yield from _wrapped(f"{whole_title(one).lower()}: {one.why}", "  ! ", "    ")


def _of_finding(finding: Finding, *, mend: bool) -> Iterator[str]:
    face = face_of(finding)
    yield from _wrapped(f"“{finding.quote}”", f"  {face.icon} {plain(finding.place)}: ", "    ")
    yield from _wrapped(_judged(finding), "    ", "    ")
    if mend and finding.rewording:
        yield from _wrapped(f"say instead: {finding.rewording}", "    ", "    ")


def _of_change(change: Change) -> Iterator[str]:
    after = change.after
    face = face_of(after)
    yield from _wrapped(f"“{after.quote}”", f"  {face.icon} {plain(after.place)}: ", "    ")
    if change.before.quote != after.quote:
        yield from _wrapped(f"was: “{change.before.quote}”", "    ", "    ")
    worse = " (worse)" if change.worse else ""
    yield from _wrapped(f"before: {_judged(change.before)}", "    ", "    ")
    yield from _wrapped(f"now{worse}: {_judged(after)}", "    ", "    ")


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        plain(text), WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def _json(found: Comparison) -> bytes:
    return (found.model_dump_json(indent=1) + "\n").encode(errors="backslashreplace")


def _html(found: Comparison) -> bytes:
    digest = b64encode(sha256(style_sheet().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = f"{found.old.name} → {found.new.name}"
    head = el(
        "head",
        el("meta", attrs={"charset": "utf-8"}),
        el("meta", attrs={"http-equiv": "Content-Security-Policy", "content": policy}),
        el("meta", attrs={"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("title", f"What changed: {title}"),
        el("style", raw(style_sheet())),
    )
    parts: list[Child] = []
    for name, findings in _sections(found):
        if findings:
            parts.append(el("h2", f"{name} ({len(findings)})"))
        parts += [
            _change_card(each) if isinstance(each, Change) else _card(each, mend=name == "New")
            for each in findings
        ]
    for name, whole in _whole(found):
        if whole:
            parts.append(el("h2", f"{name} ({len(whole)})"))
        parts += [
            el(
                "article",
                el("header", el("h3", whole_title(one), cls="title")),
                el("p", one.why),
                cls="card",
            )
            for one in whole
        ]
    top = el("header", el("p", "What changed", cls="eyebrow"), el("h1", title), cls="top")
    main = el("main", top, el("div", el("p", in_short(found)), _identity(found), cls="summary"),
              *parts)  # fmt: skip
    page = el("html", head, el("body", main), attrs={"lang": "en"})
    return f"<!DOCTYPE html>\n{page.html}\n".encode()


def _identity(found: Comparison) -> Markup:
    base = found.knowledge_base
    facts = (
        ("Old", f"{found.old.name}, SHA-256 {found.old.sha256}"),
        ("New", f"{found.new.name}, SHA-256 {found.new.sha256}"),
        ("Knowledge base", f"{base.name}, fingerprint {base.fingerprint}"),
        ("Judged by", f"{found.engine.name} {found.engine.version}"),
    )
    return el("dl", *(each for name, said in facts for each in (el("dt", name), el("dd", said))))


def _card(finding: Finding, *, mend: bool) -> Markup:
    face = face_of(finding)
    return el(
        "article",
        el("header", badge(face), el("span", finding.place)),
        el("blockquote", el("p", f"“{finding.quote}”", attrs={"dir": "auto"})),
        el("p", _judged(finding), cls="quiet"),
        el("p", f"Say instead: {finding.rewording}") if mend and finding.rewording else None,
        cls=f"card {face.id}{' let' if set_aside(finding) else ''}",
    )


def _change_card(change: Change) -> Markup:
    before, after = change.before, change.after
    face = face_of(after)
    worse = el("strong", "worse") if change.worse else None
    was = el("p", el("del", before.quote), attrs={"dir": "auto"})
    return el(
        "article",
        el("header", badge(face_of(before)), "→", badge(face), worse, el("span", after.place)),
        el(
            "blockquote",
            was if before.quote != after.quote else None,
            el("p", f"“{after.quote}”", attrs={"dir": "auto"}),
        ),
        el("p", f"Before: {_judged(before)}.", cls="quiet"),
        el("p", f"Now: {_judged(after)}."),
        cls=f"card {face.id}{' let' if set_aside(after) else ''}",
    )


COMPARISON_EXPORTS: dict[str, Form[Comparison]] = {
    "text": Form(".txt", "text/plain", "for reading in a terminal", _text),
    "json": Form(".json", "application/json", "for programs", _json),
    "html": Form(".html", "text/html", "for clients and printing", _html),
}
"""Every format of what changed."""
