"""The reference pages tell everything there is, as it is: options, words, rules, fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from kb.checking.rules import RULES
from kb.content.terms import load_terms
from kb.model.claim import Claim
from kb.model.concept import Concept, Topic
from kb.model.finding import Audit
from kb.model.grade import DOMAINS, UP_DOMAINS, Judgement, UpJudgement
from kb.model.known_copy import KnownCopy, NoClaim
from kb.model.settings import Settings
from kb.model.source import Source
from kb.model.suppression import RegisterEntry
from kb.model.team import VetSettings
from kb.model.whole import FairStatement, ReferenceKind
from kb.review.directive import VERBS
from kb.review.suppress import KINDS
from kb.verdict.dimensions import DIMENSION_RULES
from tests.pages import DOCS, REFERENCE, section, subparsers, text_of

COMMANDS = subparsers()
COMMANDS_PAGE = REFERENCE / "commands.md"
SHARED = {"-h", "--help", "--kb"}

RECORDS: tuple[type[BaseModel], ...] = (
    Claim, Judgement, UpJudgement, Source, Concept, Topic, KnownCopy, NoClaim, Settings,
    FairStatement, ReferenceKind, VetSettings,
)  # fmt: skip


def _fields(model: type[BaseModel]) -> Iterator[str]:
    """Yield the names that stand in files, also those inside the parts of a record."""
    for name, field in model.model_fields.items():
        if not field.exclude:
            yield field.alias or name
        for part in _models(field.annotation):
            yield from _fields(part)


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models(part)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_page_tells_every_option_and_choice_of_a_command(command: str) -> None:
    told = section(COMMANDS_PAGE, command)
    for action in COMMANDS[command]._actions:
        assert set(action.option_strings) - SHARED <= set(re.findall(r"--[a-z0-9-]+", told))
        assert [choice for choice in action.choices or () if f"`{choice}`" not in told] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_page_tells_no_option_that_a_command_has_not(command: str) -> None:
    told = re.findall(r"^\| `(--[a-z0-9-]+)", section(COMMANDS_PAGE, command), re.MULTILINE)
    assert set(told) <= {o for a in COMMANDS[command]._actions for o in a.option_strings}


@pytest.mark.parametrize("name", [*load_terms()])
def test_every_fixed_word_stands_on_the_page_of_words_as_defined(name: str) -> None:
    words = load_terms()[name]
    told = text_of(REFERENCE / "words.md")
    assert f"## {words.label}\n\n`{name}`. {words.definition}" in told
    rows = [f"| `{word.word}` | {word.definition} | {word.example} |\n" for word in words.words]
    assert "".join(rows) in told


def test_the_page_of_words_has_no_list_that_is_gone() -> None:
    told = re.findall(r"^`([A-Za-z-]+)`\. ", text_of(REFERENCE / "words.md"), re.MULTILINE)
    assert sorted(told) == sorted(load_terms())


def test_the_page_of_rules_holds_every_rule_as_it_is() -> None:
    rows = re.findall(r"^\| KB.*$", text_of(REFERENCE / "check-rules.md"), re.MULTILINE)
    assert rows == [f"| {r.code} {r.name} | {r.severity} | {r.says} | {r.remedy} |" for r in RULES]


def test_the_explanation_tells_the_rule_of_every_dimension_in_order() -> None:
    page = DOCS / "explanation" / "how-a-verdict-is-reached.md"
    rows = re.findall(r"^\| `([a-z]+)` \|", text_of(page), re.MULTILINE)
    assert rows == [name for name, _ in DIMENSION_RULES]


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_field_of_a_record_is_described(model: type[BaseModel]) -> None:
    told = text_of(REFERENCE / "records.md")
    assert [name for name in _fields(model) if f"`{name}" not in told] == []


def test_every_field_of_the_register_is_described() -> None:
    told = text_of(REFERENCE / "suppressions.md")
    assert [name for name in _fields(RegisterEntry) if f"`{name}`" not in told] == []


def test_every_directive_and_kind_is_described() -> None:
    told = text_of(REFERENCE / "suppressions.md")
    assert [verb for verb in VERBS if f"`claims-kb-{verb}`" not in told] == []
    assert [kind for kind in KINDS if f"`{kind}`" not in told] == []


def test_every_domain_of_a_grade_is_described() -> None:
    told = text_of(REFERENCE / "records.md")
    names = [name for domains in DOMAINS.values() for name in domains]
    assert [name for name in [*names, *UP_DOMAINS] if f"`{name}`" not in told] == []


def test_every_field_of_the_audit_is_described() -> None:
    told = text_of(REFERENCE / "audit-json.md")
    assert [name for name in _fields(Audit) if not re.search(rf"[`.]{name}`", told)] == []
