"""Vet: a piece of copy with its passages marked, and the reasons behind each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import ClaimsKbError
from kb.model.document import Document
from kb.model.finding import Audit
from kb.output.faces import capital, reviewed
from kb.ui.annotated import Marked, annotated, marked
from kb.ui.downloads import downloads
from kb.ui.faces import FACES, Face, is_problem
from kb.ui.intake import Intake, take
from kb.ui.opening import audit_of, document_of, engine
from kb.ui.parts import Part, beside_text, layout, part_at
from kb.ui.places import asked, put, ticked, verbatim
from kb.ui.reasons import reasons
from kb.ui.session import remember
from kb.ui.sheet import Node, el, empty, lead, sheet
from kb.ui.whole import whole
from kb.vet import Vetted

__all__ = ["draw", "summary"]

_PICKED = "vetting.picked"
_PART, _PART_OF = "vetting.part", "vetting.part_of"
_NOTHING = empty(
    "Nothing to vet yet",
    "Paste copy or choose a file: every checkable passage is then marked, with the evidence behind"
    " each verdict.",
)
_NO_FINDINGS = empty(
    "No checkable passage found",
    "Nothing in this copy asserts something that could be checked against evidence.",
)
_NOTHING_CHOSEN = empty(
    "Choose a passage",
    "Click a marked passage, or press N for the next problem: its reasons, evidence and suggested"
    " wording stand here.",
)


def draw(kb: KnowledgeBase) -> None:
    """Draw the page."""
    intake = take(kb)
    if intake is None:
        sheet("nothing", [_NOTHING])
        return
    try:
        document = document_of(intake.data, intake.name)
        audit = audit_of(intake.data, intake.name)
    except ClaimsKbError as fault:
        st.error(verbatim(str(fault)))
        return
    _audited(intake, document, audit, kb)


def _audited(intake: Intake, document: Document, audit: Audit, kb: KnowledgeBase) -> None:
    remember(intake.data, intake.name)
    marks = marked(audit.findings)
    title = intake.sample.title if intake.sample else document.name
    sheet(
        "summary",
        [
            *_known(intake, document, kb),
            *summary(title, audit, marks),
            *whole(document, audit, kb),
            *_notes(document),
        ],
    )
    if not marks:
        sheet("no-findings", [_NO_FINDINGS])
    shown = _controls(intake, marks, Vetted(document, audit, intake.name), kb)
    selected = _selected(intake, marks)
    left, right = st.columns([11, 9], gap="medium")
    with left:
        every = layout(document).parts
        number = _part(document, every, selected)
        annotated(
            document,
            marks,
            number,
            shown=[mark.key for mark in shown],
            selected=selected.key if selected else None,
            on_pick=lambda key: _pick(intake, key),
        )
        if number < len(every):
            st.button(
                f"Go on to part {number + 1} of {len(every)}", on_click=_turn_to, args=(number + 1,)
            )
    with right, st.container(key="reasons"):
        sheet("reasons-sheet", _panel(selected, marks, document))


def _part(document: Document, every: Sequence[Part], selected: Marked | None) -> int:
    """Draw the choice of parts where there are several; return the number of the one to show.

    It is the one with the chosen passage, until somebody leafs on.
    """
    if len(every) == 1:
        return 1
    was, now = st.session_state.get(_PART_OF), (document.sha256, selected and selected.key)
    if was != now:
        st.session_state[_PART_OF] = now
        if selected:
            _turn_to(1 + part_at(every, selected.finding.start))
        elif was is None or was[0] != document.sha256:
            _turn_to(1)
    with st.container(horizontal=True, vertical_alignment="center", key="parts"):
        number = st.pagination(len(every), key=_PART)
        label = verbatim(every[number - 1].label)
        st.caption(f"Part {number} of {len(every)}, from {label}")
    return int(number)


def _turn_to(number: int) -> None:
    st.session_state[_PART] = number


def summary(title: str, audit: Audit, marks: Sequence[Marked]) -> list[Node]:
    """Return the strip above the copy: a bar of verdicts, and what was and was not checked."""
    counts = Counter(mark.face.id for mark in marks)
    present = [face for face in FACES.values() if counts[face.id]]
    told = ", ".join(f"{counts[face.id]} {face.label.lower()}" for face in present)
    bar = el("div", *(_segment(face, counts[face.id]) for face in present), cls="bar",
             attrs={"role": "img", "aria-label": f"Findings: {told}"})  # fmt: skip
    legend = el("div", *(_count(face, counts[face.id]) for face in present), cls="legend")
    numbers, base = audit.counts, audit.knowledge_base
    figures = el(
        "div",
        el("span", el("strong", str(numbers.sentences)), " sentences read"),
        el("span", el("strong", str(numbers.checkable)), " checkable"),
        el("span", el("strong", str(numbers.not_covered)), " not covered"),
        el("span", f"knowledge base “{base.name}”: {base.claims} claims, {base.sources} sources"),
        cls="figures",
    )
    first = el("div", el("h4", title), figures, cls="line apart")
    strip = [bar, legend] if present else []
    told_of_team = reviewed(audit.review)
    if told_of_team:
        strip.append(el("p", f"Decided by your team: {told_of_team}.", cls="quiet"))
    return [el("section", first, *strip, cls="card", attrs={"data-summary": told})]


def _segment(face: Face, count: int) -> Node:
    segment = el("span", cls=face.id, attrs={"title": f"{count} {face.label.lower()}"})
    segment["grow"] = count
    return segment


def _count(face: Face, count: int) -> Node:
    icon = el("span", face.icon, attrs={"aria-hidden": "true"})
    number = el("span", icon, f" {count}", cls="count")
    return el("span", number, f" {face.label.lower()}", cls=face.id, attrs={"title": face.means})


def _known(intake: Intake, document: Document, kb: KnowledgeBase) -> list[Node]:
    if intake.sample:
        return []
    same = next((copy for copy in kb.copies.values() if copy.sha256 == document.sha256), None)
    if same is None:
        return []
    return [el("p", "This is a known document: ", lead("copy", {"copy": same.id}, same.title), ".")]


def _notes(document: Document) -> list[Node]:
    return [el("p", f"Reader's note: {note}", cls="quiet") for note in document.notes]


def _controls(
    intake: Intake, marks: Sequence[Marked], vetted: Vetted, kb: KnowledgeBase
) -> list[Marked]:
    """Draw filter and buttons; return the marks that keep their colours."""
    present = [face for face in FACES if any(mark.face.id == face for mark in marks)]
    key, changed, chosen = ticked("show", present)
    shown = [mark for mark in marks if not chosen or mark.face.id in chosen]
    problems = [m for m in shown if is_problem(m.face) and m.finding.counts] or shown
    selected = _selected(intake, marks)
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        st.pills(
            "Show",
            present,
            selection_mode="multi",
            key=key,
            on_change=changed,
            format_func=lambda face: f"{FACES[face].icon} {FACES[face].label}",
            label_visibility="collapsed",
        )
        st.space("stretch")
        for label, step, shortcut in (("Previous problem", -1, "P"), ("Next problem", 1, "N")):
            st.button(
                label, shortcut=shortcut, disabled=not problems, on_click=_step,
                args=(intake, problems, selected, step),
            )  # fmt: skip
        downloads(vetted, kb, given=len(intake.beside), every=lambda: _every(intake))
    return shown


def _every(intake: Intake) -> list[Vetted]:
    """Return the documents given at once, those that can be read."""
    found = []
    for each in intake.beside:
        try:
            document = document_of(each.data, each.name)
            found.append(Vetted(document, audit_of(each.data, each.name), each.name))
        except ClaimsKbError:  # told when it is chosen
            continue
    return found


def _step(intake: Intake, problems: Sequence[Marked], selected: Marked | None, step: int) -> None:
    here = selected.finding.start if selected else -1
    if step > 0:
        wanted = next((m for m in problems if m.finding.start > here), problems[0])
    else:
        wanted = next((m for m in reversed(problems) if m.finding.start < here), problems[-1])
    _pick(intake, wanted.key)


def _pick(intake: Intake, key: str) -> None:
    if intake.sample:
        put("passage", key)
    else:
        st.session_state[_PICKED] = key


def _selected(intake: Intake, marks: Sequence[Marked]) -> Marked | None:
    wanted = asked("passage") if intake.sample else st.session_state.get(_PICKED)
    return next((mark for mark in marks if mark.key == wanted), None)


def _panel(selected: Marked | None, marks: Sequence[Marked], document: Document) -> list[Node]:
    if selected is None:
        return [_NOTHING_CHOSEN]
    finding = selected.finding
    place = f"{capital(finding.place)} · {marks.index(selected) + 1} of {len(marks)}"
    within = next((p for p in document.passages if p.start <= finding.start < p.end), None)
    beside = beside_text(within) if within else ""
    # The place may say it already: "footnote 1".
    return reasons(selected, place, engine(), "" if beside in finding.place else beside)
