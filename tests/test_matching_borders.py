"""Where a sentence is cut between two claims: nothing lost, and one claim stays one."""

from __future__ import annotations

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.borders import TURNS, border_features, borders, parted, side, turn_features
from kb.matching.cut import cut
from kb.matching.statement import Observer, Statement
from kb.model.learned import NO_OR_YES, LinearModel
from kb.reading.read import read_bytes
from kb.vet import Engine

EVEN = (("light.day", 0.5), ("light.night", 0.5))


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
    found = cut(statement, cutting(**weights), lambda _: EVEN, 0.5)
    return [part.text for part in found]


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


def test_parts_keep_their_places_and_lose_only_what_joins_them(observer: Observer) -> None:
    statement = observer.observe("It lifts mood and eases pain while the effect lasts", 100)

    found = cut(statement, cutting(**{"and": 9.0, "while": 9.0}), lambda _: EVEN, 0.5)

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
    topics = engine.index.topics
    statement = engine.observer.observe(sentence)
    whole = side(statement, topics)

    for border in borders(statement):
        left, right = (side(part, topics) for part in parted(statement, border))
        found = turn_features(whole, left, right)
        assert found.keys() <= TURNS.keys()
        assert all(0 <= value <= TURNS[name] for name, value in found.items())


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
            for border in borders(statement)
            for name in border_features(
                border,
                side(statement, lambda _: EVEN),
                *(side(part, lambda _: EVEN) for part in parted(statement, border)),
            )
            if name.startswith("said ")
        }

    assert cues(plain) == cues(hedged)
