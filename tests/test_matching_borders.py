"""Where a sentence is cut between two claims: nothing lost, and one claim stays one."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.borders import borders, joint_features, parted, turn_features
from kb.matching.cut import Cutter, Told
from kb.matching.statement import Observer, Statement
from kb.model.layered import LayeredModel
from kb.model.learned import NO_OR_YES
from kb.reading.read import read_bytes
from kb.vet import Engine

EVEN = np.array([0.5, 0.5])


@pytest.fixture(scope="module")
def observer(shipped: KnowledgeBase) -> Observer:
    return Observer(shipped)


@pytest.fixture(scope="module")
def engine(shipped: KnowledgeBase) -> Engine:
    return Engine(shipped, verbatim=False)


def cutting(**weights: float) -> LayeredModel:
    """Return weights that part claims at the joining words named, and nowhere else."""
    return LayeredModel(
        labels=NO_OR_YES,
        bias=(3.0, -3.0),
        units=(0.0,),
        outward=((-0.5, 0.5),),
        features="\n".join(f"joined by:{word}" for word in weights),
        inward=b64encode(bytes(int(weight) for weight in weights.values())),
        steps=(1.0,),
    )


def parts(statement: Statement, **weights: float) -> list[str]:
    return [part.text for part in cut_into(statement, **weights)]


def cut_into(statement: Statement, **weights: float) -> list[Statement]:
    """Return the parts where topics tell nothing."""

    def even(_: Statement, first: Sequence[int], last: Sequence[int]) -> NDArray[np.float64]:
        return np.array([EVEN] * (len(first) + len(last)))

    cutter = Cutter(cutting(**weights), ("light", "dark"), even, 0.5)
    return [part for part, _ in cutter.cut(Told(statement, EVEN))]


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
    "It eases depression within hours and usually lasts a week or two",
]
ONE_CLAIM = [
    "Common side effects include nausea, dizziness and headache",
    "Relief often comes within a few hours or, at the latest, by the next day",
    "The effects of one infusion fade within days or weeks",
]


def test_topics_of_both_sides_are_told_by_name_as_far_as_they_are_likely() -> None:
    whole, before, after = (
        np.array([0.5, 0.4, 0.1]),
        np.array([0.9, 0.1, 0.0]),
        np.array([0.2, 0.8, 0]),
    )

    found = turn_features(("light", "dark", "warm"), whole, before, after)

    topics = {name: round(value, 3) for name, value in found.items() if ":" in name}
    assert topics == {
        "all on:light": 0.5,
        "all on:dark": 0.4,
        "before on:light": 0.9,
        "after on:light": 0.2,
        "after on:dark": 0.8,
        "turn:light|dark": 1.44,
    }


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


@pytest.mark.parametrize(
    "sentence",
    [
        *TWO_CLAIMS,
        pytest.param(
            "It blocks the NMDA receptor, and about half of patients respond",
            marks=pytest.mark.xfail(strict=True, reason="too seldom cut: how it works, how often"),
        ),
    ],
)
def test_two_claims_in_a_sentence_are_judged_apart(sentence: str, engine: Engine) -> None:
    found = engine.vet(read_bytes(f"{sentence}.".encode(), "page.txt")).findings

    assert len(found) == 2
    assert found[0].topic != found[1].topic


@pytest.mark.parametrize(
    "sentence",
    [
        *ONE_CLAIM,
        pytest.param(
            "Common effects during an infusion are dissociation, dizziness and nausea",
            marks=pytest.mark.xfail(strict=True, reason="dissociation is a topic of its own"),
        ),
    ],
)
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
    def said(text: str) -> set[str]:
        statement = observer.observe(text)
        return {
            name
            for _, found in joint_features(statement)
            for name in found
            if name.startswith(("said ", "left ", "right "))
        }

    assert said(plain) == said(hedged)
