"""A Word file given back with a comment on the very words of each finding.

What stood in the file stays as it was: text, formatting, changes, comments, pictures.
"""

from __future__ import annotations

from kb.content.knowledge_base import KnowledgeBase
from kb.model.document import Document
from kb.model.finding import Finding
from kb.output.comment import WHOLE, comment_text, commented, whole_comment
from kb.output.marked.repack import repack
from kb.output.marked.word_comments import Comments
from kb.output.marked.word_ranges import Anchor, Body
from kb.output.text import plain
from kb.reading.package import Package, local
from kb.reading.word.part import numbered
from kb.reading.word.reader import KIND, main_part
from kb.reading.word.styles import value
from kb.vet import Vetted

__all__ = ["mark"]


def mark(vetted: Vetted, kb: KnowledgeBase) -> bytes:
    """Return the Word file with comments on its words; those on all of it at its start.

    Raises:
        ReadingError: the file cannot be unpacked within the limits.
    """
    data = vetted.document.original
    package = Package(data, KIND)
    main = main_part(package)
    body = Body(package.root(main))
    comments = Comments(package, main, body.root)
    whole = whole_comment(vetted, kb)
    if whole and not comments.is_answered(WHOLE):
        comments.add(body.start_of(body.root), whole)
    anchors = _Anchors(package, main, body, vetted.document)
    for finding in commented(vetted.audit):
        if comments.is_answered(finding.id):
            continue
        anchor = anchors.of(finding)
        told = comment_text(finding, kb)
        comments.add(anchor, told if anchor.exact else _elsewhere(told, finding, vetted.document))
    return repack(data, package.archive, comments.changed())


def _elsewhere(told: str, finding: Finding, document: Document) -> str:
    """Return the comment with the words it is about, and where they stand, as its second line."""
    head, _, rest = told.partition("\n")
    place = document.place(finding.start)
    return f"{head}\nOn “{plain(finding.quote)}” ({place})\n{rest}"


class _Anchors:
    """Finds the anchor of each finding by its origins."""

    def __init__(self, package: Package, main: str, body: Body, document: Document) -> None:
        self._package = package
        self._main = main
        self._body = body
        self._document = document
        self._notes: dict[str, list[tuple[str, str]]] = {}

    def of(self, finding: Finding) -> Anchor:
        """Return where the comment on a finding stands."""
        origins = list(self._document.origins_of(finding.start, finding.end))
        if not origins:
            return self._body.start_of(self._body.root)
        first, last = origins[0], origins[-1]
        if first.part == self._main:
            return self._body.words(first, last)
        relations = self._package.relations(self._main)
        kind = next((each.kind for each in relations if each.target == first.part), "")
        if kind in ("footnotes", "endnotes"):
            return self._body.note(*self._note(first.part, first.node))
        shown = frozenset(each.id for each in relations if each.target == first.part)
        return self._body.section(shown)

    def _note(self, part: str, node: int) -> tuple[str, str]:
        """Return the kind and id of the note that a node stands in."""
        if part not in self._notes:
            found = []
            for element in numbered(self._package.root(part)):
                around = (each for each in element.iterancestors() if local(each).endswith("note"))
                note = next(around, element)
                found.append((local(note), value(note, "id") or ""))
            self._notes[part] = found
        return self._notes[part][node]
