"""Which encoding a web page states for itself.

Source: WHATWG Encoding Standard, section 4.2 (Names and labels), and HTML Living Standard, section
13.2.3.2 (the first 1,024 bytes).
"""

from __future__ import annotations

import codecs
import re

from kb.errors import ReadingError
from kb.reading.web.meaning import Tag
from kb.reading.web.tokens import Tokens

__all__ = ["codec_of", "declared"]

_LOOKED_AT = 1024
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHARSET = re.compile(r"charset[\t\n\f\r ]*=[\t\n\f\r ]*[\"']?([^\"'\t\n\f\r ;]+)", re.IGNORECASE)
_XML = re.compile(r"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]+)")


def _named(codec: str, labels: str) -> dict[str, str]:
    return dict.fromkeys(labels.split(), codec)


_CODECS: dict[str, str] = {
    **_named("utf-8", "utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8"),
    # Whoever can read these words in ASCII was not reading UTF-16.
    **_named("utf-8", "utf-16 utf-16le utf-16be unicode ucs-2 iso-10646-ucs-2"),
    **_named("cp1252", "ascii us-ascii ansi_x3.4-1968 latin1 l1 iso-8859-1 iso8859-1 iso_8859-1"),
    **_named("cp1254", "iso-8859-9 iso8859-9 iso_8859-9 latin5 l5"),
    **_named("cp874", "iso-8859-11 iso8859-11 tis-620 windows-874"),
    **{f"{form}{n}": f"cp{n}" for n in range(1250, 1259) for form in ("windows-", "cp", "x-cp")},
    **{
        f"{form}{n}": f"iso8859-{n}"
        for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)
        for form in ("iso-8859-", "iso8859-", "iso_8859-")
    },
    **_named("koi8-r", "koi8-r koi8 koi"),
    **_named("koi8-u", "koi8-u"),
    **_named("mac-roman", "macintosh mac x-mac-roman"),
    **_named("cp866", "ibm866 cp866"),
    **_named("gb18030", "gbk gb2312 gb18030 gb_2312-80 x-gbk chinese"),
    **_named("big5hkscs", "big5 big5-hkscs x-x-big5"),
    **_named("euc_jp", "euc-jp x-euc-jp"),
    **_named("cp932", "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j"),
    **_named("cp949", "euc-kr ks_c_5601-1987 korean windows-949"),
}
_NOT_READ = frozenset(
    "hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-jp iso-2022-kr utf-32 utf-7 x-user-defined"
    .split()
)  # fmt: skip
"""They change the meaning of bytes midway: nothing could be put in between, and tags can hide."""


def declared(data: bytes) -> str:
    """Return the codec that a page states in its first 1,024 bytes; empty where it states none.

    A byte order mark says more than the page, so then nothing is looked for.

    Raises:
        ReadingError: the page states an encoding that is not read.
    """
    if data.startswith(_BOMS):
        return ""
    head = data[:_LOOKED_AT].decode("latin-1")
    for token in Tokens(head):
        if token.kind != "start" or token.name != "meta":
            continue
        tag = Tag(token, head)
        if label := tag.get("charset"):
            return codec_of(label)
        if tag.get("http-equiv").lower() == "content-type":
            found = _CHARSET.search(tag.get("content"))
            if found:
                return codec_of(found[1])
    stated = _XML.match(head)
    return codec_of(stated[1]) if stated else ""


def codec_of(label: str) -> str:
    """Return the codec of a label; empty for one that nobody knows, as browsers take it.

    Raises:
        ReadingError: the encoding is known and not read.

    >>> codec_of("ISO-8859-1"), codec_of("utf8"), codec_of("klingon")
    ('cp1252', 'utf-8', '')
    """
    name = label.strip().lower()
    if name in _NOT_READ:
        raise ReadingError(f"is encoded as '{name}', which is not read; save it as UTF-8")
    return _CODECS.get(name, "")
