"""Claims: search and facets over all of them; with `?claim=ID`, everything about one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import UsageError
from kb.grading import grade
from kb.model.claim import Claim
from kb.model.terms import GRADES
from kb.ui.claim_card import claim_card
from kb.ui.faces import FACES, grade_chip, grade_word
from kb.ui.facets import Facet, pager, sift, turn
from kb.ui.mentions import counted, said_of, tally
from kb.ui.places import asked
from kb.ui.sheet import Element, chip, el, empty, lead, sheet

__all__ = ["draw"]


def draw(kb: KnowledgeBase) -> None:
    """Draw the list, or the claim that the address names."""
    wanted = asked("claim")
    if wanted is None:
        _list(kb)
        return
    try:
        claim = kb.claim(wanted)
    except UsageError as fault:
        sheet(
            "no-claim",
            [empty("No such claim", str(fault)), el("p", lead("claims", {}, "All claims"))],
        )
        return
    sheet("claim", claim_card(claim, kb))


def _list(kb: KnowledgeBase) -> None:
    st.title("Claims", anchor=False)
    said = said_of(kb)
    facets = (
        Facet[Claim]("topic", "Topic", lambda claim: [claim.topic], partial(_topic, kb)),
        Facet[Claim]("grade", "Grade", lambda claim: [grade(claim, kb.sources).result], _grade),
        Facet[Claim](
            "verdict",
            "Verdict seen in copy",
            lambda claim: list(counted(said[claim.id])),
            lambda verdict: FACES[verdict].label,
        ),
    )
    left = sift(
        list(kb.claims.values()), facets, _text, "words of a claim, of its examples, or its id"
    )
    st.caption(f"{len(left)} of {len(kb.claims)} claims")
    if not left:
        sheet("claims", [empty("No claim matches", "Take away a word or a facet.")])
        return
    rows = (_row(claim, kb, counted(said[claim.id])) for claim in pager(left))
    sheet("claims", [el("ul", *rows, cls="rows", attrs={"data-found": str(len(left))})])
    turn(left)


def _row(claim: Claim, kb: KnowledgeBase, counts: dict[str, int]) -> Element:
    sides = [link.direction for link in claim.rests_on]
    graded = grade(claim, kb.sources)
    marks = (
        [chip("rests on unverified evidence", "warn")] if any(cap for cap in graded.caps) else []
    )
    return el(
        "li",
        lead("claims", {"claim": claim.id}, claim.says, cls="title"),
        el(
            "div",
            el("small", _topic(kb, claim.topic)),
            grade_chip(graded.result),
            el("small", f"{sides.count('supports')} for · {sides.count('disputes')} against"),
            *tally(counts),
            *marks,
            cls="line",
        ),
    )


def _text(claim: Claim) -> str:
    return " ".join((claim.id, claim.says, *(example.copy_ for example in claim.examples)))


def _topic(kb: KnowledgeBase, topic: str) -> str:
    return kb.topics[topic].label if topic in kb.topics else topic


def _grade(word: str) -> str:
    return next(grade_word(grade) for grade in GRADES if grade == word)
