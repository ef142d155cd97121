"""JSON: exactly the shape and order that the contract fixes."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.finding import Audit, DocumentFinding
from kb.output import json_audit
from kb.vet import Vetted
from tests.audited import a_base, a_finding, over, vetted

TEXT = "Light works in minutes\u2028for “everyone”. It is safe."
AUDIT = vetted(
    TEXT,
    a_finding(TEXT, "Light works in minutes\u2028for “everyone”", over(TEXT, "minutes")),
    a_finding(TEXT, "It is safe", verdict="unsupported", claim=None),
    whole=(DocumentFinding(kind="omission", why="Risks are left out.", where=((0, 5),)),),
)


@pytest.fixture(scope="module")
def base(a_claim: Callable[..., Claim]) -> KnowledgeBase:
    return a_base([a_claim()], [])


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ([], "format document knowledge_base engine findings document_findings counts review"),
        (["document"], "name sha256 media_type characters"),
        (["knowledge_base"], "name claims sources fingerprint"),
        (["engine"], "name version"),
        (
            ["findings", 0],
            "id start end quote claim topic verdict dimensions grade why rewording sources score"
            " doubts place suppressed_by baseline",
        ),
        (["findings", 0, "dimensions", 0], "name says allows cue why scale"),
        (["findings", 0, "dimensions", 0, "cue"], "start end quote"),
        (["document_findings", 0], "kind why where sources suppressed_by"),
        (["counts"], "sentences checkable matched not_covered by_verdict"),
    ],
)
def test_keys_are_those_of_the_contract_in_its_order(
    path: list[str | int], keys: str, base: KnowledgeBase
) -> None:
    found = json.loads(json_audit.write([AUDIT], base))
    for step in path:
        found = found[step]

    assert list(found) == keys.split()


def test_the_audit_is_read_back_without_loss(base: KnowledgeBase) -> None:
    assert Audit.model_validate_json(json_audit.write([AUDIT], base)) == AUDIT.audit


def test_a_passage_that_is_not_covered_has_no_claim(base: KnowledgeBase) -> None:
    found = json.loads(json_audit.write([AUDIT], base))["findings"][1]

    assert (found["claim"], found["verdict"]) == (None, "unsupported")


def test_letters_are_written_as_they_are(base: KnowledgeBase) -> None:
    assert "“everyone”" in json_audit.write([AUDIT], base).decode()


def test_lines_hold_one_document_each_however_lines_are_counted(base: KnowledgeBase) -> None:
    both: list[Vetted] = [AUDIT, AUDIT]

    lines = json_audit.write_lines(both, base).decode().splitlines()

    assert [json.loads(line)["findings"][0]["quote"] for line in lines] == [
        "Light works in minutes\u2028for “everyone”"
    ] * 2
