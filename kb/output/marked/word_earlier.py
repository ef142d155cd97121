"""Comments that an earlier run left in a Word file: taken out, so that none stands there twice.

Those that somebody has answered stay, and so do their findings: nobody asks twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from kb.output.comment import COMMENT_AUTHOR, told_before
from kb.reading.package import Package, children, descend, local
from kb.reading.word.styles import value

__all__ = ["Earlier"]

_BESIDE = ("commentsExtended", "commentsIds", "commentsExtensible")
"""Parts in which newer versions of Word keep more about each comment: by the id of its paragraph,
and the last by an id that only the one before it connects with that."""


class Earlier:
    """Our own comments in a file; `answered` counts the findings whose comments stay."""

    def __init__(self, package: Package, main: str) -> None:
        """Look into the parts beside the comments.

        Raises:
            ReadingError: one is damaged.
        """
        self.answered: Counter[str] = Counter()
        parts = dict.fromkeys(part for kind in _BESIDE for part in package.related(main, kind))
        self._beside = {part: package.root(part) for part in parts}
        self._touched: set[str] = set()

    def take_out(self, comments: etree._Element, root: etree._Element) -> None:
        """Take our comments out of their part and their anchors out of the body."""
        parents = {
            _attribute(each, "paraIdParent") for beside in self._beside.values() for each in beside
        }
        gone: set[str] = set()
        marks: set[str] = set()
        for comment in list(children(comments, "comment")):
            finding = _ours(comment)
            if finding is None:
                continue
            names = {_attribute(each, "paraId") for each in descend(comment, "p")} - {""}
            if names & parents:
                self.answered[finding] += 1
                continue
            gone |= names
            marks.add(value(comment, "id") or "")
            comments.remove(comment)
        if marks:
            _take_anchors(root, marks)
            self._forget(gone)

    def _forget(self, gone: set[str]) -> None:
        """Take out what newer versions keep about comments that are gone."""
        for part, root in self._beside.items():
            for each in list(root):
                if {_attribute(each, "paraId"), _attribute(each, "durableId")} & gone:
                    gone.add(_attribute(each, "durableId"))
                    gone.discard("")
                    root.remove(each)
                    self._touched.add(part)

    def changed(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield the parts beside the comments that are not as they were."""
        for part in sorted(self._touched):
            yield part, self._beside[part]


def _ours(comment: etree._Element) -> str | None:
    """Return the id of the finding that a comment of ours is on; None for somebody else's."""
    if value(comment, "author") != COMMENT_AUTHOR:
        return None
    paragraphs = descend(comment, "p")
    return told_before(["".join(str(t.text or "") for t in descend(p, "t")) for p in paragraphs])


def _attribute(element: etree._Element, name: str) -> str:
    """Return an attribute whatever its namespace: each version of Word has another."""
    found = (said for key, said in element.attrib.items() if str(key).endswith(f"}}{name}"))
    return str(next(found, ""))


def _take_anchors(root: etree._Element, names: set[str]) -> None:
    anchors = root.iter("{*}commentRangeStart", "{*}commentRangeEnd", "{*}commentReference")
    for anchor in list(anchors):
        parent = anchor.getparent()
        if parent is None or value(anchor, "id") not in names:
            continue
        parent.remove(anchor)
        above = parent.getparent()
        empty = local(parent) == "r" and all(local(each) == "rPr" for each in parent)
        if empty and above is not None:
            above.remove(parent)
