"""Text-quote selectors: pointing at words of a copy that may be pasted, re-spaced and re-quoted.

A quote is found blind to kinds of space, quotation mark and hyphen, and exact otherwise; exactly
once, or not at all. Offsets are always those of the verbatim text.
Source: W3C Web Annotation Data Model, section 4.2.4 (Text Quote Selector).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from kb.errors import ReadingError
from kb.model.document import Span
from kb.model.known_copy import MAX_QUOTE_WORDS, TextQuote
from kb.reading.sentences import BLANK, trim

__all__ = ["locate", "select"]

_KINDS = (
    "'\u2018\u2019\u201b\u2032\u02bc`\u00b4",
    '"\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb',
    "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
)
_CLASS = {c: f"[{re.escape(kind)}]" for kind in _KINDS for c in kind}
_SPACE = rf"[{re.escape(BLANK)}]"
_SPACES = re.compile(f"{_SPACE}+")
_WORD = re.compile(rf"[^{re.escape(BLANK)}]+")
_SHORTEST = 3
_REACH = 400


def locate(text: str, quote: TextQuote) -> Span:
    r"""Return the one place of the quote in the text.

    Raises:
        ReadingError: the quote is not there, or there more than once.

    >>> locate("It\u2019s a well\u2011known\u00a0drug.", TextQuote(exact="It's a well-known drug"))
    Span(start=0, end=22)
    """
    places = list(_places(text, quote))
    if len(places) == 1:
        return places[0]
    remedy = "add a prefix or suffix" if places else "check its words against the text"
    raise ReadingError(f"quote '{quote.exact}': found {len(places)} times; {remedy}")


def select(text: str, span: Span, max_words: int = MAX_QUOTE_WORDS) -> TextQuote:
    """Return a quote that `locate` finds at the span, with as much context as that takes.

    Quote and context together hold at most `max_words`. Of a longer span the first stretch of so
    many words that is unique is quoted, so that a passage is pointed at and never copied.

    Raises:
        ReadingError: the span is too short to quote, or so few words cannot tell it from others.
    """
    start, end = trim(text, span.start, min(span.end, len(text)))
    if end - start < _SHORTEST:
        raise ReadingError(
            f"'{text[start:end]}': too short to point at; take {_SHORTEST} characters or more"
        )
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    for first in range(max(1, len(words) - max_words + 1)):
        window = words[first : first + max_words]
        for quote in _widened(text, window[0][0], window[-1][1], max_words - len(window)):
            if _count(text, quote) == 1:
                return quote
    shown = text[start : words[:max_words][-1][1]]
    raise ReadingError(
        f"'{shown}': occurs more than once and {max_words} words do not tell where; choose others"
    )


def _widened(text: str, start: int, end: int, spare: int) -> Iterator[TextQuote]:
    """Yield the quote bare, then with one more word of context, before and after in turn."""
    before = [m.start() for m in _WORD.finditer(text, max(0, start - _REACH), start)][::-1]
    after = [m.end() for m in islice(_WORD.finditer(text, end, end + _REACH), spare)]
    left = right = 0
    for extra in range(spare + 1):
        yield TextQuote(
            exact=text[start:end],
            prefix=text[before[left - 1] : start] if left else None,
            suffix=text[end : after[right - 1]] if right else None,
        )
        if left < len(before) and (extra % 2 == 0 or right == len(after)):
            left += 1
        elif right < len(after):
            right += 1
        else:
            return


def _count(text: str, quote: TextQuote) -> int:
    return len(list(islice(_places(text, quote), 2)))


def _places(text: str, quote: TextQuote) -> Iterator[Span]:
    """Yield every place of the quote, overlapping ones too."""
    exact = _pattern(quote.exact)
    before = f"{_pattern(quote.prefix)}{_SPACE}*" if quote.prefix else ""
    after = f"(?={_SPACE}*{_pattern(quote.suffix)})" if quote.suffix else ""
    pattern = re.compile(f"{before}({exact}){after}")
    found = pattern.search(text) if exact else None
    while found:
        yield Span(*found.span(1))
        found = pattern.search(text, found.start() + 1)


def _pattern(words: str) -> str:
    """Return a pattern for the words, blind to kinds of space, quotation mark and hyphen."""
    return f"{_SPACE}+".join(
        "".join(_CLASS.get(c) or re.escape(c) for c in word)
        for word in _SPACES.split(words)
        if word
    )
