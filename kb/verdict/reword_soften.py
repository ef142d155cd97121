"""Softer words in place of those that go too far: which words, and what instead, is content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.matching.phrases import PhraseIndex
from kb.matching.statement import Statement
from kb.model.claim import Ceiling
from kb.model.lexicon import CueKind, CueLexicon, Softer
from kb.model.terms import Dimension
from kb.verdict.reword_edit import Edit, edit_at, quoted
from kb.verdict.reword_figures import lasting, share_words

__all__ = ["FUNCTION_WORDS", "PEOPLE", "Softener"]

FUNCTION_WORDS = frozenset(
    "a an the and or but nor so yet for of in on at to from with by as than that which who when"
    " where while if because is are was were be been has have had can may might will would could"
    " should must not it this these those you your we our they their against into over under after"
    " before during through without".split()
)
_NAMES = frozenset(("condition", "drug", "route", "population"))
_CAREFUL = frozenset(("hedge", "tentative", "ability", "frequency-hedge"))
_CAREFUL_WORDS = frozenset(
    "some may generally possible possibly perhaps studied study promising often usually".split()
)
PEOPLE = frozenset(
    "people patients patient person individuals clients users adults many those you your everyone"
    " anyone".split()
)
"""Words after which "in some people" would name people twice."""
_DEGREES = frozenset(("how", "as", "equally", "reasonably", "super"))
"""Words that make a measure of the word after them: "how safe", "as effective as"."""
_BE = frozenset("is are be was were been being it's that's they're you're remains remain".split())
_DETERMINERS = frozenset("a an the this that these those my your our his her its their".split())
"""Words with which an object begins."""
_TELLING = 8
"""Letters from which a word said twice is noticed."""
_PREPOSITIONS = frozenset(("within", "for", "over", "in"))
_SINGULAR = frozenset(("a", "one", "a supervised"))


class Softener:
    """The softer wordings of every kind of cue, ready to be found in words."""

    def __init__(self, lexicon: CueLexicon) -> None:
        """Compile every wording that has a softer one."""
        self._rows: list[tuple[CueKind, Softer]] = [
            (kind, softer) for kind in lexicon.kinds for softer in kind.softer if kind.dimension
        ]
        self._index = PhraseIndex(
            [(w, place) for place, (_, softer) in enumerate(self._rows) for w in softer.of]
        )

    def edits(
        self, statement: Statement, over: Iterable[Dimension], allows: Ceiling, choice: int
    ) -> Iterator[Edit]:
        """Yield an edit for each cue that goes too far on the dimensions `over`.

        `choice`: 0 for the first wording that fits its place, 1 for the second where there is one.
        """
        wanted = frozenset(over)
        for hit in self._index.find(statement.tokens):
            kind, softer = self._rows[hit.value]
            if kind.dimension not in wanted or not _free(statement, kind, hit.first, hit.last):
                continue
            placed = (_fitting(statement, hit.first, hit.last, text) for text in softer.say)
            filled = (_filled(text, allows) for text in placed if text is not None)
            fitting = sorted(
                (t for t in filled if t is not None and not _follows_verb(statement, hit.last, t)),
                key=lambda t: _repeats(statement, t),
            )
            if fitting:
                text = fitting[min(choice, len(fitting) - 1)]
                if text.startswith("some ") and not _agrees(statement, hit.first, hit.last):
                    continue
                mends = _mended(statement, kind, text, allows)
                yield edit_at(statement, hit.first, hit.last, text, mends)


def _mended(
    statement: Statement, kind: CueKind, text: str, allows: Ceiling
) -> frozenset[Dimension]:
    """Return the dimensions that a softer wording sees to.

    To leave a booster out makes a plain statement, which only some evidence bears.
    """
    own: frozenset[Dimension] = frozenset({kind.dimension} if kind.dimension else ())
    if not text and kind.dimension == "certainty" and kind.id != "hype":
        plain = not statement.said & _CAREFUL
        if plain and allows.certainty.level not in ("likely", "established"):
            return frozenset()
    if kind.id == "hype":
        own |= {"magnitude"}  # a superlative is also a size
    return own if _CAREFUL_WORDS.isdisjoint(text.split()) else own | {"certainty"}


def _agrees(statement: Statement, first: int, last: int) -> bool:
    """Return whether a plural can stand here: no subject whose verb comes later."""
    after = statement.tokens[last].word if last < len(statement.tokens) else ""
    if after == "who":
        return False
    return first > 0 or after.endswith("s") or after in FUNCTION_WORDS or last - first > 1


def _repeats(statement: Statement, text: str) -> bool:
    """Return whether a wording says again what the statement says."""
    said = {token.word for token in statement.tokens}
    return any(len(word) >= _TELLING and word in said for word in text.split()) or (
        "some people" in text and not said.isdisjoint(PEOPLE)
    )


def _filled(text: str, allows: Ceiling) -> str | None:
    """Return a wording with what the claim allows in it; None where the claim names nothing."""
    if "{" not in text:
        return text
    values: dict[str, str | None] = {
        "{onset}": _onset(allows),
        "{lasting}": lasting(allows),
        "{share}": _share(allows),
    }
    for name, value in values.items():
        if name in text:
            if value is None:
                return None
            text = text.replace(name, value)
    return text


def _onset(allows: Ceiling) -> str | None:
    if allows.speed is None:
        return None
    hours = allows.speed.earliest
    unit = (
        "hours" if hours < 24 else "days" if hours < 168 else "weeks" if hours < 1461 else "months"
    )
    return f"within {unit}"


def _share(allows: Ceiling) -> str | None:
    most = allows.magnitude.at_most if allows.magnitude else None
    return f"up to {share_words(most)}" if most else None


def _free(statement: Statement, kind: CueKind, first: int, last: int) -> bool:
    """Return whether words are neither denied nor part of a longer name."""
    denied = any(
        hit.negated and hit.kind.id == kind.id and hit.first < last and first < hit.last
        for hit in statement.cues
    )
    part = any(
        hit.first <= first and last <= hit.last and hit.last - hit.first > last - first
        for hit, name in zip(statement.concepts, statement.kinds, strict=True)
        if name in _NAMES
    )
    asked = first and statement.tokens[first - 1].word in _DEGREES
    return not (denied or part or asked or quoted(statement, first, last))


def _fitting(statement: Statement, first: int, last: int, text: str) -> str | None:
    """Return a wording without its mark of place, or None where it cannot stand between these."""
    after = _belongs_to(statement, last)
    if text.endswith("_"):
        if not after:
            return None
        text = text[:-1].rstrip()
    elif text.endswith("+"):
        return text[:-1].rstrip() if _has_object(statement, first, last) else None
    elif text.endswith("."):
        text = text[:-1].rstrip()
        # "It is safe", and the heading "Safe"; not "they keep him safe", "as safe as".
        named = not first or statement.tokens[first - 1].word in _BE
        more = last < len(statement.tokens) and statement.tokens[last].word in ("as", "to")
        return text if named and not after and not more else None
    plural = after.endswith("s") and not after.endswith("ss")
    return None if text in _SINGULAR and plural else text


def _has_object(statement: Statement, first: int, last: int) -> bool:
    """Return whether a verb at `first` up to `last` seems to have an object, no adverb before it.

    "It resets the brain", not "the brain resets", "it quickly resets".
    """
    tokens = statement.tokens
    if last >= len(tokens) or (first and tokens[first - 1].word.endswith("ly")):
        return False
    told = tokens[last].word in _DETERMINERS or any(hit.first == last for hit in statement.concepts)
    noun = first and tokens[first - 1].word in _DETERMINERS  # "a reset of"
    return told and not noun and not _between(statement, last).strip(" \u00a0")


def _follows_verb(statement: Statement, last: int, text: str) -> bool:
    """Return whether a wording has to follow its verb and the adverb before `last` goes before it.

    "It instantly relieves" becomes no "it within hours relieves".
    """
    after = _belongs_to(statement, last)
    adverb = statement.tokens[last - 1].word.endswith("ly")
    follows = text.split(" ", 1)[0] in _PREPOSITIONS
    return adverb and follows and bool(after) and not after.endswith("ing")


def _belongs_to(statement: Statement, last: int) -> str:
    """Return the word that the token before `last` qualifies, empty where there is none."""
    tokens = statement.tokens
    if last >= len(tokens) or tokens[last].word in FUNCTION_WORDS:
        return ""
    return "" if _between(statement, last).strip(" \u00a0-") else tokens[last].word


def _between(statement: Statement, last: int) -> str:
    """Return what stands between the token before `last` and that one: spaces, marks."""
    before, after = statement.tokens[last - 1], statement.tokens[last]
    return statement.text[before.end - statement.start : after.start - statement.start]
