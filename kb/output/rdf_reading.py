"""From RDF back to the records of a knowledge base, without loss, by the same table as the export.

What was computed for the export (grades, links by direction, the meaning of the words) is left
aside: it follows from the records.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from pydantic import ValidationError
from rdflib import RDF, Dataset, Graph, URIRef
from rdflib.exceptions import ParserError
from rdflib.term import Node as Term

from kb.errors import ContentError, Fault, UsageError
from kb.model.claim import Claim
from kb.model.concept import Concept, Topic
from kb.model.frozen import Frozen
from kb.model.known_copy import KnownCopy, NoClaim
from kb.model.settings import Settings
from kb.model.source import Source
from kb.model.vocabulary import PREFIXES, SHAPES, WORDS, Property, word_name
from kb.model.whole import FairStatement, ReferenceKind
from kb.output.jsonld import KINDS, Value
from kb.output.rdf import FORMATS

__all__ = ["Records", "from_rdf"]

_PARSERS = {"turtle": "turtle", "jsonld": "json-ld"}
_WORDS = {
    URIRef(PREFIXES["kbt"] + word_name(name, word).removeprefix("kbt:")): word
    for name, words in WORDS.items()
    for word in words
}


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a knowledge base, by id, in the order of ids.

    The cue lexicon is not among them, for it belongs to the product, nor are learned weights, which
    one command makes from labelled copy.
    """

    settings: Settings
    topics: Mapping[str, Topic]
    concepts: Mapping[str, Concept]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    copies: Mapping[str, KnownCopy]
    no_claims: Mapping[str, NoClaim]
    fair_balance: Mapping[str, FairStatement]
    reference_kinds: Mapping[str, ReferenceKind]


def from_rdf(data: bytes, form: str) -> Records:
    """Return the records that an export in one of `FORMATS` holds.

    Raises:
        UsageError: no such format.
        ContentError: this is not RDF of that format, holds not exactly one knowledge base, or has
            a record that no model accepts; every fault with the address of its record.
    """
    if form not in FORMATS:
        raise UsageError(f"no RDF format '{form}'; there are {', '.join(FORMATS)}")
    graph = _parsed(data, form)
    bases = list(graph.subjects(RDF.type, _iri("kbt:KnowledgeBase")))
    if len(bases) != 1:
        raise ContentError([Fault(form, 0, "", f"holds {len(bases)} knowledge bases; one is read")])
    reader = _Reader(graph, str(bases[0]), [])
    found = {kind: reader.records(kind, shape) for kind, shape in KINDS.items()}
    settings = reader.record(bases[0], "Settings")
    if reader.faults or not isinstance(settings, Settings):
        raise ContentError(reader.faults)
    return Records(
        settings=settings,
        topics=found["topic"],
        concepts=found["concept"],
        claims=found["claim"],
        sources=found["source"],
        copies=found["copy"],
        no_claims=found["no-claim"],
        fair_balance=found["fair-statement"],
        reference_kinds=found["reference-kind"],
    )


def _parsed(data: bytes, form: str) -> Graph:
    graph = Graph()
    try:
        if form == "jsonld":
            _no_fetching(json.loads(data))
        with warnings.catch_warnings():
            # The parsers of rdflib 7 use classes that rdflib 7 itself calls deprecated.
            warnings.simplefilter("ignore", DeprecationWarning)
            if form == "nquads":
                quads = Dataset()
                quads.parse(data=data, format="nquads")
                for subject, predicate, value, _ in quads.quads():
                    graph.add((subject, predicate, value))
            else:
                graph.parse(data=data, format=_PARSERS[form])
    # The parsers of rdflib raise whatever they stumble over; all of it means: not this format.
    except (ParserError, SyntaxError, ValueError, LookupError, TypeError, AttributeError) as error:
        first = str(error).strip().splitlines()
        told = first[0][:200] if first else type(error).__name__
        raise ContentError([Fault(form, 0, "", f"cannot be read as {form}: {told}")]) from error
    return graph


def _no_fetching(document: Value) -> None:
    """Refuse contexts by address: reading a file must not make the program call somebody."""
    if isinstance(document, list):
        for part in document:
            _no_fetching(part)
    elif isinstance(document, dict):
        contexts = document.get("@context", [])
        for part in contexts if isinstance(contexts, list) else [contexts]:
            if isinstance(part, str) or (isinstance(part, dict) and "@import" in part):
                raise ValueError(f"its context lies elsewhere ({part}); write the context out")
        for part in document.values():
            _no_fetching(part)


def _iri(name: str) -> URIRef:
    prefix, _, rest = name.partition(":")
    return URIRef(PREFIXES[prefix] + rest)


@dataclass(frozen=True, slots=True)
class _Reader:
    graph: Graph
    base: str
    faults: list[Fault]

    def records(self, kind: str, shape: str) -> dict[str, Any]:
        """Return every record of a kind by its id."""
        home = f"{self.base}{kind}/"
        subjects = self.graph.subjects(RDF.type, _iri(SHAPES[shape].types[0]))
        found = {}
        for subject in sorted({str(s) for s in subjects if str(s).startswith(home)}):
            named = "id" in SHAPES[shape].model.model_fields
            more = {"id": unquote(subject.removeprefix(home))} if named else {}
            record: Any = self.record(URIRef(subject), shape, **more)
            if record is not None:
                found[record.id] = record
        return dict(sorted(found.items()))

    def record(self, subject: Term, shape: str, **more: str) -> Frozen | None:
        """Return one record; what its model refuses becomes a fault."""
        try:
            data = {**more, **self.fields(subject, shape)}
            return SHAPES[shape].model.model_validate(data)
        except ValidationError as error:
            for part in error.errors():
                path = ".".join(map(str, part["loc"]))
                self.faults.append(Fault(str(subject), 0, path, part["msg"]))
        except ValueError as error:
            self.faults.append(Fault(str(subject), 0, "", str(error)))
        return None

    def fields(self, subject: Term, shape: str) -> dict[str, Any]:
        """Return the fields of a node as its model takes them."""
        model = SHAPES[shape].model
        data: dict[str, Any] = {}
        for field, prop in SHAPES[shape].fields.items():
            if prop.derived:
                continue
            objects = list(self.graph.objects(subject, _iri(prop.iri)))
            if len(objects) > 1:
                raise ValueError(f"{field}: has {len(objects)} values; one is read")
            if objects:
                data[field] = self.value(objects[0], prop)
            elif (info := model.model_fields.get(field)) is not None and info.is_required():
                # Required and empty is how a mention says that no claim covers it.
                data[field] = None
        return data

    def value(self, term: Term, prop: Property) -> Value:
        """Return one value: a list, a node, a word, the id of a record, or a literal's text."""
        if prop.keyed:
            return dict(self.keyed(part, prop) for part in self.cells(term))
        if prop.many:
            one = Property(prop.iri, prop.form, prop.of)
            return [self.value(part, one) for part in self.cells(term)]
        if prop.form == "node":
            return self.fields(term, prop.of)
        if prop.form == "word":
            if term not in _WORDS:
                raise ValueError(f"'{term}' is no word of {prop.of}")
            return _WORDS[URIRef(str(term))]
        if prop.form == "reference":
            return unquote(str(term).removeprefix(f"{self.base}{prop.of}/"))
        return float(str(term)) if prop.form == "number" else str(term)

    def keyed(self, term: Term, prop: Property) -> tuple[str, dict[str, Any]]:
        """Return the key and the fields of a node that stands in a mapping."""
        domain = self.graph.value(term, _iri("kbt:domain"))
        if domain not in _WORDS:
            raise ValueError(f"'{domain}' is no domain")
        return _WORDS[URIRef(str(domain))], self.fields(term, prop.of)

    def cells(self, head: Term) -> list[Term]:
        """Return the members of an RDF list, in order.

        Raises:
            ValueError: the list runs in a circle or breaks off.
        """
        members: list[Term] = []
        seen: set[Term] = set()
        while head != RDF.nil:
            member = self.graph.value(head, RDF.first)
            following = self.graph.value(head, RDF.rest)
            if member is None or following is None or head in seen:
                raise ValueError("a list runs in a circle or breaks off")
            seen.add(head)
            members.append(member)
            head = following
        return members
