"""Damaged files, each a function of a seed: noise, and damage that keeps a file half right.

What opens at once as rubbish tests one line of a reader. So members of archives are damaged inside
a sound archive, and elements inside sound XML.
"""

from __future__ import annotations

import io
import re
import warnings
import zlib
from collections.abc import Callable, Sequence
from random import Random
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

__all__ = ["case", "packed"]

Mutation = Callable[[bytes, Random], bytes]

_MAGIC = (b"", b"PK\x03\x04", b"%PDF-1.7\n", b"{\\rtf1", b"<!DOCTYPE html>", b"\xd0\xcf\x11\xe0",
          b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")  # fmt: skip
_INTERESTING = (b"\x00", b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"-1", b"0",
                b"99999999999", b"1e999", b"\xed\xa0\x80", b"\xf0\x9f\x8c\xa7", "e\u0301".encode(),
                b"\r\r\n", "\u2028\u202e\u00ad\ufeff".encode())  # fmt: skip
_WORDS = (
    b"<!--", b"-->", b"<![CDATA[", b"<table>", b"</p>", b"<p>", b"<li>", b"<script>", b"<p hidden>",
    b"&#x110000;", b"&#0;", b"&nbsp", b"&lt;", b"```\n", b"|---|\n", b"- ", b"# ", b"> ", b"---\n",
    b"{\\*\\x ", b"{", b"}", b"\\u-10179?", b"\\'zz", b"\\bin99 ", b"\\par ", b"\\cell\\row ",
    b"--b1\r\n", b"=?utf-8?Q?=FF?=", b"Content-Type: multipart/mixed; boundary=b1\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"/Kids [1 0 R]", b"/Length -1", b"endobj\n",
    b"BT (x) Tj ET", b"stream\n", b"\"", b"(", b")", b". ", b"1. ", b"<b>", b"<!DOCTYPE a>",
)  # fmt: skip
_PIECES = re.compile(rb"<[^<>]*>|[^<>]+|[<>]")
_NUMBER = re.compile(rb"\d+")
_STREAM = re.compile(rb"(stream\r?\n)(.*?)(\r?\nendstream)", re.DOTALL)
_LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    b'<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
)
_MOST = 2_000_000
"""Bytes of a case: more tests nothing but patience."""


def case(seeds: Sequence[bytes], random: Random) -> bytes:
    """Return a damaged file, by one to four kinds of damage; without seeds, noise."""
    if not seeds or random.random() < 0.05:
        return random.choice(_MAGIC) + random.randbytes(random.choice((0, 1, 7, 100, 4000)))
    data = random.choice(seeds)
    if random.random() < 0.05:
        other = random.choice(seeds)
        data = data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other) + 1) :]
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        data = random.choice(_kinds(data))(data, random)[:_MOST]
    return data


def _kinds(data: bytes) -> tuple[Mutation, ...]:
    if data.startswith(b"PK"):
        return (*_ANY, *_ARCHIVE * 4)
    if data.startswith(b"%PDF"):
        return (*_ANY, *_PDF * 2)
    return (*_ANY, *_MARKUP)


def _somewhere(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 2, 8, 64, 1000)))


def _flipped(data: bytes, random: Random) -> bytes:
    found = bytearray(data)
    for _ in range(random.choice((1, 2, 10, 100)) if found else 0):
        found[random.randrange(len(found))] ^= 1 << random.randrange(8)
    return bytes(found)


def _cut_short(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _without(data: bytes, random: Random) -> bytes:
    start, end = _somewhere(data, random)
    return data[:start] + data[end:]


def _repeated(data: bytes, random: Random) -> bytes:
    start, end = _somewhere(data, random)
    return data[:end] + data[start:end] * random.choice((1, 2, 50, 3000)) + data[end:]


def _overwritten(data: bytes, random: Random) -> bytes:
    start, _ = _somewhere(data, random)
    put = random.choice(_INTERESTING)
    return data[:start] + put + data[start + len(put) :]


def _inserted(data: bytes, random: Random) -> bytes:
    start, _ = _somewhere(data, random)
    put = random.choice(_WORDS) * random.choice((1, 1, 1, 3, 300, 20_000))
    return data[:start] + put + data[start:]


def _renumbered(data: bytes, random: Random) -> bytes:
    """Change a few numbers where they stand: lengths, spans, levels, offsets."""
    places = list(_NUMBER.finditer(data))
    for found in sorted(random.sample(places, min(len(places), 3)), key=lambda f: -f.start()):
        put = random.choice((b"0", b"-1", b"1", b"65536", b"4294967296", b"9" * 40))
        data = data[: found.start()] + put + data[found.end() :]
    return data


def _shuffled(data: bytes, random: Random) -> bytes:
    """Take out, double and exchange elements and texts."""
    pieces = _PIECES.findall(data)
    for _ in range(random.choice((1, 3, 20)) if pieces else 0):
        at, other = random.randrange(len(pieces)), random.randrange(len(pieces))
        how = random.randrange(4)
        if how == 0:
            pieces[at], pieces[other] = pieces[other], pieces[at]
        elif how == 1:
            pieces[at] = b""
        elif how == 2:
            pieces[at] *= 2
        else:
            pieces.insert(at, pieces[other])
    return b"".join(pieces)


def _nested(data: bytes, random: Random) -> bytes:
    """Put an element into itself, deeply, closed or not."""
    opening = [p for p in _PIECES.findall(data) if re.match(rb"<[A-Za-z]", p) and p[-2:] != b"/>"]
    if not opening:
        return data
    tag: bytes = random.choice(opening)
    closing = b"</" + tag[1:].split()[0].strip(b">") + b">"
    times = random.choice((3, 250, 5000))
    inside = tag * times + b"deep" + (closing * times if random.random() < 0.7 else b"")
    at = data.index(tag)
    return data[:at] + inside + data[at:]


def _with_entities(data: bytes, random: Random) -> bytes:
    put = b"".join(random.choice((b"&d;", b"&x;", b"&nope;")) for _ in range(20))
    declared = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    at = data.rfind(b"</")
    return data[:declared] + _LAUGHS + data[declared:at] + put + data[at:]


def _of_archive(change: Callable[[list[tuple[str, bytes]], Random], None]) -> Mutation:
    def changed(data: bytes, random: Random) -> bytes:
        try:
            with ZipFile(io.BytesIO(data)) as archive:
                members = [(name, archive.read(name)) for name in archive.namelist()]
        except (BadZipFile, KeyError, ValueError, OSError, NotImplementedError, zlib.error,
                EOFError, RuntimeError):  # fmt: skip
            return _flipped(data, random)
        if members:
            change(members, random)
        return packed(members)

    return changed


def packed(members: Sequence[tuple[str, bytes]]) -> bytes:
    """Return an archive of these members, the same bytes at any time."""
    packed = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two members of one name are meant
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for name, content in members:
                archive.writestr(ZipInfo(name), content, ZIP_DEFLATED, 1)  # without its time
    return packed.getvalue()


def _member_damaged(members: list[tuple[str, bytes]], random: Random) -> None:
    # The text itself is where most of a reader's code is.
    telling = [at for at, (_, data) in enumerate(members) if data.startswith((b"<?xml", b"<"))]
    at = random.choice(telling or range(len(members)))
    name, data = members[at]
    members[at] = (name, random.choice((*_ANY, *_MARKUP * 3))(data, random))


def _member_gone(members: list[tuple[str, bytes]], random: Random) -> None:
    del members[random.randrange(len(members))]


def _member_doubled(members: list[tuple[str, bytes]], random: Random) -> None:
    members.append((random.choice(members)[0], random.choice(members)[1]))


def _members_exchanged(members: list[tuple[str, bytes]], random: Random) -> None:
    at, other = random.randrange(len(members)), random.randrange(len(members))
    members[at], members[other] = (
        (members[at][0], members[other][1]),
        (members[other][0], members[at][1]),
    )


def _member_swollen(members: list[tuple[str, bytes]], random: Random) -> None:
    at = random.randrange(len(members))
    name, data = members[at]
    end = data.rfind(b"</")
    space = b" " * random.choice((10**5, 10**6, 10**6, 3 * 10**7))
    members[at] = (name, data[:end] + space + data[end:])


_ANY: tuple[Mutation, ...] = (
    _flipped, _cut_short, _without, _repeated, _overwritten, _inserted, _renumbered
)  # fmt: skip
_MARKUP: tuple[Mutation, ...] = (_shuffled, _nested, _with_entities, _inserted, _renumbered)
_ARCHIVE: tuple[Mutation, ...] = (
    _of_archive(_member_damaged), _of_archive(_member_damaged), _of_archive(_member_damaged),
    _of_archive(_member_damaged), _of_archive(_member_gone), _of_archive(_member_doubled),
    _of_archive(_members_exchanged), _of_archive(_member_swollen),
)  # fmt: skip


def _in_streams(data: bytes, random: Random) -> bytes:
    """Damage the content of a stream inside a sound wrapping."""
    places = list(_STREAM.finditer(data))
    if not places:
        return _flipped(data, random)
    found = random.choice(places)
    content = found[2]
    try:
        content = zlib.compress(random.choice(_ANY)(zlib.decompress(content), random))
    except zlib.error:
        content = random.choice(_ANY)(content, random)
    return data[: found.start(2)] + content + data[found.end(2) :]


_PDF: tuple[Mutation, ...] = (_in_streams, _in_streams, _renumbered, _shuffled, _inserted)
