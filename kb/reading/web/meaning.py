"""What an element means for the text in it: which kind of passage, which part of the page, hidden.

Only what stands in the file counts: the element, its attributes and its `style`. What a stylesheet
or a script makes of it is not known here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.model.document import PassageKind, Role
from kb.reading.web.tokens import Token, decoded

__all__ = ["NOTES_ID", "TITLE", "Context", "Facts", "Tag", "inside", "is_block"]

NOTES_ID = "claims-kb-notes"
"""The list that we put at the end of a page with marks: our words, not the writer's."""

TITLE = "title of the page"

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html"
    " legend li listing main menu nav noframes ol optgroup option p plaintext pre search section"
    " summary table tbody td tfoot th thead title tr ul xmp".split()
)
_SVG_BLOCKS = frozenset(("desc", "foreignobject", "text", "title"))
_BLOCK_DISPLAYS = frozenset(("block", "flex", "grid", "list-item", "table", "flow-root"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SECTIONS = frozenset(("article", "aside", "blockquote", "figure", "main", "nav", "section"))
_LISTS = frozenset(("dir", "dl", "menu", "ol", "ul"))
_ITEMS = frozenset(("dd", "dt", "li"))
_WHOLE_PAGE = frozenset(("html", "body", "main"))

_PRE = frozenset(("listing", "plaintext", "pre", "textarea", "xmp"))
_PRE_SPACES = frozenset(("break-spaces", "pre", "pre-line", "pre-wrap"))
_SKIPPED = frozenset(
    "annotation annotation-xml iframe metadata noembed noframes rp script style xml".split()
)
_HIDDEN = frozenset("audio canvas datalist noscript object template video".split())
"""What these hold is shown where something else cannot be, or when a script says so."""
_NOT_SHOWN = ("opacity", "font-size")
_NO_ROOM = ("height", "max-height", "width", "max-width")

_LANDMARKS: dict[str, Role] = {
    "banner": "header", "header": "header", "nav": "header", "navigation": "header",
    "contentinfo": "footer", "footer": "footer",
}  # fmt: skip
_FOOTNOTES = frozenset(("doc-endnote", "doc-endnotes", "doc-footnote"))
_NOTE_CLASS = re.compile(r"(?:^|[\s_-])(?:foot|end)notes?(?:$|[\s_-])", re.IGNORECASE)
_QUOTE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:testimonial|(?:block|pull)?quote|review)s?(?:$|[\s_-])", re.IGNORECASE
)

_DECLARATION = re.compile(r"(?<![a-z-])([a-z-]++)\s*+:\s*+([^;]*+)")
_ZERO = re.compile(r"[0.]+(?:[a-z]{1,4}|%)?")
_STYLE_READ = 2_000
"""Characters of a `style` that are read: longer ones hold pictures."""


class Context(NamedTuple):
    """What holds for the text in an element.

    `what`: what people call it, where that says more than the heading above. `gone` is inherited
    whatever stands inside; what is only `unseen` may hold what is seen. `section`: inside a part
    of the page, whose header is not that of the page.
    """

    kind: PassageKind = "sentence"
    level: int = 0
    role: Role = "body"
    what: str = ""
    lists: int = 0
    data: bool = False
    gone: bool = False
    unseen: bool = False
    skipped: bool = False
    pre: bool = False
    quoted: bool = False
    raised: bool = False
    section: bool = False
    wrappable: bool = True
    foreign: str = ""

    @property
    def hidden(self) -> bool:
        """Return whether the page does not show it."""
        return self.gone or self.unseen

    @property
    def bare(self) -> bool:
        """Return whether only its looks tell a heading or an item from a sentence."""
        return self.kind == "sentence" and self.role in ("body", "header", "footer")


class Facts(NamedTuple):
    """What is known of the page beforehand.

    `data_tables`: where the tables begin that show data and are no layout. `notes`: ids of
    footnotes referred to so far.
    """

    data_tables: frozenset[int]
    notes: set[str]


class Tag(NamedTuple):
    """A start tag with the values of its attributes."""

    token: Token
    source: str

    @property
    def name(self) -> str:
        """Return the name of the element, in lower case."""
        return self.token.name

    def has(self, attribute: str) -> bool:
        """Return whether the attribute is there, with or without a value."""
        return attribute in self.token.attributes

    def get(self, attribute: str) -> str:
        """Return the value of an attribute, empty where there is none."""
        place = self.token.attributes.get(attribute)
        return decoded(self.source, *place) if place else ""

    def style(self) -> dict[str, str]:
        """Return the declarations of its `style`, in lower case."""
        place = self.token.attributes.get("style")
        if place is None:
            return {}
        text = decoded(self.source, place[0], min(place[1], place[0] + _STYLE_READ)).lower()
        found = _DECLARATION.findall(text)
        return {name: value.replace("!important", "").strip() for name, value in found}


def is_block(tag: Tag, around: Context) -> bool:
    """Return whether an element begins and ends a line of its own."""
    if around.foreign:
        return tag.name in _SVG_BLOCKS
    display = tag.style().get("display", "").split(" ")[0]
    if display.startswith("inline") and tag.name in ("div", "li", "p"):
        return False
    return tag.name in _BLOCKS or display in _BLOCK_DISPLAYS


def inside(tag: Tag, around: Context, facts: Facts) -> Context:
    """Return what holds inside an element that stands in `around`."""
    if around.foreign:
        return _in_picture(tag, around)
    made = _structured(tag, around, facts)
    if _is_note(tag, facts):
        made = made._replace(kind="footnote", what="footnote")
    return _seen(tag, _placed(tag, made))


def _in_picture(tag: Tag, around: Context) -> Context:
    """Return what holds in an element of a picture or formula."""
    if around.foreign == "svg":
        if tag.name == "foreignobject":
            return around._replace(foreign="", skipped=False, kind="sentence", wrappable=True)
        if tag.name == "text":
            return around._replace(skipped=False, what="text of a picture")
        if tag.name in _SVG_BLOCKS:
            return around._replace(skipped=False)
    return around._replace(skipped=around.skipped or tag.name in _SKIPPED)


def _structured(tag: Tag, around: Context, facts: Facts) -> Context:
    """Return which kind of passage stands in the element."""
    name = tag.name
    made = around
    if name in _SKIPPED or tag.get("id") == NOTES_ID:
        return made._replace(skipped=True)
    if name in _HEADINGS or tag.get("role") == "heading":
        return made._replace(kind="heading", level=_level(tag), what="heading")
    if name in _LISTS:
        return made._replace(lists=around.lists + 1)
    if name in _ITEMS and around.kind != "footnote":
        return made._replace(kind="list-item", level=around.lists + (name == "dd"))
    match name:
        case "table":
            return made._replace(data=tag.token.start in facts.data_tables)
        case "td" | "th":
            return made._replace(kind="table-cell" if made.data else "sentence", level=0, lists=0)
        case "caption" | "figcaption":
            return made._replace(kind="sentence", role="caption", what="caption")
        case "option":
            return made._replace(kind="list-item", level=around.lists + 1, what="choice")
        case "select" | "textarea":
            return made._replace(kind="sentence", what="input", wrappable=False)
        case "svg":
            return made._replace(
                kind="alt-text", what="image description", skipped=True, wrappable=False,
                foreign="svg",
            )  # fmt: skip
        case "math":
            return made._replace(foreign="math", wrappable=False)
        case "title":
            return made._replace(kind="heading", level=1, what=TITLE, wrappable=False)
        case _:
            return made


def _level(tag: Tag) -> int:
    asked = tag.get("aria-level")
    return _HEADINGS.get(tag.name, int(asked) if asked in ("1", "2", "3", "4", "5", "6") else 2)


def _is_note(tag: Tag, facts: Facts) -> bool:
    if tag.name in _WHOLE_PAGE or tag.name in ("a", "sup") or tag.name in _HEADINGS:
        return False
    return (
        tag.get("role") in _FOOTNOTES
        or (tag.get("id") or " ") in facts.notes
        or _NOTE_CLASS.search(tag.get("class")) is not None
    )


def _placed(tag: Tag, made: Context) -> Context:
    """Return with the part that the element plays on its page."""
    name, asked = tag.name, tag.get("role")
    in_section = made.section
    made = made._replace(
        quoted=made.quoted or name == "q",
        raised=made.raised or name == "sup",
        section=made.section or name in _SECTIONS,
    )
    if name in _WHOLE_PAGE:
        return made
    if name == "blockquote" or _QUOTE_CLASS.search(tag.get("class")):
        return made._replace(role="quotation", what=made.what or "quotation")
    part = _LANDMARKS.get(asked or name)
    if part and made.role == "body" and (asked or name == "nav" or not in_section):
        what = "navigation" if (asked or name).startswith("nav") else part
        return made._replace(role=part, what=made.what or what)
    return made


def _seen(tag: Tag, made: Context) -> Context:
    """Return with whether people see it, and whether its white space counts."""
    style = tag.style()
    gone = (
        tag.name in _HIDDEN
        or tag.has("hidden")
        or (tag.name == "dialog" and not tag.has("open"))
        or style.get("display") == "none"
        or style.get("mso-hide") == "all"
        or any(_zero(style, measure) for measure in _NOT_SHOWN)
        or (style.get("overflow") == "hidden" and any(_zero(style, m) for m in _NO_ROOM))
    )
    visibility, spaces = style.get("visibility"), style.get("white-space")
    return made._replace(
        gone=made.gone or gone,
        unseen=visibility in ("hidden", "collapse") if visibility else made.unseen,
        pre=spaces in _PRE_SPACES if spaces else made.pre or tag.name in _PRE,
        wrappable=made.wrappable and tag.name != "template",
    )


def _zero(style: dict[str, str], measure: str) -> bool:
    return measure in style and _ZERO.fullmatch(style[measure]) is not None
