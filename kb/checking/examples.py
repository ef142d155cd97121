"""Rules that ask the engine: it gives every example its verdict, and each rewording passes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kb.checking.attempt import Attempt
from kb.checking.checked import Checked

__all__ = ["engine_gives_verdicts", "examples_agree", "rewordings_pass"]


def engine_gives_verdicts(checked: Checked) -> Iterator[Attempt]:
    """Judge every example and compare topic and verdict with what it must get."""
    for claim in checked.kb.claims.values():
        for number, example in enumerate(claim.examples):
            found = [
                (checked.kb.claims[f.claim].topic if f.claim else f.topic, f.verdict)
                for f in checked.judged(example.copy_)
            ]
            right = (claim.topic, example.verdict) in found
            told = ", ".join(f"{topic}: {verdict}" for topic, verdict in found) or "nothing"
            complaint = f"must get {claim.topic}: {example.verdict}, and gets {told}"
            path = ("examples", number, "copy")
            yield Attempt("claim", claim.id, path, "" if right else complaint)


def rewordings_pass(checked: Checked) -> Iterator[Attempt]:
    """Judge every rewording; it keeps to the ceiling of its own claim."""
    for claim in checked.kb.claims.values():
        if claim.rewording is None:
            continue
        own = [f for f in checked.judged(claim.rewording) if f.claim == claim.id]
        wrong = [f for f in own if f.verdict != "supported"]
        complaint = ""
        if wrong:
            names = ", ".join(d.name for d in wrong[0].dimensions)
            complaint = f"is itself judged {wrong[0].verdict} ({names})"
        # Matched to another claim, it says nothing about this one's ceiling.
        yield Attempt("claim", claim.id, ("rewording",), complaint, known=bool(own))


def examples_agree(checked: Checked) -> Iterator[Attempt]:
    """Look whether the same words are an example twice, with two verdicts."""
    seen: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for claim in checked.kb.claims.values():
        for number, example in enumerate(claim.examples):
            before = seen[_plain(example.copy_)]
            clash = [(n, v) for n, v in before if v != example.verdict or n == claim.id]
            complaint = f"the same words are '{clash[0][1]}' under '{clash[0][0]}'" if clash else ""
            before.append((claim.id, example.verdict))
            yield Attempt("claim", claim.id, ("examples", number, "copy"), complaint)
    for copy in checked.kb.no_claims.values():
        also = seen.get(_plain(copy.copy_))
        complaint = f"the same words are an example of '{also[0][0]}'" if also else ""
        yield Attempt("no-claim", copy.copy_, ("copy",), complaint)


def _plain(words: str) -> str:
    return " ".join(words.lower().split()).rstrip(".!")
