"""The Markdown library, as this reader uses it: for what `udl_lint._speedups` does not read, and for all where that was not built.

Nothing else imports the library: that takes longer than to check a lesson.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import takewhile
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline

from udl_lint.named import Named
from udl_lint.patterns import lazy
from udl_lint.readers.blocks import NESTING, Blocks, Part
from udl_lint.readers.inline import Seen, SeenImage, SeenLink, SeenTag

INLINE_NESTING = 20
"""The cost of hostile brackets grows with this number."""
_ROWS = "rows"
_MARKS = frozenset("*~")
_BREAK = lazy(r"^<br\b", re.IGNORECASE)


@cache
def parser() -> MarkdownIt:
    """CommonMark, tables, strikethrough; no indented code (teachers indent prose). Blocks only: `ask` reads what stands in them."""
    made = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["code"])
    made.block.ruler.at("table", _noted_table, {"alt": ["paragraph", "reference"]})
    made.inline = PositionedInline()
    made.inline.ruler.enableOnly(
        ["text", "newline", "escape", "backticks", "strikethrough", "emphasis", "link", "image", "autolink", "html_inline", "entity"]
    )
    made.core.ruler.enableOnly(["normalize", "block"])
    return made


def library_blocks(text: str) -> Blocks:
    """The blocks of a Markdown text."""
    environment: dict[str, Any] = {}
    made = parser()
    made.options["maxNesting"] = NESTING
    parts = [
        Part(
            token.type,
            (token.map[0], token.map[1]) if token.map else None,
            token.level,
            token.content,
            token.markup,
            token.info,
            int(token.tag[1]) if token.type == "heading_open" else 0,
        )
        for token in made.parse(text, environment)
    ]
    return Blocks(parts, environment.get(_ROWS, {}), environment.get("references", {}))


def _noted_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The library's rule for tables, which also notes how long the text of each row is: only here are list and quotation marks known."""
    found = table(state, start, end, silent)
    if found and not silent:
        lengths = state.env.setdefault(_ROWS, {})
        for line in range(start, state.line):
            lengths[line] = state.eMarks[line] - state.bMarks[line] - state.tShift[line]
    return found


def ask(content: str, references: Mapping[str, Any]) -> Seen:
    """What the library makes of a stretch of inline Markdown, but for addresses that stand in the text."""
    visible = list("\n".join([" " * len(line) for line in content.split("\n")]))
    notes = _Notes([], [], [], [])
    environment = {"references": references, "visible": visible, "notes": notes}
    made = parser()
    made.options["maxNesting"] = INLINE_NESTING
    made.inline.tokenize(StateInline(content, made, environment, []))
    return Seen("".join(visible), *notes)


class _Notes(Named):
    """What is found besides the visible text: fields as in `Seen`."""

    links: list[SeenLink]
    images: list[SeenImage]
    tags: list[SeenTag]
    breaks: list[int]


class PositionedInline(ParserInline):
    """markdown-it's inline parser, noting which characters each of its rules consumed."""

    def tokenize(self, state: StateInline) -> None:
        """As the library's own loop, with a note of what each rule took."""
        visible: list[str] = state.env["visible"]
        notes: _Notes = state.env["notes"]
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
            self._note(name, state, start, visible, notes)
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Any]) -> list[Any]:
        """Nothing: the library asks this for an image's description, whose text is taken as written."""
        return tokens

    @staticmethod
    def _note(name: str, state: StateInline, start: int, visible: list[str], notes: _Notes) -> None:
        source, end = state.src, state.pos
        if name == "text":
            visible[start:end] = source[start:end]
        elif name == "newline":
            if source[max(0, start - 2) : start] == "  ":
                notes.breaks.append(start)
        elif name == "escape":
            if source[start + 1] == "\n":
                notes.breaks.append(start)
            else:
                visible[start + 1 : end] = source[start + 1 : end]
        elif name == "tokenize" and _is_text(source[start], end - start, source[max(0, start - 1) : start], source[end : end + 1]):
            visible[start:end] = source[start:end]
        elif name == "entity":
            visible[start] = _entity(state)
        elif name == "link":
            opening = next(token for token in reversed(state.tokens) if token.type == "link_open" and token.level == state.level)
            shown = "".join(visible[start:end]).strip() or _alts(notes.images, start)
            notes.links.append(SeenLink(start, end, shown, str(opening.attrs["href"]), False))
        elif name == "autolink":
            notes.links.append(SeenLink(start, end, "", source[start + 1 : end - 1], True))
        elif name == "image":
            token = state.tokens[-1]
            alt = token.content
            notes.images.append(SeenImage(start, end, alt, str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))))
        elif name == "html_inline":
            notes.tags.append(SeenTag(start, end, source[start:end]))
            if _BREAK.match(source[start:end]):
                notes.breaks.append(start)


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
