"""Where a sentence is cut between two claims: nothing lost, and one claim stays one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.borders import TURNS, borders, joint_features, parted, turn_features
from kb.matching.cut import Told, cut
from kb.matching.statement import Observer, Statement
from kb.model.learned import NO_OR_YES, LinearModel
from kb.reading.read import read_bytes
from kb.vet import Engine

EVEN = np.array([0.5, 0.5])


@pytest.fixture(scope="module")
def observer(shipped: KnowledgeBase) -> Observer:
    return Observer(shipped)


@pytest.fixture(scope="module")
def engine(shipped: KnowledgeBase) -> Engine:
    return Engine(shipped, verbatim=False)


def cutting(**weights: float) -> LinearModel:
    """Return weights that part claims at the joining words named, and nowhere else."""
    told = {f"joined by:{word}": {1: weight} for word, weight in weights.items()}
    return LinearModel(labels=NO_OR_YES, bias=(3.0, -3.0), weights=told)


def parts(statement: Statement, **weights: float) -> list[str]:
    return [part.text for part in cut_into(statement, **weights)]


def cut_into(statement: Statement, **weights: float) -> list[Statement]:
    """Return the parts where topics tell nothing."""

    def even(_: Statement, first: Sequence[int], last: Sequence[int]) -> NDArray[np.float64]:
        return np.array([EVEN] * (len(first) + len(last)))

    return [part for part, _ in cut(Told(statement, EVEN), cutting(**weights), even, 0.5)]


def test_a_joint_is_a_mark_or_a_joining_word_and_belongs_to_neither_side(
    observer: Observer,
) -> None:
    statement = observer.observe("It is safe, and it works – offering hope (in time)", 40)

    sides = [tuple(side.text for side in parted(statement, b)) for b in borders(statement)]

    assert sides == [
        ("It is safe", "it works – offering hope (in time)"),
        ("It is safe, and it works", "offering hope (in time)"),
        ("It is safe, and it works – offering hope", "in time"),
    ]


@pytest.mark.parametrize(
    ("sentence", "begin"),
    [
        ('They say "pump and dump" and rest', ["rest"]),
        ("It is “safe, gentle and kind”, they say", ["they"]),
        ('The pad is 5" and the cuff 6" wide', ["the"]),
        ("It helps resistant depression, that is, two drugs failed", ["two"]),
        ("It has changed how it is given, where, and by whom", ["where"]),
    ],
)
def test_no_joint_lies_in_a_quotation_or_where_nothing_new_begins(
    sentence: str, begin: list[str], observer: Observer
) -> None:
    statement = observer.observe(sentence)

    assert [statement.tokens[b.right].word for b in borders(statement)] == begin


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("It helps in PTSD (trauma) and pain", ("It helps in PTSD (trauma)", "pain")),
        ('They call it “safe” and "kind"', ("They call it “safe”", '"kind"')),
        ("It works (yes, really!) and lasts", ("It works (yes, really!)", "lasts")),
        ("Spravato® and ketamine", ("Spravato®", "ketamine")),
        ("It lifts mood (in time)", ("It lifts mood", "in time")),
    ],
)
def test_quotation_marks_and_brackets_stay_with_the_words_they_enclose(
    sentence: str, sides: tuple[str, str], observer: Observer
) -> None:
    statement = observer.observe(sentence)
    *_, last = borders(statement)

    assert tuple(side.text for side in parted(statement, last)) == sides


def test_parts_keep_their_places_and_lose_only_what_joins_them(observer: Observer) -> None:
    statement = observer.observe("It lifts mood and eases pain while the effect lasts", 100)

    found = cut_into(statement, **{"and": 9.0, "while": 9.0})

    assert [(part.start, part.text) for part in found] == [
        (100, "It lifts mood"),
        (118, "eases pain"),
        (135, "the effect lasts"),
    ]


def test_the_likeliest_joint_comes_first_and_an_unlikely_one_never(observer: Observer) -> None:
    statement = observer.observe("It lifts mood and eases pain while the effect lasts")

    assert parts(statement, **{"while": 9.0}) == [
        "It lifts mood and eases pain",
        "the effect lasts",
    ]
    assert parts(statement) == [statement.text]


TWO_CLAIMS = [
    "Ketamine infusions are perfectly safe and bring relief within hours",
    "Spravato is FDA-approved for treatment-resistant depression, but rarely covered by insurance",
    "It blocks the NMDA receptor, and about half of patients respond",
]
ONE_CLAIM = [
    "Common side effects include nausea, dizziness and headache",
    "Relief often comes within a few hours or, at the latest, by the next day",
    "The effects of one infusion fade within days or weeks",
]


@pytest.mark.parametrize("sentence", TWO_CLAIMS + ONE_CLAIM)
def test_topics_tell_no_more_of_a_joint_than_their_limits(sentence: str, engine: Engine) -> None:
    """A joint is passed over by these limits: a feature above them would be missed unseen."""
    statement = engine.observer.observe(sentence)
    whole = engine.index.topics(statement)

    for border in borders(statement):
        before, after = map(engine.index.topics, parted(statement, border))
        found = turn_features(whole, before, after)
        assert found.keys() <= TURNS.keys()
        assert all(0 <= value <= TURNS[name] for name, value in found.items())


@pytest.mark.parametrize(
    "sentence",
    [
        *TWO_CLAIMS,
        *ONE_CLAIM,
        "Depression, anxiety and depression again, not PTSD (of 30% to 50%), is not helped",
    ],
)
def test_topics_of_all_sides_told_at_once_are_those_of_each_alone(
    sentence: str, engine: Engine
) -> None:
    statement = engine.observer.observe(sentence, 40)
    words = range(1, len(statement.tokens))

    at_once = engine.index.chances(statement, words, words)

    alone = [engine.index.topics(_first(statement, many)) for many in words]
    alone += [engine.index.topics(_last(statement, many)) for many in words]
    assert np.allclose(at_once, alone)


def _first(statement: Statement, many: int) -> Statement:
    return statement.part(statement.start, statement.tokens[many - 1].end)


def _last(statement: Statement, many: int) -> Statement:
    return statement.part(statement.tokens[-many].start, statement.end)


@pytest.mark.parametrize("sentence", TWO_CLAIMS)
def test_two_claims_in_a_sentence_are_judged_apart(sentence: str, engine: Engine) -> None:
    found = engine.vet(read_bytes(f"{sentence}.".encode(), "page.txt")).findings

    assert len(found) == 2
    assert found[0].topic != found[1].topic


@pytest.mark.parametrize("sentence", ONE_CLAIM)
def test_one_claim_with_a_list_or_a_time_stays_one(sentence: str, engine: Engine) -> None:
    assert len(engine.vet(read_bytes(f"{sentence}.".encode(), "page.txt")).findings) == 1


@pytest.mark.parametrize(
    ("plain", "hedged"),
    [
        ("It lifts mood and eases pain", "It may lift mood and may ease pain"),
        ("It works fast, bringing relief", "Perhaps it works fast, possibly bringing relief"),
    ],
)
def test_a_hedge_is_no_sign_of_a_second_claim(plain: str, hedged: str, observer: Observer) -> None:
    def cues(text: str) -> set[str]:
        statement = observer.observe(text)
        return {
            name
            for _, found in joint_features(statement)
            for name in found
            if name.startswith("said ")
        }

    assert cues(plain) == cues(hedged)
