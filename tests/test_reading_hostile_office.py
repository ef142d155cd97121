"""Files that are damaged, or made to break us: every failure is the one clear error."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.reading.read import read_bytes
from tests.damaged import faults
from tests.decks import box, one_slide, parts_of, rich_deck, with_parts
from tests.test_reading_open_document import LEAFLET

RTF = (
    rb"{\rtf1\ansi{\fonttbl{\f0\fcharset128 A;}{\f1\fcharset2 Symbol;}}"
    rb"{\stylesheet{\s1 heading 1;}}\pard\s1 One\par\trowd\intbl A\cell\itap2 B\nestcell"
    rb"{\*\nesttableprops\nestrow}\cell\row\pard{\footnote N}\u55356?\u57225?\'82\'a0{\f1 m}"
    rb"{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv D}}{\shptxt T\par}}}{\*\atrfstart 1}x"
    rb"{\*\atrfend 1}{\*\annotation{\*\atnref 1}c}{\header H}{\v hid}{\deleted del}\par}"
)
PARTS = [
    "ppt/presentation.xml",
    "ppt/_rels/presentation.xml.rels",
    "ppt/slides/slide1.xml",
    "ppt/slides/slide2.xml",
    "ppt/slideLayouts/slideLayout2.xml",
    "ppt/notesSlides/notesSlide1.xml",
    "_rels/.rels",
]
DECK = rich_deck()
SMALL = parts_of(DECK)


def mutated(data: bytes, seed: int) -> bytes:
    """Return the bytes with a few changed, cut out or said twice."""
    chance = random.Random(seed)  # noqa: S311
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed))
        upto = at + chance.randint(1, 40)
        match chance.randrange(4):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at:upto]
            case 2:
                changed[at:at] = changed[at:upto]
            case _:
                other = chance.randrange(len(changed))
                changed[at:upto] = changed[other : other + 20]
        if not changed:
            return b""
    return bytes(changed)


@pytest.mark.parametrize("suffix", [".pptx", ".odt", ".fodt", ".rtf"])
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=200))
def test_noise_is_refused_or_read(suffix: str, data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"{\\rtf1 ", b"<office:document "):
        assert faults(start + data, f"a{suffix}") == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**9), name=st.sampled_from(PARTS))
def test_a_deck_with_damaged_parts_is_refused_or_read(seed: int, name: str) -> None:
    assert faults(with_parts(DECK, {name: mutated(SMALL[name], seed)}), "a.pptx") == []


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_a_damaged_archive_is_refused_or_read(seed: int) -> None:
    assert faults(mutated(DECK, seed), "a.pptx") == []
    assert faults(mutated(DECK, seed), "a.odt") == []


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_damaged_texts_are_refused_or_read(seed: int) -> None:
    assert faults(mutated(LEAFLET.read_bytes(), seed), "a.fodt") == []
    assert faults(mutated(RTF, seed), "a.rtf") == []


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [t.decode() + " " for t in RTF.split(b"\\")[1:] if t[:1].isalpha()] + ["{", "}", "x "]
        )
    )
)
def test_control_words_in_any_order_are_read(words: list[str]) -> None:
    told = "".join(word if word[0] in "{}x" else f"\\{word}" for word in words)
    assert faults(b"{\\rtf1 " + told.encode("latin-1") + b"}", "a.rtf") == []


@pytest.mark.parametrize(
    "inside",
    [
        b"{}" * 100_000,
        b"\\'e9" * 50_000,
        b"\\u233?" * 50_000,
        b"\\intbl a\\cell " * 20_000,
        b"\\trowd\\row" * 50_000,
        b"\\bin99999999999999 a",
        b"\\itap99999\\intbl a\\nestcell\\par",
        b"\\pict " + b"00" * 500_000,
    ],
    ids=lambda data: data[:12].decode(),
)
def test_endless_rtf_is_read_or_refused_soon(inside: bytes) -> None:
    assert faults(b"{\\rtf1 " + inside + b"}", "a.rtf") == []


def test_a_slide_of_many_shapes_and_many_comments_is_read() -> None:
    assert len(read_bytes(one_slide(box("It works.") * 3000), "a.pptx").passages) == 3000
