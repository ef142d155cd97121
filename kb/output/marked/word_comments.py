"""The part of a Word file that holds its comments: ours added, everybody else's left alone."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from kb.output.comment import COMMENT_AUTHOR, COMMENT_INITIALS
from kb.output.marked.word_earlier import Earlier
from kb.output.marked.word_ranges import Anchor
from kb.reading.package import Package, descend, local, relations_of
from kb.reading.word.part import SPACE
from kb.reading.word.styles import value

__all__ = ["Comments"]

_TYPES = "[Content_Types].xml"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


class Comments:
    """Adds comments to a file; `changed` then holds the parts to write."""

    def __init__(self, package: Package, main: str, root: etree._Element) -> None:
        """Take the file and the root of its main part, in which comments are anchored.

        Raises:
            ReadingError: the comments of the file are damaged.
        """
        self._package = package
        self._main = main
        self._root = root
        self._w = str(root.tag).rpartition("}")[0] + "}"
        known = package.related(main, "comments")
        self._part = known[0] if known else self._free_name()
        self._new = not known
        self._comments = (
            etree.Element(f"{self._w}comments", nsmap={"w": self._w.strip("{}")})
            if self._new
            else package.root(self._part)
        )
        self._earlier = Earlier(package, main)
        self._earlier.take_out(self._comments, root)
        ids = (value(each, "id") or "" for each in (*self._comments, *self._anchored()))
        self._next = 1 + max((int(each) for each in ids if each.isdecimal()), default=-1)
        self._fields: dict[etree._Element, bool] = {}
        self._points: dict[etree._Element, etree._Element] = {}

    def _free_name(self) -> str:
        folder = posixpath.dirname(self._main)
        names = (posixpath.join(folder, f"comments{n or ''}.xml") for n in range(1_000_000))
        return next(name for name in names if name not in self._package.archive)

    def _anchored(self) -> Iterator[etree._Element]:
        return self._root.iter("{*}commentRangeStart", "{*}commentRangeEnd", "{*}commentReference")

    def is_answered(self, finding: str) -> bool:
        """Return whether a comment on this finding stands in the file and has been answered."""
        there = self._earlier.answered[finding] > 0
        self._earlier.answered[finding] -= there
        return there

    def add(self, anchor: Anchor, text: str) -> None:
        """Add a comment, its first line bold."""
        name = str(self._next)
        self._next += 1
        self._comments.append(self._comment(name, text))
        referring = self._element("r")
        referring.append(self._element("commentReference", id=name))
        if anchor.point:
            self._at_start(anchor.first, referring)
            return
        anchor.first.addprevious(self._element("commentRangeStart", id=name))
        end = self._element("commentRangeEnd", id=name)
        anchor.last.addnext(end)
        self._outside(end).addnext(referring)

    def _outside(self, end: etree._Element) -> etree._Element:
        """Return what a reference follows: it is no part of a link, a field or an insertion.

        Whoever updates the field or refuses the insertion would take the comment away with it.
        """
        top = end
        while (parent := top.getparent()) is not None and local(parent) != "p":
            top = parent
        if parent is None or not self._has_fields(parent):
            return top
        after, depth = top, 0
        for each in top.itersiblings():
            for mark in descend(each, "fldChar"):
                depth += {"begin": 1, "end": -1}.get(value(mark, "fldCharType") or "", 0)
                if depth < 0:
                    after, depth = each, 0
        return after

    def _has_fields(self, paragraph: etree._Element) -> bool:
        if paragraph not in self._fields:
            self._fields[paragraph] = any(True for _ in descend(paragraph, "fldChar"))
        return self._fields[paragraph]

    def _at_start(self, paragraph: etree._Element, referring: etree._Element) -> None:
        before = self._points.get(paragraph)
        if before is not None:
            before.addnext(referring)
        else:
            properties = len(paragraph) > 0 and local(paragraph[0]) == "pPr"
            paragraph.insert(1 if properties else 0, referring)
        self._points[paragraph] = referring

    def _element(self, name: str, **attributes: str) -> etree._Element:
        named = {f"{self._w}{key}": said for key, said in attributes.items()}
        return self._root.makeelement(f"{self._w}{name}", named)

    def _comment(self, name: str, text: str) -> etree._Element:
        # No date: the same copy must give the same file.
        made = self._element("comment", id=name, author=COMMENT_AUTHOR, initials=COMMENT_INITIALS)
        for number, line in enumerate(text.split("\n")):
            paragraph = etree.SubElement(made, f"{self._w}p")
            about = etree.SubElement(paragraph, f"{self._w}pPr")
            about.append(self._element("spacing", before="0", after="60"))
            if number == 0:
                mark = etree.SubElement(paragraph, f"{self._w}r")
                mark.append(self._element("annotationRef"))
            run = etree.SubElement(paragraph, f"{self._w}r")
            look = etree.SubElement(run, f"{self._w}rPr")
            if number == 0:
                look.append(self._element("b"))
            look.append(self._element("sz", val="18"))
            words = etree.SubElement(run, f"{self._w}t", {SPACE: "preserve"})
            words.text = line
        return made

    def changed(self) -> dict[str, bytes]:
        """Return the parts that differ from those of the file."""
        parts = {self._main: _bytes(self._root), self._part: _bytes(self._comments)}
        parts |= {part: _bytes(root) for part, root in self._earlier.changed()}
        if not self._new:
            return parts
        types = self._package.root(_TYPES)
        override = types.makeelement(
            f"{str(types.tag).rpartition('}')[0]}}}Override",
            {"PartName": f"/{self._part}", "ContentType": _CONTENT},
        )
        types.append(override)
        listed = relations_of(self._main)
        return parts | {_TYPES: _bytes(types), listed: _bytes(self._relations(listed))}

    def _relations(self, listed: str) -> etree._Element:
        held = listed in self._package.archive
        relations = (
            self._package.root(listed)
            if held
            else etree.fromstring(f'<Relationships xmlns="{_PACKAGE}"/>')
        )
        taken = {each.get("Id") for each in relations}
        free = next(name for n in range(len(taken) + 1) if (name := f"rIdKB{n}") not in taken)
        etree.SubElement(
            relations,
            f"{{{_PACKAGE}}}Relationship",
            {"Id": free, "Type": self._kind(), "Target": posixpath.basename(self._part)},
        )
        return relations

    def _kind(self) -> str:
        """Return the type of the relation, in the namespace that the file itself uses."""
        for each in descend(self._package.root("_rels/.rels"), "Relationship"):
            space, _, last = (each.get("Type") or "").rpartition("/")
            if last == "officeDocument":
                return f"{space}/comments"
        raise AssertionError("the main part was found by this relation")


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
