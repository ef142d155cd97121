"""Opening a folder: strict, every fault in one message with file and line, nothing half-written."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from pydantic import ValidationError

from kb.content.files import LEARNED
from kb.content.folder import find, schema_folder
from kb.content.knowledge_base import KnowledgeBase
from kb.content.strict_yaml import MAX_BYTES, parse
from kb.errors import ContentError, UsageError
from kb.model.learned import NO_OR_YES
from kb.model.lexicon import CueLexicon
from kb.model.terms import DIMENSIONS, PROBLEMS
from tests.small_kb import CLAIM, COPY, FILES, SOURCE, changed, opened, written


def layered(labels: Sequence[str]) -> dict[str, object]:
    """Return one unit that nothing speaks to."""
    unit = {"units": [0.0], "outward": [[0.0] * len(labels)], "steps": [1.0]}
    return {**unit, "features": "", "inward": ""}


def learned(**labels: Sequence[str]) -> str:
    """Return weights that say nothing, with these labels or those that fit."""
    own: dict[str, Sequence[str]] = {
        "checkable": NO_OR_YES,
        "border": NO_OR_YES,
        "topic": ["light"],
        "supported": NO_OR_YES,
        "problem": PROBLEMS,
        "dimension": DIMENSIONS,
        **labels,
    }
    models = {
        name: {"labels": list(row), "bias": [0.0] * len(row), **layered(row)}
        for name, row in own.items()
    }
    return json.dumps({"made_from": "nothing", **models})


FAULTY: dict[str, tuple[dict[str, str], str]] = {
    "broken YAML": (
        changed(CLAIM, "kind: effect", "kind: [effect"),
        f"{CLAIM}:4: did not find expected ',' or ']'",
    ),
    "doubled key": (
        changed(CLAIM, "kind: effect", "kind: effect\nkind: harm"),
        f"{CLAIM}:4: kind: this key stands twice; keep one",
    ),
    "alias": (
        changed(CLAIM, "limits: [One small trial.]", "limits: &same [One.]\nmore: *same"),
        f"{CLAIM}:25: more: an alias ('*name') is not allowed; write it out",
    ),
    "unknown field": (
        changed(CLAIM, "kind: effect", "kind: effect\nsort: effect"),
        f"{CLAIM}:4: sort: is no field here",
    ),
    "missing field": (
        changed(SOURCE, "title: Light in winter\n", ""),
        f"{SOURCE}:1: title: is missing",
    ),
    "wrong type": (changed(SOURCE, "year: 2013", "year: lately"), f"{SOURCE}:4: year: "),
    "wrong word": (changed(CLAIM, "kind: effect", "kind: wonder"), f"{CLAIM}:3: kind: "),
    "a number that YAML would change": (
        changed(SOURCE, "year: 2013", "year: 20:13"),
        f"{SOURCE}:4: year: ",
    ),
    "id and file differ": (
        changed(SOURCE, "id: trial-a", "id: trial-b"),
        f"{SOURCE}:1: id: 'trial-b' is not the file's name; call one like the other",
    ),
    "dangling source": (
        changed(CLAIM, "source: trial-a", "source: trial-z"),
        f"{CLAIM}:13: rests_on.0.source: no source 'trial-z'",
    ),
    "dangling topic": (
        changed(CLAIM, "topic: light", "topic: dark"),
        f"{CLAIM}:2: topic: no topic 'dark'",
    ),
    "dangling claim": (
        changed(COPY, "claim: light-helps", "claim: light-heals"),
        f"{COPY}:10: mentions.0.claim: no claim 'light-heals'",
    ),
    "empty file": ({**FILES, CLAIM: ""}, f"{CLAIM}:1: the file is empty"),
    "list where a record belongs": ({**FILES, SOURCE: "- id: trial-a\n"}, f"{SOURCE}:1: "),
    "record where a list belongs": (
        {**FILES, "claims/topics.yaml": "id: light\nlabel: Light\n"},
        "claims/topics.yaml:1: this file holds a list ('- id: ...')",
    ),
    "a file where none belongs": (
        {**FILES, "claims/stray.yaml": "id: stray\n"},
        "claims/stray.yaml: no kind of record lies here",
    ),
    "two claims of one id": (
        {**FILES, "claims/dark/light-helps.yaml": FILES[CLAIM]},
        f"{CLAIM}:1: id: 'light-helps' stands twice; ids are unique",
    ),
    "over the size of a record": (
        {**FILES, SOURCE: FILES[SOURCE] + "#" * MAX_BYTES},
        f"{SOURCE}: over 1,000,000 bytes; split the record",
    ),
    "a quote of thirteen words": (
        changed(COPY, "exact: may ease winter blues", "exact: a b c d e f g h i j k l m"),
        f"{COPY}:9: mentions.0.quote.exact: ",
    ),
    "nothing but brackets": (
        {**FILES, "claims/concepts/all.yaml": "[" * 5_000 + "]" * 5_000},
        "claims/concepts/all.yaml:1: lists and mappings lie too deep in one another",
    ),
    "settings nested too deep": (
        {**FILES, "kb.toml": "a = " + "[" * 5_000},
        "kb.toml: not TOML: ",
    ),
    "topics missing": (
        {name: text for name, text in FILES.items() if name != "claims/topics.yaml"},
        f"{CLAIM}:2: topic: no topic 'light' in claims/topics.yaml",
    ),
    "learned weights cut short": (
        {**FILES, LEARNED: '{"made_from": "x"'},
        f"{LEARNED}: Invalid JSON",
    ),
    "learned weights of other verdicts": (
        {**FILES, LEARNED: learned(problem=["good", "bad"])},
        f"{LEARNED}: the labels of 'problem' are not unsupported, ",
    ),
    "learned weights of a topic that is gone": (
        {**FILES, LEARNED: learned(topic=["light", "dark"])},
        f"{LEARNED}: topic.labels: no topic 'dark' in claims/topics.yaml; delete this file",
    ),
    "broken settings": (changed("kb.toml", 'name = "light"', "name = light"), "kb.toml: not TOML"),
    "unknown setting": (
        changed("kb.toml", 'name = "light"', 'name = "light"\nnickname = "l"'),
        "kb.toml:2: nickname: is no setting; there are name, title, ",
    ),
    "builds on another": (
        changed("kb.toml", 'name = "light"', 'name = "light"\nextends = "theirs"'),
        "kb.toml: extends: 'theirs' is unknown; only 'shipped' can be extended",
    ),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_fault_is_told_with_file_line_and_what_is_wrong(fault: str, tmp_path: Path) -> None:
    files, told = FAULTY[fault]
    with pytest.raises(ContentError) as caught:
        opened(tmp_path, files)
    assert any(line.startswith(told) for line in str(caught.value).splitlines()), caught.value


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_folder_is_left_as_it_was(fault: str, tmp_path: Path) -> None:
    files = FAULTY[fault][0]
    with pytest.raises(ContentError):
        opened(tmp_path, files)
    found = [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()]
    assert sorted(found) == sorted(files)


def test_bytes_that_are_not_utf8_are_told_with_their_place(tmp_path: Path) -> None:
    written(tmp_path, FILES)
    (tmp_path / SOURCE).write_bytes("id: trial-a\ntitle: Li\u00f6n\n".encode("latin-1"))
    with pytest.raises(ContentError, match=r"trial-a\.yaml: not UTF-8 \(byte 21\); save as UTF-8"):
        KnowledgeBase.open(tmp_path)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    files = {**FILES, SOURCE: "\ufeff" + FILES[SOURCE]}
    assert "trial-a" in opened(tmp_path, files).sources


def test_faults_of_several_files_come_in_one_message(tmp_path: Path) -> None:
    files = {
        **changed(CLAIM, "kind: effect", "kind: wonder"),
        SOURCE: FILES[SOURCE].replace("kind: rct", "kind: blog"),
    }
    with pytest.raises(ContentError) as caught:
        opened(tmp_path, files)
    assert [fault.file for fault in caught.value.faults] == [CLAIM, SOURCE]


def test_a_folder_without_a_marker_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"no kb\.toml here, so this is no knowledge base"):
        KnowledgeBase.open(tmp_path)


def test_an_option_that_names_no_knowledge_base_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--kb: .*: no kb\.toml in this folder"):
        find(tmp_path)


def test_an_option_that_names_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--kb: .*: no such folder"):
        find(tmp_path / "nowhere")


@pytest.mark.parametrize("scalar", ["no", "1:20", "012", "2024-01-01", "1e3", "null", "~", "0x10"])
def test_every_scalar_stays_text(scalar: str) -> None:
    assert parse(f"a: {scalar}", "x.yaml").data == {"a": scalar}


def test_the_order_of_files_changes_no_fingerprint(tmp_path: Path) -> None:
    backwards = dict(reversed(FILES.items()))
    one = opened(tmp_path / "one", FILES)
    other = opened(tmp_path / "other", backwards)
    assert one.fingerprint == other.fingerprint


def test_any_change_of_content_changes_the_fingerprint(tmp_path: Path) -> None:
    one = opened(tmp_path / "one", FILES)
    other = opened(tmp_path / "other", changed(SOURCE, "year: 2013", "year: 2014"))
    assert one.fingerprint != other.fingerprint


def test_a_second_opening_gives_the_same_knowledge_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_KB_CACHE", str(tmp_path / "cache"))
    first = opened(tmp_path / "kb", FILES)
    assert KnowledgeBase.open(tmp_path / "kb") == first


def test_a_broken_copy_in_the_cache_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_KB_CACHE", str(tmp_path / "cache"))
    first = opened(tmp_path / "kb", FILES)
    for copy in (tmp_path / "cache").iterdir():
        copy.write_text("{}", encoding="utf-8")
    assert KnowledgeBase.open(tmp_path / "kb") == first


def test_a_claim_and_known_copy_of_one_id_are_told_each_in_its_own_file(tmp_path: Path) -> None:
    claim = FILES[CLAIM].replace("id: light-helps", "id: leaflet-a").replace("trial-a", "trial-z")
    files = {**FILES, "claims/light/leaflet-a.yaml": claim}
    with pytest.raises(ContentError) as caught:
        opened(tmp_path, files)
    assert [fault.file for fault in caught.value.faults] == ["claims/light/leaflet-a.yaml"]


def test_a_mention_that_nothing_covers_needs_no_claim(tmp_path: Path) -> None:
    first = opened(tmp_path, changed(COPY, "    claim: light-helps\n", "")).copies["leaflet-a"]
    assert first.mentions[0].claim is None


def test_settings_with_a_byte_order_mark_still_extend_the_shipped_ones(tmp_path: Path) -> None:
    marker = '\ufeffname = "mine"\ntitle = "Mine"\nextends = "shipped"\n'
    assert len(opened(tmp_path, {**FILES, "kb.toml": marker}).claims) > 1


def test_the_cache_removes_nobody_elses_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_KB_CACHE", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir()
    theirs = [tmp_path / "cache" / f"{number}.json" for number in range(20)]
    for path in theirs:
        path.write_text("{}", encoding="utf-8")
    opened(tmp_path / "kb", FILES)
    assert all(path.exists() for path in theirs)


def test_a_cue_on_no_step_of_the_scale_is_told_with_its_line() -> None:
    shipped = (schema_folder() / "cues.yaml").read_text("utf-8")
    step = next(line for line in shipped.splitlines() if line.strip().startswith("step:"))
    broken = shipped.replace(step, step.replace(step.split()[-1], "certainish"), 1)
    tree = parse(broken, "schema/cues.yaml")
    with pytest.raises(ValidationError) as caught:
        CueLexicon.model_validate(tree.data)
    told = [str(fault) for fault in tree.model_faults(caught.value.errors())]
    assert re.match(r"schema/cues\.yaml:8: kinds\.0\.step: input should be 'none', ", told[0])
