"""Audit packs: all that is needed to judge again is in them, and every tampering is found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from kb import __version__
from kb.cli import main
from kb.content.knowledge_base import KnowledgeBase
from kb.errors import ReadingError, UsageError
from kb.output.exports import EXPORTS
from kb.output.pack.manifest import MANIFEST, Manifest, members_of
from kb.output.pack.reading import Verification, verify
from kb.output.pack.write import archived
from kb.reading.read import read_bytes
from kb.vet import Engine, Vetted
from tests.pages import ROOT
from tests.small_kb import CLAIM, FILES, SOURCE, opened

COPY = (
    "# Bright light\n\nLight is proven to end winter blues. Bright light may ease winter blues.\n"
)
PAGE, READ = "copy/page.md", "read/page.md.txt"
PACKED_CLAIM, PACKED_SOURCE = f"knowledge_base/{CLAIM}", f"knowledge_base/{SOURCE}"

Files = dict[str, bytes]
Spoil = Callable[[Files], None]


def packed(kb: KnowledgeBase, *pages: tuple[str, str]) -> bytes:
    """Return the pack of some pages, judged by a knowledge base."""
    engine = Engine(kb)
    documents = [read_bytes(text.encode(), name) for name, text in pages or [("page.md", COPY)]]
    vetted = [Vetted(each, engine.vet(each), f"folder/{each.name}") for each in documents]
    return EXPORTS["pack"].write(vetted, kb)


def unpacked(pack: bytes) -> Files:
    with ZipFile(BytesIO(pack)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sealed(files: Files) -> Files:
    """Return the files with a manifest whose hashes fit them: a forger's work."""
    told = Manifest.read(files[MANIFEST])
    rest = {name: data for name, data in files.items() if name != MANIFEST}
    copies = tuple(
        each.model_copy(update={"sha256": sha256(rest.get(each.file, b"")).hexdigest()})
        for each in told.documents
    )
    new = told.model_copy(update={"members": members_of(rest), "documents": copies})
    return {**rest, MANIFEST: new.written()}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return opened(tmp_path_factory.mktemp("small"), FILES)


@pytest.fixture(scope="module")
def pack(small: KnowledgeBase) -> bytes:
    return packed(small)


def spoilt(pack: bytes, spoil: Spoil, *, forged: bool = False) -> Verification:
    files = unpacked(pack)
    spoil(files)
    return verify(archived(sealed(files) if forged else files))


def replace(name: str, old: str, new: str) -> Spoil:
    def spoil(files: Files) -> None:
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode(), 1)

    return spoil


def added(name: str, data: bytes) -> Spoil:
    return lambda files: files.update({name: data})


def removed(name: str) -> Spoil:
    def spoil(files: Files) -> None:
        del files[name]

    return spoil


def test_a_pack_verifies(pack: bytes) -> None:
    found = verify(pack)

    assert found.differences == ()
    assert found.notes == ()
    assert found.findings == 2
    assert found.sha256 == sha256(pack).hexdigest()


def test_a_pack_holds_the_copy_the_audit_and_what_it_rests_on(
    pack: bytes, small: KnowledgeBase
) -> None:
    files = unpacked(pack)

    assert files[PAGE].decode() == COPY
    assert files[READ].decode() == COPY
    assert json.loads(files["audit.json"])["knowledge_base"]["fingerprint"] == small.fingerprint
    assert files["evidence/claims/light-helps.yaml"] == FILES[CLAIM].encode()
    assert files["evidence/sources/trial-a.yaml"] == FILES[SOURCE].encode()
    assert b"light-helps" in files["report.html"]
    assert b"claims-kb verify" in files["README.txt"]


def test_members_are_sorted_and_carry_no_date(pack: bytes) -> None:
    with ZipFile(BytesIO(pack)) as archive:
        members = archive.infolist()

    assert [m.filename for m in members] == sorted(m.filename for m in members)
    assert {m.date_time for m in members} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_of_the_writers_folders_is_in_a_pack(pack: bytes, small: KnowledgeBase) -> None:
    files = unpacked(pack)

    assert [name for name, data in files.items() if b"folder/" in data] == []
    assert [name for name, data in files.items() if str(small.root).encode() in data] == []


def test_documents_of_one_name_lie_apart_and_verify(small: KnowledgeBase) -> None:
    pack = packed(small, ("index.md", COPY), ("index.md", f"{COPY}\nLight always beats it.\n"))

    assert {"copy/1/index.md", "copy/2/index.md", "audits.jsonl"} <= set(unpacked(pack))
    assert verify(pack).same


def test_a_name_that_no_system_takes_is_kept_beside_a_safe_one(small: KnowledgeBase) -> None:
    pack = packed(small, ("a:b*\u202e.md", COPY))
    manifest = Manifest.read(unpacked(pack)[MANIFEST])

    assert [(d.name, d.file) for d in manifest.documents] == [("a:b*\u202e.md", "copy/a_b__.md")]
    assert verify(pack).same


def test_a_knowledge_base_laid_over_the_shipped_one_is_packed_with_both(tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_text('extends = "shipped"\nname = "own"\ntitle = "Own"\n')
    kb = KnowledgeBase.open(tmp_path)
    pack = packed(kb, ("page.txt", "Ketamine cures depression in everyone."))

    assert {"knowledge_base/kb.toml", "knowledge_base/shipped/kb.toml"} <= set(unpacked(pack))
    found = verify(pack)
    assert found.differences == ()
    assert found.manifest.knowledge_base.fingerprint == kb.fingerprint


def test_a_knowledge_base_that_was_changed_meanwhile_is_not_packed(tmp_path: Path) -> None:
    kb = opened(tmp_path, FILES)
    path = tmp_path / CLAIM
    path.write_text(path.read_text().replace("One small trial", "One tiny trial"))

    with pytest.raises(UsageError, match="was changed since it judged"):
        packed(kb)


def test_a_document_whose_file_is_not_at_hand_is_not_packed(small: KnowledgeBase) -> None:
    document = read_bytes(COPY.encode(), "page.md").model_copy(update={"original": b""})
    vetted = Vetted(document, Engine(small).vet(document), "page.md")

    with pytest.raises(UsageError, match="not at hand"):
        EXPORTS["pack"].write([vetted], small)


TAMPERED: Mapping[str, tuple[Spoil, str]] = {
    "copy": (
        replace(PAGE, "proven", "thought"),
        "copy/page.md: was changed: its SHA-256 is",
    ),
    "text as read": (replace(READ, "proven", "thought"), "read/page.md.txt: was changed"),
    "verdict": (replace("audit.json", "overstated", "supported"), "audit.json: was changed"),
    "claim": (replace(PACKED_CLAIM, "level: may", "level: can"), f"{PACKED_CLAIM}: was changed"),
    "report": (replace("report.html", "Overstated", "Supported"), "report.html: was changed"),
    "added": (added("note.txt", b"signed"), "note.txt: was added"),
    "removed": (removed(PACKED_SOURCE), f"{PACKED_SOURCE}: is missing"),
    "manifest": (replace(MANIFEST, '"bytes": ', '"bytes": 1'), "was changed"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_a_changed_pack_is_told_with_the_file_that_was_changed(pack: bytes, case: str) -> None:
    spoil, told = TAMPERED[case]

    assert any(told in each for each in spoilt(pack, spoil).differences)


def reformatted(files: Files) -> None:
    files["audit.json"] = json.dumps(json.loads(files["audit.json"])).encode()


FORGED: Mapping[str, tuple[Spoil, str]] = {
    "copy": (replace(PAGE, "proven", "thought"), "read/page.md.txt: differs from the copy, first"),
    "copy, in its verdict": (
        replace(PAGE, "proven to end", "thought to ease"),
        "stands in the pack and does not come out anew",
    ),
    "text as read": (replace(READ, "proven", "thought"), 'the pack says "Light is thought to end'),
    "verdict": (
        replace("audit.json", '"verdict": "overstated"', '"verdict": "supported"'),
        'verdict: the pack says "supported", judged anew "overstated"',
    ),
    "what is allowed": (
        replace("audit.json", '"allows": "may ease winter blues"', '"allows": "cures"'),
        'allows: the pack says "cures"',
    ),
    "counts": (replace("audit.json", '"checkable": 2', '"checkable": 9'), "counts.checkable: "),
    "an audit in other spaces": (reformatted, "not byte for byte"),
    "an audit that is none": (
        added("audit.json", b"[" * 100_000),
        "audit.json is no JSON",
    ),
    "claim": (replace(PACKED_CLAIM, "level: may", "level: can"), "knowledge_base.fingerprint: "),
    "claim for people": (
        replace("evidence/claims/light-helps.yaml", "level: may", "level: can"),
        "evidence/claims/light-helps.yaml: says something else than what it is made from",
    ),
    "claim that cannot be read": (
        replace(PACKED_CLAIM, "kind: effect", "kind: wonder"),
        f"cannot be judged anew: {CLAIM}:3",
    ),
    "report": (replace("report.html", "Overstated", "Supported"), "report.html: says something"),
    "added": (
        added("note.txt", b"signed"),
        "note.txt: does not belong to this audit",
    ),
    "removed": (
        removed("evidence/sources/trial-a.yaml"),
        "evidence/sources/trial-a.yaml: is missing, in the manifest as well",
    ),
    "copy removed": (
        removed(PAGE),
        "cannot be judged anew: copy/page.md: is missing",
    ),
    "audit removed": (removed("audit.json"), "audit.json is no JSON"),
    "document renamed": (
        replace(MANIFEST, '"name": "page.md"', '"name": "other.md"'),
        'document.name: the pack says "page.md", judged anew "other.md"',
    ),
}


@pytest.mark.parametrize("case", FORGED)
def test_a_forger_who_mends_the_hashes_is_found_by_judging_again(pack: bytes, case: str) -> None:
    spoil, told = FORGED[case]
    found = spoilt(pack, spoil, forged=True)

    assert any(told in each for each in found.differences), found.differences


def test_a_pack_of_another_version_is_judged_all_the_same(pack: bytes) -> None:
    def other(files: Files) -> None:
        for name in (MANIFEST, "audit.json"):
            replace(name, f'"version": "{__version__}"', '"version": "0.0.9"')(files)
        replace("README.txt", __version__, "0.0.9 or so")(files)

    found = spoilt(pack, other, forged=True)
    assert found.differences == ()
    assert found.notes[0].startswith(f"made by version 0.0.9, verified by {__version__}")


def test_a_version_that_only_the_manifest_names_is_told(pack: bytes) -> None:
    other = replace(MANIFEST, f'"version": "{__version__}"', '"version": "0.0.9"')

    assert 'engine.version: the pack says "0.1.0", judged anew "0.0.9"' in " ".join(
        spoilt(pack, other, forged=True).differences
    )


def test_a_cache_that_somebody_changed_fools_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_KB_CACHE", str(tmp_path / "cache"))
    kb = opened(tmp_path / "kb", FILES)
    pack = packed(kb)
    for kept in (tmp_path / "cache").glob("*.json"):
        kept.write_text(kept.read_text().replace("may ease winter blues", "cures it"))

    fooled = KnowledgeBase.open(kb.root).claims["light-helps"].allows.certainty
    assert fooled.wording == "cures it"
    assert verify(pack).same


def zipped(*members: tuple[str | ZipInfo, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


def link(name: str) -> ZipInfo:
    about = ZipInfo(name)
    about.create_system = 3
    about.external_attr = 0o120777 << 16
    return about


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no zip at all", "is no audit pack"),
        (zipped(("page.txt", b"x")), "holds no manifest.json"),
        (zipped((MANIFEST, b"{}"), ("../page.txt", b"x")), "leads out of its folder"),
        (zipped((MANIFEST, b"{}"), ("/etc/page.txt", b"x")), "leads out of its folder"),
        (zipped((MANIFEST, b"{}"), ("C:page.txt", b"x")), "leads out of its folder"),
        (zipped((MANIFEST, b"{}"), ("a//b", b"x")), "leads out of its folder"),
        (zipped((MANIFEST, b"{}"), (link("copy/page.txt"), b"/etc/passwd")), "leads out of"),
        (zipped((MANIFEST, b"{}"), ("copy/Ä", b"x"), ("copy/a\u0308", b"y")), "of one name"),
        (zipped((MANIFEST, b'{"format": "claims-kb/pack@2"}')), "'claims-kb/pack@1'"),
        (zipped((MANIFEST, b'{"format": 1, "format": 1}')), "a key stands twice"),
        (zipped((MANIFEST, b"[" * 100_000)), "is no JSON"),
        (zipped((MANIFEST, b'{"format": "claims-kb/pack@1"}')), "is faulty"),
    ],
)
def test_what_is_no_pack_or_not_safe_is_refused_with_its_reason(data: bytes, told: str) -> None:
    with pytest.raises(ReadingError, match=told.replace("(", r"\(")):
        verify(data)


def test_a_pack_that_another_program_packed_again_is_the_same_audit(pack: bytes) -> None:
    files = unpacked(pack)
    folders = {name.rpartition("/")[0] + "/" for name in files if "/" in name}
    again = zipped(*((name, b"") for name in folders), *files.items())

    found = verify(again)
    assert found.differences == ()
    assert found.sha256 != sha256(pack).hexdigest()


def test_a_name_that_stands_twice_is_refused(pack: bytes) -> None:
    made = BytesIO(pack)
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(made, "a") as archive:
        archive.writestr("audit.json", b"{}")

    with pytest.raises(ReadingError, match="two files of one name"):
        verify(made.getvalue())


def test_a_pack_that_unpacks_without_end_is_stopped(pack: bytes) -> None:
    made = BytesIO(pack)
    with ZipFile(made, "a", ZIP_DEFLATED) as archive:
        for number in range(2):
            archive.writestr(f"copy/{number}", bytes(160_000_000))

    with pytest.raises(ReadingError, match="unpacks to more than 300 MB"):
        verify(made.getvalue())


def test_a_damaged_pack_names_the_file(pack: bytes) -> None:
    at = pack.index(b"copy/page.md") + len("copy/page.md") + 4
    damaged = pack[:at] + bytes(8) + pack[at + 8 :]

    with pytest.raises(ReadingError, match=r"is damaged \('copy/page\.md'"):
        verify(damaged)


# --- the commands ---

_OFFLINE = """\
import socket, sys
def refuse(*_, **__): raise SystemExit("a network was asked for")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from kb.cli import main
sys.exit(main(sys.argv[1:]))
"""


def offline(folder: Path, seed: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with a hash seed, an empty cache and no network."""
    (folder / "cache").mkdir(parents=True)
    environment = {
        **{name: value for name, value in os.environ.items() if name != "CLAIMS_KB"},
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": seed,
        "CLAIMS_KB_CACHE": str(folder / "cache"),
    }
    return subprocess.run(
        [sys.executable, "-c", _OFFLINE, *map(str, arguments)],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_pack_made_here_verifies_elsewhere_without_a_network(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes((ROOT / "sources/copy/sample-clinic-page.md").read_bytes())
    pack = tmp_path / "audit.zip"
    made = offline(tmp_path / "here", "1", "vet", page, "--fail-on", "never", "--out", pack)
    digest = sha256(pack.read_bytes()).hexdigest()
    assert (made.returncode, made.stdout) == (0, "")
    assert f"SHA-256 {digest}" in made.stderr

    page.unlink()
    there = tmp_path / "there"
    checked = offline(there, "2", "verify", pack, "--sha256", digest.upper())

    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.endswith("\nthe same audit\n")
    assert digest in checked.stdout
    assert "the one used here" in checked.stdout
    # Neither read nor written: the cache proves nothing.
    assert list((there / "cache").iterdir()) == []


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_a_forged_pack_gives_1_and_names_the_finding(
    pack: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = unpacked(pack)
    replace("audit.json", '"verdict": "overstated"', '"verdict": "supported"')(files)
    forged = tmp_path / "forged.zip"
    forged.write_bytes(archived(sealed(files)))

    status, out, _ = run(capsys, "verify", forged)

    assert status == 1
    assert "not the same audit: 1 difference" in out
    assert "“Light is proven to end winter blues”, line 3" in out
    assert "not the one used here" in out


def test_a_pack_that_is_not_the_one_given_gives_1(
    pack: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pack.zip"
    file.write_bytes(pack)

    status, out, _ = run(capsys, "verify", file, "--sha256", "0" * 64)

    assert status == 1
    assert "its SHA-256 is not the one given, 000" in out


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("pack.zip", ["--sha256", "abc"], "is no SHA-256"),
        ("gone.zip", [], "gone.zip: cannot be opened (no such file"),
        (".", [], "cannot be opened"),
        ("notes.txt", [], "notes.txt: is no audit pack"),
    ],
)
def test_what_makes_no_sense_gives_2_and_one_message(
    pack: bytes,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    arguments: list[str],
    told: str,
) -> None:
    (tmp_path / "pack.zip").write_bytes(pack)
    (tmp_path / "notes.txt").write_text("notes")

    status, out, err = run(capsys, "verify", tmp_path / name, *arguments)

    assert (status, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_what_a_pack_says_cannot_steer_a_terminal(
    pack: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = unpacked(pack)
    audit: dict[str, Any] = json.loads(files["audit.json"])
    audit["findings"][0]["why"] = "\x1b[2J\u202eall is well"
    files["audit.json"] = json.dumps(audit, ensure_ascii=False).encode()
    file = tmp_path / "pack.zip"
    file.write_bytes(archived(sealed(files)))

    _, out, _ = run(capsys, "verify", file)

    assert "all is well" in out
    assert not {"\x1b", "\u202e"} & set(out)
