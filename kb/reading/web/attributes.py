"""Words of a page that stand in attributes: pictures described, buttons, hints, search text."""

from __future__ import annotations

from collections.abc import Iterator

from kb.reading.web.meaning import Tag

__all__ = ["is_ours", "label", "search_text", "shown"]

_LABELS = ("aria-label", "title")
_UNLABELLED = frozenset(("base", "body", "head", "html", "link", "meta", "script", "style"))
_BUTTONS = frozenset(("button", "reset", "submit"))
_WITHOUT_WORDS = frozenset(
    "checkbox color date datetime-local file month radio range time week".split()
)
_SEARCH = {
    "description": "description for search results",
    "og:title": "text for shared links",
    "og:description": "text for shared links",
    "twitter:title": "text for shared links",
    "twitter:description": "text for shared links",
}


def label(tag: Tag) -> str | None:
    """Return the attribute that names an element for those who see no words in it."""
    return None if is_ours(tag) or tag.name in _UNLABELLED else _first(tag, _LABELS)


def is_ours(tag: Tag) -> bool:
    """Return whether an element was put in by an earlier audit."""
    return tag.get("class").startswith("claims-kb")


def search_text(tag: Tag) -> str | None:
    """Return what a `meta` is called that search engines or shared links show; else None."""
    key = (tag.get("name") or tag.get("property")).strip().lower()
    return _SEARCH.get(key) if tag.has("content") else None


def shown(tag: Tag) -> Iterator[tuple[str, str]]:
    """Yield the attributes that an element without content shows, and what people call each."""
    if tag.name in _UNLABELLED:
        return
    if tag.name != "input":
        if told := _first(tag, ("alt", *_LABELS)):
            yield told, "image description"
        return
    asked = tag.get("type").strip().lower() or "text"
    what = "button" if asked in _BUTTONS or asked == "image" else "input"
    found = [name for name in _of_input(asked) if tag.get(name).strip()]
    if not found and asked != "hidden" and (told := _first(tag, _LABELS)):
        found = [told]
    for name in found:
        yield name, what


def _of_input(asked: str) -> tuple[str, ...]:
    if asked in _BUTTONS:
        return ("value",)
    if asked == "image":
        return ("alt",)
    if asked == "hidden" or asked in _WITHOUT_WORDS:
        return ()
    return ("placeholder",) if asked == "password" else ("placeholder", "value")


def _first(tag: Tag, names: tuple[str, ...]) -> str | None:
    return next((name for name in names if tag.get(name).strip()), None)
