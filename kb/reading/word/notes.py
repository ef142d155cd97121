"""What people are told about how a Word file was read, and what was left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kb.reading.word.part import Found

__all__ = ["notes"]

_CHANGES = {"ins": "insertion", "del": "deletion", "moveTo": "move"}


def notes(found: Found, names: Collection[str]) -> Iterator[str]:
    """Yield the notes on a file; `names` are those of its parts."""
    counted = [_count(found.changes[key], word) for key, word in _CHANGES.items()]
    if any(counted):
        told = ", ".join(each for each in counted if each)
        yield f"tracked changes were read as accepted: {told}"
    if found.hidden:
        yield (
            f"{_count(found.hidden, 'stretch', 'stretches')} of hidden text read too: hidden text"
            " leaves the house with the file"
        )
    if found.contents:
        yield "the table of contents was not read: it repeats the headings"
    if found.unread:
        told = ", ".join(_count(number, word) for word, number in sorted(found.unread.items()))
        yield f"not read: {told}; words in them were not checked"
    for font, number in sorted(found.symbols.items()):
        named = f" of the font '{font}'" if font else ""
        yield f"{_count(number, 'symbol')}{named} unknown here, shown as '\ufffd'"
    if any(name.endswith("vbaProject.bin") for name in names):
        yield "holds macros, which were not run"


def _count(number: int, one: str, many: str = "") -> str:
    """Return how many there are, in words; empty for none.

    >>> _count(1, "move"), _count(2, "move"), _count(0, "move")
    ('1 move', '2 moves', '')
    """
    return "" if not number else f"{number} {one if number == 1 else many or f'{one}s'}"
