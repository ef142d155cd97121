"""The fuzzer finds what it is there to find, and finds it again."""

from __future__ import annotations

import io
from types import SimpleNamespace
from zipfile import BadZipFile, ZipFile

import pytest

from bench import fuzz
from bench.seeds import seeds
from kb.errors import ReadingError
from kb.model.document import Document, Passage, Place
from kb.reading import read
from kb.reading.reading import Reading


def case_with(monkeypatch: pytest.MonkeyPatch, reader: object) -> tuple[str, str]:
    """Return what the fuzzer says of a reader."""
    faulty = SimpleNamespace(read=reader)
    monkeypatch.setattr(read, "import_module", lambda _: faulty)
    return fuzz.tried(b"words", ".txt")


def test_a_seed_always_gives_the_same_cases() -> None:
    files = seeds(".docx")

    cases = [fuzz.damaged(files, ".docx", 7, number) for number in range(20)]

    assert cases == [fuzz.damaged(files, ".docx", 7, number) for number in range(20)]
    assert len(set(cases)) > 15
    assert cases != [fuzz.damaged(files, ".docx", 8, number) for number in range(20)]


def test_many_cases_are_damaged_inside_an_archive_that_is_sound() -> None:
    def sound(data: bytes) -> bool:
        try:
            return bool(ZipFile(io.BytesIO(data)).namelist())
        except (BadZipFile, ValueError, OSError):
            return False

    files = seeds(".docx")
    cases = [fuzz.damaged(files, ".docx", 1, number) for number in range(40)]

    assert 15 < sum(map(sound, cases)) < 40


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".rtf", ".eml", ".odt", ".pdf"])
def test_there_is_a_seed_for_every_kind(suffix: str) -> None:
    assert all(seeds(suffix))


def test_an_exception_of_another_kind_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def reader(data: bytes) -> Reading:
        raise KeyError(data)

    outcome, said = case_with(monkeypatch, reader)

    assert outcome == "failed"
    assert "KeyError" in said


def test_a_clear_error_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def reader(data: bytes) -> Reading:
        raise ReadingError(f"is damaged ({len(data)} bytes); save it anew")

    assert case_with(monkeypatch, reader)[0] == "refused"


def test_an_error_of_several_lines_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def reader(data: bytes) -> Reading:
        raise ReadingError(f"Traceback:\n{data!r}")

    assert case_with(monkeypatch, reader)[0] == "failed"


@pytest.mark.parametrize(
    ("passages", "places", "fault"),
    [
        ([(0, 9)], [], "passage 0..9"),
        ([(0, 3), (2, 5)], [], "passage 2..5"),
        ([(2, 3)], [], "nothing but space"),
        ([(0, 2)], [(3, 9)], "place"),
        ([(0, 2)], [(0, 4)], ""),
    ],
)
def test_what_does_not_fit_the_text_is_a_failure(
    passages: list[tuple[int, int]], places: list[tuple[int, int]], fault: str
) -> None:
    document = Document(
        name="a", media_type="text/plain", sha256="", text="It works"[:2] + " is",
        passages=tuple(Passage(start=start, end=end) for start, end in passages),
        places=tuple(Place(start, end, "page 1") for start, end in places),
    )  # fmt: skip

    assert fault in fuzz.fault_of(document)
    assert bool(fault) == bool(fuzz.fault_of(document))


def test_every_reader_of_text_is_tried_without_a_failure() -> None:
    for suffix in (".txt", ".md"):
        files = seeds(suffix)
        for number in range(60):
            data = fuzz.damaged(files, suffix, 3, number)
            assert fuzz.tried(data, suffix)[0] != "failed", (suffix, number)
