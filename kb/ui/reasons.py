"""One finding with everything behind it: what the copy says beside what the evidence allows."""

from __future__ import annotations

from collections.abc import Iterator

from kb.content.knowledge_base import KnowledgeBase
from kb.grading import grade
from kb.matching.lookup import Precedent
from kb.model.claim import Claim
from kb.model.finding import Exceedance, Finding, Scale
from kb.output.difference import Change, difference
from kb.output.faces import capital, own_why, please_look, set_aside
from kb.output.html.meter import told
from kb.output.references import SIDES
from kb.ui.annotated import Marked
from kb.ui.evidence import by_direction, evidence_list
from kb.ui.faces import FACES, badge, grade_chip
from kb.ui.grades import grade_in_short, grade_line
from kb.ui.sheet import Element, Node, chip, el, lead
from kb.vet import Engine

__all__ = ["nearest_precedent", "reasons"]

_SHOWN_AT_ONCE = 3


def reasons(mark: Marked, place: str, engine: Engine, beside: str = "") -> list[Node]:
    """Return the panel for one passage; `place` tells where in the document it stands.

    `beside`: what it is, where it does not stand in the running text.
    """
    finding, kb = mark.finding, engine.kb
    claim = kb.claims.get(finding.claim or "")
    top = el(
        "div",
        el(
            "span",
            badge(mark.face),
            *([grade_chip(finding.grade)] if finding.grade else ()),
            *([chip(beside)] if beside else ()),
            cls="line",
        ),
        el("small", place),
        cls="line apart",
    )
    parts: list[Node | None] = [
        top,
        el("blockquote", f"“{finding.quote}”", cls=f"said {mark.face.id}"),
        _aside(finding),
        _doubt(finding),
        *_exceeded(mark),
    ]
    if claim is None:
        parts.append(_uncovered())
    else:
        parts += _on_claim(finding, claim, kb, nearest_precedent(engine, finding))
    card = el("div", *parts, cls="card", attrs={"data-passage": mark.key})
    return [card]


def _aside(finding: Finding) -> Node | None:
    aside = set_aside(finding)
    return el("p", el("strong", f"{capital(aside)}."), cls="box") if aside else None


def _doubt(finding: Finding) -> Node | None:
    doubt = please_look(finding)
    return el("p", el("strong", f"{capital(doubt)}.")) if doubt else None


def _exceeded(mark: Marked) -> list[Node]:
    finding = mark.finding
    if not finding.dimensions:
        held = "supports this" if not finding.doubts else "probably supports this"
        return [el("p", f"The evidence {held} as worded.")]
    if finding.not_covered:
        return []
    why = own_why(finding)
    return [
        *([el("p", why)] if why else ()),
        *(_dimension(each, finding, mark.face.id) for each in finding.dimensions),
    ]


def _dimension(each: Exceedance, finding: Finding, face: str) -> Element:
    whole = (each.cue.start, each.cue.end) == (finding.start, finding.end)
    cue = None if whole else el("mark", each.cue.quote, cls="cue")
    shown = el("div", el("small", "shown by "), cue) if cue else None
    return el(
        "div",
        el("div", each.name.capitalize(), cls="name"),
        el("div", el("span", "Copy says", cls="label"), each.says, shown, cls="side"),
        el("div", el("span", "Evidence allows", cls="label"), each.allows, cls="side allows"),
        el("div", each.why, cls="whole quiet") if each.why != each.allows else None,
        el("div", *_meter(each.scale, each.name), cls="whole") if each.scale else None,
        cls=f"pairs {face}",
        attrs={"data-dimension": each.name},
    )


def _uncovered() -> Element:
    return el(
        "div",
        el("h4", FACES["not-covered"].label),
        el(
            "p",
            "This can be checked, but no claim of this knowledge base speaks of it: nothing here is"
            " evidence for or against it. Cite a source for it, or ask a curator to add a claim.",
        ),
        cls="box",
    )


def _on_claim(
    finding: Finding, claim: Claim, kb: KnowledgeBase, precedent: Precedent | None
) -> list[Node | None]:
    topic = kb.topics[claim.topic].label if claim.topic in kb.topics else claim.topic
    says = el(
        "section",
        el("h3", "What the evidence lets one say"),
        el("p", claim.says),
        el("p", lead("claims", {"claim": claim.id}, "Open this claim"), el("small", f" · {topic}")),
    )
    graded = grade(claim, kb.sources)
    steps = el(
        "details",
        el("summary", grade_line(graded)),
        grade_in_short(graded),
    )
    must = el(
        "section",
        el("h3", "A fair reader must also be told"),
        el("ul", *(el("li", said) for said in claim.allows.must_say)),
    )
    return [
        _rewording(finding),
        says,
        must if claim.allows.must_say and finding.dimensions else None,
        *_evidence(finding, claim, kb),
        steps,
        _judged_before(precedent) if precedent else None,
    ]


def _rewording(finding: Finding) -> Element | None:
    if not finding.rewording:
        return None
    copy = el(
        "button", "Copy", attrs={"title": "Copy the suggested wording", "data-copies": "wording"}
    )
    copy["copies"] = finding.rewording
    changes = difference(finding.quote, finding.rewording)
    edited = any(change.kind == "same" for change in changes)
    compared = el("p", "Changes: ", *_compared(changes), cls="quiet") if edited else None
    return el(
        "section",
        el("h3", "Wording the evidence would bear"),
        el(
            "div",
            el("p", finding.rewording, attrs={"data-rewording": "yes"}),
            compared,
            copy,
            cls="box",
        ),
    )


def _compared(changes: list[Change]) -> Iterator[Node]:
    tags = {"gone": "del", "new": "ins"}
    for change in changes:
        yield el(tags[change.kind], change.text) if change.kind in tags else change.text


def _meter(scale: Scale, name: str) -> list[Node]:
    """Return a scale drawn, with its ends and both places in words."""
    allowed, said = (round(point.at * 1000) for point in (scale.allowed, scale.said))
    parts = []
    for cls, length in (("within", allowed), ("beyond", said - allowed), ("rest", 1000 - said)):
        part = el("span", cls=cls)
        part["grow"] = length
        parts.append(part)
    attrs = {"role": "img", "aria-label": told(scale, name)}
    ends = el("div", el("span", scale.weakest), el("span", scale.strongest), cls="ends")
    ends["attrs"]["aria-hidden"] = "true"
    places = f"| allowed: {scale.allowed.label} · ● said: {scale.said.label}"
    return [
        el("div", *parts, cls="meter", attrs=attrs),
        ends,
        el("small", places, attrs={"aria-hidden": "true"}),
    ]


def _evidence(finding: Finding, claim: Claim, kb: KnowledgeBase) -> list[Node]:
    sections: list[Node] = []
    for side, links in by_direction(claim, finding.sources).items():
        if not links:
            continue
        rest = links[_SHOWN_AT_ONCE:]
        more = el(
            "details", el("summary", f"{len(rest)} more"), evidence_list(rest, kb.sources)
        ) if rest else None  # fmt: skip
        shown = evidence_list(links[:_SHOWN_AT_ONCE], kb.sources)
        sections.append(el("section", el("h3", f"{SIDES[side]} ({len(links)})"), shown, more))
    return sections


def nearest_precedent(engine: Engine, finding: Finding) -> Precedent | None:
    """Return the judged example of the finding's claim that is nearest to its words."""
    statement = engine.observer.observe(finding.quote, finding.start)
    ranked = engine.index.rank(statement, len(engine.kb.claims))
    match = next((m for m in ranked if m.claim == finding.claim), None)
    return match.precedents[0] if match and match.precedents else None


def _judged_before(precedent: Precedent) -> Element:
    example = precedent.example
    over = f"exceeds {', '.join(example.exceeds)} · " if example.exceeds else ""
    return el(
        "section",
        el("h3", "Nearest precedent"),
        el("p", f"“{example.copy_}”"),
        el(
            "div",
            badge(FACES[example.verdict]),
            el("small", f"{over}{precedent.similarity:.0%} alike"),
            cls="line",
        ),
        el("p", example.why, cls="quiet") if example.why else None,
    )
