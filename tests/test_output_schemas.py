"""JSON Schemas: committed as generated, true of every shipped file, and as strict as the models."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from kb.content.strict_yaml import parse
from kb.model.claim import Claim
from kb.output.schemas import SCHEMAS, generate
from tests.small_kb import CLAIM, COPY, FILES, SOURCE

ROOT = Path(__file__).parents[1]
FIRST_LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


class Editor(yaml.SafeLoader):
    """YAML as an editor reads it: numbers and truth values are such, a date stays text.

    Source: YAML 1.2.2, section 10.3.2 (core schema).
    """


Editor.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in rules if tag.rsplit(":", 1)[1] in ("int", "float")]
    for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
Editor.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile("^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)


def complaints(name: str, text: str) -> list[str]:
    schema = json.loads((ROOT / "schema" / name).read_text(encoding="utf-8"))
    found = Draft7Validator(schema).iter_errors(yaml.load(text, Loader=Editor))  # noqa: S506
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def test_the_committed_files_are_the_generated_ones() -> None:
    committed = {n: (ROOT / "schema" / n).read_text(encoding="utf-8") for n in generate()}
    assert committed == generate(), "run `claims-kb schema`"


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema(name: str) -> None:
    Draft7Validator.check_schema(json.loads(generate()[name]))


@pytest.mark.parametrize("folder", ["claims", "sources", "schema"])
def test_every_shipped_file_names_its_schema_and_keeps_to_it(folder: str) -> None:
    wrong = []
    for path in sorted((ROOT / folder).rglob("*.yaml")):
        if path.name == "terms.yaml":
            continue
        text = path.read_text(encoding="utf-8")
        first = FIRST_LINE.match(text)
        target = (path.parent / first[1]).resolve() if first else None
        if target is None or target.parent != ROOT / "schema" or not target.is_file():
            wrong.append(f"{path.relative_to(ROOT)}: names no schema of ours")
            continue
        wrong += [f"{path.relative_to(ROOT)}: {told}" for told in complaints(target.name, text)]
    assert wrong == []


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (CLAIM, "claim.schema.json"),
        (SOURCE, "source.schema.json"),
        (COPY, "copy.schema.json"),
        ("claims/topics.yaml", "topics.schema.json"),
        ("claims/concepts/all.yaml", "concepts.schema.json"),
        ("claims/no-claims.yaml", "no-claims.schema.json"),
        ("claims/fair-balance.yaml", "fair-balance.schema.json"),
        ("claims/reference-kinds.yaml", "reference-kinds.schema.json"),
    ],
)
def test_numbers_and_truth_values_may_stand_without_quotes(file: str, name: str) -> None:
    assert complaints(name, FILES[file]) == []


FAULTS = {
    "unknown field": ("kind: effect", "kind: effect\nsort: effect"),
    "wrong word": ("kind: effect", "kind: wonder"),
    "missing field": ("says: In 40", "said: In 40"),
    "no such dimension": ("exceeds: [certainty]", "exceeds: [loudness]"),
    "duration without unit": ("  regulatory:", "  speed: {earliest: 2, note: n}\n  regulatory:"),
    "four steps down": ("{down: 2, why: nobody was masked}", "{down: 4, why: nobody was masked}"),
    "a domain of another scheme": ("imprecision:", "applicability:"),
    "null": ("limits: [One small trial.]", "limits: null"),
    "a problem example without a dimension": ("    exceeds: [certainty]\n", ""),
    "a supported example with one": (
        "verdict: supported}",
        "verdict: supported, exceeds: [speed]}",
    ),
    "capital letters in an id": ("id: light-helps", "id: Light-Helps"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_editor_marks_what_the_model_would_refuse(fault: str) -> None:
    old, new = FAULTS[fault]
    text = FILES[CLAIM].replace(old, new, 1)
    assert text != FILES[CLAIM]
    assert complaints("claim.schema.json", text) != []
    with pytest.raises(ValueError, match="validation error"):
        Claim.model_validate(parse(text, CLAIM).data)


def test_every_word_with_a_definition_shows_it_in_the_editor() -> None:
    claim = json.loads(generate()["claim.schema.json"])
    verdict = claim["$defs"]["Example"]["properties"]["verdict"]
    assert len(verdict["enumDescriptions"]) == len(verdict["enum"]) == 4


def test_no_schema_speaks_of_null() -> None:
    def nulls(part: Any) -> int:  # noqa: ANN401 (any JSON)
        if isinstance(part, dict):
            return sum(map(nulls, part.values())) + (part.get("type") == "null")
        return sum(map(nulls, part)) if isinstance(part, list) else 0

    assert sum(nulls(json.loads(generate()[name])) for name in SCHEMAS) == 0


def test_the_context_stands_alone() -> None:
    context = json.loads(generate()["context.jsonld"])["@context"]
    assert isinstance(context, dict)
    assert not [term for term, told in context.items() if isinstance(told, str) and not told]
