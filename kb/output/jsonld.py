"""The knowledge base as JSON-LD: every record as one node, by the table in `kb.model.vocabulary`.

The nodes read like the YAML they come from and carry their own context, so nothing has to be
fetched. The other RDF forms are made from the same nodes; this module needs no RDF library.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, TypeAlias
from urllib.parse import quote

from kb.content.knowledge_base import KnowledgeBase
from kb.content.terms import Word, WordList, load_terms
from kb.grading import grade
from kb.model.claim import Claim
from kb.model.frozen import Frozen
from kb.model.known_copy import Mention
from kb.model.vocabulary import PREFIXES, RECORDS, SHAPES, Property, Shape, word_name

__all__ = [
    "ALL_SHAPES",
    "KINDS",
    "Node",
    "Value",
    "base_of",
    "context",
    "document",
    "nodes",
    "word_nodes",
]

Node = dict[str, Any]
Value: TypeAlias = Any
"""A value of a field, or of a node: whatever its `Property` says."""

KINDS = {
    "topic": "Topic",
    "concept": "Concept",
    "source": "Source",
    "claim": "Claim",
    "copy": "KnownCopy",
    "no-claim": "NoClaim",
    "fair-statement": "FairStatement",
    "reference-kind": "ReferenceKind",
}
"""The kinds of record, as they stand in IRIs, with their shapes."""

_WORDS_ONLY = {
    "WordList": Shape(
        WordList,
        ("kbt:WordList", "skos:ConceptScheme"),
        {
            "label": Property("skos:prefLabel", derived=True),
            "definition": Property("skos:definition", derived=True),
            "scale": Property("kbt:scale", derived=True),
        },
    ),
    "Word": Shape(
        Word,
        ("kbt:Word", "skos:Concept"),
        {
            "label": Property("skos:prefLabel", derived=True),
            "definition": Property("skos:definition", derived=True),
            "example": Property("skos:example", derived=True),
            "place": Property("kbt:place", "integer", derived=True),
            "in_list": Property("skos:inScheme", "reference", derived=True),
            "related": Property("skos:relatedMatch", "reference", many=True, derived=True),
        },
    ),
}
_TARGET = Shape(
    Frozen,
    ("kbt:Target", "oa:SpecificResource"),
    {
        "has_source": Property("oa:hasSource", "reference", derived=True),
        "has_selector": Property("oa:hasSelector", "reference", derived=True),
    },
)

ALL_SHAPES: dict[str, Shape] = {**SHAPES, **_WORDS_ONLY, "Target": _TARGET}

_RELATED = {
    "rct": ("sepio:0000069", "eco:0000180"),
    "open-label": ("sepio:0000069", "eco:0000180"),
    "cohort": ("sepio:0000070", "eco:0000180"),
    "case-series": ("sepio:0000143", "eco:0000180"),
    "animal-study": ("sepio:0000072", "eco:0000179"),
    "cochrane-review": ("sepio:0000079",),
    "meta-analysis": ("sepio:0000079",),
    "systematic-review": ("sepio:0000079",),
    "narrative-review": ("sepio:0000079",),
}
"""Kinds of study that our kinds of source report on; related, for a paper is not a study."""


def base_of(name: str) -> str:
    """Return the IRI of a knowledge base, which its records' IRIs begin with.

    >>> base_of("my claims")
    'https://w3id.org/claims-kb/my%20claims/'
    """
    return f"{RECORDS}{quote(name, safe='')}/"


def context() -> dict[str, Any]:
    """Return the JSON-LD context: what each type and each field of it means."""
    types = {
        name: {
            "@id": shape.types[0],
            "@context": {field: _definition(prop) for field, prop in shape.fields.items()},
        }
        for name, shape in ALL_SHAPES.items()
    }
    # Only what ends like a namespace is taken for a prefix unless it says that it is one.
    prefixes = {
        name: iri if iri.endswith(("#", "/")) else {"@id": iri, "@prefix": True}
        for name, iri in PREFIXES.items()
    }
    return {"@version": 1.1, **prefixes, "id": "@id", "type": "@type", **types}


def _definition(prop: Property) -> dict[str, str]:
    literal = {
        "integer": "xsd:integer",
        "year": "xsd:gYear",
        "number": "xsd:decimal",
        "boolean": "xsd:boolean",
        "date": "xsd:date",
        "word": "@id",
        "reference": "@id",
    }
    told = {"@id": prop.iri}
    if prop.form in literal:
        told["@type"] = literal[prop.form]
    if prop.many and not prop.derived:
        told["@container"] = "@list"
    return told


def document(kb: KnowledgeBase) -> str:
    """Return the whole knowledge base as one JSON-LD document."""
    graph = [*nodes(kb), *word_nodes()]
    told = {"@context": [context(), {"@base": base_of(kb.name)}], "@graph": graph}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def nodes(kb: KnowledgeBase) -> Iterator[Node]:
    """Yield the knowledge base and each of its records as a node, in the order of ids."""
    yield {**_node(kb.settings, "Settings", "", kb), "fingerprint": kb.fingerprint}
    records: dict[str, Mapping[str, Frozen]] = {
        "topic": kb.topics,
        "concept": kb.concepts,
        "source": kb.sources,
        "claim": kb.claims,
        "copy": kb.copies,
        # What is no claim has no name but its words.
        "no-claim": {_digest(record.copy_): record for record in kb.no_claims.values()},
        "fair-statement": kb.fair_balance,
        "reference-kind": kb.reference_kinds,
    }
    for kind, shape in KINDS.items():
        for name, record in records[kind].items():
            node = _node(record, shape, _reference(kind, name), kb)
            yield {**node, "part_of": ""}


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:16]


def word_nodes() -> Iterator[Node]:
    """Yield the fixed words of the product, list by list."""
    for name, words in load_terms().items():
        home = f"kbt:list-{name}"
        told = {"label": words.label, "definition": words.definition, "scale": words.scale}
        kept = {field: value for field, value in told.items() if value is not None}
        yield {"id": home, "type": _types("WordList"), **kept}
        for place, word in enumerate(words.words, start=1):
            related = _RELATED.get(word.word, ()) if name == "source-kind" else ()
            yield {
                "id": word_name(name, word.word),
                "type": _types("Word"),
                "label": word.label,
                "definition": word.definition,
                "example": word.example,
                "place": place,
                "in_list": home,
                **({"related": list(related)} if related else {}),
            }


def _types(name: str) -> list[str]:
    return [name, *ALL_SHAPES[name].types[1:]]


def _reference(kind: str, name: str) -> str:
    return f"{kind}/{quote(name, safe='')}"


def _node(record: Frozen, name: str, at: str, kb: KnowledgeBase) -> Node:
    """Return a record as a node; what it holds lies below its own address."""
    node: Node = {"id": at, "type": _types(name)}
    aliases = {(info.alias or key): key for key, info in type(record).model_fields.items()}
    for field, prop in SHAPES[name].fields.items():
        if prop.derived:
            continue
        value = getattr(record, aliases[field])
        if value is None or value in ((), {}):
            continue
        node[field] = _value(value, prop, _below(at, field), record, kb)
    return {**node, **_computed(record, at, kb)}


def _below(at: str, field: str) -> str:
    return f"{at}.{field}" if "#" in at else f"{at}#{field}"


def _value(value: Value, prop: Property, at: str, holder: Frozen, kb: KnowledgeBase) -> Value:
    if prop.keyed:
        words = prop.keyed.format(scheme=getattr(holder, "scheme", ""))
        return [
            {**_node(part, prop.of, f"{at}.{key}", kb), "domain": word_name(words, key)}
            for key, part in value.items()
        ]
    if prop.many:
        one = Property(prop.iri, prop.form, prop.of)
        numbered = enumerate(value, start=1)
        return [_value(part, one, f"{at}.{number}", holder, kb) for number, part in numbered]
    if prop.form == "node":
        return _node(value, prop.of, at, kb)
    if prop.form == "word":
        return word_name(prop.of, value)
    if prop.form == "reference":
        return _reference(prop.of, value)
    if prop.form == "number":
        # As text: programs that read JSON numbers would write them back in another form.
        return format(Decimal(repr(float(value))), "f")
    return value.isoformat() if isinstance(value, date) else value


def _computed(record: Frozen, at: str, kb: KnowledgeBase) -> Node:
    """Return what the export adds to a record."""
    match record:
        case Claim():
            return _of_claim(record, at, kb)
        case Mention():
            return _of_mention(at)
        case _:
            return {}


def _of_claim(claim: Claim, at: str, kb: KnowledgeBase) -> Node:
    level = grade(claim, kb.sources).result
    told: Node = {"evidence_level": word_name("grade", level)}
    for field, direction in (
        ("supported_by", "supports"),
        ("disputed_by", "disputes"),
        ("qualified_by", "qualifies"),
    ):
        lines = [
            f"{at}#rests_on.{number}"
            for number, link in enumerate(claim.rests_on, start=1)
            if link.direction == direction
        ]
        if lines:
            told[field] = lines
    sources = dict.fromkeys(link.source for link in claim.rests_on)
    return {**told, "derived_from": [_reference("source", source) for source in sources]}


def _of_mention(at: str) -> Node:
    copy = at.partition("#")[0]
    return {
        "target": {
            "id": f"{at}.target",
            "type": _types("Target"),
            "has_source": copy,
            "has_selector": f"{at}.quote",
        }
    }
