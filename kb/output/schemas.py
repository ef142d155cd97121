"""JSON Schemas for content files and the JSON-LD context, generated from the models.

With them an editor completes and checks a file while a curator types.
An editor's YAML reader turns `2013` into a number and `true` into a truth value; ours keeps both as
text and lets the model decide. The schemas accept either. They are draft 7, which editors know.
"""

from __future__ import annotations

import json
import re
from typing import Any, TypeAlias

from pydantic import TypeAdapter

from kb.content.terms import load_terms
from kb.model.claim import Claim
from kb.model.concept import Concept, Topic
from kb.model.grade import DOMAINS, UP_DOMAINS
from kb.model.known_copy import KnownCopy, NoClaim
from kb.model.lexicon import CueLexicon
from kb.model.source import Source
from kb.model.suppression import RegisterEntry
from kb.model.vocabulary import WORDS
from kb.model.whole import FairStatement, ReferenceKind
from kb.output.jsonld import context

__all__ = ["SCHEMAS", "generate"]

Schema = dict[str, Any]
Part: TypeAlias = Any
Holds: TypeAlias = Any

SCHEMAS: dict[str, tuple[str, Holds]] = {
    "claim.schema.json": ("A claim: claims/<family>/<id>.yaml", Claim),
    "source.schema.json": ("A source: sources/evidence/<id>.yaml", Source),
    "copy.schema.json": ("A known piece of copy: sources/copy/<id>.yaml", KnownCopy),
    "concepts.schema.json": ("Concepts: claims/concepts/<kind>.yaml", list[Concept]),
    "topics.schema.json": ("Topics: claims/topics.yaml", list[Topic]),
    "no-claims.schema.json": ("Copy that claims nothing: claims/no-claims.yaml", list[NoClaim]),
    "fair-balance.schema.json": (
        "What must stand beside a benefit: claims/fair-balance.yaml",
        list[FairStatement],
    ),
    "reference-kinds.schema.json": (
        "Kinds of reference by address: claims/reference-kinds.yaml",
        list[ReferenceKind],
    ),
    "suppressions.schema.json": (
        "A register of suppressions: claims-kb-suppressions.yaml",
        list[RegisterEntry],
    ),
    "cues.schema.json": ("The cue lexicon: schema/cues.yaml", CueLexicon),
}
"""File, title, and what such a file holds."""

_A_NUMBER = "12345678"


def generate() -> dict[str, str]:
    """Return the text of every generated file of the schema folder, by its name."""
    files = {name: _text(_schema(title, holds)) for name, (title, holds) in SCHEMAS.items()}
    return {**files, "context.jsonld": _text({"@context": context()})}


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _schema(title: str, holds: Holds) -> Schema:
    made = TypeAdapter(holds).json_schema(by_alias=True, mode="validation")
    for name, part in made.get("$defs", {}).items():
        _add_rules(part, name)
    _add_rules(made, made.get("title", ""))
    told = _for_editors(made)
    told.pop("title", None)
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": title, **told}


def _add_rules(part: Schema, name: str) -> None:
    """Say what a model's own validators ask, where a schema can say it."""
    if name == "GradeJudgements":
        part["allOf"] = [
            {
                "if": {"properties": {"scheme": {"const": scheme}}},
                "then": {
                    "properties": {
                        "judged": {
                            "propertyNames": {"enum": list(domains)},
                            "required": list(domains),
                        }
                    }
                },
            }
            for scheme, domains in DOMAINS.items()
        ]
        part["properties"]["raised"]["propertyNames"] = {"enum": list(UP_DOMAINS)}
    if name == "RegisterEntry":
        # The model takes an entry without them, so that the audit can say what it lacks.
        part["required"] = [*part["required"], "reason", "by"]
    if name == "Example":
        part["if"] = {"properties": {"verdict": {"const": "supported"}}}
        part["then"] = {"properties": {"exceeds": {"maxItems": 0}}}
        part["else"] = {"required": ["exceeds"], "properties": {"exceeds": {"minItems": 1}}}


def _for_editors(part: Part) -> Part:
    """Return a schema that takes a scalar as text or as what an editor reads it as."""
    if isinstance(part, list):
        return [_for_editors(each) for each in part]
    if not isinstance(part, dict):
        return part
    if "anyOf" in part:
        part = _without_null(part)
    told = {}
    for key, value in part.items():
        if key == "properties":
            told[key] = {name: _titleless(_for_editors(each)) for name, each in value.items()}
        elif key not in ("enum", "const", "default", "examples"):
            told[key] = _for_editors(value)
        elif key != "default" or value is not None:
            told[key] = value
    return _scalar(told)


def _without_null(part: Schema) -> Schema:
    # `null` in a file is read as the word "null"; what is not there is left out.
    kept = [each for each in part["anyOf"] if each != {"type": "null"}]
    rest = {key: value for key, value in part.items() if key != "anyOf"}
    return {**rest, **kept[0]} if len(kept) == 1 else {**rest, "anyOf": kept}


def _titleless(part: Schema) -> Schema:
    return {key: value for key, value in part.items() if key != "title"}


def _scalar(part: Schema) -> Schema:
    kind = part.get("type")
    if kind in ("integer", "number"):
        pattern = r"^\d+$" if kind == "integer" else r"^\d+(\.\d+)?$"
        return {**part, "type": [kind, "string"], "pattern": pattern}
    if kind == "boolean":
        return {**part, "type": ["boolean", "string"], "enum": [True, False, "true", "false"]}
    if kind != "string":
        return part
    if "enum" in part:
        return {**part, **_meanings(part["enum"])}
    if "format" in part or not re.search(part.get("pattern", ""), _A_NUMBER):
        return part
    return {**part, "type": ["string", "number"]}


def _meanings(words: list[str]) -> Schema:
    """Return what the words of a fixed list mean, for editors that show it beside each."""
    for name, known in WORDS.items():
        if tuple(words) in (known, known[: len(words)]):
            listed = load_terms()[name]
            return {"enumDescriptions": [listed.word(word).definition for word in words]}
    return {}
