"""Rules on known copy: its text is the one on record, and every quote is found in it once."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from kb.checking.attempt import Attempt
from kb.checking.checked import Checked
from kb.errors import ReadingError
from kb.reading.selector import locate

__all__ = ["mentions_fit_verdicts", "quotes_are_found_once", "texts_are_unchanged"]


def quotes_are_found_once(checked: Checked) -> Iterator[Attempt]:
    """Look for every quote in its document, where somebody has the text."""
    for copy in checked.kb.copies.values():
        text = checked.text_of(copy)
        for number, mention in enumerate(copy.mentions):
            path = ("mentions", number, "quote", "exact")
            if text is None:
                yield Attempt("copy", copy.id, path, known=False)
                continue
            try:
                locate(text, mention.quote)
                complaint = ""
            except ReadingError as error:
                complaint = str(error).partition(";")[0]
            yield Attempt("copy", copy.id, path, complaint)


def texts_are_unchanged(checked: Checked) -> Iterator[Attempt]:
    """Compare hash and length of every text with its record."""
    for copy in checked.kb.copies.values():
        data, text = checked.bytes_of(copy), checked.text_of(copy)
        pairs = (
            ("sha256", copy.sha256, None if data is None else sha256(data).hexdigest()),
            ("characters", copy.characters, None if text is None else len(text)),
        )
        for field, recorded, found in pairs:
            changed = found is not None and found != recorded
            complaint = f"the text has {found}" if changed else ""
            yield Attempt("copy", copy.id, (field,), complaint, known=found is not None)


def mentions_fit_verdicts(checked: Checked) -> Iterator[Attempt]:
    """Look whether verdict, dimensions and claim of every mention agree."""
    for copy in checked.kb.copies.values():
        for number, mention in enumerate(copy.mentions):
            complaint = ""
            if mention.claim is None and mention.verdict != "unsupported":
                complaint = f"no claim covers it, yet it is '{mention.verdict}'"
            elif mention.claim is not None and (mention.verdict == "supported") == bool(
                mention.exceeds
            ):
                named = f"names {len(mention.exceeds)} dimensions"
                complaint = f"it is '{mention.verdict}' and {named} in 'exceeds'"
            yield Attempt("copy", copy.id, ("mentions", number, "verdict"), complaint)
