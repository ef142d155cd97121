"""The graph: its nodes and edges, the questions people ask of it, the forms it is handed on in."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import UsageError
from kb.graph import (
    EDGE_TYPES,
    NODE_TYPES,
    Graph,
    as_dot,
    as_graphml,
    as_json,
    build,
    contradictory,
    neighbourhood,
    paths,
    rests_on_source,
)
from kb.model.claim import Claim
from kb.model.concept import Concept, Topic
from kb.model.known_copy import KnownCopy
from kb.model.lexicon import CueLexicon
from kb.model.settings import Settings
from kb.model.source import Source

ROOT = Path(__file__).parents[1]
AWKWARD = 'Says "yes" \\N & <b>no</b>\x0b; naïve ü 好'


@pytest.fixture(scope="session")
def small(a_claim: Callable[..., Claim], a_source: Callable[..., Source]) -> KnowledgeBase:
    """Return two claims, three sources, two concepts and one copy with three mentions."""
    claims = [
        a_claim(
            "light-helps",
            about={"intervention": ["bright-light"], "concepts": ["light"]},
            rests_on=[
                {"source": "trial-a", "direction": "supports", "fact": "helped by 2 points"},
                {"source": "trial-a", "direction": "supports", "fact": "and by 3 at a month"},
                {"source": "trial-b", "direction": "disputes", "fact": "no difference"},
            ],
        ),
        a_claim(
            "light-is-safe",
            says=AWKWARD,
            about={"intervention": ["bright-light"]},
            rests_on=[{"source": "trial-b", "direction": "qualifies", "fact": "two headaches"}],
        ),
    ]
    concepts = [
        Concept(id="bright-light", kind="drug", label="bright light", broader="light",
                wordings=("bright light",)),
        Concept(id="light", kind="drug", label="light", wordings=("light",)),
    ]  # fmt: skip
    copy = KnownCopy.model_validate(
        {
            "id": "page", "title": "A page", "kind": "sample", "origin": "ours",
            "sha256": "0" * 64, "characters": 80,
            "mentions": [
                {"quote": {"exact": "light cures"}, "claim": "light-helps",
                 "verdict": "overstated", "exceeds": ["certainty"]},
                {"quote": {"exact": "light is safe"}, "claim": "light-is-safe",
                 "verdict": "supported"},
                {"quote": {"exact": "we care"}, "claim": None, "verdict": "unsupported"},
            ],
        }
    )  # fmt: skip
    return KnowledgeBase(
        root=ROOT,
        settings=Settings(name="small", title="Small"),
        topics={"light": Topic(id="light", label="Light")},
        concepts={c.id: c for c in concepts},
        claims={c.id: c for c in claims},
        sources={n: a_source(n) for n in ("trial-a", "trial-b", "trial-c")},
        copies={"page": copy},
        cues=CueLexicon(kinds=()),
        fingerprint="0" * 64,
    )


@pytest.fixture(scope="session")
def graph(small: KnowledgeBase) -> Graph:
    """Return the graph of the small knowledge base."""
    return build(small)


@pytest.fixture(scope="session")
def shipped_graph(shipped: KnowledgeBase) -> Graph:
    """Return the graph of the shipped knowledge base."""
    return build(shipped)


def test_every_kind_of_node_and_edge_is_there(graph: Graph) -> None:
    assert {d["type"] for _, d in graph.nodes(data=True)} == set(NODE_TYPES)
    assert {d["type"] for _, _, d in graph.edges(data=True)} == set(EDGE_TYPES)


def test_two_facts_of_one_source_are_two_edges(graph: Graph) -> None:
    edges = graph.get_edge_data("claim:light-helps", "source:trial-a")
    assert [edges[key]["fact"] for key in edges] == ["helped by 2 points", "and by 3 at a month"]


def test_an_edge_to_a_concept_says_which_role_it_plays(graph: Graph) -> None:
    edge = graph.edges["claim:light-helps", "concept:light", "about-1"]
    assert edge["role"] == "concept"


def test_a_claim_carries_its_computed_grade(graph: Graph) -> None:
    assert graph.nodes["claim:light-helps"]["grade"] == "high"
    assert graph.has_edge("claim:light-helps", "grade:high")


def test_a_passage_that_no_claim_covers_is_a_mention_marked_so(graph: Graph) -> None:
    assert graph.nodes["mention:page/3"]["not_covered"] == "yes"
    assert list(graph.successors("mention:page/3")) == ["copy:page"]


def test_what_has_no_record_is_a_node_marked_missing(
    small: KnowledgeBase, a_claim: Callable[..., Claim]
) -> None:
    lone = a_claim(rests_on=[{"source": "ghost", "direction": "supports", "fact": "none at all"}])
    graph = build(replace(small, claims={lone.id: lone}, copies={}))
    assert graph.nodes["source:ghost"] == {"type": "source", "label": "ghost", "missing": "yes"}


def test_every_attribute_is_text(shipped_graph: Graph) -> None:
    told = [d for _, d in shipped_graph.nodes(data=True)]
    told += [d for _, _, d in shipped_graph.edges(data=True)]
    assert {type(value) for data in told for value in data.values()} == {str}


def test_a_neighbourhood_of_one_step_is_the_node_and_what_touches_it(graph: Graph) -> None:
    near = neighbourhood(graph, "claim:light-is-safe")
    assert list(near) == [
        "grade:high",
        "topic:light",
        "concept:bright-light",
        "source:trial-b",
        "claim:light-is-safe",
        "mention:page/2",
    ]


def test_a_neighbourhood_does_not_walk_through_what_it_stops_at(graph: Graph) -> None:
    others = ("topic", "source", "concept", "copy")
    stopped = neighbourhood(graph, "claim:light-helps", 2, stop_at=("grade", *others))
    walked = neighbourhood(graph, "claim:light-helps", 2, stop_at=others)
    assert "grade:high" in stopped
    assert set(walked) - set(stopped) == {"claim:light-is-safe"}


def test_a_neighbourhood_of_no_depth_is_the_node_alone(graph: Graph) -> None:
    assert list(neighbourhood(graph, "copy:page", 0)) == ["copy:page"]


def test_a_neighbourhood_can_start_at_a_grade(graph: Graph) -> None:
    assert "claim:light-helps" in neighbourhood(graph, "grade:high")


def test_paths_come_shortest_first_and_no_more_than_asked(graph: Graph) -> None:
    found = paths(graph, "mention:page/1", "source:trial-b", limit=2)
    assert found[0] == ("mention:page/1", "claim:light-helps", "source:trial-b")
    assert len(found) == 2
    assert len(found[1]) >= len(found[0])


def test_being_graded_alike_is_no_path(graph: Graph) -> None:
    found = paths(graph, "claim:light-helps", "claim:light-is-safe", limit=50)
    assert not [way for way in found if any(node.startswith("grade:") for node in way)]


def test_where_nothing_joins_there_is_no_path(graph: Graph) -> None:
    assert paths(graph, "source:trial-c", "claim:light-helps") == []


def test_a_node_is_joined_to_itself(graph: Graph) -> None:
    assert paths(graph, "copy:page", "copy:page") == [("copy:page",)]


def test_everything_that_rests_on_a_source_is_found_by_way_of_its_claims(graph: Graph) -> None:
    found = rests_on_source(graph, "trial-b")
    assert found.claims == ("claim:light-helps", "claim:light-is-safe")
    assert found.mentions == ("mention:page/1", "mention:page/2")
    assert found.copies == ("copy:page",)


def test_a_source_that_nothing_uses_has_nothing_resting_on_it(graph: Graph) -> None:
    found = rests_on_source(graph, "source:trial-c")
    assert (found.claims, found.mentions, found.copies) == ((), (), ())


def test_evidence_on_both_sides_stands_side_by_side(graph: Graph) -> None:
    [both] = contradictory(graph)
    assert both.claim == "claim:light-helps"
    assert [e.fact for e in both.supports] == ["helped by 2 points", "and by 3 at a month"]
    assert [(e.source, e.title) for e in both.disputes] == [("source:trial-b", "Title of trial-b")]


def test_shipped_claims_with_disputing_evidence_are_the_contradictory_ones(
    shipped: KnowledgeBase, shipped_graph: Graph
) -> None:
    two_sided = {
        f"claim:{c.id}"
        for c in shipped.claims.values()
        if {"supports", "disputes"} <= {link.direction for link in c.rests_on}
    }
    assert {both.claim for both in contradictory(shipped_graph)} == two_sided != set()


@pytest.mark.parametrize("ask", [neighbourhood, lambda g, n: paths(g, "copy:page", n)])
def test_an_unknown_node_is_refused_with_the_nearest_offered(
    graph: Graph, ask: Callable[[Graph, str], object]
) -> None:
    with pytest.raises(UsageError, match=r"no node 'claim:light-help'.*claim:light-helps"):
        ask(graph, "claim:light-help")


def test_an_unknown_source_is_refused_with_the_nearest_offered(graph: Graph) -> None:
    with pytest.raises(UsageError, match=r"did you mean source:trial-[abc]"):
        rests_on_source(graph, "trial-d")


@pytest.mark.parametrize(
    "ask",
    [
        lambda g: neighbourhood(g, "copy:page", -1),
        lambda g: paths(g, "copy:page", "topic:light", 0),
    ],
    ids=["depth", "limit"],
)
def test_a_size_that_makes_no_sense_is_refused(
    graph: Graph, ask: Callable[[Graph], object]
) -> None:
    with pytest.raises(UsageError, match="makes no sense"):
        ask(graph)


@pytest.mark.parametrize("which", ["graph", "shipped_graph"])
def test_json_holds_every_node_and_edge(which: str, request: pytest.FixtureRequest) -> None:
    graph: Graph = request.getfixturevalue(which)
    told = json.loads(as_json(graph))
    assert [node.pop("id") for node in told["nodes"]] == list(graph)
    assert told["nodes"] == [dict(data) for _, data in graph.nodes(data=True)]
    assert [(e["from"], e["to"]) for e in told["edges"]] == [(a, b) for a, b, _ in graph.edges]


@pytest.mark.parametrize("which", ["graph", "shipped_graph"])
def test_graphml_is_read_back_the_same(which: str, request: pytest.FixtureRequest) -> None:
    graph: Graph = request.getfixturevalue(which)
    back = nx.parse_graphml(as_graphml(graph), force_multigraph=True)
    wanted = [
        (node, {k: v.replace("\x0b", "\ufffd") for k, v in data.items()})
        for node, data in graph.nodes(data=True)
    ]
    assert [(node, dict(data)) for node, data in back.nodes(data=True)] == wanted
    edges = sorted((a, b, sorted(data.items())) for a, b, data in graph.edges(data=True))
    told = [(a, b, without_id(data)) for a, b, data in back.edges(data=True)]
    assert sorted(told) == edges


def without_id(data: dict[str, str]) -> list[tuple[str, str]]:
    """Return the attributes of an edge, less the number that GraphML gives it."""
    return sorted((k, v) for k, v in data.items() if k != "id")


STATEMENT = re.compile(
    r'  "(?:[^"\\]|\\.)*"(?: -> "(?:[^"\\]|\\.)*")? \[label="(?:[^"\\]|\\.)*"(?:, shape=[a-z]+)?\];'
)


@pytest.mark.parametrize("which", ["graph", "shipped_graph"])
def test_every_line_of_dot_is_one_statement(which: str, request: pytest.FixtureRequest) -> None:
    graph: Graph = request.getfixturevalue(which)
    first, second, *body, last, end = as_dot(graph).split("\n")
    assert (first[:8], second, last, end) == ("digraph ", "  rankdir=LR;", "}", "")
    assert [line for line in body if not STATEMENT.fullmatch(line)] == []
    assert len(body) == len(graph) + graph.number_of_edges()


def test_quotes_and_escapes_in_a_label_do_not_end_it(graph: Graph) -> None:
    assert r'[label="claim: Says \"yes\" \\N & <b>no</b> ; naïve ü 好", shape=box];' in as_dot(
        graph
    )


def test_the_graph_is_the_same_whatever_the_order_of_hashes() -> None:
    code = (
        "import hashlib; from pathlib import Path; from kb.content.knowledge_base import"
        " KnowledgeBase as K; import kb.graph as g; G = g.build(K.open(Path('.')));"
        " a, b = [n for n in G if n.startswith('claim:')][:2];"
        " text = g.as_json(G) + g.as_graphml(g.neighbourhood(G, a, 2)) + repr(g.paths(G, a, b, 9));"
        " print(hashlib.sha256(text.encode()).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1
