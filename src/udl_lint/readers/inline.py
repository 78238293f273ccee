"""What a reader sees of a stretch of Markdown: the text with its markup blanked out, and the links and images in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

from udl_lint.named import Named
from udl_lint.patterns import lazy

BARE_ADDRESS = lazy(r"(?:https?://|www\.)[^\s<>\"'\])}]*[^\s<>\"'\])}.,;:!?*_]")
_MARKS = frozenset("*~")
_MARKUP = lazy(r"[\[\]!<&\\*_~`\t]")
_FORCED_BREAK = lazy(r"  \n")
_BREAK = lazy(r"^<br\b", re.IGNORECASE)


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
    links: list[SeenLink]
    images: list[SeenImage]
    tags: list[SeenTag]
    breaks: list[int]
    """Where a forced line break (`<br>`, two spaces, a backslash) stands."""


class PositionedInline(ParserInline):
    """markdown-it's inline parser, noting which characters each of its rules consumed."""

    def tokenize(self, state: StateInline) -> None:
        """As the library's own loop, with a note of what each rule took."""
        visible: list[str] = state.env["visible"]
        seen: Seen = state.env["seen"]
        rules = self.ruler.getRules("")
        end = state.posMax
        limit = state.md.options["maxNesting"]
        source = state.src
        while state.pos < end:
            start = state.pos
            name = ""
            if state.level < limit:
                for rule in rules:
                    if rule(state, False):
                        name = rule.__name__
                        break
            if not name:
                visible[start] = source[start]
                state.pos += 1
                continue
            self._note(name, state, start, visible, seen)
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Any]) -> list[Any]:
        """Nothing: the library asks this for an image's description, whose text is taken as written."""
        return tokens

    @staticmethod
    def _note(name: str, state: StateInline, start: int, visible: list[str], seen: Seen) -> None:
        source, end = state.src, state.pos
        if name == "text":
            visible[start:end] = source[start:end]
        elif name == "newline":
            if source[max(0, start - 2) : start] == "  ":
                seen.breaks.append(start)
        elif name == "escape":
            if source[start + 1] == "\n":
                seen.breaks.append(start)
            else:
                visible[start + 1 : end] = source[start + 1 : end]
        elif name == "tokenize" and _is_text(source[start], end - start, source[max(0, start - 1) : start], source[end : end + 1]):
            visible[start:end] = source[start:end]
        elif name == "entity":
            visible[start] = _entity(state)
        elif name == "link":
            opening = next(token for token in reversed(state.tokens) if token.type == "link_open" and token.level == state.level)
            shown = "".join(visible[start:end]).strip() or _alts(seen.images, start)
            seen.links.append(SeenLink(start, end, shown, str(opening.attrs["href"]), False))
        elif name == "autolink":
            seen.links.append(SeenLink(start, end, "", source[start + 1 : end - 1], True))
        elif name == "image":
            token = state.tokens[-1]
            alt = token.content
            seen.images.append(SeenImage(start, end, alt, str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))))
        elif name == "html_inline":
            seen.tags.append(SeenTag(start, end, source[start:end]))
            if _BREAK.match(source[start:end]):
                seen.breaks.append(start)


def _alts(images: list[SeenImage], start: int) -> str:
    """What stands for the pictures from `start` on."""
    inside = takewhile(lambda image: image.start >= start, reversed(images))
    return " ".join(reversed([image.alt for image in inside])).strip()


def _is_text(mark: str, length: int, before: str, after: str) -> bool:
    """Whether a run of `*`, `_` or `~` is no emphasis but shown as it is: in a word, or apart from words as a blank to fill in is."""
    apart = not (before + after).strip()
    if mark == "_" and before.isalnum() == after.isalnum():
        return before.isalnum() or apart or (length > 1 and (before in _MARKS) == (after in _MARKS))
    return apart and length == 1


def _entity(state: StateInline) -> str:
    """The character that an entity stands for, or a space when it is white space or more than one character."""
    shown = state.tokens[-1].content if state.tokens and state.tokens[-1].type == "text_special" else " "
    return shown if len(shown) == 1 and not shown.isspace() else " "


def look(content: str, parser: MarkdownIt, references: dict[str, Any]) -> Seen:
    """Read a stretch of inline Markdown. `references` are the link definitions of the whole text."""
    simple = see(content, bool(references))
    if simple is None:
        seen = ask(content, parser, references)
    elif isinstance(simple, str):
        seen = Seen(content, [], [], [], [match.end() - 1 for match in _FORCED_BREAK.finditer(content)] if "  \n" in content else [])
    else:
        text, links, images, breaks = simple
        seen = Seen(text, [SeenLink(*link, False) for link in links], [SeenImage(*image, "") for image in images], [], breaks)
    text = seen.visible
    if "://" in text or "www." in text:
        seen.links[:] = sorted((*seen.links, *_bare_addresses(text, seen.links)))
        seen = seen._replace(visible=BARE_ADDRESS.sub(lambda match: " " * len(match.group()), text))
    return seen


def ask(content: str, parser: MarkdownIt, references: dict[str, Any]) -> Seen:
    """What the library makes of a stretch of inline Markdown, but for addresses that stand in the text."""
    visible = list("\n".join([" " * len(line) for line in content.split("\n")]))
    seen = Seen("", [], [], [], [])
    environment = {"references": references, "visible": visible, "seen": seen}
    state = StateInline(content, parser, environment, [])
    parser.inline.tokenize(state)
    return seen._replace(visible="".join(visible))


def _bare_addresses(text: str, links: Sequence[SeenLink]) -> Iterator[SeenLink]:
    """Addresses that stand in the text outside every link."""
    others = iter(links)
    link = next(others, None)
    for match in BARE_ADDRESS.finditer(text):
        while link is not None and link.end <= match.start():
            link = next(others, None)
        if link is None or match.start() < link.start:
            yield SeenLink(match.start(), match.end(), match.group(), match.group(), True)


def pieces(seen: Seen) -> Iterator[tuple[int, int]]:
    """The ranges between forced line breaks."""
    start = 0
    for at in sorted(set(seen.breaks)):
        yield start, at
        start = at
    yield start, len(seen.visible)


_Place = tuple[int, int, str, str]
"""Where a link or an image begins and ends, what is shown for it, its address."""

try:
    from udl_lint._speedups import see
except ImportError:

    def see(content: str, references: bool, /) -> tuple[str, list[_Place], list[_Place], list[int]] | str | None:
        """The content where nothing in it is markup, else nothing: the library is asked."""
        return None if _MARKUP.search(content) else content
