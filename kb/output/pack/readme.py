"""What stands in a pack for whoever opens it without knowing the program."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from kb.output.text import plain
from kb.vet import Vetted

__all__ = ["readme"]

_WIDTH = 78
_TEXT = """\
EVIDENCE AUDIT

{what}

WHAT IS IN HERE

report.html      the audit for people: open it in a browser
{audit:<17}the same audit for programs, with every reason and offset
copy/            what was vetted, the file itself
read/            its text as the program read it; places are counted in it
evidence/        the claims and sources that the audit names
knowledge_base/  all that judged: every claim, source, setting and weight
manifest.json    every file in here with its size and SHA-256

HOW TO CHECK IT

With Claims KB installed, on any machine and without a network:

    claims-kb verify PACK.zip

That compares every file with its hash, reads the copy again, judges it again
by the knowledge base in here, and says "the same audit" or names what differs.

Whoever changes a file and its hash as well is found where the audit then
comes out differently. Against somebody who changes the knowledge base, the
audit and all hashes together, only the SHA-256 of the pack itself helps: the
program tells it when it writes a pack. Ask for it by another way than the
one by which the pack came, and give it with it:

    claims-kb verify PACK.zip --sha256 HEX

WHAT IT DOES NOT SAY

This is not legal or medical advice. A program found, matched and judged the
passages, and it can be wrong in both directions: read the reasons. A pack that
verifies shows that this copy and this knowledge base give this audit. It shows
neither that the evidence is right or complete, nor who made the pack, nor
when. "Not covered" says nothing about whether a passage is true.
"""


def readme(vetted: Sequence[Vetted], audit: str) -> bytes:
    """Return the text, with what was vetted and by what in its first sentence."""
    first = vetted[0].audit
    base = first.knowledge_base
    names = plain(vetted[0].document.name) if len(vetted) == 1 else f"{len(vetted)} documents"
    what = (
        f"{names}, judged by {first.engine.name} {first.engine.version} with the knowledge base"
        f" \N{LEFT DOUBLE QUOTATION MARK}{plain(base.name)}\N{RIGHT DOUBLE QUOTATION MARK}"
        f" ({base.claims} claims, {base.sources} sources)."
    )
    told = "\n".join(textwrap.wrap(what, _WIDTH, break_on_hyphens=False))
    return _TEXT.format(what=told, audit=audit).encode()
