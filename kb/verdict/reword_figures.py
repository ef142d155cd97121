"""Figures of a statement in step with what the claim allows: shares, current counts, times."""

from __future__ import annotations

from collections.abc import Iterator

from kb.matching.quantities import find_quantities
from kb.matching.statement import Statement
from kb.matching.tokens import tokenize
from kb.model.claim import Ceiling, CurrencyCeiling
from kb.model.quantity import hours_text
from kb.model.terms import Dimension
from kb.verdict.figures import is_superseded
from kb.verdict.reword_edit import Edit, edit_at

__all__ = ["current_figure", "figures", "lasting", "share_words"]

_ABOUT = frozenset(
    "than over to least about around approximately nearly almost some roughly".split()
)
_DETERMINERS = frozenset("the all these those your".split())
_OWN = frozenset(("our", "my", "its", "their"))
_BEFORE_ABOUT = frozenset(("more", "up", "at", "well"))
_FRACTIONS = {
    (1, 2): "half", (1, 3): "one in three", (2, 3): "two in three", (1, 4): "one in four",
    (3, 4): "three in four", (1, 5): "one in five", (2, 5): "two in five", (3, 5): "three in five",
    (4, 5): "four in five", (1, 10): "one in ten", (3, 10): "three in ten",
    (7, 10): "seven in ten", (9, 10): "nine in ten",
}  # fmt: skip
_NEAR = 3.0
"""Points of a hundred by which a share in words may stay below the figure it stands for."""
_LIKE = 4
"""How many times an older figure may be above or below the one that replaced it."""


def figures(statement: Statement, allows: Ceiling) -> Iterator[Edit]:
    """Yield an edit for each share above the highest that any source found."""
    most = allows.magnitude.at_most if allows.magnitude else None
    if most is None:
        return
    for quantity in statement.quantities:
        if quantity.kind == "share" and quantity.high > most:
            first = quantity.first
            if first and statement.tokens[first - 1].word in _ABOUT:
                first -= 1
                if first and statement.tokens[first - 1].word in _BEFORE_ABOUT:
                    first -= 1
            if first and statement.tokens[first - 1].word == "by":
                continue  # "by 80%" is how much it lessens, no share of people
            last, words = quantity.last, share_words(most)
            after = [token.word for token in statement.tokens[last : last + 2]]
            if _OWN & set(after):
                continue  # the writer's own count; the studies' is no answer to it
            if " in " in words and after[:1] == ["of"]:
                if after[1:] and after[1] in _DETERMINERS:
                    words = f"{most:g}%"
                else:
                    last += 1
            mends: frozenset[Dimension] = frozenset({"magnitude"})
            yield edit_at(statement, first, last, f"up to {words}", mends)


def current_figure(statement: Statement, now: CurrencyCeiling) -> Iterator[Edit]:
    """Yield an edit for each figure that a newer one has replaced; its year goes to the end."""
    told = f"{now.value} {now.unit or ''}"
    words = tokenize(told)
    figure = next(iter(find_quantities(words)), None)
    if figure is None or "attribution" in statement.said:
        return  # whose figure it is, is said: another would be put in their mouth
    for quantity in statement.quantities:
        if quantity.kind != figure.kind:
            continue
        like = quantity.low < figure.low * _LIKE and figure.low < quantity.low * _LIKE
        if like and is_superseded(now, quantity):
            value = told[words[figure.first].start : words[figure.last - 1].end]
            mends: frozenset[Dimension] = frozenset({"currency"})
            yield edit_at(statement, quantity.first, quantity.last, value, mends)
            if now.year:
                end = len(statement.text)
                yield Edit(end, end, f" ({now.year})", mends)
            return


def share_words(percent: float) -> str:
    """Return a share in words, never above the figure; digits where no plain fraction is near.

    >>> share_words(52), share_words(64), share_words(86)
    ('half', '64%', '86%')
    """
    below = {
        words: percent - 100 * part / whole
        for (part, whole), words in _FRACTIONS.items()
        if 0 <= percent - 100 * part / whole <= _NEAR
    }
    return min(below, key=lambda words: (below[words], words)) if below else f"{percent:g}%"


def lasting(allows: Ceiling) -> str | None:
    """Return how long the claim lets copy say that a benefit lasts."""
    longest = allows.durability.longest if allows.durability else None
    return f"for up to {hours_text(longest)}" if longest else None
