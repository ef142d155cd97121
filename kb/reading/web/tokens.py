"""HTML cut into tags, text and comments, each with its place in the source.

The rules are those by which browsers cut. Every pattern is possessive and a construct that never
ends takes the rest of the page, so the time is linear whatever the page; the standard library's
parser takes time with the square of its length on a page of unfinished tags
(docs/decisions/0016-web-pages.md).
Source: WHATWG HTML Living Standard, section 13.2.5 (Tokenization).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from typing import Literal, NamedTuple

__all__ = ["BLANKS", "RAW", "REFERENCE", "Token", "Tokens", "character", "decoded"]

BLANKS = "\t\n\f\r "
"""White space of HTML; every other kind, a no-break space too, is a character like others."""

RAW = frozenset(("iframe", "noembed", "noframes", "script", "style", "xmp"))
"""Elements whose content is characters, not tags and not references."""

_ESCAPABLE = frozenset(("textarea", "title"))
_ENDLESS = "plaintext"
_MARKUP = re.compile(r"<(?=[A-Za-z!?]|/.)", re.DOTALL)
_NAME = re.compile(r"[^\t\n\f\r />]++")
_ATTRIBUTE = re.compile(
    r"""(?P<gap>[\t\n\f\r /]*+)
        (?: (?P<close>>)
          | (?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*+)
            (?: [\t\n\f\r ]*+ = [\t\n\f\r ]*+
                (?: "(?P<double>[^"]*+)(?:"|\Z) | '(?P<single>[^']*+)(?:'|\Z)
                  | (?P<bare>[^\t\n\f\r >]*+) ) )? )""",
    re.VERBOSE,
)
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT = re.compile(r"<!--(?!-?>)|-->|<(?P<slash>/?)script(?=[\t\n\f\r />])", re.IGNORECASE)
REFERENCE = re.compile(r"&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[A-Za-z][A-Za-z0-9]{0,31}+;?)")
"""What may be a character reference; `character` says whether it is."""
_LONGEST_NUMBER = 8
_GLUED = re.compile(r"[=A-Za-z0-9]")


class Token(NamedTuple):
    """A stretch of the source: text, a tag or a comment.

    `start` and `end` are those of the whole stretch, `inner` and `until` those of what a comment
    holds. `attributes` says where the value of each stands; where one is told twice, the first.
    `finished` is false for what the page ends in.
    """

    kind: Literal["text", "start", "end", "comment"]
    start: int
    end: int
    name: str = ""
    attributes: dict[str, tuple[int, int]] = {}  # noqa: RUF012 (never changed)
    closing: bool = False
    inner: int = 0
    until: int = 0
    raw: bool = False
    finished: bool = True


class Tokens:
    """The tokens of a stretch of a page, in order.

    Whoever iterates sets `foreign` while inside a picture (SVG) or formula (MathML): there no
    element holds raw text.
    """

    def __init__(self, source: str, start: int = 0, end: int | None = None) -> None:
        """Cut `source` from `start` to `end`."""
        self.foreign = False
        self._source = source
        self._at = start
        self._end = len(source) if end is None else end

    def __iter__(self) -> Iterator[Token]:
        """Yield every token; together they are the whole stretch."""
        while self._at < self._end:
            token = self._next()
            self._at = token.end
            yield token
            if token.kind == "start" and not self.foreign:
                yield from self._content(token.name)

    def _next(self) -> Token:
        source, at, end = self._source, self._at, self._end
        found = _MARKUP.search(source, at, end)
        if found is None:
            return Token("text", at, end)
        if found.start() > at:
            return Token("text", at, found.start())
        if source[at + 1] in "!?":
            return self._declared(at)
        if source[at + 1] == "/":
            after = source[at + 2]
            if not (after.isascii() and after.isalpha()):
                return self._bogus(at, at + 2)
            return self._tag(at, at + 2, "end")
        return self._tag(at, at + 1, "start")

    def _tag(self, start: int, at: int, kind: Literal["start", "end"]) -> Token:
        named = _NAME.match(self._source, at, self._end)
        assert named is not None  # noqa: S101 (a letter stands there)
        at = named.end()
        attributes: dict[str, tuple[int, int]] = {}
        name = named[0].lower()
        while found := _ATTRIBUTE.match(self._source, at, self._end):
            at = found.end()
            if found["close"]:
                closing = found["gap"].endswith("/")
                return Token(kind, start, at, name, attributes, closing)
            attributes.setdefault(found["name"].lower(), _value(found))
        return Token("comment", start, self._end, "tag", inner=self._end, until=self._end,
                     finished=False)  # fmt: skip

    def _declared(self, start: int) -> Token:
        source, end = self._source, self._end
        if not source.startswith("<!--", start, end):
            if self.foreign and source.startswith("<![CDATA[", start, end):
                return self._character_data(start)
            return self._bogus(start, start + 2)
        inner = start + 4
        for empty in (">", "->"):
            if source.startswith(empty, inner, end):
                return Token("comment", start, inner + len(empty), inner=inner, until=inner)
        found = _COMMENT_END.search(source, inner, end)
        if found is None:
            return Token("comment", start, end, inner=inner, until=end, finished=False)
        return Token("comment", start, found.end(), inner=inner, until=found.start())

    def _bogus(self, start: int, inner: int) -> Token:
        """Return a comment of another form: a declaration, an instruction, a slip."""
        until = self._source.find(">", inner, self._end)
        if until < 0:
            end = self._end
            return Token("comment", start, end, "declaration", inner=inner, until=end,
                         finished=False)  # fmt: skip
        return Token("comment", start, until + 1, "declaration", inner=inner, until=until)

    def _character_data(self, start: int) -> Token:
        inner = start + len("<![CDATA[")
        until = self._source.find("]]>", inner, self._end)
        until, end = (until, until + 3) if until >= 0 else (self._end, self._end)
        return Token("text", start, end, inner=inner, until=until, raw=True)

    def _content(self, name: str) -> Iterator[Token]:
        """Yield what an element holds that has no tags in it, up to its end tag."""
        if name not in RAW and name not in _ESCAPABLE and name != _ENDLESS:
            return
        start = self._at
        if name == _ENDLESS:
            until = self._end
        else:
            until = self._script() if name == "script" else self._closing(name)
        finished = until >= 0
        self._at = until if finished else self._end
        if start < self._at:
            raw = name not in _ESCAPABLE
            yield Token("text", start, self._at, name, raw=raw, finished=finished)

    def _closing(self, name: str) -> int:
        pattern = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE)
        found = pattern.search(self._source, self._at, self._end)
        return found.start() if found else -1

    def _script(self) -> int:
        """Return where a script ends: `<!-- <script> </script> -->` in it is one stretch."""
        commented = nested = False
        for found in _SCRIPT.finditer(self._source, self._at, self._end):
            if found[0] == "<!--":
                commented = True
            elif found[0] == "-->":
                commented = nested = False
            elif not found["slash"]:
                nested = commented
            elif nested:
                nested = False
            else:
                return found.start()
        return -1


def _value(found: re.Match[str]) -> tuple[int, int]:
    for form in ("double", "single", "bare"):
        if found[form] is not None:
            return found.span(form)
    return found.end(), found.end()


def character(source: str, found: re.Match[str], *, attribute: bool = False) -> tuple[str, int]:
    """Return the characters that a reference stands for, and how much of the source it takes.

    What is none, as in "R&D", stands for its "&". An attribute may hold addresses: there a
    name without a semicolon is a reference only where nothing is glued to it.

    >>> def of(source): return character(source, REFERENCE.search(source))
    >>> of("&amp;"), of("&notit"), of("&#8217;s"), of("R&D")
    (('&', 5), ('¬', 4), ('’', 7), ('&', 1))
    """
    written = found[0]
    if written[1] == "#":
        digits = written[2:].rstrip(";").lstrip("xX").lstrip("0")
        short = len(digits) <= _LONGEST_NUMBER
        return (unescape(written) if short else "") or "\ufffd", len(written)
    name = written[1:]
    if name in html5 and name.endswith(";"):
        return html5[name], len(written)
    for length in range(len(name), 1, -1):
        if (short_name := name[:length]) in html5:
            glued = _GLUED.match(source, found.start() + 1 + length)
            if attribute and glued:
                break
            return html5[short_name], 1 + length
    return "&", 1


def decoded(source: str, start: int, end: int) -> str:
    """Return the value of an attribute, its references resolved."""
    parts, at = [], start
    while found := REFERENCE.search(source, at, end):
        parts.append(source[at : found.start()])
        characters, width = character(source, found, attribute=True)
        parts.append(characters)
        at = found.start() + width
    return "".join([*parts, source[at:end]])
