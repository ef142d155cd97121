r"""RTF, read with a tokenizer of our own: every character knows its bytes in the file.

Body, then footnotes, headers and footers. Deleted words are left out, hidden ones follow their
paragraph, text boxes and descriptions of pictures follow theirs; comments are kept as remarks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kb.errors import ReadingError
from kb.reading.reading import Clock, Reading
from kb.reading.rtf.machine import Machine
from kb.reading.rtf.paragraphs import weave
from kb.reading.rtf.tokens import tokens
from kb.reading.weave import Weaver

__all__ = ["read"]

_CHECK_EVERY = 4096


def read(data: bytes) -> Reading:
    """Return the text of an RTF file.

    Raises:
        ReadingError: no RTF, or too large or too deep.
    """
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise ReadingError("is no RTF file: it does not begin with '{\\rtf'; save it anew as RTF")
    machine = Machine()
    clock = Clock()
    for at, token in enumerate(tokens(data.decode("latin-1"))):
        if at % _CHECK_EVERY == 0:
            clock.check()
        machine.take(token)
        if machine.over:
            break
    return _reading(machine)


def _reading(machine: Machine) -> Reading:
    """Weave what was found into one text."""
    unfinished = machine.unfinished
    machine.finish()
    weaver, seen = Weaver(), set()
    paragraphs = list(machine.body.done)
    for stream in sorted(machine.beside, key=lambda each: each.kind != "footnote"):
        edge = (stream.role, stream.words())
        if stream.kind == "footnote" or edge not in seen:
            paragraphs += stream.done
        seen.add(edge)
    marks = weave(weaver, paragraphs, machine.count)
    weaver.end()
    limit = max(0, weaver.offset - 1)
    for each in machine.comments:
        point = marks.get(each.point, limit)
        start = marks.get(f"start {each.range}", point)
        end = max(start, marks.get(f"end {each.range}", point))
        weaver.remark(min(start, limit), min(end, limit), each.words, each.author)
    weaver.notes += _notes(machine.count, unfinished=unfinished)
    return weaver.reading()


def _notes(count: Counter[str], *, unfinished: bool) -> Iterator[str]:
    """Yield what people must know of what was left out, or read otherwise than it stands."""
    if unfinished:
        yield "the file ends in the middle of a group; is it complete?"
    if count["deleted"]:
        yield "tracked changes read as accepted: deleted words left out"
    if count["hidden"]:
        yield f"hidden and read all the same: {_many(count['hidden'], 'paragraph')}"
    if count["contents"]:
        yield "tables of contents and indexes left out: they repeat what stands elsewhere"
    for what in ("picture", "object", "formula"):
        if count[f"{what}s"]:
            told = ": only what describes them" if what == "picture" else ""
            yield f"{_many(count[f'{what}s'], what)} not read{told}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
