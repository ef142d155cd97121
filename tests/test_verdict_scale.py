"""Places on a scale come from what is recorded: weaker to stronger, the copy beyond the claim."""

from __future__ import annotations

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.model.finding import Scale
from kb.reading.read import read_bytes
from kb.vet import Engine


@pytest.fixture(scope="module")
def engine(shipped: KnowledgeBase) -> Engine:
    return Engine(shipped)


def scales(engine: Engine, copy: str) -> dict[str, Scale | None]:
    audit = engine.vet(read_bytes(copy.encode(), "page.txt"))
    return {d.name: d.scale for f in audit.findings for d in f.dimensions}


def test_copy_stands_beyond_what_is_allowed(engine: Engine) -> None:
    for copy in (
        "You will feel instant relief.",
        "More than 90% of our patients recover completely.",
    ):
        for scale in scales(engine, copy).values():
            assert scale is None or scale.allowed.at < scale.said.at


def test_a_share_stands_at_its_own_percentage(engine: Engine) -> None:
    scale = scales(engine, "More than 90% of our patients recover completely.")["magnitude"]

    assert scale is not None
    assert (scale.said.at, scale.said.label) == (0.9, "90 %")


def test_an_hour_lies_between_at_once_and_a_week(engine: Engine) -> None:
    scale = scales(engine, "Ketamine lifts depression instantly.")["speed"]

    assert scale is not None
    assert scale.said.at == 1.0
    assert 0 < scale.allowed.at < 1


def test_what_is_not_on_record_has_no_place(engine: Engine) -> None:
    found = scales(engine, "About 280 million people in the world have depression.")

    assert found == {"currency": None}


def test_the_keys_of_a_scale_are_those_that_the_documentation_names(engine: Engine) -> None:
    scale = scales(engine, "Ketamine lifts depression instantly.")["speed"]

    assert scale is not None
    assert list(scale.model_dump()) == ["kind", "weakest", "strongest", "allowed", "said"]


def test_a_word_that_leads_to_a_figure_stands_where_the_figure_does(engine: Engine) -> None:
    lasting = scales(engine, "With results lasting up to 12 months.")["durability"]
    plain = scales(engine, "It brings long-lasting relief from depression.")["durability"]

    assert lasting is not None
    assert plain is not None
    assert (lasting.said.label, plain.said.label) == ("1 year", "6 months")
