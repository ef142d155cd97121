"""From audits to gaps: groups of uncovered passages with their words, their number, their risk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kb import __version__
from kb.gaps.grouping import Found, grouped, subject
from kb.matching.tokens import stem
from kb.model.finding import AuditEngine, Finding
from kb.model.gap import Gap, GapPassage, GapReport
from kb.vet import Engine, Vetted

__all__ = ["DOUBTFUL", "RISKS", "gaps"]

DOUBTFUL = 0.3
"""Findings whose score is below this rest on a match in doubt. Our own choice."""

RISKS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "speaks of safety",
        frozenset(("safety-absolute", "safety-minimal", "safety-plain", "safety-risk-named")),
    ),
    ("speaks of approval", frozenset(("regulatory-approved",))),
    (
        "absolute wording",
        frozenset(
            ("absolute", "universal-quantity", "durability-permanent", "speed-instant",
             "scope-everyone")
        ),
    ),
    ("hype", frozenset(("hype", "comparison-better"))),
)  # fmt: skip
"""Risks in plain words, the gravest first, with the kinds of cue that show each."""

_NO_SOURCE = "a figure that no source gives"
"""The gravest risk of all: nobody has seen what is said."""
_KEY_WORDS = 5
_EXAMPLES = 5


def gaps(vetted: Sequence[Vetted], engine: Engine, *, doubtful: bool = False) -> GapReport:
    """Return what the documents assert and no claim covers; with `doubtful`, in doubt too.

    In doubt is a claim found with a low score, and a figure that none of its sources gives. The
    heaviest gap comes first. The order of the documents changes nothing.
    """
    ordered = sorted(vetted, key=lambda v: (v.path, v.audit.document.sha256))
    found: list[Found] = []
    findings: dict[tuple[int, int], Finding] = {}
    for number, each in enumerate(ordered):
        for finding in each.audit.findings:
            if finding.not_covered or (doubtful and _in_doubt(finding)):
                statement = engine.observer.observe(finding.quote, finding.start)
                found.append(Found(number, finding.start, statement))
                findings[number, finding.start] = finding
    made = [_gap(group, ordered, findings, engine) for group in grouped(found)]
    ranked = sorted(made, key=lambda g: (-g.weight, -g.passages, g.key_words, g.examples[0].quote))
    return GapReport(
        knowledge_base=engine.identity,
        engine=AuditEngine(version=__version__),
        documents=len(ordered),
        passages=len(found),
        doubtful=doubtful,
        gaps=tuple(ranked),
    )


def _in_doubt(finding: Finding) -> bool:
    return finding.score < DOUBTFUL or _unseen(finding)


def _unseen(finding: Finding) -> bool:
    """Return whether a figure stands there that no source gives."""
    return any(doubt.kind == "figure" for doubt in finding.doubts)


def _gap(
    group: list[Found],
    vetted: Sequence[Vetted],
    findings: dict[tuple[int, int], Finding],
    engine: Engine,
) -> Gap:
    said = frozenset(kind for passage in group for kind in passage.statement.said)
    unseen = any(_unseen(findings[passage.document, passage.start]) for passage in group)
    risks = (*((_NO_SOURCE,) if unseen else ()), *(name for name, cues in RISKS if said & cues))
    documents = len({passage.document for passage in group})
    return Gap(
        key_words=tuple(_key_words(group, engine)),
        documents=documents,
        passages=len(group),
        risks=risks,
        weight=documents * (1 + len(risks)),
        examples=tuple(
            _example(findings[p.document, p.start], vetted[p.document]) for p in _spread(group)
        ),
    )


def _spread(group: list[Found]) -> list[Found]:
    """Return a few passages, of different documents before several of one."""
    seen: Counter[int] = Counter()
    turns: list[tuple[int, int, int, Found]] = []
    for passage in sorted(group, key=lambda p: (p.document, p.start)):
        turns.append((seen[passage.document], passage.document, passage.start, passage))
        seen[passage.document] += 1
    return [turn[3] for turn in sorted(turns, key=lambda turn: turn[:3])[:_EXAMPLES]]


def _example(finding: Finding, vetted: Vetted) -> GapPassage:
    return GapPassage(
        document=vetted.path,
        start=finding.start,
        end=finding.end,
        line=vetted.document.line(finding.start),
        place=vetted.document.place(finding.start),
        quote=finding.quote,
        claim=finding.claim,
    )


def _key_words(group: list[Found], engine: Engine) -> Iterator[str]:
    """Yield what most passages of a group have in common: names of concepts, then words."""
    held = Counter(name for passage in group for name in subject(passage.statement))
    forms: dict[str, Counter[str]] = {}
    for passage in group:
        for token in passage.statement.tokens:
            forms.setdefault(stem(token.word), Counter())[token.word] += 1
    told = 0
    named: set[str] = set()
    for name in sorted(held, key=lambda n: (-held[n], not n.startswith("c:"), n)):
        if told == _KEY_WORDS:
            return
        if name.startswith("c:"):
            label = engine.kb.concepts[name.removeprefix("c:")].label
            named |= {stem(word) for word in label.lower().split()}
            told += 1
            yield label
        elif name not in named and name in forms:
            told += 1
            yield min(forms[name], key=lambda word: (-forms[name][word], word))
