"""RDF: read back without loss, the same bytes every time, valid against shapes written by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, BNode, Dataset, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import ContentError, UsageError
from kb.grading import grade
from kb.model.vocabulary import PREFIXES, WORDS, word_name
from kb.output.rdf import FORMATS, serialise, to_graph
from kb.output.rdf_reading import from_rdf
from tests.small_kb import CLAIM, FILES, SOURCE, changed, opened

ROOT = Path(__file__).parents[1]
PARTS = (
    "settings", "topics", "concepts", "claims", "sources", "copies", "no_claims", "fair_balance",
    "reference_kinds",
)  # fmt: skip
AWKWARD = (
    'say "yes", \\N, \\, ""\\"" and \'\'\'; tab\there; naïve ü 好 🙂 <b>&amp;</b> ^^ @en {x} #no',
    'two\n  lines\r\nand a "third"',
    'ends in a quote"',
    "ends in a backslash\\",
    "\u2028 odd \u00a0 spaces \ufeff .",
)


def kbt(name: str) -> URIRef:
    return URIRef(PREFIXES["kbt"] + name)


@pytest.fixture
def small(tmp_path: Path) -> KnowledgeBase:
    return opened(tmp_path, FILES)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ROOT / "schema" / "shapes.ttl", format="turtle")


@pytest.mark.parametrize("form", FORMATS)
def test_the_shipped_knowledge_base_is_read_back_without_loss(
    form: str, shipped: KnowledgeBase
) -> None:
    kb = shipped if form == "jsonld" else sample(shipped)
    back = from_rdf(serialise(kb, form), form)
    assert [part for part in PARTS if getattr(back, part) != getattr(kb, part)] == []


def sample(kb: KnowledgeBase) -> KnowledgeBase:
    """Return a fifth of the records: the forms differ in how they write, not in what they say."""
    fewer: dict[str, Any] = {
        part: dict(list(getattr(kb, part).items())[::5]) for part in PARTS if part != "settings"
    }
    return replace(kb, **fewer)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_is_read_back_to_the_letter(form: str, text: str, tmp_path: Path) -> None:
    files = changed(
        CLAIM, "[One small trial.]", json.dumps([text, "One trial."], ensure_ascii=False)
    )
    kb = opened(tmp_path, files)
    assert from_rdf(serialise(kb, form), form).claims == kb.claims


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("hours", ["7 min", "40 min", "110 min", "2.5 h", "1.1 d", "3 mo", "0.1 h"])
def test_a_duration_is_read_back_to_the_last_bit(form: str, hours: str, tmp_path: Path) -> None:
    files = changed(
        CLAIM, "  regulatory:", f"  speed: {{earliest: {hours}, note: n}}\n  regulatory:"
    )
    kb = opened(tmp_path, files)
    assert from_rdf(serialise(kb, form), form).claims == kb.claims


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_lists_is_kept(form: str, tmp_path: Path) -> None:
    files = changed(CLAIM, "[One small trial.]", "[c, a, b, a, c]")
    back = from_rdf(serialise(opened(tmp_path, files), form), form)
    assert back.claims["light-helps"].limits == ("c", "a", "b", "a", "c")


@pytest.mark.parametrize("form", FORMATS)
def test_bytes_change_with_no_hash_seed_and_no_order_of_files(form: str, tmp_path: Path) -> None:
    opened(tmp_path / "one", FILES)
    opened(tmp_path / "two", dict(reversed(FILES.items())))
    told = {
        subprocess.run(
            [sys.executable, "-m", "kb", "export", "--kb", folder, "--format", form],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for folder, seed in ((tmp_path / "one", "1"), (tmp_path / "two", "2"))
    }
    assert len(told) == 1
    assert told != {b""}


def flat(graph: Graph) -> set[tuple[Node, Node, object]]:
    """Return the triples, each list as its members, for the cells of lists have no names."""
    return {
        (s, p, tuple(Collection(graph, o)) if isinstance(o, BNode) else o)
        for s, p, o in graph
        if not isinstance(s, BNode)
    }


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_json_ld_says_the_same_triples_as_turtle(small: KnowledgeBase) -> None:
    read = Graph().parse(data=serialise(small, "jsonld"), format="json-ld")
    assert flat(read) == flat(to_graph(small))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_n_quads_keep_content_provenance_and_words_apart(small: KnowledgeBase) -> None:
    data = Dataset()
    data.parse(data=serialise(small, "nquads"), format="nquads")
    base = "https://w3id.org/claims-kb/light/"
    content = data.graph(URIRef(f"{base}graph/content"))
    provenance = data.graph(URIRef(f"{base}graph/provenance"))
    words = data.graph(URIRef("https://w3id.org/claims-kb/terms"))
    claim, source = URIRef(f"{base}claim/light-helps"), URIRef(f"{base}source/trial-a")
    derived = (claim, URIRef(PREFIXES["prov"] + "wasDerivedFrom"), source)
    assert derived in provenance
    assert derived not in content
    assert (claim, kbt("says"), None) in content
    assert (kbt("verdict-supported"), RDF.type, kbt("Word")) in words


def test_evidence_is_linked_by_its_direction(tmp_path: Path) -> None:
    fact = "    fact: lowered scores by 2.5 points in 40 adults\n"
    more = (
        f"{fact}  - {{source: trial-a, direction: disputes, fact: none}}\n"
        "  - {source: trial-a, direction: qualifies, fact: some}\n"
    )
    graph = to_graph(opened(tmp_path, changed(CLAIM, fact, more)))
    claim = URIRef("https://w3id.org/claims-kb/light/claim/light-helps")
    for number, name in ((1, "0000007"), (2, "0000008"), (3, "0000006")):
        lines = list(graph.objects(claim, URIRef(PREFIXES["sepio"] + name)))
        assert lines == [URIRef(f"{claim}#rests_on.{number}")]


def test_the_computed_grade_is_told(small: KnowledgeBase) -> None:
    claim = URIRef("https://w3id.org/claims-kb/light/claim/light-helps")
    level = grade(small.claims["light-helps"], small.sources).result
    told = to_graph(small).value(claim, URIRef(PREFIXES["sepio"] + "0000146"))
    assert told == kbt(f"grade-{level}")


def test_a_name_with_spaces_makes_addresses_that_are_read_back(tmp_path: Path) -> None:
    files = changed("kb.toml", 'name = "light"', 'name = "Our light, 2nd ed."')
    kb = opened(tmp_path, files)
    for form in FORMATS:
        back = from_rdf(serialise(kb, form), form)
        assert (back.settings, back.claims) == (kb.settings, kb.claims)


# ---- bad input ----------------------------------------------------------------------------------


def test_an_unknown_format_is_told_with_those_there_are(small: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="no RDF format 'n3'; there are turtle, jsonld, nquads"):
        serialise(small, "n3")
    with pytest.raises(UsageError, match="no RDF format 'n3'; there are turtle, jsonld, nquads"):
        from_rdf(b"", "n3")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"{[}", b"<a> <b", b"\x00\x01", b"<html>x</html>"]
)
def test_what_is_not_of_the_format_is_told_in_one_message(form: str, data: bytes) -> None:
    with pytest.raises(ContentError, match=f"{form}: "):
        from_rdf(data, form)


@pytest.mark.parametrize("form", ["turtle", "nquads"])
def test_nothing_is_no_knowledge_base(form: str) -> None:
    with pytest.raises(ContentError, match="holds 0 knowledge bases; one is read"):
        from_rdf(b"", form)


@pytest.mark.parametrize(
    "context",
    [
        "https://example.org/context",
        ["https://example.org/context"],
        {"@import": "https://example.org/context"},
        {"Claim": {"@id": "x:y", "@context": "https://example.org/context"}},
    ],
)
def test_a_context_by_address_is_refused_and_not_fetched(context: object) -> None:
    data = json.dumps({"@context": context, "@graph": []}).encode()
    with pytest.raises(ContentError, match=r"its context lies elsewhere .*; write the context out"):
        from_rdf(data, "jsonld")


Change = Callable[[Graph], object]
CLAIM_IRI = URIRef("https://w3id.org/claims-kb/light/claim/light-helps")
LINK = URIRef(f"{CLAIM_IRI}#rests_on.1")
EXAMPLE = URIRef(f"{CLAIM_IRI}#examples.1")
SOURCE_IRI = URIRef("https://w3id.org/claims-kb/light/source/trial-a")
MENTION = URIRef("https://w3id.org/claims-kb/light/copy/leaflet-a#mentions.1")
OA, DCTERMS, BIBO = PREFIXES["oa"], PREFIXES["dcterms"], PREFIXES["bibo"]
DIMENSIONS = kbt("exceeds")


def put(subject: URIRef, predicate: URIRef, value: Node) -> Change:
    return lambda graph: graph.set((subject, predicate, value))


def drop(subject: URIRef, predicate: URIRef) -> Change:
    return lambda graph: graph.remove((subject, predicate, None))


UNREADABLE: dict[str, tuple[Change, str]] = {
    "no statement": (drop(CLAIM_IRI, kbt("says")), "says: "),
    "a word of no list": (put(LINK, kbt("direction"), kbt("direction-up")), "is no word of direc"),
    "two statements": (
        lambda graph: graph.add((CLAIM_IRI, kbt("says"), Literal("More."))),
        "says: has 2 values; one is read",
    ),
    "a list in a circle": (
        lambda graph: [
            graph.set((cell, RDF.rest, cell)) for cell in graph.objects(CLAIM_IRI, kbt("limits"))
        ],
        "a list runs in a circle or breaks off",
    ),
    "two knowledge bases": (
        lambda graph: graph.add(
            (URIRef("https://example.org/kb/"), RDF.type, kbt("KnowledgeBase"))
        ),
        "holds 2 knowledge bases; one is read",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_record_that_no_model_accepts_is_told(name: str, small: KnowledgeBase) -> None:
    change, told = UNREADABLE[name]
    graph = to_graph(small)
    change(graph)
    with pytest.raises(ContentError) as caught:
        from_rdf(graph.serialize(format="turtle", encoding="utf-8"), "turtle")
    assert told in str(caught.value)


# ---- shapes -------------------------------------------------------------------------------------


def violations(graph: Graph, shapes: Graph) -> list[str]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    return sorted(
        f"{report.value(result, SH.focusNode)} {report.value(result, SH.resultMessage)}"
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )


def test_the_shipped_knowledge_base_keeps_to_the_shapes(
    shipped: KnowledgeBase, shapes: Graph
) -> None:
    assert violations(to_graph(shipped), shapes) == []


REFUSED: dict[str, tuple[Change, str]] = {
    "no statement": (drop(CLAIM_IRI, kbt("says")), "a claim has one statement"),
    "no ceiling": (drop(CLAIM_IRI, kbt("allows")), "a claim has one ceiling"),
    "topic without a record": (
        put(CLAIM_IRI, URIRef(f"{DCTERMS}subject"), URIRef("https://example.org/topic")),
        "a claim has exactly one topic",
    ),
    "no evidence": (
        put(CLAIM_IRI, kbt("restsOn"), RDF.nil),
        "a claim rests on at least one piece of evidence",
    ),
    "source without a record": (
        put(LINK, URIRef(f"{DCTERMS}source"), URIRef("https://example.org/source")),
        "a piece of evidence comes from a source of this knowledge base",
    ),
    "a fifth verdict": (
        put(EXAMPLE, kbt("verdict"), kbt("verdict-great")),
        "there are four verdicts",
    ),
    "a supported example that exceeds": (
        put(EXAMPLE, DIMENSIONS, RDF.nil),
        "a supported example names no dimension",
    ),
    "a certainty that no evidence allows": (
        put(
            URIRef(f"{CLAIM_IRI}#allows.certainty"),
            kbt("certaintyLevel"),
            kbt("certainty-absolute"),
        ),
        "a ceiling stands on the scale of certainty, below absolute",
    ),
    "a judgement without a reason": (
        drop(URIRef(f"{CLAIM_IRI}#grade.judged.imprecision"), kbt("why")),
        "every judgement has its reason",
    ),
    "a quote of thirteen words": (
        put(URIRef(f"{MENTION}.quote"), URIRef(f"{OA}exact"), Literal("a b c d e f g h i j k l m")),
        "a quote has at most 12 words",
    ),
    "a mention of another's claim": (
        put(MENTION, URIRef(f"{OA}hasBody"), URIRef("https://example.org/claim")),
        "a mention is judged against a claim of this knowledge base",
    ),
    "a DOI by address": (
        put(SOURCE_IRI, URIRef(f"{BIBO}doi"), Literal("https://doi.org/10.1234/x")),
        "a DOI begins '10.'",
    ),
    "a source that nobody says was read": (
        drop(SOURCE_IRI, kbt("read")),
        "a source says what of it was read",
    ),
    "a record of no knowledge base": (
        drop(SOURCE_IRI, URIRef(f"{DCTERMS}isPartOf")),
        "a record says which knowledge base it belongs to",
    ),
}  # fmt: skip


def test_the_small_knowledge_base_keeps_to_the_shapes(small: KnowledgeBase, shapes: Graph) -> None:
    assert violations(to_graph(small), shapes) == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_record_is_refused_by_the_shapes(
    name: str, small: KnowledgeBase, shapes: Graph
) -> None:
    change, told = REFUSED[name]
    graph = to_graph(small)
    change(graph)
    assert any(told in line for line in violations(graph, shapes))


ON_PURPOSE_FEWER = [
    {word_name("grade", word) for word in ("low", "high")},
    {word_name("certainty", word) for word in WORDS["certainty"][:-1]},
]
"""Where a grade starts; what a ceiling may allow."""


def test_the_words_in_the_shapes_are_those_of_the_terms(shapes: Graph) -> None:
    whole = [{word_name(name, word) for word in words} for name, words in WORDS.items()]
    for head in shapes.objects(None, SH["in"]):
        told = {str(w).replace(PREFIXES["kbt"], "kbt:") for w in Collection(shapes, head)}
        assert told in whole or told in ON_PURPOSE_FEWER


def test_every_fixed_word_comes_with_its_meaning(small: KnowledgeBase) -> None:
    graph = to_graph(small)
    skos = PREFIXES["skos"]
    for name, words in WORDS.items():
        for word in words:
            here = URIRef(PREFIXES["kbt"] + word_name(name, word).removeprefix("kbt:"))
            assert graph.value(here, URIRef(f"{skos}definition")), here
            assert (here, URIRef(f"{skos}inScheme"), kbt(f"list-{name}")) in graph


def test_the_export_holds_no_name_of_a_machine(small: KnowledgeBase) -> None:
    for form in FORMATS:
        assert str(small.root).encode() not in serialise(small, form)


def test_only_namespaces_that_are_declared_are_used(small: KnowledgeBase) -> None:
    known = (*PREFIXES.values(), str(RDF), str(RDFS), "https://w3id.org/claims-kb/light/")
    names = {term for triple in to_graph(small) for term in triple if isinstance(term, URIRef)}
    assert [name for name in sorted(map(str, names)) if not name.startswith(known)] == []


def test_a_broken_source_would_not_pass_unseen(tmp_path: Path) -> None:
    files = changed(SOURCE, "year: 2013", "year: 1999")
    other = opened(tmp_path, files)
    assert from_rdf(serialise(other, "turtle"), "turtle").sources["trial-a"].year == 1999
