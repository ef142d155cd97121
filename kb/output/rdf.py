"""The knowledge base as RDF: Turtle to read, JSON-LD for web tools, N-Quads for stores.

The triples are those of the JSON-LD nodes. N-Quads keep apart what the records say, how they came
about, and what the fixed words mean, each in a graph of its own. Nothing is left to chance: nodes
inside records have addresses, list cells have names made from their place, and every form is
sorted, so that the same knowledge base gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple, TypeAlias

from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import UsageError
from kb.model.vocabulary import PREFIXES, Property
from kb.output.jsonld import ALL_SHAPES, KINDS, Node, Value, base_of, document, nodes, word_nodes

__all__ = ["FORMATS", "Quad", "quads", "serialise", "to_graph"]

FORMATS = ("turtle", "jsonld", "nquads")

_Term: TypeAlias = URIRef | BNode | Literal
_DATATYPES = {
    "integer": XSD.integer,
    "year": XSD.gYear,
    "number": XSD.decimal,
    "boolean": XSD.boolean,
    "date": XSD.date,
}


_ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r"}


class Quad(NamedTuple):
    """A triple and the graph it belongs to: "content", "provenance" or "words"."""

    subject: URIRef | BNode
    predicate: URIRef
    object: _Term
    graph: str


def to_graph(kb: KnowledgeBase) -> Graph:
    """Return everything in one graph: records, provenance, and the meaning of the words."""
    graph = Graph(bind_namespaces="none")
    base = base_of(kb.name)
    for prefix, iri in {**PREFIXES, "rdf": str(RDF)}.items():
        graph.bind(prefix, iri)
    for kind in KINDS:
        graph.bind(kind, f"{base}{kind}/")
    for quad in quads(kb):
        graph.add(quad[:3])
    return graph


def serialise(kb: KnowledgeBase, form: str) -> bytes:
    """Return the knowledge base in one of `FORMATS`; the same one always gives the same bytes.

    Raises:
        UsageError: no such format.
    """
    if form == "turtle":
        return to_graph(kb).serialize(format="turtle", encoding="utf-8")
    if form == "jsonld":
        return document(kb).encode()
    if form == "nquads":
        return "".join(_lines(kb)).encode()
    raise UsageError(f"no RDF format '{form}'; there are {', '.join(FORMATS)}")


def _lines(kb: KnowledgeBase) -> list[str]:
    base = base_of(kb.name)
    names = {
        "content": URIRef(f"{base}graph/content"),
        "provenance": URIRef(f"{base}graph/provenance"),
        "words": URIRef(PREFIXES["kbt"].rstrip("#")),
    }
    told = (" ".join((*map(_nquads, q[:3]), _nquads(names[q.graph]))) for q in quads(kb))
    return sorted({f"{line} .\n" for line in told})


def _nquads(term: _Term) -> str:
    """Return a term as N-Quads write it; rdflib's own form may run over several lines.

    Source: W3C RDF 1.1 N-Quads, section 4 (grammar: IRIREF, STRING_LITERAL_QUOTE, ECHAR).
    """
    if not isinstance(term, Literal):
        return term.n3()
    text = str(term).translate(_ESCAPES)
    return f'"{text}"^^<{term.datatype}>' if term.datatype else f'"{text}"'


def quads(kb: KnowledgeBase) -> Iterator[Quad]:
    """Yield every triple with its graph."""
    base = base_of(kb.name)
    for node in nodes(kb):
        yield from _triples(node, base, "content")
    for node in word_nodes():
        yield from _triples(node, base, "words")


def _iri(name: str, base: str) -> URIRef:
    prefix, colon, rest = name.partition(":")
    return URIRef(PREFIXES[prefix] + rest if colon else base + name)


def _triples(node: Node, base: str, graph: str) -> Iterator[Quad]:
    subject = _iri(node["id"], base)
    shape = ALL_SHAPES[node["type"][0]]
    for name in shape.types:
        yield Quad(subject, RDF.type, _iri(name, base), graph)
    for field, prop in shape.fields.items():
        if field in node:
            where = "provenance" if prop.provenance else graph
            yield from _field(subject, prop, node[field], base, where)


def _field(subject: URIRef, prop: Property, value: Value, base: str, graph: str) -> Iterator[Quad]:
    predicate = _iri(prop.iri, base)
    parts = value if prop.many else [value]
    for part in parts if prop.form == "node" else ():
        yield from _triples(part, base, graph)
    terms = [_term(part, prop, base) for part in parts]
    if prop.many and not prop.derived:
        yield from _list(subject, predicate, terms, graph)
    else:
        yield from (Quad(subject, predicate, term, graph) for term in terms)


def _term(value: Value, prop: Property, base: str) -> _Term:
    if prop.form == "node":
        return _iri(value["id"], base)
    if prop.form in ("word", "reference"):
        return _iri(value, base)
    return Literal(value, datatype=_DATATYPES.get(prop.form))


def _list(subject: URIRef, predicate: URIRef, terms: Iterable[_Term], graph: str) -> Iterator[Quad]:
    """Yield an RDF list; its cells are named by their place, for bytes that do not change."""
    at: tuple[URIRef | BNode, URIRef] = (subject, predicate)
    for number, term in enumerate(terms):
        name = sha256(f"{subject}\0{predicate}\0{number}".encode()).hexdigest()[:20]
        cell = BNode(f"c{name}")
        yield Quad(*at, cell, graph)
        yield Quad(cell, RDF.first, term, graph)
        at = (cell, RDF.rest)
    yield Quad(*at, RDF.nil, graph)
