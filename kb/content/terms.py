"""The fixed words, read from `schema/terms.yaml`: meaning, example and place of each."""

from __future__ import annotations

from functools import cache

from pydantic import ValidationError

from kb.content.folder import schema_folder
from kb.content.strict_yaml import parse
from kb.errors import ContentError, Fault, UnknownTerm
from kb.model.claim import Text
from kb.model.frozen import Frozen

__all__ = ["Word", "WordList", "load_terms"]

_FILE = "schema/terms.yaml"


class Word(Frozen):
    """One fixed word."""

    word: Text
    label: Text
    definition: Text
    example: Text


class WordList(Frozen):
    """A list of words in order; `scale` says from what to what, where the order is one."""

    label: Text
    definition: Text
    scale: Text | None = None
    words: tuple[Word, ...]

    def word(self, name: str) -> Word:
        """Return one word of the list.

        Raises:
            UnknownTerm: the list has no such word.
        """
        found = next((word for word in self.words if word.word == name), None)
        if found is None:
            known = ", ".join(word.word for word in self.words)
            raise UnknownTerm(f"'{name}' is no {self.label.lower()}; there are {known}")
        return found

    def place(self, name: str) -> int:
        """Return the place of a word in its list, the first being 1.

        Raises:
            UnknownTerm: the list has no such word.
        """
        return self.words.index(self.word(name)) + 1


@cache
def load_terms() -> dict[str, WordList]:
    """Return every list of fixed words by its name, in the order of the file.

    Raises:
        ContentError: the file cannot be read as that; every fault with its line.
    """
    try:
        text = (schema_folder() / "terms.yaml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError([Fault(_FILE, 0, "", f"cannot be read: {error}")]) from error
    tree = parse(text, _FILE)
    if tree.faults:
        raise ContentError(tree.faults)
    found: dict[str, WordList] = {}
    for name, data in tree.data.items():
        try:
            found[name] = WordList.model_validate(data)
        except ValidationError as error:
            raise ContentError(tree.model_faults(error.errors(), (name,))) from error
    return found
