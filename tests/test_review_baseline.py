"""Baselines: what is known fails no run, what is gone is told; and two versions compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import UsageError
from kb.model.finding import Audit, Finding, Review, Suppression
from kb.output import json_audit
from kb.review import baseline_bytes, read_baseline, run_from
from kb.review.baseline import against
from kb.review.compare import compare
from kb.vet import Vetted
from tests.audited import a_base, a_finding, over, vetted

TEXT = "Light works in minutes. It is safe. It is cheap. It is safe."
MINUTES = a_finding(TEXT, "Light works in minutes", over(TEXT, "minutes"))
SAFE = a_finding(TEXT, "It is safe", verdict="unsupported", claim=None)
AGAIN = SAFE.model_copy(update={"start": 49, "end": 59})
CHEAP = a_finding(TEXT, "It is cheap", verdict="supported")
WORD = Suppression(target="light", reason="agreed", by="AB", source="line 1")


def audit(*findings: Finding, text: str = TEXT, path: str = "page.txt") -> Audit:
    return vetted(text, *findings, path=path).audit


def states(before: Audit, now: Audit) -> list[str | None]:
    findings, _ = against(run_from(baseline_bytes([before]), "base.jsonl"), now)
    return [finding.baseline for finding in findings]


def absent(before: Audit, now: Audit) -> list[Finding]:
    _, base = against(run_from(baseline_bytes([before]), "base.jsonl"), now)
    return list(base.absent)


def test_what_was_there_is_known_and_what_was_not_is_new() -> None:
    assert states(audit(MINUTES), audit(MINUTES, SAFE)) == ["unchanged", "new"]


def test_the_same_words_twice_count_twice() -> None:
    assert states(audit(SAFE), audit(SAFE, AGAIN)) == ["unchanged", "new"]
    assert states(audit(SAFE, AGAIN), audit(SAFE, AGAIN)) == ["unchanged", "unchanged"]


def test_what_is_gone_is_kept_if_it_was_a_problem() -> None:
    now = audit(SAFE, text="It is safe.")

    assert absent(audit(MINUTES, SAFE, CHEAP, AGAIN), now) == [MINUTES, AGAIN]


def test_what_was_suppressed_was_never_agreed_to() -> None:
    before = audit(MINUTES.model_copy(update={"suppressed_by": WORD}))
    still = MINUTES.model_copy(update={"suppressed_by": WORD})

    assert states(before, audit(MINUTES)) == ["new"]
    assert states(before, audit(still)) == ["unchanged"]
    assert absent(before, audit(SAFE)) == []


def test_of_documents_of_one_name_the_one_with_most_in_common_is_meant() -> None:
    first = audit(SAFE, text="It is safe.", path="index.md")
    second = audit(MINUTES, text="Light works in minutes!", path="index.md")
    run = run_from(baseline_bytes([first, second]), "base.jsonl")

    findings, base = against(run, audit(MINUTES, path="index.md"))

    assert [finding.baseline for finding in findings] == ["unchanged"]
    assert base.absent == ()


def test_a_document_under_another_name_is_known_by_its_bytes() -> None:
    assert states(audit(MINUTES), audit(MINUTES, path="moved.txt")) == ["unchanged"]
    moved = audit(MINUTES, path="moved.txt", text=TEXT + " Edited.")
    assert states(audit(MINUTES), moved) == ["new"]


@pytest.mark.parametrize(
    "written",
    [
        lambda v: json_audit.write([v], a_base([], [])),
        lambda v: json_audit.write_lines([v], a_base([], [])),
        lambda v: b"\xef\xbb\xbf" + baseline_bytes([v.audit]).replace(b"\n", b"\r\n"),
    ],
    ids=["json", "jsonl", "edited on Windows"],
)
def test_every_way_to_write_audits_is_read(written: Callable[[Vetted], bytes]) -> None:
    each = vetted(TEXT, MINUTES)

    assert run_from(written(each), "base").audits == (each.audit,)


def test_a_reviewed_audit_is_a_baseline_too() -> None:
    reviewed = audit(MINUTES.model_copy(update={"baseline": "new"})).model_copy(
        update={"review": Review(suppressed=0)}
    )

    assert states(reviewed, audit(MINUTES)) == ["unchanged"]


NEXT = json.dumps({"format": "claims-kb/audit@2"})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"hello", "base.jsonl:1: is no audit but something else"),
        (b"[1]", "is no audit; this program reads 'claims-kb/audit@1'"),
        (NEXT.encode(), "is of the format 'claims-kb/audit@2'"),
        (b'{"format": "claims-kb/audit@1"}', "is an audit with a fault at document"),
        (b"\xff\xfe", "is no text"),
        (b"[" * 100_000, "is no audit but something else"),
    ],
)
def test_what_is_no_baseline_is_refused_with_the_remedy(
    tmp_path: Path, data: bytes, says: str
) -> None:
    path = tmp_path / "base.jsonl"
    path.write_bytes(data)

    with pytest.raises(UsageError) as stopped:
        read_baseline(path)

    assert says in str(stopped.value)
    assert "--write-baseline" in str(stopped.value)


def test_a_baseline_of_no_documents_knows_nothing() -> None:
    findings, base = against(run_from(b"", "base.jsonl"), audit(MINUTES))

    assert ([f.baseline for f in findings], base.absent) == (["new"], ())


def test_another_state_of_the_knowledge_base_is_warned_of() -> None:
    run = run_from(baseline_bytes([audit(MINUTES)]), "base.jsonl")

    assert run.warning("f" * 64) is None
    assert "1 of 1 audits" in (run.warning("0" * 64) or "")


# --- two versions of a page ---


def test_an_edited_passage_that_is_judged_otherwise_is_changed() -> None:
    edited = "Light works in minutes for many. It is safe."
    now = a_finding(edited, "Light works in minutes for many", verdict="supported")

    found = compare(audit(MINUTES, SAFE), audit(now, SAFE, text=edited))

    (change,) = found.changed_findings
    assert (change.before, change.after, change.worse) == (MINUTES, now, False)
    assert change.differs == ("verdict", "dimensions")
    assert (found.gone_findings, found.new_findings, found.unchanged) == ((), (), 1)


def test_one_more_dimension_is_worse_and_one_less_is_not() -> None:
    both = a_finding(
        TEXT, "Light works in minutes", over(TEXT, "minutes"), over(TEXT, "works", "certainty")
    )

    assert compare(audit(MINUTES), audit(both)).changed_findings[0].worse
    assert not compare(audit(both), audit(MINUTES)).changed_findings[0].worse


def test_passages_with_little_in_common_are_gone_and_new() -> None:
    other = "Our chairs are the most comfortable."
    now = a_finding(other, "Our chairs are the most comfortable", verdict="unsupported", claim=None)

    found = compare(audit(MINUTES), audit(now, text=other))

    assert (found.gone_findings, found.new_findings) == ((MINUTES,), (now,))


def test_a_reworded_passage_that_is_judged_as_before_is_unchanged() -> None:
    edited = "Light works within minutes."
    now = a_finding(edited, "Light works within minutes", over(edited, "minutes"))

    found = compare(audit(MINUTES), audit(now, text=edited))

    assert (found.unchanged, found.changed_findings) == (1, ())


WORDS = st.lists(st.sampled_from("light works safe for many in minutes".split()), min_size=1)
PAGES = st.lists(WORDS.map(" ".join), max_size=8)


@given(PAGES, PAGES)
def test_every_finding_of_either_version_is_told_once(old: list[str], new: list[str]) -> None:
    def made(quotes: list[str]) -> Audit:
        findings = [a_finding(quote, quote, verdict="unsupported", claim=None) for quote in quotes]
        return audit(*findings, text=" ".join(quotes))

    found = compare(made(old), made(new))

    paired = found.unchanged + len(found.changed_findings)
    assert len(found.gone_findings) + paired == len(old)
    assert len(found.new_findings) + paired == len(new)


def test_two_versions_of_a_long_page_are_compared_in_linear_time() -> None:
    quotes = [f"light works in minutes for number {n}" for n in range(3000)]
    before = [a_finding(q, q, verdict="unsupported", claim=None) for q in quotes]
    after = [a_finding(f"{q} now", f"{q} now", verdict="unsupported", claim=None) for q in quotes]

    assert compare(audit(*before), audit(*after)).unchanged == 3000
