"""Known copy: marketing documents as records, with the mentions that people judged in them."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from kb.content.knowledge_base import KnowledgeBase
from kb.model.known_copy import KnownCopy, Mention
from kb.ui.faces import FACES, badge, mention_face
from kb.ui.intake import samples
from kb.ui.mentions import tally
from kb.ui.places import asked
from kb.ui.sheet import Element, Node, chip, el, empty, lead, sheet

__all__ = ["draw"]


def draw(kb: KnowledgeBase) -> None:
    """Draw the list, or the document that the address names."""
    wanted = asked("copy")
    if wanted is None:
        _list(kb)
    elif wanted in kb.copies:
        sheet("one-copy", _card(kb.copies[wanted], kb))
    else:
        sheet("no-copy", [empty("No such document", f"No record is called '{wanted}'."),
                          el("p", lead("copy", {}, "All known copy"))])  # fmt: skip


def _list(kb: KnowledgeBase) -> None:
    st.title("Known copy", anchor=False)
    st.caption(
        "Marketing documents with passages that people judged. Of copy that is not ours, only the"
        " words under judgement are kept, twelve at most."
    )
    if not kb.copies:
        sheet(
            "copies",
            [empty("No known copy yet", "Records lie in sources/copy of the knowledge base.")],
        )
        return
    rows = (_row(copy) for copy in kb.copies.values())
    sheet("copies", [el("ul", *rows, cls="rows", attrs={"data-found": str(len(kb.copies))})])


def _row(copy: KnownCopy) -> Element:
    counts = Counter[str](mention.verdict for mention in copy.mentions)
    return el(
        "li",
        lead("copy", {"copy": copy.id}, copy.title, cls="title"),
        el(
            "div",
            el("small", f"{copy.kind} · {len(copy.mentions)} mentions"),
            *tally(counts),
            cls="line",
        ),
    )


def _card(copy: KnownCopy, kb: KnowledgeBase) -> list[Node]:
    counts = Counter[str](mention.verdict for mention in copy.mentions)
    ours = (
        el("p", lead("vet", {"copy": copy.id}, "Open it vetted"))
        if copy.id in samples(kb)
        else None
    )
    head = el(
        "section",
        el("h2", copy.title),
        el("div", chip(copy.kind), *tally(counts), cls="line"),
        el("p", copy.origin),
        ours,
        el("p", f"{copy.id} · {copy.characters:,} characters · SHA-256 {copy.sha256}", cls="quiet"),
        cls="card",
        attrs={"data-copy": copy.id},
    )
    listed = el(
        "section",
        el("h3", f"Mentions ({len(copy.mentions)})"),
        el("ul", *(_mention(mention, kb) for mention in copy.mentions), cls="evidence"),
        cls="card",
    )
    return [el("p", lead("copy", {}, "‹ All known copy")), head, listed]


def _mention(mention: Mention, kb: KnowledgeBase) -> Element:
    claim = kb.claims.get(mention.claim or "")
    face = mention_face(mention)
    over = f"exceeds {', '.join(mention.exceeds)}" if mention.exceeds else None
    return el(
        "li",
        el("p", f"“{mention.quote.exact}”", cls=f"said {face.id}"),
        el("div", badge(FACES[face.id]), el("small", over) if over else None, cls="line"),
        el("p", lead("claims", {"claim": claim.id}, claim.says)) if claim else None,
        el("p", mention.note, cls="quiet") if mention.note else None,
    )
