"""The HTML page: complete, safe, whole without a network, readable by everybody."""

from __future__ import annotations

import re
import subprocess
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.finding import DocumentFinding
from kb.model.source import Source
from kb.output.faces import FACES
from kb.output.html.report import write
from kb.output.html.style import style_sheet
from tests.audited import a_base, a_finding, over, vetted
from tests.browser import flags, required

MakeClaim = Callable[..., Claim]
MakeSource = Callable[..., Source]

TEXT = "Bright days\n\nIt is safe. Light works in minutes. It cures all.\nLight won an award."
SAFE = a_finding(TEXT, "It is safe", verdict="supported")
FAST = a_finding(TEXT, "Light works in minutes", over(TEXT, "minutes"))
CURES = a_finding(TEXT, "It cures all", over(TEXT, "cures", "certainty"), verdict="contradicted")
AWARD = a_finding(TEXT, "Light won an award", verdict="unsupported", claim=None)
WHOLE = DocumentFinding(
    kind="omission", why="Risks are left out.", where=((0, 11),), sources=("trial-b",)
)
PAGE = vetted(TEXT, SAFE, FAST, CURES, AWARD, whole=(WHOLE,), headings=("Bright days",))
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;"


class Parsed(HTMLParser):
    """The elements of a page, and its words by the class of what they stand in."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[tuple[tuple[str, ...], str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element and open it."""
        own = {name: value or "" for name, value in attrs}
        self.elements.append((tag, own))
        if tag not in ("meta", "input", "br"):
            self._open.append((tag, own.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, which must be the one opened last."""
        opened, _ = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        """Keep words with everything they stand in."""
        within = tuple(name for tag, cls in self._open for name in (tag, *cls.split()))
        self.words.append((within, data))

    def said(self, inside: str, without: str = "") -> str:
        """Return the words within an element or class, without those in another."""
        return "".join(words for in_, words in self.words if inside in in_ and without not in in_)

    def of(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every element with a tag."""
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture(scope="module")
def base(a_claim: MakeClaim, a_source: MakeSource) -> KnowledgeBase:
    links = [
        {"source": "trial-a", "direction": "supports", "fact": "helped by 2 points"},
        {"source": "trial-b", "direction": "disputes", "fact": "helped nobody"},
    ]
    sources = [
        a_source(authors=["Zarate CA Jr", "et al"], year=2006, doi="10.1000/1", pmid="12"),
        a_source("trial-b", read="unverified", standing="retracted"),
    ]
    return a_base([a_claim(rests_on=links)], sources)


@pytest.fixture(scope="module")
def page(base: KnowledgeBase) -> Parsed:
    return Parsed(write([PAGE], base))


def test_the_copy_stands_in_the_page_word_for_word(page: Parsed) -> None:
    assert page.said("copy", without="number") == TEXT


def test_every_passage_is_marked_with_icon_and_number(page: Parsed) -> None:
    assert page.said("number") == "✓1▲2✕3○4"


def test_the_words_that_show_a_dimension_stand_out(page: Parsed) -> None:
    assert [words for within, words in page.words if "cue" in within and "copy" in within] == [
        "minutes",
        "cures",
    ]


def test_headings_are_marked_as_headings(page: Parsed) -> None:
    assert page.said("heading") == "Bright days"


def test_every_mark_leads_to_its_card_and_back(page: Parsed) -> None:
    marks = [a for a in page.of("a") if a.get("class", "").startswith("mark")]
    cards = [card for card in page.of("article") if "id" in card]
    back = {link["href"] for link in page.of("a") if link.get("title") == "Show in the copy"}

    assert [mark["href"] for mark in marks] == [f"#{card['id']}" for card in cards]
    assert {f"#{mark['id']}" for mark in marks} == back


def test_every_link_within_the_page_leads_somewhere(page: Parsed) -> None:
    names = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    leads = {link["href"][1:] for link in page.of("a") if link["href"].startswith("#")}

    assert len(names) == len(set(names))
    assert leads <= set(names)


@pytest.mark.parametrize(
    "words",
    [
        "not before 2 hours",
        "Light may help.",
        "What light-helps says.",
        "helped by 2 points",
        "How the grade comes about (GRADE)",
        "Evidence against (1)",
    ],
)
def test_a_card_holds_everything_behind_its_verdict(words: str, page: Parsed) -> None:
    assert words in page.said("overstated")


def test_a_passage_that_is_not_covered_says_so_in_words(page: Parsed) -> None:
    assert "no claim of this knowledge base speaks of it" in page.said("article")


def test_what_the_whole_document_shows_quotes_its_place(page: Parsed) -> None:
    assert "Omission" in page.said("whole")
    assert "Line 1: Bright days" in page.said("whole")


def test_references_are_numbered_as_first_cited_with_links(page: Parsed) -> None:
    listed = [attrs["id"] for attrs in page.of("li") if "id" in attrs]

    # What the whole document shows stands before the cards, and cites trial-b.
    assert listed == ["r-trial-b", "r-trial-a"]
    assert "https://doi.org/10.1000/1" in {link["href"] for link in page.of("a")}
    assert "Zarate CA Jr, et al. Title of trial-a." in page.said("references")


def test_unread_and_retracted_evidence_is_marked_wherever_it_stands(page: Parsed) -> None:
    for place in ("whole", "evidence", "references"):
        assert "unverified" in page.said(place)
    assert "retracted" in page.said("evidence")
    assert "nobody has read them: 1" in page.said("footer")


@pytest.mark.parametrize("words", ["f" * 64, PAGE.audit.document.sha256, "claims-kb 0.0.0"])
def test_the_page_says_who_judged_what(words: str, page: Parsed) -> None:
    assert words in page.said("summary")


def test_the_page_says_that_it_is_no_advice(page: Parsed) -> None:
    assert "not legal or medical advice" in page.said("footer")


def test_the_page_runs_nothing_and_fetches_nothing(base: KnowledgeBase) -> None:
    written = write([PAGE], base)
    page = Parsed(written)

    assert {tag for tag, _ in page.elements}.isdisjoint(
        ("script", "link", "img", "iframe", "object", "embed", "form", "base", "audio", "video")
    )
    assert not [a for _, a in page.elements if {"src", "style"} & set(a)]
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    assert "url(" not in page.said("style")
    assert "@import" not in page.said("style")


def test_the_policy_allows_this_style_and_nothing_else(page: Parsed) -> None:
    (policy,) = [m["content"] for m in page.of("meta") if "http-equiv" in m]
    digest = b64encode(sha256(page.said("style").encode()).digest()).decode()

    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")


def test_words_from_outside_never_become_markup(a_claim: MakeClaim, a_source: MakeSource) -> None:
    claim = a_claim(
        says=HOSTILE,
        limits=[HOSTILE],
        rests_on=[{"source": "trial-a", "direction": "supports", "fact": HOSTILE, "at": HOSTILE}],
        allows={"certainty": {"level": "may", "wording": HOSTILE}, "must_say": [HOSTILE]},
    )
    source = a_source(title=HOSTILE, authors=[HOSTILE], container=HOSTILE, registry=HOSTILE)
    finding = a_finding(HOSTILE, HOSTILE, over(HOSTILE, "img", says=HOSTILE, allows=HOSTILE))
    finding = finding.model_copy(update={"rewording": HOSTILE, "why": HOSTILE})
    whole = DocumentFinding(kind="inconsistency", why=HOSTILE, where=((0, 20),))
    hostile = vetted(HOSTILE, finding, whole=(whole,), path=HOSTILE)

    page = Parsed(write([hostile], a_base([claim], [source])))

    assert not page.of("img")
    assert not page.of("script")
    assert page.said("copy", without="number") == HOSTILE


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\x0c", "\x85", "\ufffe"])
def test_characters_that_html_forbids_are_replaced(bad: str, base: KnowledgeBase) -> None:
    text = f"Light {bad} cures."

    written = write([vetted(text, a_finding(text, text[:-1], over(text, "cures")))], base).decode()

    assert bad not in written
    assert "“Light \ufffd " in written


def overlapping(base: KnowledgeBase, *quotes: tuple[str, str]) -> str:
    text = "one two three four"
    kinds: dict[str, Any] = {"bad": "contradicted", "good": "supported"}
    found = [a_finding(text, quote, verdict=kinds[kind]) for quote, kind in quotes]
    page = Parsed(write([vetted(text, *found)], base))
    assert page.said("copy", without="number") == text
    return page.said("copy")


@pytest.mark.parametrize(
    ("quotes", "shown"),
    [
        ([("one two", "good"), ("two three", "bad")], "one two✓1 three✕2 four"),
        ([("one two three", "good"), ("two", "bad")], "one two✕2 three✓1 four"),
        ([("one two three", "bad"), ("two", "good")], "one two✓2 three✕1 four"),
        ([("one two", "bad"), ("one two", "good")], "one two✕1✓2 three four"),
    ],
)
def test_passages_that_overlap_end_with_their_own_numbers(
    quotes: list[tuple[str, str]], shown: str, base: KnowledgeBase
) -> None:
    assert overlapping(base, *quotes) == shown


def test_the_same_words_twice_are_two_findings_with_names_of_their_own(base: KnowledgeBase) -> None:
    text = "It cures. It cures."
    first = a_finding(text, "It cures", over(text, "cures"))
    second = first.model_copy(update={"start": 10, "end": 18})

    cards = [a["id"] for a in Parsed(write([vetted(text, first, second)], base)).of("article")]

    assert cards == [f"f-{first.id}", f"f-{first.id}.2"]


def test_on_paper_the_evidence_of_a_claim_is_told_once(page: Parsed) -> None:
    behind = [d["class"] for d in page.of("details")]

    assert behind.count("behind") == 3
    assert page.said("on-paper").startswith("Evidence and grade of this claim: see finding 1.")


def test_several_documents_share_one_list_of_references(base: KnowledgeBase) -> None:
    page = Parsed(write([PAGE, PAGE], base))
    names = [attrs["id"] for _, attrs in page.elements if "id" in attrs]

    assert len(names) == len(set(names))
    assert len([ol for ol in page.of("ol") if ol.get("class") == "references"]) == 1


def test_the_first_screen_names_the_gravest_and_how_far_the_copy_goes(page: Parsed) -> None:
    first = page.said("overview")

    assert "Light works in minutes" in page.said("gravest")
    assert "checkable statements" in first
    assert "Speed" in page.said("overreach")


def test_what_is_gravest_leads_to_its_own_document(base: KnowledgeBase) -> None:
    page = Parsed(write([PAGE, PAGE], base))
    cards = {card["id"] for card in page.of("article") if "id" in card}
    leads = re.findall(r"finding 2\.\d+", page.said("gravest"))

    assert leads
    assert {link["href"][1:] for link in page.of("a") if "#d2-f" in link["href"]} <= cards


def test_evidence_stands_side_by_side_with_every_judgement(page: Parsed) -> None:
    assert "E1" in page.said("sof")
    assert "Risk of bias" in page.said("profile")
    assert "undetected" in page.said("profile")


def test_a_document_with_nothing_to_check_says_so(base: KnowledgeBase) -> None:
    page = Parsed(write([vetted("Call us.")], base))

    assert "Nothing in this document can be checked against evidence." in page.said("main")


STYLE = style_sheet()
PALETTES = [
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
]
LIGHT, DARK, PAPER = PALETTES


def luminance(colour: str) -> float:
    """Return relative luminance. Source: WCAG 2.2, definition of relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark", "paper"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *[(ink, ground) for ink in ("text", "quiet", "accent") for ground in ("page", "card")],
        *[(f"{face}-ink", f"{face}-paper") for face in FACES],
        *[(f"{face}-ink", "card") for face in FACES],
        *[("text", f"{face}-paper") for face in FACES],
    ],
)
def test_words_stand_out_from_their_ground(ink: str, ground: str, palette: dict[str, str]) -> None:
    # 4.5 to 1 is the least for text. Source: WCAG 2.2, success criterion 1.4.3.
    assert contrast(palette[ink], palette[ground]) >= 4.5


def test_paper_is_light_whatever_the_screen_was() -> None:
    assert {name: PAPER[name] for name in PAPER if name.endswith("ink")} == {
        name: LIGHT[name] for name in LIGHT if name.endswith("ink")
    }
    assert LIGHT.keys() == DARK.keys() == PAPER.keys()


def test_a_browser_shows_the_page_without_a_complaint(base: KnowledgeBase, tmp_path: Path) -> None:
    file = tmp_path / "audit.html"
    file.write_bytes(write([PAGE], base))
    command = [str(required()), *flags(), "--headless", "--enable-logging=stderr", "--dump-dom"]

    shown = subprocess.run(
        [*command, f"--user-data-dir={tmp_path / 'profile'}", file.as_uri()],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "What this audit is, and is not" in shown.stdout
    # A refused style or request would stand here as a message of the console.
    assert "CONSOLE" not in shown.stderr
