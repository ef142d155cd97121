"""What changes between two wordings: put together it is both of them again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.output.difference import difference


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_wordings_can_be_read_from_the_changes(before: str, after: str) -> None:
    changes = difference(before, after)

    assert "".join(c.text for c in changes if c.kind != "new") == before
    assert "".join(c.text for c in changes if c.kind != "gone") == after


def test_words_that_stay_are_told_once() -> None:
    changes = difference("It relieves pain", "It may relieve pain")

    assert [c.text for c in changes if c.kind == "same"] == ["It ", " pain"]
