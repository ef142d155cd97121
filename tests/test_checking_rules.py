"""Every rule of check: a tiny knowledge base that only it catches, and the place it names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kb.checking import RULES, check
from kb.content.stamp import stamp
from tests.small_kb import CLAIM, COPY, FILES, SOURCE, changed, opened, written

TODAY = date(2026, 11, 22)
SECOND_SOURCE = FILES[SOURCE].replace("trial-a", "trial-b")
UNLIKE = SECOND_SOURCE.replace("light.2013", "light.2014").replace("12345678", "87654321")
LAST_EXAMPLE = "".join(FILES[CLAIM].splitlines(keepends=True)[-3:])
SECOND_LINK = "    fact: lowered scores by 2.5 points in 40 adults\n"
BESIDE = f"{SECOND_LINK}  - {{source: trial-b, direction: supports, fact: the same}}\n"
REVIEW = "review: {{by: A. Reader, on: 2025-01-01, due: {due}, stamp: {stamp}}}\nexamples:\n"

BROKEN: dict[str, tuple[dict[str, str], str]] = {
    "KB003": (
        changed(CLAIM, "limits:", "  published: trial-z\nlimits:"),
        f"{CLAIM}:25: grade.published",
    ),
    "KB004": (
        changed("claims/concepts/all.yaml", "broader: mood", "broader: weather"),
        "claims/concepts/all.yaml:12: broader",
    ),
    "KB028": (
        changed("claims/fair-balance.yaml", "[light]", "[light, weather]"),
        "claims/fair-balance.yaml:3: needed_beside.1",
    ),
    "KB007": (
        changed(SOURCE, "read: full-text", "read: full-text\nstanding: retracted"),
        f"{CLAIM}:13: rests_on.0.source",
    ),
    "KB008": (
        changed(SOURCE, "read: full-text", "read: full-text\nstanding: superseded"),
        f"{CLAIM}:13: rests_on.0.source",
    ),
    "KB009": (
        changed(COPY, "may ease winter blues", "may ease summer blues"),
        f"{COPY}:9: mentions.0.quote.exact",
    ),
    "KB010": (
        changed("sources/copy/leaflet-a.md", "Bright light", "Bright  light"),
        f"{COPY}:6: sha256",
    ),
    "KB012": (
        changed(CLAIM, "jurisdiction: US", "jurisdiction: Mars"),
        f"{CLAIM}:11: allows.regulatory.0.jurisdiction",
    ),
    "KB013": (
        changed(CLAIM, "level: may", "level: likely"),
        f"{CLAIM}:9: allows.certainty.level",
    ),
    "KB014": (
        changed(CLAIM, "why: only 40 people", "why: few"),
        f"{CLAIM}:23: grade.judged.imprecision.why",
    ),
    "KB015": (
        changed(CLAIM, LAST_EXAMPLE, ""),
        f"{CLAIM}:27: examples",
    ),
    "KB016": (
        changed(
            CLAIM, "examples:\n",
            "examples:\n  - {copy: Light always cures winter blues., verdict: supported}\n",
        ),
        f"{CLAIM}:28: examples.0.copy",
    ),
    "KB017": (changed(CLAIM, "by 2.5 points.", "by 7 points."), f"{CLAIM}:4: says"),
    "KB018": (changed(SOURCE, "pmcid: PMC1234567", "pmcid: PMC12345678"), f"{SOURCE}:6: pmid"),
    "KB019": (
        {
            **changed(CLAIM, SECOND_LINK, BESIDE),
            "sources/evidence/trial-b.yaml": UNLIKE.replace("light.2014", "light.2013").replace(
                "PMC1234567", "PMC7654321"
            ),
        },
        "sources/evidence/trial-b.yaml:5: doi",
    ),
    "KB020": (
        {
            **FILES,
            "sources/evidence/trial-b.yaml": UNLIKE.replace("PMC1234567", "PMC7654321"),
        },
        "sources/evidence/trial-b.yaml:1: id",
    ),
    "KB021": (
        changed(CLAIM, "examples:\n", REVIEW.format(due="2027-01-01", stamp="0" * 16)),
        f"{CLAIM}:27: review.stamp",
    ),
    "KB023": (
        changed(SOURCE, "confidence: primary", "confidence: unverified"),
        f"{CLAIM}:13: rests_on.0",
    ),
    "KB024": (
        changed(
            CLAIM,
            "rewording: Bright light may ease",
            "rewording: Light is guaranteed to cure",
        ),
        f"{CLAIM}:26: rewording",
    ),
    "KB025": (
        changed(COPY, "verdict: supported", "verdict: supported\n    exceeds: [speed]"),
        f"{COPY}:11: mentions.0.verdict",
    ),
    "KB027": (
        changed("claims/concepts/all.yaml", "[low mood]", "[low mood, low-spirited]"),
        "claims/concepts/all.yaml:8: wordings.1",
    ),
    "KB026": (
        changed("claims/no-claims.yaml", "Call us today.", "Light might help with winter blues."),
        "claims/no-claims.yaml:1: copy",
    ),
}  # fmt: skip
IN_MEMORY = {"KB001", "KB002", "KB005", "KB006", "KB011", "KB022"}
"""Rules that no folder breaks and still opens, or not by a fixed text; each has a test below."""


def test_a_sound_knowledge_base_breaks_no_rule(tmp_path: Path) -> None:
    assert check(opened(tmp_path, FILES), today=TODAY).problems == ()


def test_every_rule_is_attempted_in_the_sound_knowledge_base(tmp_path: Path) -> None:
    result = check(opened(tmp_path, FILES), today=TODAY)
    assert [tally.rule.code for tally in result.tallies if not tally.attempted] == []


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_a_broken_knowledge_base_is_caught_by_its_rule_alone(code: str, tmp_path: Path) -> None:
    found = check(opened(tmp_path, BROKEN[code][0]), today=TODAY).problems
    assert {problem.code for problem in found} == {code}


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_a_problem_names_file_line_and_path(code: str, tmp_path: Path) -> None:
    first = check(opened(tmp_path, BROKEN[code][0]), today=TODAY).problems[0]
    assert f"{first.file}:{first.line}: {first.path}" == BROKEN[code][1]


def test_every_rule_has_its_broken_knowledge_base() -> None:
    assert {rule.code for rule in RULES} == {*BROKEN, *IN_MEMORY}


def test_codes_stand_once_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))


def test_a_record_without_a_file_of_its_name_is_told(tmp_path: Path) -> None:
    kb = opened(tmp_path, FILES)
    renamed = kb.copies["leaflet-a"].model_copy(update={"id": "leaflet-b"})
    found = check(replace(kb, copies={"leaflet-b": renamed}), today=TODAY).problems
    assert [str(problem) for problem in found] == [
        "copy leaflet-b: KB001 id: no file is called 'leaflet-b.yaml'; call the file like the id"
    ]


def test_two_files_of_one_name_are_told(tmp_path: Path) -> None:
    kb = opened(tmp_path, FILES)
    written(tmp_path, {"claims/dark/light-helps.yaml": FILES[CLAIM]})
    found = check(kb, today=TODAY).problems
    assert [(p.code, p.message) for p in found] == [
        ("KB002", f"'light-helps' lies in claims/dark/light-helps.yaml, {CLAIM}")
    ]


def test_a_topic_without_a_record_is_told(tmp_path: Path) -> None:
    found = check(
        replace(opened(tmp_path, FILES), topics={}, fair_balance={}), today=TODAY
    ).problems
    assert [(p.code, p.line, p.message) for p in found] == [
        ("KB005", 2, "no topic 'light' in this knowledge base")
    ]


def test_a_source_without_a_record_is_told_where_it_is_named(tmp_path: Path) -> None:
    found = check(replace(opened(tmp_path, FILES), sources={}), today=TODAY).problems
    assert [(p.path, p.line) for p in found if p.code == "KB003"] == [("rests_on.0.source", 13)]


def test_a_mention_of_a_claim_without_a_record_is_told(tmp_path: Path) -> None:
    kb = opened(tmp_path, FILES)
    copy = kb.copies["leaflet-a"]
    lost = copy.mentions[0].model_copy(update={"claim": "light-heals"})
    odd = copy.model_copy(update={"mentions": (lost, copy.mentions[1])})
    found = check(replace(kb, copies={"leaflet-a": odd}), today=TODAY).problems
    assert [(p.code, p.line, p.message) for p in found] == [
        ("KB006", 10, "no claim 'light-heals' in this knowledge base")
    ]


def test_a_word_that_terms_do_not_define_is_told(tmp_path: Path) -> None:
    kb = opened(tmp_path, FILES)
    odd = kb.sources["trial-a"].model_copy(update={"kind": "blog"})
    found = check(replace(kb, sources={"trial-a": odd}), today=TODAY).problems
    assert [(p.code, p.line, p.message) for p in found] == [
        ("KB011", 2, "'blog' is not among the words of 'source-kind'")
    ]


def test_an_overdue_review_is_told_and_the_day_comes_from_outside(tmp_path: Path) -> None:
    kb = opened(tmp_path, FILES)
    now = stamp(kb.claims["light-helps"], kb.sources)
    files = changed(CLAIM, "examples:\n", REVIEW.format(due="2026-01-01", stamp=now))
    kb = opened(tmp_path, files)
    assert [p.code for p in check(kb, today=date(2026, 1, 1)).problems] == []
    assert [p.code for p in check(kb, today=date(2026, 1, 2)).problems] == ["KB022"]
    assert [p.code for p in check(kb).problems] == []


def test_broader_concepts_in_a_ring_are_told(tmp_path: Path) -> None:
    files = changed(
        "claims/concepts/all.yaml", "label: Low mood", "label: Low mood\n  broader: winter-blues"
    )
    found = check(opened(tmp_path, files), today=TODAY).problems
    assert [p.message for p in found] == [
        "broader concepts run in a ring: mood > winter-blues > mood",
        "broader concepts run in a ring: winter-blues > mood > winter-blues",
    ]


def test_a_text_that_nobody_has_is_not_checkable_and_not_passed(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if not name.endswith(".md")}
    tallies = {t.rule.code: t for t in check(opened(tmp_path, files)).tallies}
    assert (tallies["KB009"].not_checkable, tallies["KB009"].passed) == (2, 0)
    assert (tallies["KB010"].not_checkable, tallies["KB010"].passed) == (2, 0)


def test_a_text_is_known_by_its_hash_wherever_it_lies(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if not name.endswith(".md")}
    given = [b"another text", FILES["sources/copy/leaflet-a.md"].encode()]
    tallies = {t.rule.code: t for t in check(opened(tmp_path, files), texts=given).tallies}
    assert (tallies["KB009"].not_checkable, tallies["KB009"].passed) == (0, 2)


@pytest.mark.parametrize(
    ("says", "complaints"),
    [
        ("Seen in 40 adults.", 0),
        ("Seen in 1,613 adults.", 1),
        ("Seen in DSM-5 disorders with 5-HT2A.", 0),
        ("Published in 2013.", 0),
        ("Lowered by 2.50 points.", 0),
        ("Lowered by about 4 points.", 1),
        ("Lowered by about 2 points.", 0),
        ("Lowered by 2 points.", 1),
    ],
)
def test_figures_are_compared_by_value(says: str, complaints: int, tmp_path: Path) -> None:
    stands = "In 40 adults with winter blues, bright light may lower scores by 2.5 points."
    found = check(opened(tmp_path, changed(CLAIM, stands, says)), today=TODAY).problems
    assert [p.code for p in found] == ["KB017"] * complaints
