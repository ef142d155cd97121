"""Everything about one claim, in the order in which a reviewer asks."""

from __future__ import annotations

from collections.abc import Iterator

from kb.content.knowledge_base import KnowledgeBase
from kb.grading import grade
from kb.model.claim import Claim, Example
from kb.model.terms import VERDICTS
from kb.output.references import SIDES
from kb.ui.ceiling import ceiling_table
from kb.ui.evidence import by_direction, evidence_list
from kb.ui.faces import FACES, badge, grade_chip
from kb.ui.grades import grade_in_full
from kb.ui.mentions import Said, counted, face_line, said_of, tally
from kb.ui.sheet import Element, Node, chip, el, lead

__all__ = ["claim_card"]


def claim_card(claim: Claim, kb: KnowledgeBase) -> list[Node]:
    """Return the page of a claim."""
    said = said_of(kb)[claim.id]
    return [
        el("p", lead("claims", {}, "‹ All claims")),
        _head(claim, kb, said),
        _section("The most that copy may say", ceiling_table(claim.allows)),
        *_both_sides(claim, kb),
        _section("How the grade comes about", *grade_in_full(grade(claim, kb.sources))),
        _section("Limits", el("ul", *(el("li", limit) for limit in claim.limits))),
        _section("Examples, and the verdict each must get", *_examples(claim)),
        _section(f"Seen in known copy ({len(said)})", _mentions(said)),
    ]


def _section(title: str, *of: Node) -> Element:
    return el("section", el("h3", title), *of, cls="card")


def _head(claim: Claim, kb: KnowledgeBase, said: tuple[Said, ...]) -> Element:
    topic = kb.topics[claim.topic].label if claim.topic in kb.topics else claim.topic
    about = claim.about
    labels = {
        "Population": about.population,
        "Comparator": about.comparator,
        "Outcome": about.outcome,
    }
    named = [
        ("Intervention", (*about.intervention, *about.route)),
        ("Condition", about.condition),
    ]
    pico: list[Node] = []
    for name, ids in named:
        if ids:
            told = ", ".join(kb.concepts[i].label if i in kb.concepts else i for i in ids)
            pico += [el("dt", name), el("dd", told)]
    for name, text in labels.items():
        if text:
            pico += [el("dt", name), el("dd", text)]
    reviewed = claim.review
    told = (
        f"reviewed by {reviewed.by} on {reviewed.on}, due {reviewed.due}"
        if reviewed
        else "not reviewed yet"
    )
    graded = grade_chip(grade(claim, kb.sources).result)
    bears = el("p", el("strong", "Wording it would bear: "), claim.rewording)
    return el(
        "section",
        el("h2", claim.says),
        el("div", graded, chip(topic), chip(claim.kind), *tally(counted(said)), cls="line"),
        el("dl", *pico, cls="facts") if pico else None,
        bears if claim.rewording else None,
        el("p", f"{claim.id} · {told}", cls="quiet"),
        cls="card",
        attrs={"data-claim": claim.id},
    )


def _both_sides(claim: Claim, kb: KnowledgeBase) -> Iterator[Element]:
    sides = by_direction(claim)

    def column(side: str, *, title: str) -> Element:
        links = next(found for name, found in sides.items() if name == side)
        told: Node = (
            evidence_list(links, kb.sources) if links else el("p", "None is recorded.", cls="quiet")
        )
        return _section(f"{title} ({len(links)})", told)

    yield el(
        "div",
        *(column(side, title=SIDES[side]) for side in SIDES if side != "qualifies"),
        cls="two",
    )
    if sides["qualifies"]:
        yield column("qualifies", title=SIDES["qualifies"])


def _examples(claim: Claim) -> Iterator[Node]:
    for verdict in VERDICTS:
        own = [example for example in claim.examples if example.verdict == verdict]
        if own:
            listed = el("ul", *(_example(example) for example in own), cls="evidence")
            yield el("div", badge(FACES[verdict]), listed)


def _example(example: Example) -> Element:
    over = f"exceeds {', '.join(example.exceeds)}" if example.exceeds else ""
    told = " · ".join(part for part in (over, example.why or "") if part)
    return el("li", el("p", f"“{example.copy_}”"), el("p", told, cls="quiet") if told else None)


def _mentions(said: tuple[Said, ...]) -> Element:
    if not said:
        return el("p", "No known document says this.", cls="quiet")
    return el("ul", *(_mention(one) for one in said), cls="evidence")


def _mention(one: Said) -> Element:
    mention = one.mention
    return el(
        "li",
        el("p", f"“{mention.quote.exact}”"),
        el(
            "div",
            badge(FACES[mention.verdict]),
            el("small", face_line(mention)),
            lead("copy", {"copy": one.copy.id}, one.copy.title),
            cls="line",
        ),
        el("p", mention.note, cls="quiet") if mention.note else None,
    )
