"""Where sentences end in one block of running text.

An end mark followed by a space is a boundary unless what stands before it is an abbreviation, an
initial or an enumerator, or what follows goes on in lower case. Every decision looks at a bounded
window, so the time is linear whatever the text.
"""

from __future__ import annotations

import re

__all__ = ["BLANK", "MASKED", "sentences", "trim"]

MASKED = "\x00"
"""Stands, one for one, for characters that are no copy (comments, code). No text that is read
holds it: files with this character are refused as binary."""

BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + MASKED + "\u200b\u2060\ufeff"
"""What a reader sees as nothing: every white space, the zero-width ones, and masked characters."""

_OPENERS = "\"'\u201c\u2018([*_"
_BOUNDARY = re.compile(
    r"""[.!?…\x00]                          # this one class lets the scan skip ahead
        (?: (?<=\x00) \x00*+                # what is masked, or
        |   (?<=[.!?…]) (?<![.!?…]{2}) [.!?…]*+             # a run of end marks,
            ["'\u201d\u2019»)\]*_\xb9\xb2\xb3\u2070-\u2079†‡]*+  # what closes behind them,
            ( (?<=[a-z%)]\.) \d{1,3} (?:[,\u2013-]\d{1,3})*+     # and the number of a reference
            | \[[\d,\u2013-]{1,20}\] )?
            (?= \s | ["\u201c(]?[A-Z][a-z\s] ) )""",
    re.VERBOSE,
)
_FOLLOWING = re.compile(r"\s*+(?:[^\w\s]|_)*+([^\W_][^\W_]*+)?")
_WORD = re.compile(r"[^\W_]")
_DOTTED = re.compile(r"(?:[a-z]{1,2}\.)+[a-z]{1,2}")
_GLUE = re.compile(r"[a-z0-9][a-z0-9)%][.!?][\"\u201d\u2019)]*")
_WINDOW = 40
_LONGEST_COUNTER, _SHORTEST_CITED = 2, 3
_SLOPPY = 4
"""A lower-case word of this many letters, and a single full stop: an end even if the next sentence
was begun in lower case. Shorter words are too often abbreviations."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEVER = _set("dr mr mrs ms mx prof messrs e.g i.e eg ie vs cf approx viz esp incl resp conc temp")
_LETTERED = _set("vitamin hepatitis type plan part group class bipolar axis factor phase grade")
_BEFORE_NUMBER = _set(
    "no nos fig figs vol vols p pp ch eq ref refs ca"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
)
_BEFORE_NAME = _set(
    "St Mt Ft al Inc Ltd Co Corp Jr Sr Dept Univ Assn Bros Gen Col Gov Sen Rep Lt Capt Sgt Rev Hon"
)
_OWN_END = frozenset({"a.m", "p.m"})
_DOMAINS = _set("Com Org Net Gov Edu Io Co Uk Au Ca Health Info Js")
_STARTERS = _set(
    "The This That These Those It Its He She We You They I A An In On At By For From With Without"
    " As If When While Where What Why How Who Which Although Though Because Since After Before"
    " During Under Until Through Then There Here However Therefore Moreover But And Or So Yet Our"
    " Your Their His Her My Some Many Most Several Each Every All Both Any No Not Unlike Like Once"
    " Only Also Still Even Today Now Such Another Other To Is Are Do Does Did Can Could Will Would"
    " Should May Might Let"
)
"""Words that begin sentences and hardly ever names: after `U.S.` or `et al.` they decide."""


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    r"""Return the stretch without what is blank at either end; empty if nothing is left.

    >>> trim("ab \u00a0 cd  ", 2, 9)
    (5, 7)
    """
    piece = text[start:end]
    kept = piece.lstrip(BLANK)
    start = end - len(kept)
    return start, start + len(kept.rstrip(BLANK))


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of a block as (start, end), in order, trimmed and never overlapping.

    A piece without a letter or digit is no sentence: it stays with its neighbour.

    >>> text = "Given i.v. by Dr. Lee in approx. 40 min. It works.Really?"
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['Given i.v. by Dr. Lee in approx. 40 min.', 'It works.', 'Really?']
    """
    found: list[tuple[int, int]] = []
    first, seen, worded = start, start, False
    for mark in _BOUNDARY.finditer(text, start, end):
        worded = worded or _WORD.search(text, seen, mark.end()) is not None
        seen = mark.end()
        masked = mark[0][0] == MASKED
        if worded and (masked or _ends(text, first, mark, end)):
            found.append(trim(text, first, seen))
            first, worded = seen, False
        elif masked:
            first = seen
    rest = trim(text, first, end)
    if worded or _WORD.search(text, seen, end):
        found.append(rest)
    elif found and rest[0] < rest[1] and MASKED not in text[found[-1][1] : rest[1]]:
        found[-1] = (found[-1][0], rest[1])
    return found


def _ends(text: str, first: int, mark: re.Match[str], end: int) -> bool:
    """Return whether a sentence that began at `first` ends with this mark."""
    following = _FOLLOWING.match(text, mark.end(), end)
    follower = (following and following[1]) or ""
    if not text[mark.end()].isspace() and not _is_glue(text, mark, follower):
        return False
    if mark[0][0] != "." or mark[0].startswith(".."):
        return not follower[:1].islower()
    before = text[max(first, mark.start() - _WINDOW) : mark.start()].split()
    token = before[-1].lstrip(_OPENERS) if before else ""
    if mark[1] and len(token) < _SHORTEST_CITED:
        return False
    if follower[:1].islower():
        sloppy = token.isalpha() and token.islower() and len(token) >= _SLOPPY
        known = token in _NEVER or token in _BEFORE_NUMBER or token in _BEFORE_NAME
        return sloppy and mark[0] == "." and not known
    if len(before) > 1:
        return _stop_after(token, before[-2], follower)
    return _stop_after(token, "", follower)


def _stop_after(token: str, previous: str, follower: str) -> bool:
    """Return whether a full stop after `token` ends a sentence, when no lower-case word follows.

    `previous` is the word before in the same sentence, empty if there is none.
    """
    word = token.lower()
    if word in _NEVER:
        return False
    if word in _BEFORE_NUMBER:
        return not follower[:1].isdigit()
    if token.isdigit():  # "1. Relief" counts; "in 1970. It" ends
        counts = previous.endswith(":") and len(token) <= _LONGEST_COUNTER
        return bool(previous) and not counts
    named = not previous[:1].islower() and previous.lower() not in _LETTERED
    initials = len(follower) == 1 and follower not in _STARTERS
    initial = len(token) == 1 and token.isupper() and (named or initials)
    dotted = word not in _OWN_END and _DOTTED.fullmatch(word) is not None
    if initial or dotted or token in _BEFORE_NAME:
        return follower in _STARTERS
    return True


def _is_glue(text: str, mark: re.Match[str], follower: str) -> bool:
    """Return whether the missing space of "patients.Next" is a slip, not an address or file."""
    at = mark.start()
    if follower in _DOMAINS or not _GLUE.fullmatch(text, max(0, at - 2), mark.end()):
        return False
    start, stop = max(0, at - _WINDOW), at + _WINDOW
    around = "".join(text[start:at].split()[-1:] + text[at:stop].split(maxsplit=1)[:1])
    return not any(sign in around for sign in ("/", "@", "www.", "_"))
