"""How the models are said in linked data: one table, model by model and field by field.

Terms of others stand where they mean the same: SEPIO for assertions and lines of evidence, PROV-O,
SKOS, Dublin Core, BIBO and Web Annotation. Everything else is in our own namespace, which is not
registered anywhere. The exports, the JSON-LD context and the way back all read this table; a test
holds its fields equal to the models'.

Source: SEPIO (sepio-edit.owl, read 2026-11-22); PROV-O, SKOS, DCMI Terms, BIBO, Web Annotation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from kb.model import (
    claim,
    concept,
    document,
    grade,
    known_copy,
    settings,
    source,
    terms,
    whole,
)
from kb.model.frozen import Frozen

__all__ = ["PREFIXES", "RECORDS", "SHAPES", "WORDS", "Form", "Property", "Shape", "word_name"]

RECORDS = "https://w3id.org/claims-kb/"
"""Below it each knowledge base has its own records: name, kind, id."""

PREFIXES = {
    "kbt": "https://w3id.org/claims-kb/terms#",
    "bibo": "http://purl.org/ontology/bibo/",
    "dcterms": "http://purl.org/dc/terms/",
    "eco": "http://purl.obolibrary.org/obo/ECO_",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sepio": "http://purl.obolibrary.org/obo/SEPIO_",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

WORDS: dict[str, tuple[str, ...]] = {
    "verdict": terms.VERDICTS,
    "dimension": terms.DIMENSIONS,
    "grade": terms.GRADES,
    "scheme": terms.SCHEMES,
    "certainty": terms.SAID_CERTAINTIES,
    "mechanism-level": terms.MECHANISM_LEVELS,
    "claim-kind": terms.CLAIM_KINDS,
    "direction": get_args(terms.Direction),
    "directness": get_args(terms.Directness),
    "source-kind": terms.SOURCE_KINDS,
    "read": get_args(terms.Read),
    "read-as": ("own page", "secondary copy"),
    "standing": get_args(terms.Standing),
    "confidence": get_args(source.Confidence),
    "bibliography": get_args(source.Bibliography),
    "concept-kind": get_args(terms.ConceptKind),
    "copy-kind": ("clinic page", "article", "advertisement", "leaflet", "sample"),
    "passage-kind": get_args(document.PassageKind),
    **{f"domain-{scheme}": names for scheme, names in grade.DOMAINS.items()},
    "domain-up": grade.UP_DOMAINS,
}
"""Every list of fixed words, in the order in which `schema/terms.yaml` defines them."""

Form = Literal[
    "text", "integer", "year", "number", "boolean", "date", "word", "reference", "node"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Property:
    """A field: its name in linked data and the form of its values.

    `of` names the list of words, the kind of record referred to, or the shape of the node. `many`
    is an ordered list, or a set where it is derived. `keyed`: the field is a mapping; the key
    stands in each node as a word of this list. `derived`: computed for the export, no part of the
    record, left aside on the way back. `provenance`: how the record came about, not what it says.
    """

    iri: str
    form: Form = "text"
    of: str = ""
    many: bool = False
    keyed: str = ""
    derived: bool = False
    provenance: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A model: the classes of its nodes and its fields."""

    model: type[Frozen]
    types: tuple[str, ...]
    fields: Mapping[str, Property]


def word_name(words: str, word: str) -> str:
    """Return the compact name of a fixed word.

    >>> word_name("read-as", "own page")
    'kbt:read-as-own-page'
    """
    return f"kbt:{words}-{word.replace(' ', '-')}"


def _texts(iri: str) -> Property:
    return Property(iri, many=True)


def _word(iri: str, words: str) -> Property:
    return Property(iri, "word", words)


def _refs(iri: str, kind: str) -> Property:
    return Property(iri, "reference", kind, many=True)


def _node(iri: str, shape: str) -> Property:
    return Property(iri, "node", shape)


def _nodes(iri: str, shape: str) -> Property:
    return Property(iri, "node", shape, many=True)


def _derived(iri: str, *, many: bool = False, provenance: bool = False) -> Property:
    return Property(iri, "reference", many=many, derived=True, provenance=provenance)


_DIMENSIONS = Property("kbt:exceeds", "word", "dimension", many=True)
_NOTE = Property("skos:note")
_PART_OF = _derived("dcterms:isPartOf")

SHAPES: dict[str, Shape] = {
    "Settings": Shape(
        settings.Settings,
        ("kbt:KnowledgeBase", "prov:Entity"),
        {
            "name": Property("dcterms:identifier"),
            "title": Property("dcterms:title"),
            "description": Property("dcterms:description"),
            "jurisdictions": _texts("kbt:jurisdictions"),
            "thresholds": _node("kbt:thresholds", "Thresholds"),
            "calibration": _node("kbt:calibration", "Calibration"),
            "fingerprint": Property("kbt:fingerprint", derived=True, provenance=True),
        },
    ),
    "Thresholds": Shape(
        settings.Thresholds,
        ("kbt:Thresholds",),
        {
            "match": Property("kbt:match", "number"),
            "border": Property("kbt:border", "number"),
            "second_match": Property("kbt:secondMatch", "number"),
            "checkable": Property("kbt:checkable", "number"),
            "supported": Property("kbt:supported", "number"),
            "supported_harm": Property("kbt:supportedHarm", "number"),
            "close_call": Property("kbt:closeCall", "number"),
            "dimension": Property("kbt:dimensionThreshold", "number"),
        },
    ),
    "Calibration": Shape(
        settings.Calibration,
        ("kbt:Calibration",),
        {
            "offset": Property("kbt:offset", "number"),
            "slope": Property("kbt:slope", "number"),
        },
    ),
    "Topic": Shape(
        concept.Topic,
        ("kbt:Topic", "skos:Concept"),
        {
            "label": Property("skos:prefLabel"),
            "definition": Property("skos:definition"),
            "wordings": _texts("kbt:wordings"),
            "part_of": _PART_OF,
        },
    ),
    "Concept": Shape(
        concept.Concept,
        ("kbt:Concept", "skos:Concept"),
        {
            "kind": _word("kbt:kind", "concept-kind"),
            "label": Property("skos:prefLabel"),
            "definition": Property("skos:definition"),
            "broader": Property("skos:broader", "reference", "concept"),
            "distinct_from": _refs("kbt:distinctFrom", "concept"),
            "approved_for": _refs("kbt:approvedFor", "concept"),
            "outside": Property("kbt:outside", "boolean"),
            "wordings": _texts("kbt:wordings"),
            "part_of": _PART_OF,
        },
    ),
    "Claim": Shape(
        claim.Claim,
        ("kbt:Claim", "sepio:0000001"),
        {
            "topic": Property("dcterms:subject", "reference", "topic"),
            "kind": _word("kbt:kind", "claim-kind"),
            "says": Property("kbt:says"),
            "about": _node("kbt:about", "Pico"),
            "allows": _node("kbt:allows", "Ceiling"),
            "rests_on": _nodes("kbt:restsOn", "EvidenceLink"),
            "grade": _node("kbt:grade", "GradeJudgements"),
            "limits": _texts("kbt:limits"),
            "examples": _nodes("kbt:examples", "Example"),
            "rewording": Property("kbt:rewording"),
            "review": Property("kbt:review", "node", "Review", provenance=True),
            "evidence_level": Property("sepio:0000146", "word", "grade", derived=True),
            "supported_by": _derived("sepio:0000007", many=True),
            "disputed_by": _derived("sepio:0000008", many=True),
            "qualified_by": _derived("sepio:0000006", many=True),
            "derived_from": _derived("prov:wasDerivedFrom", many=True, provenance=True),
            "part_of": _PART_OF,
        },
    ),
    "Pico": Shape(
        claim.Pico,
        ("kbt:Pico",),
        {
            "intervention": _refs("kbt:interventions", "concept"),
            "route": _refs("kbt:routes", "concept"),
            "condition": _refs("kbt:conditions", "concept"),
            "population": Property("kbt:population"),
            "comparator": Property("kbt:comparator"),
            "outcome": Property("kbt:outcome"),
            "concepts": _refs("kbt:concepts", "concept"),
        },
    ),
    "Ceiling": Shape(
        claim.Ceiling,
        ("kbt:Ceiling",),
        {
            "certainty": _node("kbt:certainty", "CertaintyCeiling"),
            "speed": _node("kbt:speed", "SpeedCeiling"),
            "durability": _node("kbt:durability", "DurabilityCeiling"),
            "magnitude": _node("kbt:magnitude", "MagnitudeCeiling"),
            "scope": _node("kbt:scope", "ScopeCeiling"),
            "comparison": _node("kbt:comparison", "ComparisonCeiling"),
            "mechanism": _node("kbt:mechanism", "MechanismCeiling"),
            "must_say": _texts("kbt:mustSay"),
            "regulatory": _nodes("kbt:regulatory", "RegulatoryFact"),
            "currency": _node("kbt:currency", "CurrencyCeiling"),
            "asserting_exceeds": Property("kbt:assertingExceeds", "word", "dimension", many=True),
            "unverified": _texts("kbt:unverified"),
        },
    ),
    "CertaintyCeiling": Shape(
        claim.CertaintyCeiling,
        ("kbt:CertaintyCeiling",),
        {"level": _word("kbt:certaintyLevel", "certainty"), "wording": Property("kbt:wording")},
    ),
    "SpeedCeiling": Shape(
        claim.SpeedCeiling,
        ("kbt:SpeedCeiling",),
        {"earliest": Property("kbt:earliestHours", "number"), "note": _NOTE},
    ),
    "DurabilityCeiling": Shape(
        claim.DurabilityCeiling,
        ("kbt:DurabilityCeiling",),
        {"longest": Property("kbt:longestHours", "number"), "note": _NOTE},
    ),
    "MagnitudeCeiling": Shape(
        claim.MagnitudeCeiling,
        ("kbt:MagnitudeCeiling",),
        {"at_most": Property("kbt:atMostPercent", "number"), "note": _NOTE},
    ),
    "ScopeCeiling": Shape(
        claim.ScopeCeiling,
        ("kbt:ScopeCeiling",),
        {"includes": _texts("kbt:includes"), "excludes": _texts("kbt:excludes"), "note": _NOTE},
    ),
    "ComparisonCeiling": Shape(
        claim.ComparisonCeiling,
        ("kbt:ComparisonCeiling",),
        {"superior": Property("kbt:superior", "boolean"), "note": _NOTE},
    ),
    "MechanismCeiling": Shape(
        claim.MechanismCeiling,
        ("kbt:MechanismCeiling",),
        {"level": _word("kbt:mechanismLevel", "mechanism-level"), "note": _NOTE},
    ),
    "RegulatoryFact": Shape(
        claim.RegulatoryFact,
        ("kbt:RegulatoryFact",),
        {
            "jurisdiction": Property("kbt:jurisdiction"),
            "status": Property("kbt:status"),
            "date": Property("dcterms:date"),
            "note": _NOTE,
        },
    ),
    "CurrencyCeiling": Shape(
        claim.CurrencyCeiling,
        ("kbt:CurrencyCeiling",),
        {
            "value": Property("kbt:value"),
            "unit": Property("kbt:unit"),
            "year": Property("kbt:asOf"),
            "superseded": _nodes("kbt:superseded", "Superseded"),
        },
    ),
    "Superseded": Shape(
        claim.Superseded,
        ("kbt:Superseded",),
        {"value": Property("kbt:value"), "year": Property("kbt:asOf")},
    ),
    "EvidenceLink": Shape(
        claim.EvidenceLink,
        ("kbt:EvidenceLink", "sepio:0000002"),
        {
            "source": Property("dcterms:source", "reference", "source"),
            "direction": _word("kbt:direction", "direction"),
            "directness": _word("kbt:directness", "directness"),
            "at": Property("bibo:locator"),
            "fact": Property("kbt:fact"),
        },
    ),
    "GradeJudgements": Shape(
        grade.GradeJudgements,
        ("kbt:GradeJudgements",),
        {
            "scheme": _word("kbt:scheme", "scheme"),
            "start": _word("kbt:start", "grade"),
            "judged": Property(
                "kbt:judged", "node", "Judgement", many=True, keyed="domain-{scheme}"
            ),
            "raised": Property("kbt:raised", "node", "UpJudgement", many=True, keyed="domain-up"),
            "published": Property("kbt:published", "reference", "source"),
        },
    ),
    "Judgement": Shape(
        grade.Judgement,
        ("kbt:Judgement",),
        {
            "down": Property("kbt:down", "integer"),
            "why": Property("kbt:why"),
            "assessed": Property("kbt:assessed", "boolean"),
            "domain": Property("kbt:domain", "word", derived=True),
        },
    ),
    "UpJudgement": Shape(
        grade.UpJudgement,
        ("kbt:UpJudgement",),
        {
            "up": Property("kbt:up", "integer"),
            "why": Property("kbt:why"),
            "domain": Property("kbt:domain", "word", derived=True),
        },
    ),
    "Example": Shape(
        claim.Example,
        ("kbt:Example",),
        {
            "copy": Property("kbt:copy"),
            "verdict": _word("kbt:verdict", "verdict"),
            "exceeds": _DIMENSIONS,
            "why": Property("kbt:why"),
        },
    ),
    "Review": Shape(
        claim.Review,
        ("kbt:Review", "prov:Entity"),
        {
            "by": Property("kbt:by"),
            "on": Property("dcterms:date", "date"),
            "due": Property("kbt:due", "date"),
            "stamp": Property("kbt:stamp"),
        },
    ),
    "Source": Shape(
        source.Source,
        ("kbt:Source", "prov:Entity"),
        {
            "kind": _word("kbt:kind", "source-kind"),
            "title": Property("dcterms:title"),
            "authors": _texts("bibo:authorList"),
            "container": Property("kbt:container"),
            "year": Property("dcterms:issued", "year"),
            "volume": Property("bibo:volume"),
            "issue": Property("bibo:issue"),
            "pages": Property("bibo:pages"),
            "doi": Property("bibo:doi"),
            "pmid": Property("bibo:pmid"),
            "pmcid": Property("kbt:pmcid"),
            "registry": Property("kbt:registry"),
            "url": Property("kbt:url"),
            "read": _word("kbt:read", "read"),
            "read_as": _word("kbt:readAs", "read-as"),
            "standing": _word("kbt:standing", "standing"),
            "standing_note": Property("kbt:standingNote"),
            "bibliography": _word("kbt:bibliography", "bibliography"),
            "bibliography_note": Property("kbt:bibliographyNote"),
            "confirmed_on": Property("kbt:confirmedOn", "date"),
            "design_note": Property("kbt:designNote"),
            "population": Property("kbt:population"),
            "n": Property("kbt:n"),
            "intervention": Property("kbt:intervention"),
            "comparator": Property("kbt:comparator"),
            "outcome": Property("kbt:outcome"),
            "facts": _nodes("kbt:facts", "Fact"),
            "limitations": _texts("kbt:limitations"),
            "part_of": _PART_OF,
        },
    ),
    "Fact": Shape(
        source.Fact,
        ("kbt:Fact",),
        {
            "text": Property("kbt:text"),
            "confidence": _word("kbt:confidence", "confidence"),
            "as_of": Property("kbt:asOf"),
            "jurisdiction": Property("kbt:jurisdiction"),
        },
    ),
    "KnownCopy": Shape(
        known_copy.KnownCopy,
        ("kbt:KnownCopy",),
        {
            "title": Property("dcterms:title"),
            "kind": _word("kbt:kind", "copy-kind"),
            "origin": Property("kbt:origin"),
            "ours": Property("kbt:ours", "boolean"),
            "sha256": Property("kbt:sha256"),
            "characters": Property("kbt:characters", "integer"),
            "mentions": _nodes("kbt:mentions", "Mention"),
            "part_of": _PART_OF,
        },
    ),
    "NoClaim": Shape(
        known_copy.NoClaim,
        ("kbt:NoClaim",),
        {
            "copy": Property("kbt:copy"),
            "form": _word("kbt:form", "passage-kind"),
            "because": Property("kbt:because"),
            "part_of": _PART_OF,
        },
    ),
    "FairStatement": Shape(
        whole.FairStatement,
        ("kbt:FairStatement",),
        {
            "says": Property("kbt:says"),
            "why": Property("kbt:why"),
            "needed_beside": _refs("kbt:neededBeside", "topic"),
            "given_by": _refs("kbt:givenBy", "topic"),
            "unless_exceeding": Property("kbt:unlessExceeding", "word", "dimension", many=True),
            "wordings": _texts("kbt:wordings"),
            "about": _refs("kbt:limitedTo", "concept"),
            "same_section": Property("kbt:sameSection", "boolean"),
            "sources": _refs("kbt:sources", "source"),
            "part_of": _PART_OF,
        },
    ),
    "ReferenceKind": Shape(
        whole.ReferenceKind,
        ("kbt:ReferenceKind",),
        {
            "label": Property("skos:prefLabel"),
            "weak": Property("kbt:weak", "boolean"),
            "hosts": _texts("kbt:hosts"),
            "part_of": _PART_OF,
        },
    ),
    "Mention": Shape(
        known_copy.Mention,
        ("kbt:Mention", "oa:Annotation"),
        {
            "quote": _node("kbt:quote", "TextQuote"),
            "claim": Property("oa:hasBody", "reference", "claim"),
            "verdict": _word("kbt:verdict", "verdict"),
            "exceeds": _DIMENSIONS,
            "note": _NOTE,
            "target": Property("oa:hasTarget", "node", "Target", derived=True),
        },
    ),
    "TextQuote": Shape(
        known_copy.TextQuote,
        ("kbt:TextQuote", "oa:TextQuoteSelector"),
        {
            "exact": Property("oa:exact"),
            "prefix": Property("oa:prefix"),
            "suffix": Property("oa:suffix"),
        },
    ),
}
"""Every model that a knowledge base is made of. `id` is not a field here: it ends the IRI."""
