"""An edit: words of a statement replaced by others, and what the sentence then looks like.

What is around an edit is put right with it: one space where words went, "a" or "an", a capital at
the start, the form of a verb after "some people".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kb.matching.statement import Statement
from kb.matching.tokens import plain
from kb.model.terms import Dimension

__all__ = ["Edit", "apart", "applied", "edit_at", "opening", "quoted"]

_ARTICLE = re.compile(r"\b(an?)(?=\s+([^\W\d_]+))", re.IGNORECASE)
_SOUNDS_CONSONANT = re.compile(r"(?:uni|use|usu|eu|one\b|once\b)", re.IGNORECASE)
_SOUNDS_VOWEL = re.compile(r"(?:[aeiou]|hour|honest|honou?r|heir)", re.IGNORECASE)
_GAP = " \t\u00a0"


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters `start` up to `end` of a statement give way to `text`; it mends `mends`.

    `plural`: the new words are a plural subject, so the verb after them follows.
    """

    start: int
    end: int
    text: str
    mends: frozenset[Dimension]
    plural: bool = False


def edit_at(
    statement: Statement, first: int, last: int, text: str, mends: frozenset[Dimension]
) -> Edit:
    """Return the edit that puts `text` in place of the tokens `first` up to `last`."""
    start = statement.tokens[first].start - statement.start
    end = statement.tokens[last - 1].end - statement.start
    if statement.text[start : start + 1].isupper() and not first:
        text = opening(text)
    return Edit(start, end, text, mends, text.lower().startswith(("some ", "most of")))


def quoted(statement: Statement, first: int, last: int) -> bool:
    """Return whether words stand in quotation marks: they are somebody else's."""
    text = plain(statement.text)
    start = statement.tokens[first].start - statement.start
    end = statement.tokens[last - 1].end - statement.start
    return text.count('"', 0, start) % 2 == 1 and '"' in text[end:]


def apart(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits that do not overlap, the longer first where two do, in order of place.

    Two that do the same become one, for the sake of both.
    """
    same: dict[tuple[int, int, str], Edit] = {}
    for edit in edits:
        key = (edit.start, edit.end, edit.text)
        before = same.get(key, edit)
        same[key] = replace(before, mends=before.mends | edit.mends)
    kept: list[Edit] = []
    for edit in sorted(same.values(), key=lambda e: (e.start - e.end, e.start, e.text)):
        if all(edit.end <= other.start or other.end <= edit.start for other in kept):
            kept.append(edit)
    return tuple(sorted(kept, key=lambda e: (e.start, e.end)))


def applied(text: str, edits: Iterable[Edit], base_of: Mapping[str, str]) -> str:
    """Return the text with edits that do not overlap made; `base_of` turns "helps" into "help".

    >>> mends = frozenset({"certainty"})
    >>> applied("It is a groundbreaking option.", [Edit(8, 22, "", mends)], {})
    'It is an option.'
    >>> applied("All feels well", [Edit(0, 3, "some people", mends, True)], {"feels": "feel"})
    'Some people feel well'
    """
    made = text
    for edit in reversed(tuple(edits)):
        made = _made(made, edit, base_of)
    made = _ARTICLE.sub(_article, made) if made != text else made
    return _capital(text, made)


def _made(text: str, edit: Edit, base_of: Mapping[str, str]) -> str:
    before, after = text[: edit.start], text[edit.end :]
    if not edit.text:
        before = before.rstrip(_GAP)
        # "Finally, it works": the comma goes with the word.
        return before + after if before else after.lstrip(_GAP + ",")
    return before + edit.text + (_agreeing(after, base_of) if edit.plural else after)


def _agreeing(after: str, base_of: Mapping[str, str]) -> str:
    found = re.match(r"\s+([^\W\d_]+)", after)
    if found is None:
        return after
    word = found[1].lower()
    plural = {"is": "are", "was": "were", "has": "have", "does": "do", **base_of}.get(word)
    return after if plural is None else after[: found.start(1)] + plural + after[found.end(1) :]


def _article(found: re.Match[str]) -> str:
    article, word = found[1], found[2]
    if word.isupper():
        return article  # letters are spelled out: "an SSRI", "a US trial"; the writer knows
    vowel = _SOUNDS_VOWEL.match(word) and not _SOUNDS_CONSONANT.match(word)
    right = "an" if vowel else "a"
    return article[0] + right[1:]


def _capital(before: str, after: str) -> str:
    """Return `after` with a capital at its start where `before` had one, or began with a figure."""
    return opening(after) if before[:1].isupper() or before[:1].isdigit() else after


def opening(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
