"""A hedge before the main verb, where that verb is known; nothing is guessed.

The verbs are content (`schema/cues.yaml`); the forms of "be", modals and pronouns are grammar.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.matching.statement import Statement
from kb.model.lexicon import Verb
from kb.model.terms import Certainty, Dimension
from kb.verdict.reword_edit import Edit, edit_at, quoted

__all__ = ["HEDGES", "Hedger"]

HEDGES: dict[Certainty, tuple[str, ...]] = {
    "established": (),
    "likely": ("probably", "can"),
    "can": ("can", "may"),
    "may": ("may",),
    "preliminary": ("may",),
    "none": (),
}
"""What a ceiling lets one say before a verb, the strongest first."""

_ADVERBS = frozenset(("probably",))
_WEAKER = frozenset(("may", "might", "could"))
_OPEN = frozenset("can could may might will would shall should must to not cannot".split())
_OPEN_CLAUSES = frozenset(("whether", "if", "whatever"))
_NO = frozenset(("not", "never", "no", "hardly", "rarely", "seldom", "neither"))
_REPORTED = frozenset(
    "being thought believed said considered assumed showing proving saying finding proven proved"
    " shown demonstrated established confirmed".split()
)
_SINGULAR = frozenset("it this he she there".split())
_RELATIVE = frozenset(("that", "which", "who"))
_OURSELVES = frozenset(("we", "we'll", "i", "i'll", "my", "here"))
_BETWEEN = frozenset("also often now then thus long still".split())
_PLURAL = frozenset("they these those we you people patients both many some others".split())
_AND = frozenset(("and", "or"))
_FACT_AFTER = frozenset("known becoming found essential called named given".split())
_FACT_BEFORE = frozenset(("only", "now"))
"""Beside these words a verb tells what is, not what a treatment does: "is known for", "now is"."""
_BE = frozenset(("is", "are"))
_MENDS: frozenset[Dimension] = frozenset(("certainty", "mechanism"))
_NOT_A_VERB_AFTER = frozenset(
    "a an the of in for with from by no any its their your our my on at as into than".split()
)


class Hedger:
    """The verbs that can be hedged."""

    def __init__(self, verbs: Sequence[Verb]) -> None:
        """Note the forms of each."""
        self.base_of = {verb.third: verb.base for verb in verbs}
        self._bases = frozenset(verb.base for verb in verbs)
        self._nouns = frozenset(
            form for verb in verbs if verb.noun for form in (verb.base, verb.third)
        )

    def edits(self, statement: Statement, hedge: str) -> tuple[Edit, ...]:
        """Return what puts `hedge` before the main verb; empty where no verb is known for certain.

        A verb joined to it by "and" loses its ending with it: "raises and keeps" becomes "may raise
        and keep".
        """
        words = [token.word for token in statement.tokens]
        for here, word in enumerate(words):
            if word in _WEAKER or word in _OPEN_CLAUSES or word == hedge == "can":
                return ()  # hedged already
            after = words[here + 1] if here + 1 < len(words) else ""
            if word in _NO or after in _NO or after in _REPORTED:
                return ()
            new = self._hedged(words, statement, here, hedge)
            if new is None:
                continue
            if (here and words[here - 1] in _FACT_BEFORE) or _FACT_AFTER & set(
                words[here + 1 : here + 3]
            ):
                return ()
            if _OURSELVES & set(words[: here + 1]) or quoted(statement, here, here + 1):
                return ()  # what the writer does is no effect; a quotation is somebody else's
            return (edit_at(statement, *_around(words, here, new, hedge), _MENDS),
                    *self._joined(words, statement, here, hedge))  # fmt: skip
        return ()

    def _hedged(
        self, words: Sequence[str], statement: Statement, here: int, hedge: str
    ) -> str | None:
        """Return what stands in place of a word when it is the main verb, None when it is not."""
        word = words[here]
        adverb = hedge in _ADVERBS
        if word in ("will", "can"):
            if adverb:
                return f"{word} {hedge}"
            return hedge if word == "will" or hedge == "may" else None
        if word.endswith("'ll"):
            return None if adverb else f"{word[:-3]} {hedge}"
        if not here:
            # A list item or a clause whose subject stands before it: "Reduces pain".
            third = word in self.base_of and word not in self._nouns and not adverb
            return f"{hedge} {self.base_of[word]}" if third else None
        before = words[here - 1]
        if before in _OPEN or (here > 1 and before in _RELATIVE):
            return None
        if before in _AND:
            return None
        if word in _BE:
            return f"{word} {hedge}" if adverb else f"{hedge} be"
        if word == "has" or (word == "have" and (before in _PLURAL or _plural(words, here))):
            after = words[here + 1] if here + 1 < len(words) else ""
            if adverb:
                return f"{word} {hedge}"
            perfect = after.endswith(("ed", "en", "wn")) or after in _BETWEEN
            return "may have" if perfect else f"{hedge} have"
        if word in self.base_of and self._is_verb(words, statement, here):
            return f"{hedge} {word}" if adverb else f"{hedge} {self.base_of[word]}"
        plural = word in self._bases and _plural(words, here)
        return f"{hedge} {word}" if plural and self._is_verb(words, statement, here) else None

    def _is_verb(self, words: Sequence[str], statement: Statement, here: int) -> bool:
        before, word = words[here - 1], words[here]
        after = words[here + 1] if here + 1 < len(words) else ""
        if before in _NOT_A_VERB_AFTER or after in ("of", ""):
            return False
        if word not in self._nouns:
            return True
        subjects = _SINGULAR if word in self.base_of else _PLURAL
        named = any(hit.last == here for hit in statement.concepts)
        return named or before in subjects or before in _BETWEEN

    def _joined(
        self, words: Sequence[str], statement: Statement, main: int, hedge: str
    ) -> tuple[Edit, ...]:
        if hedge in _ADVERBS:
            return ()
        found = []
        for here in range(main + 2, len(words)):
            before = words[here - 1]
            if before.endswith("ly") and here >= 2:
                before = words[here - 2]
            after = words[here + 1] if here + 1 < len(words) else ""
            if before in _AND and words[here] in self.base_of and after not in ("of", ""):
                found.append(edit_at(statement, here, here + 1, self.base_of[words[here]], _MENDS))
        return tuple(found)


def _plural(words: Sequence[str], here: int) -> bool:
    """Return whether the word before is a plural subject, as far as its form tells."""
    before = words[here - 1]
    if before in _BETWEEN and here > 1:
        before = words[here - 2]
    if before in _PLURAL:
        return True
    ends = before.endswith("s") and not before.endswith(("ss", "us", "is", "'s"))
    return ends and len(before) > 3


def _around(words: Sequence[str], here: int, new: str, hedge: str) -> tuple[int, int, str]:
    """Return the first token, the one after the last, and the text, with "also" after the hedge."""
    if hedge in _ADVERBS or not new.startswith(f"{hedge} "):
        return here, here + 1, new
    verb = new.removeprefix(f"{hedge} ")
    if words[here - 1] in _BETWEEN:
        return here - 1, here + 1, f"{hedge} {words[here - 1]} {verb}"
    after = words[here + 1] if here + 1 < len(words) else ""
    if verb == "be" and after in _BETWEEN:
        return here, here + 2, f"{hedge} {after} be"
    return here, here + 1, new
