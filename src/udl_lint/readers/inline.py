"""What a reader sees of a stretch of Markdown: the text with its markup blanked out, and the links and images in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from udl_lint.named import Named
from udl_lint.patterns import lazy

BARE_ADDRESS = lazy(r"(?:https?://|www\.)[^\s<>\"'\])}]*[^\s<>\"'\])}.,;:!?*_]")
_MARKUP = lazy(r"[\[\]!<&\\*_~`\t]")
_FORCED_BREAK = lazy(r"  \n")


class SeenLink(Named):
    """A link by its positions in the content; `text` is what is shown for it."""

    start: int
    end: int
    text: str
    target: str
    bare: bool


class SeenImage(Named):
    """An image by its positions in the content; `title` as written in the quotes after the address."""

    start: int
    end: int
    alt: str
    target: str
    title: str


class SeenTag(Named):
    """A piece of inline HTML (a tag or a comment) by its positions in the content."""

    start: int
    end: int
    text: str


class Seen(Named):
    """`visible` has the length of the content: its text with markup, code, addresses and images as spaces."""

    visible: str
    links: Sequence[SeenLink]
    images: Sequence[SeenImage]
    tags: Sequence[SeenTag]
    breaks: Sequence[int]
    """Where a forced line break (`<br>`, two spaces, a backslash) stands."""


def look(content: str, references: Mapping[str, Any]) -> Seen:
    """Read a stretch of inline Markdown. `references` are the link definitions of the whole text."""
    simple = see(content, bool(references))
    if simple is None:
        from udl_lint.readers.library import ask

        seen = ask(content, references)
    elif isinstance(simple, str):
        seen = Seen(content, (), (), (), [match.end() - 1 for match in _FORCED_BREAK.finditer(content)] if "\n" in content else ())
    else:
        text, links, images, breaks = simple
        seen = Seen(text, [SeenLink(*link, False) for link in links], [SeenImage(*image, "") for image in images], (), breaks)
    text = seen.visible
    if "://" in text or "www." in text:
        known = sorted((*seen.links, *_bare_addresses(text, seen.links)))
        seen = seen._replace(links=known, visible=BARE_ADDRESS.sub(lambda match: " " * len(match.group()), text))
    return seen


def _bare_addresses(text: str, links: Sequence[SeenLink]) -> Iterator[SeenLink]:
    """Addresses that stand in the text outside every link."""
    others = iter(links)
    link = next(others, None)
    for match in BARE_ADDRESS.finditer(text):
        while link is not None and link.end <= match.start():
            link = next(others, None)
        if link is None or match.start() < link.start:
            yield SeenLink(match.start(), match.end(), match.group(), match.group(), True)


def pieces(seen: Seen) -> Sequence[tuple[int, int]]:
    """The ranges between forced line breaks."""
    if not seen.breaks:
        return ((0, len(seen.visible)),)
    cuts = sorted(set(seen.breaks))
    return list(zip([0, *cuts], [*cuts, len(seen.visible)], strict=True))


_Place = tuple[int, int, str, str]
"""Where a link or an image begins and ends, what is shown for it, its address."""

try:
    from udl_lint._speedups import see
except ImportError:

    def see(content: str, references: bool, /) -> tuple[str, list[_Place], list[_Place], list[int]] | str | None:
        """The content where nothing in it is markup, else nothing: the library is asked."""
        return None if _MARKUP.search(content) else content
