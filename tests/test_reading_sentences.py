"""Where sentences end: every boundary and every abbreviation, one row each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.reading.sentences import MASKED, sentences

ONE = [
    "Ask Dr. Lee, Prof. Chen or Mrs. Diaz.",
    "It helps some, e.g. Veterans, i.e. those who served.",
    "It costs approx. 400 dollars, cf. Table 2.",
    "Light vs. Placebo was tried at St. Luke's.",
    "The U.S. Food Agency said so.",
    "Lee et al. (2006) and Chen et al. 2010 agree.",
    "See No. 5, p. 12 and Fig. 3 of vol. 2.",
    "It began on Jan. 5 and ended in Sept. 2019.",
    "Doses of 0.5 mg per kg, 1.25 mg in all, cost $1.5 million.",
    "Give 10 mg. twice a day.",
    "John C. Lilly and J. K. Lee wrote it.",
    "It lasts... sometimes.",
    '"Does it last?" many ask.',
    "Write to us@site.Org or see www.Site.Com and a/b.Pdf now.",
    "Drugs.Com says so.",
    "1. Breathe in",
    "Take these: 1. Water",
    "Acme Inc. Laboratories made it.",
]
TWO = [
    "It works.|It lasts.",
    "It works.\u00a0 |It lasts.",
    "Really?|Yes!",
    "Feel better now!|Call us.",
    "It lasts…|Then it fades.",
    "It lasts...|Then it fades.",
    'He said "it works."|Then he left.',
    "He said \u201cit works.\u201d|\u201cThen\u201d he left.",
    "(It is off-label.)|Ask us.",
    "**It works.**|_Then_ it fades.",
    "A share of 30%.|60% is more.",
    "This was in 1970.|It was new.",
    "This was in 1970.|30% stayed.",
    "Made in the U.S.|The rest came later.",
    "It is shown by Lee et al.|This is new.",
    "Open until 9 p.m.|Ketamine is given daily.",
    "Take pills, sprays, etc.|Rest well.",
    "Take 40 mg.|Rest well.",
    "No.|It is not.",
    "Take vitamin C.|Rest well.",
    "We treat hepatitis C.|Ask us.",
    "It helped many patients.|Next came sleep.",
    "It began in 1970.|The rest is history.",
    "it helps with sleep.|it is safe.",
    "It works.1|It lasts.",
    "It works.2,3|It lasts.",
    "It works.[4]|It lasts.",
    "It works.²|It lasts.",
    "It works.\n|It lasts.",
    "Great!!!|Truly.",
]
GLUED = ["It helped the patients.|Next came sleep.", "It was 1970.|The rest came.", "Is it?|Yes."]


def split(text: str) -> list[str]:
    """Return the sentences of a text that is one block."""
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_whole(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize("text", TWO)
def test_two_sentences_come_apart(text: str) -> None:
    assert split(text.replace("|", " ")) == [part.strip() for part in text.split("|")]


@pytest.mark.parametrize("text", GLUED)
def test_sentences_come_apart_where_the_space_was_forgotten(text: str) -> None:
    assert split(text.replace("|", "")) == text.split("|")


def test_signs_without_a_letter_stay_with_their_neighbour() -> None:
    assert split("- It works! :-) ") == ["- It works! :-)"]
    assert split("… So. It works.") == ["… So.", "It works."]
    assert split(" — ... !") == []


def test_masked_stretches_part_sentences_and_belong_to_none() -> None:
    assert split(f"It works {MASKED * 3} well. Yes") == ["It works", "well.", "Yes"]
    assert split(f"! {MASKED} ok {MASKED}!") == ["ok"]


@given(st.text(alphabet="aA1.!?\"')( \n\u00a0\u200b…[]_*-,:\x00é", max_size=80))
def test_sentences_are_ordered_trimmed_and_lose_no_letter(text: str) -> None:
    spans = sentences(text, 0, len(text))
    assert [at for span in spans for at in span] == sorted(at for span in spans for at in span)
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())
    for start, end in spans:
        assert text[start:end] == text[start:end].strip() != ""
        assert MASKED not in text[start:end]
