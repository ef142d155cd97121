"""Files and folders to documents: what is read, what is refused, and how people are told."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kb.errors import ReadingError
from kb.reading.read import MAX_BYTES, READERS, find_files, read, read_bytes
from kb.reading.reading import MAX_PIECES

COPY = "Quick relief\r\n\r\nIt works within hours.\u00a0 Ask your doctor.\r\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with files to read, to leave out, and links."""
    for name in ("b.txt", "a.MD", "deep/c.txt", ".hidden.txt", ".git/d.txt", "e.png"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("It works.")
    (tmp_path / "secret.txt").write_text("It works.")
    (tmp_path / "in/out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "in/again.txt").symlink_to(tmp_path / "in/b.txt")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in/gone.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_document_holds_the_files_own_text_name_and_hash(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"page{suffix.upper()}"
    path.write_bytes(COPY.encode())
    document = read(path)
    assert document.text == COPY
    assert document.name == path.name
    assert document.media_type == READERS[suffix].media_type
    assert document.sha256 == hashlib.sha256(COPY.encode()).hexdigest()
    assert [document.quote(p) for p in document.passages] == [
        "Quick relief",
        "It works within hours.",
        "Ask your doctor.",
    ]


def test_bytes_and_file_give_the_same_document(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(COPY.encode())
    assert read(tmp_path / "page.md") == read_bytes(COPY.encode(), "some/where/page.md")


def test_bytes_under_a_name_without_suffix_are_plain_text() -> None:
    assert read_bytes(b"It works.", "-").media_type == "text/plain"


def test_bytes_of_an_unknown_kind_are_refused_by_name() -> None:
    with pytest.raises(
        ReadingError, match=r"^a\.xyz: files of kind '\.xyz' cannot be read; .*\.md"
    ):
        read_bytes(b"It works.", "a.xyz")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.md", b" \n", "is empty"),
        ("image.txt", b"GIF89a\x00\x00", "holds binary data"),
        ("page.xyz", b"It works.", "files of kind '.xyz' cannot be read; readable are .txt, .md"),
        ("page", b"It works.", "the name has no suffix; readable are"),
        ("noise.txt", b"a. " * (MAX_PIECES + 1), "lines and sentences; at most 250,000"),
    ],
)
def test_a_refusal_names_the_file_and_what_is_wrong(
    name: str, data: bytes, says: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadingError) as refusal:
        read(path)
    assert str(refusal.value).startswith(f"{path}: ")
    assert says in str(refusal.value)


def test_a_missing_file_a_folder_and_an_impossible_path_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no such file"):
        read(tmp_path / "gone.txt")
    with pytest.raises(ReadingError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(ReadingError, match="cannot be opened"):
        read(tmp_path / ("x" * 5000 + ".txt"))
    with pytest.raises(ReadingError, match="cannot be opened"):
        read(Path("a\x00b.txt"))


def test_a_file_above_the_limit_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(400 * MAX_BYTES)  # sparse: reading it would take memory it does not have
    with pytest.raises(ReadingError, match=r"too large \(2000\.0 MB\); at most 5 MB"):
        read(path)


def test_bytes_above_the_limit_are_refused() -> None:
    with pytest.raises(ReadingError, match="at most 5 MB"):
        read_bytes(b"word " * MAX_BYTES, "stdin.txt")


def test_a_file_of_one_endless_line_is_read() -> None:
    assert len(read_bytes(b"word " * (MAX_BYTES // 5), "line.txt").passages) == 1


def test_text_without_a_word_is_read_and_said_to_hold_no_sentence() -> None:
    document = read_bytes(b"***\n", "stars.txt")
    assert document.passages == ()
    assert document.notes == ("no sentence found",)


def test_a_folder_gives_its_readable_files_sorted_and_once(folder: Path) -> None:
    names = [p.relative_to(folder / "in").as_posix() for p in find_files([folder / "in"])]
    assert names == ["a.MD", "b.txt", "deep/c.txt"]


def test_a_file_named_twice_is_found_once_whatever_the_order(folder: Path) -> None:
    one, two = folder / "in/b.txt", folder / "in/deep/c.txt"
    assert find_files([two, one, one]) == find_files([one, two]) == [one, two]


def test_a_hidden_file_is_read_when_it_is_named(folder: Path) -> None:
    assert find_files([folder / "in/.hidden.txt"]) == [folder / "in/.hidden.txt"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("in/e.png", "files of kind '.png' cannot be read; readable are .txt, .md"),
        ("empty", "nothing to read in this folder; readable are .txt, .md"),
        ("gone", "no such file or folder"),
        ("x" * 5000, "cannot be opened"),
    ],
)
def test_a_path_with_nothing_to_read_is_refused_by_name(folder: Path, name: str, says: str) -> None:
    with pytest.raises(ReadingError) as refusal:
        find_files([folder / name])
    assert str(refusal.value).startswith(f"{folder / name}: {says}")


def test_a_name_that_is_no_text_does_not_break_the_document() -> None:
    assert read_bytes(b"It works.", "page\udcff.txt").name == "page?.txt"
