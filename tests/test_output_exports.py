"""The table of formats: every one writes, is described, and gives the same bytes again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.model.claim import Claim
from kb.model.source import Source
from kb.output.exports import EXPORTS
from tests.audited import a_base, a_finding, over, vetted

MakeClaim = Callable[..., Claim]
MakeSource = Callable[..., Source]

REPORTS = [name for name, export in EXPORTS.items() if export.suffix and not export.sealed]
"""Those made of an audit alone; the file itself is given back for some kinds only, and a pack holds
the file and a knowledge base on disk: test_output_audit_pack.py."""

TEXT = "Light works in minutes.\nIt is safe."


@pytest.mark.parametrize("name", list(EXPORTS))
def test_every_format_says_in_one_line_what_it_is_for(name: str) -> None:
    export = EXPORTS[name]

    assert export.suffix.startswith(".") or name == "marked"
    assert "/" in export.media_type
    assert export.purpose
    assert "\n" not in export.purpose


def test_no_two_formats_share_a_suffix() -> None:
    assert len({export.suffix for export in EXPORTS.values()}) == len(EXPORTS)


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_audit_gives_the_same_bytes(
    name: str, a_claim: MakeClaim, a_source: MakeSource
) -> None:
    def written() -> bytes:
        kb = a_base([a_claim()], [a_source()])
        finding = a_finding(TEXT, "Light works in minutes", over(TEXT, "minutes"))
        return EXPORTS[name].write([vetted(TEXT, finding)], kb)

    assert written() == written()


@pytest.mark.parametrize("name", [name for name in REPORTS if not EXPORTS[name].binary])
def test_every_format_ends_its_last_line(
    name: str, a_claim: MakeClaim, a_source: MakeSource
) -> None:
    kb = a_base([a_claim()], [a_source()])
    finding = a_finding(TEXT, "Light works in minutes", over(TEXT, "minutes"))

    assert EXPORTS[name].write([vetted(TEXT, finding)], kb).endswith(b"\n")


@pytest.mark.parametrize("name", REPORTS)
def test_a_file_name_that_is_no_text_breaks_no_format(name: str, a_claim: MakeClaim) -> None:
    kb = a_base([a_claim()], [])
    finding = a_finding(TEXT, "It is safe", over(TEXT, "safe", "safety"))
    page = vetted(TEXT, finding, path="a\udcff.txt")

    assert EXPORTS[name].binary or b".txt" in EXPORTS[name].write([page], kb)
    assert EXPORTS[name].write([page], kb)


@pytest.mark.parametrize("name", REPORTS)
def test_a_source_without_a_record_breaks_no_format(name: str, a_claim: MakeClaim) -> None:
    kb = a_base([a_claim()], [])
    finding = a_finding(TEXT, "Light works in minutes", over(TEXT, "minutes"))

    assert EXPORTS[name].write([vetted(TEXT, finding)], kb)


@pytest.mark.parametrize("name", [n for n, e in EXPORTS.items() if not (e.single or e.binary)])
def test_several_documents_stand_in_the_order_given(name: str, a_claim: MakeClaim) -> None:
    kb = a_base([a_claim()], [])
    finding = a_finding(TEXT, "It is safe", over(TEXT, "safe", "safety"))
    both = [vetted(TEXT, finding, path="zebra.txt"), vetted(TEXT, finding, path="ant.txt")]

    written = EXPORTS[name].write(both, kb)

    assert 0 < written.index(b"zebra.txt") < written.index(b"ant.txt")
