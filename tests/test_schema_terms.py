"""`schema/terms.yaml` is the truth about words: the same words as the code's, in the same order."""

from __future__ import annotations

import pytest

from kb.content.terms import load_terms
from kb.errors import UnknownTerm
from kb.grading import MEANING
from kb.model import grade, terms
from kb.model.vocabulary import SHAPES, WORDS

ORDERED = {
    "verdict": terms.SEVERITIES,
    "grade": terms.GRADES,
    "certainty": terms.SAID_CERTAINTIES,
    "mechanism-level": terms.MECHANISM_LEVELS,
}


def test_the_lists_are_those_of_the_code_in_the_same_order() -> None:
    assert list(load_terms()) == list(WORDS)


@pytest.mark.parametrize("name", WORDS)
def test_the_words_are_those_of_the_code_in_the_same_order(name: str) -> None:
    assert tuple(word.word for word in load_terms()[name].words) == WORDS[name]


def test_the_lists_with_a_scale_are_the_ordered_ones() -> None:
    assert {name for name, words in load_terms().items() if words.scale} == set(ORDERED)


@pytest.mark.parametrize("name", ORDERED)
def test_a_place_on_a_scale_is_the_place_in_the_code(name: str) -> None:
    listed = load_terms()[name]
    assert [listed.place(word) for word in ORDERED[name]] == list(range(1, len(ORDERED[name]) + 1))


def test_a_ceiling_may_stand_on_every_step_of_certainty_but_the_last() -> None:
    assert WORDS["certainty"][:-1] == terms.CERTAINTIES


def test_no_definition_stands_twice_in_a_list() -> None:
    for words in load_terms().values():
        told = [word.definition for word in words.words]
        assert len(set(told)) == len(told)


def test_every_domain_of_a_scheme_is_defined_there_and_in_the_grading() -> None:
    for scheme, domains in grade.DOMAINS.items():
        up = grade.UP_DOMAINS if scheme == "GRADE" else ()
        assert {*domains, *up} == set(MEANING[scheme])
        assert WORDS[f"domain-{scheme}"] == domains


def test_an_unknown_word_is_refused_by_name() -> None:
    with pytest.raises(UnknownTerm, match="'maybe' is no verdict; there are supported, unsupp"):
        load_terms()["verdict"].word("maybe")


@pytest.mark.parametrize("name", SHAPES)
def test_every_field_of_a_model_has_its_name_in_linked_data(name: str) -> None:
    shape = SHAPES[name]
    fields = {(info.alias or key) for key, info in shape.model.model_fields.items()} - {"id"}
    assert {field for field, prop in shape.fields.items() if not prop.derived} == fields


@pytest.mark.parametrize("name", SHAPES)
def test_no_two_fields_of_a_model_share_a_name_in_linked_data(name: str) -> None:
    told = [prop.iri for prop in SHAPES[name].fields.values()]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("name", SHAPES)
def test_every_word_field_names_a_list_that_exists(name: str) -> None:
    for prop in SHAPES[name].fields.values():
        if prop.form == "word" and prop.of:
            assert prop.of in WORDS
