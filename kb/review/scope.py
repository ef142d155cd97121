"""Where a directive holds: the line, passage, block or document that it speaks of.

In text and Markdown lines are what writers see; elsewhere a comment stands on words or before them,
and passages are what it can mean.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from kb.model.document import Document, Passage, Remark, Span
from kb.review.directive import Directive, parse

__all__ = ["Scoped", "scoped"]

_CLOSING = "-->"
_LINE_END = re.compile(r"[\r\n]")
_WORD = re.compile(r"\S")
_ENOUGH = 100
"""Passages looked at for the next line: so many hardly stand on one line."""
_MOST = 1_000
"""Directives heeded in one document: more are no decisions that somebody made one by one."""


class Scoped(NamedTuple):
    """A directive, the spans in which it holds (None: everywhere), and where it is written.

    `misses`: why it can meet nothing, in words.
    """

    directive: Directive
    scope: tuple[Span, ...] | None
    written: Span | None
    remark: Remark
    misses: str = ""


class _Block(NamedTuple):
    directive: Directive
    remark: Remark
    targets: frozenset[str]


def scoped(document: Document) -> Iterator[Scoped]:
    """Yield every directive of a document with where it holds, blocks when they end."""
    all_found = (
        (remark, directive)
        for remark in document.remarks
        if (directive := parse(remark.text, remark.author))
    )
    found = list(islice(all_found, _MOST))
    if more := next(all_found, None):
        told = f"is one of more than {_MOST:,} in one document; write a register instead"
        remark, directive = more
        written = _written(document, remark)
        yield Scoped(replace(directive, faults=(told,)), (), written, remark)
    blocks: list[_Block] = []
    for number, (remark, directive) in enumerate(found):
        written = _written(document, remark)
        if directive.faults:
            yield Scoped(directive, (), written, remark)
        elif directive.verb == "enable":
            ended = [block for block in blocks if _ends(directive, block)]
            if not ended:
                wrong = "ends nothing: no claims-kb-disable before it is open"
                yield Scoped(directive, (), written, remark, wrong)
            for block in ended:
                blocks.remove(block)
                yield from _closed(document, block, directive, remark.start)
                if rest := _left(block, directive):
                    blocks.append(rest)
        elif directive.verb == "disable" and _opens(document, remark, directive, found[number:]):
            blocks.append(_Block(directive, remark, frozenset(directive.targets)))
        else:
            yield Scoped(directive, _scope(document, remark, directive), written, remark)
    for block in blocks:
        yield from _closed(document, block, None, len(document.text))


def _opens(
    document: Document,
    remark: Remark,
    directive: Directive,
    after: Sequence[tuple[Remark, Directive]],
) -> bool:
    """Return whether a `disable` begins a block: in text always, elsewhere if it is ended."""
    if not document.origins:
        return True
    block = _Block(directive, remark, frozenset(directive.targets))
    return remark.start == remark.end and any(
        each.verb == "enable" and _ends(each, block) for _, each in after
    )


def _ends(enable: Directive, block: _Block) -> bool:
    return not _all_but(enable) or bool(block.targets & set(enable.targets))


def _all_but(enable: Directive) -> tuple[str, ...]:
    """Return the targets that an `enable` is limited to; none: it ends everything."""
    return () if "all" in enable.targets else enable.targets


def _closed(
    document: Document, block: _Block, enable: Directive | None, end: int
) -> Iterator[Scoped]:
    limited = _all_but(enable) if enable else ()
    targets = tuple(
        each for each in block.directive.targets
        if each in block.targets and (not limited or each in limited)
    )  # fmt: skip
    part = replace(block.directive, targets=targets)
    start = block.remark.start
    scope = (Span(start, end),) if start < end else ()
    yield Scoped(part, scope, _written(document, block.remark), block.remark)


def _left(block: _Block, enable: Directive) -> _Block | None:
    limited = _all_but(enable)
    rest = block.targets - set(limited) if limited else frozenset()
    return block._replace(targets=rest) if rest else None


def _scope(document: Document, remark: Remark, directive: Directive) -> tuple[Span, ...] | None:
    if directive.verb == "disable-file":
        return None
    if not document.origins:
        first, last = remark.start, _end(document.text, remark) - 1
        if directive.verb == "disable-line":
            return (_lines(document.text, first, last),)
        return _next_line(document, last)
    if directive.verb == "disable" and remark.start < remark.end:
        return (Span(remark.start, remark.end),)
    if directive.verb == "disable-line":
        return _touched(document, remark)
    if directive.verb == "disable" and (inside := _around(document, remark.start)):
        return (inside,)
    return tuple(_span(passage) for passage in _from(document, remark.end)[:1])


def _from(document: Document, place: int) -> Sequence[Passage]:
    """Return the first passages that begin at a place or after it: enough to choose from."""
    at = bisect_left(document.passages, place, key=lambda passage: passage.start)
    return document.passages[at : at + _ENOUGH]


def _touched(document: Document, remark: Remark) -> tuple[Span, ...]:
    """Return the passages that a comment stands on, or in, or right behind."""
    if remark.start < remark.end:
        over = Span(remark.start, remark.end)
        return tuple(span for span in map(_span, document.passages) if span.overlaps(over))
    span = _before(document, remark.start)
    behind = span is not None and not document.text[span.end : remark.start].strip()
    return (span,) if span and behind else ()


def _around(document: Document, place: int) -> Span | None:
    """Return the passage that a place lies in, or at the very end of."""
    span = _before(document, place)
    return span if span and place <= span.end else None


def _before(document: Document, place: int) -> Span | None:
    """Return the last passage that begins at a place or before it."""
    at = bisect_right(document.passages, place, key=lambda passage: passage.start)
    return _span(document.passages[at - 1]) if at else None


def _span(passage: Passage) -> Span:
    return Span(passage.start, passage.end)


def _end(text: str, remark: Remark) -> int:
    """Return where a comment in a text ends; its own end is the place where it begins."""
    found = text.find(_CLOSING, remark.start)
    return found + len(_CLOSING) if found >= 0 else remark.start + 1


def _written(document: Document, remark: Remark) -> Span | None:
    """Return the words to show for a directive: itself, or what it stands on or before."""
    if not document.origins:
        return Span(remark.start, _end(document.text, remark))
    if remark.start < remark.end:
        return Span(remark.start, remark.end)
    after = next(map(_span, _from(document, remark.start)[:1]), None)
    return _around(document, remark.start) or after or _before(document, remark.start)


def _lines(text: str, first: int, last: int) -> Span:
    """Return the lines from one place to another, whole."""
    start = max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1
    found = _LINE_END.search(text, last)
    return Span(start, max(start + 1, found.start() if found else len(text)))


def _next_line(document: Document, last: int) -> tuple[Span, ...]:
    """Return the next line with words: what is masked is no passage, so it is passed over."""
    here = document.line(last)
    for passage in _from(document, last):
        if document.line(passage.end - 1) > here:
            first = passage.start
            if document.line(first) == here:
                line_end = _lines(document.text, first, first).end
                found = _WORD.search(document.text, line_end)
                first = found.start() if found else first
            return (_lines(document.text, first, first),)
    return ()
