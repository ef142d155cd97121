"""Comments on slides, in both forms: by position (up to 2019), and by shape (threads)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from kb.reading.package import child, children, descend, local, number
from kb.reading.slides.deck import Deck

__all__ = ["EMU_A_STEP", "Comment", "authors_of", "comments"]

EMU_A_STEP = 914400 / 576
"""Comments stand at steps of a 576th of an inch; shapes are measured in 914,400ths."""


class Comment(NamedTuple):
    """A comment: where it stands on its slide, or on which shape, where it says so."""

    text: str
    author: str
    at: tuple[float, float] | None = None
    shape: str | None = None


def comments(deck: Deck, slide: str, authors: Mapping[str, str]) -> Iterator[Comment]:
    """Yield the comments on a slide, in the order of the file; `authors`: who has which number.

    Raises:
        ReadingError: a part is damaged.
    """
    for part in deck.package.related(slide, "comments"):
        for each in deck.package.root(part):
            author = authors.get(each.get("authorId", ""), "")
            if local(each) == "cm" and child(each, "txBody") is None:
                position = child(each, "pos")
                at = None if position is None else _scaled(position)
                text = child(each, "text")
                yield Comment("" if text is None else text.text or "", author, at)
            elif local(each) == "cm":
                yield from _thread(each, authors)


def authors_of(deck: Deck) -> dict[str, str]:
    """Return the names of those who comment, by number.

    Raises:
        ReadingError: a part is damaged.
    """
    return dict(_authors(deck))


def _authors(deck: Deck) -> Iterator[tuple[str, str]]:
    for kind in ("commentAuthors", "authors"):
        for part in deck.package.related(deck.part, kind):
            for each in deck.package.root(part):
                yield each.get("id", ""), each.get("name", "")


def _scaled(position: etree._Element) -> tuple[float, float]:
    return number(position.get("x")) * EMU_A_STEP, number(position.get("y")) * EMU_A_STEP


def _thread(comment: etree._Element, authors: Mapping[str, str]) -> Iterator[Comment]:
    shape = next(
        (m.get("id") for m in comment.iter("{*}spMk", "{*}graphicFrameMk", "{*}picMk")), None
    )
    replies = children(child(comment, "replyLst"), "reply")
    for each in (comment, *replies):
        paragraphs = children(child(each, "txBody"), "p")
        words = ("".join(t.text or "" for t in descend(p, "t")) for p in paragraphs)
        yield Comment("\n".join(words), authors.get(each.get("authorId", ""), ""), None, shape)
