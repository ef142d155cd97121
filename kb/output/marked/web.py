"""A web page given back with its words marked, and the notes on them at its end.

What stood in the page stays, byte for byte, the writer's own scripts too; nothing that we add can
be run. Whoever takes our additions out has the same file again: `without_marks` does.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from textwrap import shorten

from kb.content.knowledge_base import KnowledgeBase
from kb.model.document import Document, Origin
from kb.model.finding import Finding
from kb.output.comment import COMMENT_AUTHOR, comment_text, commented, whole_comment
from kb.output.faces import FACES, face_of
from kb.output.html.elements import Child, Markup, el, raw
from kb.output.marked.web_marks import Insertion, Marked, insertions, stretches
from kb.output.marked.web_places import places
from kb.reading.decode import Decoded
from kb.reading.weave import Weaver
from kb.reading.web.meaning import NOTES_ID
from kb.reading.web.reader import Page, decode_page
from kb.vet import Vetted

__all__ = ["mark", "without_marks"]

_STYLE = Path(__file__).with_name("web.css")
_NOTES, _NOTES_END = "<!--claims-kb:notes-->", "<!--/claims-kb:notes-->"
_ADDED = re.compile(
    rf'<mark class="claims-kb[^>]*+>|</mark><!--/claims-kb:mark-->'
    rf'|<a class="claims-kb-number"[^>]*+></a>|{_NOTES}.*?{_NOTES_END}',
    re.DOTALL,
)
_OF_ONE = ("– ", "See: ")
"""How lines begin that go on with the finding above."""
_GRAVITY = {face: place for place, face in enumerate(FACES)}
_TITLE = 240
"""Characters of a note that show where a mark is pointed at."""


def mark(vetted: Vetted, kb: KnowledgeBase) -> bytes:
    """Return the page with marks, in the encoding that it had; marks of an earlier audit are gone.

    Raises:
        ReadingError: the page cannot be read.
    """
    document = vetted.document
    page = decode_page(document.original)
    source, origins = _cleaned(page.text, document)
    found = _marked(vetted, kb, source, origins)
    where = places(source)
    closing = "".join(f"</{name}>" for name in where.open)
    notes = f"{_NOTES}{closing}{_notes(vetted, kb, found).html}{_NOTES_END}"
    added = [*insertions(found, where.clicked), Insertion(where.end, 2, notes)]
    return _written(page, source, sorted(added), document.original)


def without_marks(source: str) -> str:
    """Return a page without what `mark` added to it."""
    return _ADDED.sub("", source)


def _cleaned(source: str, document: Document) -> tuple[str, Document]:
    """Return the source without earlier marks, and a document whose origins lead into it."""
    cleaned = without_marks(source)
    if cleaned == source:
        return source, document
    weaver = Weaver()
    Page(cleaned, weaver).read()
    reading = weaver.reading()
    if reading.text != document.text:
        return source, document  # not marks of ours: left where they stand
    return cleaned, document.model_copy(update={"origins": reading.origins})


def _marked(vetted: Vetted, kb: KnowledgeBase, source: str, document: Document) -> list[Marked]:
    found = []
    for number, finding in enumerate(commented(vetted.audit), start=1):
        face = face_of(finding).id
        origins: Iterable[Origin] = document.origins_of(finding.start, finding.end)
        told = " · ".join(comment_text(finding, kb).split("\n")[:-1])
        words = f"{number}. {shorten(told, _TITLE, placeholder=' …')}"
        where = stretches(origins, source)
        found.append(Marked(number, face, _GRAVITY[face], words, where))
    return found


def _notes(vetted: Vetted, kb: KnowledgeBase, found: Sequence[Marked]) -> Markup:
    """Return the list of notes."""
    findings = commented(vetted.audit)
    many = f"{len(findings)} note{'' if len(findings) == 1 else 's'} on this page"
    base = vetted.audit.knowledge_base
    whole = whole_comment(vetted, kb)
    return el(
        "section",
        el("style", raw(_STYLE.read_text(encoding="ascii"))),
        el("h2", f"{COMMENT_AUTHOR}: {many if findings else 'nothing to note on this page'}"),
        el("p", f"Judged by “{base.name}”, fingerprint {base.fingerprint}.", cls="quiet"),
        el("ol", *(_note(*each, vetted.document, kb) for each in zip(found, findings, strict=True)))
        if findings
        else None,
        _whole(whole) if whole else None,
        cls="claims-kb",
        attrs={"id": NOTES_ID, "lang": "en", "dir": "ltr"},
    )


def _whole(comment: str) -> Markup:
    head, *rest = comment.split("\n")
    told = (el("p", line, cls="of" if line.startswith(_OF_ONE) else "part") for line in rest)
    return el("div", el("p", el("strong", head)), *told, cls="whole")


def _note(marked: Marked, finding: Finding, document: Document, kb: KnowledgeBase) -> Markup:
    head, *rest = comment_text(finding, kb).split("\n")
    words = f"“{' '.join(finding.quote.split())}”"
    place = document.place(finding.start)
    quoted: list[Child] = [el("a", words, attrs={"href": f"#claims-kb-m{marked.number}"})]
    if not marked.stretches:
        quoted = [words]
        place += "; cannot be marked where it stands"
    face = face_of(finding)
    return el(
        "li",
        el("p", el("strong", f"{marked.number}. {face.icon} {head}")),
        el("p", *quoted, " ", el("span", f"({place})", cls="quiet")),
        *(el("p", line) for line in rest[:-1]),
        el("p", rest[-1], cls="quiet"),
        cls=face.id,
        attrs={"id": f"claims-kb-n{marked.number}"},
    )


def _written(page: Decoded, source: str, added: Sequence[Insertion], original: bytes) -> bytes:
    """Return the source with what is added, as bytes; all that was there as it was."""
    cuts = [0, *(each.at for each in added), len(source)]
    kept = _split(page, source, cuts, original)
    parts = [page.bom, next(kept)]
    for each in added:
        # References for all that is not ASCII: right whatever browsers take the encoding for.
        parts += [each.markup.encode("ascii", "xmlcharrefreplace").decode().encode(page.codec)]
        parts.append(next(kept))
    return b"".join(parts)


def _split(page: Decoded, source: str, cuts: Sequence[int], original: bytes) -> Iterator[bytes]:
    """Yield the bytes of the source between the cuts."""
    body = original[len(page.bom) :]
    # What cannot be written back so was one of two ways to write a character: see _byte_offsets.
    pieces = [
        source[start:end].encode(page.codec, "xmlcharrefreplace") for start, end in pairwise(cuts)
    ]
    if source != page.text or b"".join(pieces) == body:
        return iter(pieces)
    at = _byte_offsets(body, page.codec, cuts)
    return (body[at[start] : at[end]] for start, end in pairwise(cuts))


def _byte_offsets(body: bytes, codec: str, wanted: Iterable[int]) -> dict[int, int]:
    """Return where characters begin; for encodings that write one character in several ways."""
    decoder = codecs.getincrementaldecoder(codec)()
    left, found, count = set(wanted), {0: 0}, 0
    for place in range(len(body)):
        count += len(decoder.decode(body[place : place + 1]))
        if count in left:
            found.setdefault(count, place + 1)
    return found
