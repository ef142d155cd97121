"""Comments written into a presentation: who comments, and what stands on which slide.

The form of 2007 to 2019, in parts of its own, which PowerPoint and LibreOffice open. The slides
themselves are not touched. No date is given: the same audit gives the same bytes. What an earlier
run wrote is taken out, so that none stands there twice; what somebody has answered stays, and so do
the threads that PowerPoint has made of comments of ours.
"""

from __future__ import annotations

import posixpath
from collections import Counter

from lxml import etree

from kb.output.comment import COMMENT_AUTHOR, COMMENT_INITIALS, told_before
from kb.reading.package import child, children, number, relations_of
from kb.reading.slides.comments import EMU_A_STEP, authors_of, comments
from kb.reading.slides.deck import Deck

__all__ = ["Comments"]

_TYPES = "[Content_Types].xml"
_CONTENT = "application/vnd.openxmlformats-officedocument.presentationml."
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_START = "http://purl.oclc.org/ooxml/"
_STRICT = f"{_STRICT_START}officeDocument/relationships"
_TYPE_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"


class Comments:
    """The parts of a presentation that change when comments are added."""

    def __init__(self, deck: Deck) -> None:
        """Make ourselves known among those who comment.

        Raises:
            ReadingError: the file is damaged.
        """
        self._deck = deck
        self._space = etree.QName(deck.root).namespace or ""
        self._office = _STRICT if self._space.startswith(_STRICT_START) else _OFFICE
        self._changed: dict[str, etree._Element] = {}
        self._of_slide: dict[str, etree._Element] = {}
        self._author = self._ourselves()
        self._answered: Counter[str] = Counter()
        self._take_out_earlier()

    def add(self, slide: str, x: int, y: int, text: str) -> None:
        """Put a comment on a slide; x and y as shapes are measured.

        Raises:
            ReadingError: the file is damaged.
        """
        if slide not in self._of_slide:
            self._of_slide[slide] = self._list_of(slide)
        last = str(number(self._author.get("lastIdx")) + 1)
        self._author.set("lastIdx", last)
        comment = self._put(
            self._of_slide[slide], "cm", authorId=self._author.get("id", "0"), idx=last
        )
        self._put(comment, "pos", x=str(round(x / EMU_A_STEP)), y=str(round(y / EMU_A_STEP)))
        self._put(comment, "text").text = text

    def is_answered(self, finding: str) -> bool:
        """Return whether a comment on this finding stands in the file and has to stay."""
        there = self._answered[finding] > 0
        self._answered[finding] -= there
        return there

    def changed(self) -> dict[str, bytes]:
        """Return the parts that are new or changed."""
        return {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in sorted(self._changed.items())
        }

    def _ourselves(self) -> etree._Element:
        """Return our entry in the list of those who comment; made where it is not there."""
        found = self._deck.package.related(self._deck.part, "commentAuthors")
        root = (
            self._part(found[0], "cmAuthorLst")
            if found
            else self._new(self._deck.part, "commentAuthors", "commentAuthors", "cmAuthorLst")
        )
        known = list(children(root, "cmAuthor"))
        for each in known:
            if each.get("name") == COMMENT_AUTHOR:
                return each
        free = str(max((number(each.get("id")) for each in known), default=-1) + 1)
        who = {"name": COMMENT_AUTHOR, "initials": COMMENT_INITIALS}
        return self._put(root, "cmAuthor", id=free, **who, lastIdx="0", clrIdx=free)

    def _take_out_earlier(self) -> None:
        authors = authors_of(self._deck)
        for slide in self._deck.slides():
            for name in self._deck.package.related(slide.part, "comments"):
                if self._of_our_form(name):
                    self._take_out(name)
            for each in comments(self._deck, slide.part, authors):
                if each.at is None and each.author == COMMENT_AUTHOR:  # of a thread
                    self._keep(each.text)

    def _take_out(self, name: str) -> None:
        """Take our comments out of a list, but for those that somebody has answered."""
        root = self._deck.package.root(name)
        answered = {(each.get("authorId"), each.get("idx")) for each in root.iter("{*}parentCm")}
        for comment in list(children(root, "cm")):
            words = child(comment, "text")
            told = "" if words is None else words.text or ""
            if comment.get("authorId") != self._author.get("id") or not _finding(told):
                continue
            if (comment.get("authorId"), comment.get("idx")) in answered:
                self._keep(told)
            else:
                root.remove(comment)
                self._changed[name] = root

    def _keep(self, told: str) -> None:
        if finding := _finding(told):
            self._answered[finding] += 1

    def _of_our_form(self, name: str) -> bool:
        return bool(self._deck.package.root(name).tag == f"{{{self._space}}}cmLst")

    def _list_of(self, slide: str) -> etree._Element:
        """Return the list of comments of a slide: of our form, as newer ones have another."""
        for name in self._deck.package.related(slide, "comments"):
            if self._of_our_form(name):
                return self._part(name, "cmLst")
        return self._new(slide, "comments", "comments/comment", "cmLst")

    def _new(self, source: str, kind: str, name: str, tag: str) -> etree._Element:
        """Return the root of a part that is made, named in the file, and bound to its source."""
        folder = posixpath.dirname(self._deck.part)
        taken = self._deck.package.archive.names | self._changed.keys()
        numbers = range(1, len(taken) + 2) if "/" in name else ("", *range(1, len(taken) + 2))
        names = (posixpath.join(folder, f"{name}{at}.xml") for at in numbers)
        part = next(each for each in names if each not in taken)
        types = self._part(_TYPES, "Types", _TYPE_SPACE)
        self._put(
            types, "Override", _TYPE_SPACE, PartName=f"/{part}", ContentType=f"{_CONTENT}{kind}+xml"
        )
        relations = self._part(relations_of(source), "Relationships", _RELATIONS)
        ids = {each.get("Id") for each in relations}
        free = next(each for at in range(len(ids) + 1) if (each := f"rId{at + 1}") not in ids)
        target = posixpath.relpath(part, posixpath.dirname(source) or ".")
        self._put(
            relations, "Relationship", _RELATIONS,
            Id=free, Type=f"{self._office}/{kind}", Target=target,
        )  # fmt: skip
        return self._part(part, tag)

    def _part(self, name: str, tag: str, space: str | None = None) -> etree._Element:
        """Return the root of a part that will change; an empty one where there is none."""
        if name not in self._changed:
            if name in self._deck.package.archive:
                self._changed[name] = self._deck.package.root(name)
            else:
                space = self._space if space is None else space
                self._changed[name] = etree.XML(f'<{tag} xmlns="{space}"/>')
        return self._changed[name]

    def _put(
        self, parent: etree._Element, tag: str, space: str | None = None, **attributes: str
    ) -> etree._Element:
        made = etree.SubElement(parent, f"{{{self._space if space is None else space}}}{tag}")
        for name, value in attributes.items():
            made.set(name, value)
        return made


def _finding(told: str) -> str | None:
    return told_before(told.split("\n"))
