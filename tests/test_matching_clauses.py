"""Clauses: where a sentence is cut, and that a very long one is not cut for minutes."""

from __future__ import annotations

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.clauses import clauses
from kb.reading.read import read_bytes
from kb.vet import vet


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("It works fast and well", ["It works fast and well"]),
        ("It works fast, but it fades soon.", ["It works fast", "it fades soon"]),
        ("One; two and three more words here", ["One; two and three more words here"]),
        ("", [""]),
        ("...", ["..."]),
    ],
)
def test_a_clause_has_three_words_at_the_least(sentence: str, parts: list[str]) -> None:
    assert [sentence[c.start : c.end] for c in clauses(sentence)] == parts


def test_a_passage_of_very_many_clauses_is_judged_as_a_whole(shipped: KnowledgeBase) -> None:
    text = "ketamine cures depression and " * 1_000

    assert len(vet(read_bytes(text.encode(), "page.txt"), shipped).findings) == 1
