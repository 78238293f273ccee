"""The Markdown library's blocks with less work: tokens without what this reader never asks, and normalizing only where it is due."""

from __future__ import annotations

from typing import Any, Literal, cast

from markdown_it.rules_block import StateBlock, lheading
from markdown_it.rules_core import StateCore, normalize
from markdown_it.token import Token


class _Part:
    """A token as the library's rules for blocks fill it. What they leave alone is the same for all."""

    map: list[int] | None = None
    children: list[Token] | None = None
    content = ""
    markup = ""
    info = ""
    hidden = False

    def __init__(self, kind: str, tag: str, nesting: Literal[-1, 0, 1], level: int) -> None:
        self.type = kind
        self.tag = tag
        self.nesting = nesting
        self.level = level


_UNASKED = frozenset(
    "paragraph_open paragraph_close heading_close list_item_close thead_open thead_close tbody_open tbody_close tr_close "
    "th_open th_close td_open td_close".split()
)
"""Tokens that say nothing to this reader: what they enclose has one of its own."""
_NOTHING: Any = _Part("", "", 0, 0)
"""Takes what the library's rules say of a token that nobody asks for."""


class _State(StateBlock):
    """The library's state with fewer and lighter tokens."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """A new token at the end."""
        level = self.level
        if nesting:
            self.level += nesting
        if ttype in _UNASKED:
            return _NOTHING  # type: ignore[no-any-return]
        part: Any = _Part(ttype, tag, nesting, level - 1 if nesting < 0 else level)
        self.tokens.append(part)
        return part  # type: ignore[no-any-return] # all that our rules and this reader ask of a token


def block(state: StateCore) -> None:
    """The library's rule `block`, for a whole text."""
    if state.src:
        blocks = _State(state.src, state.md, cast("dict[str, Any]", state.env), state.tokens)
        state.md.block.tokenize(blocks, blocks.line, blocks.lineMax)


def underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The library's rule `lheading`, which is in vain where nothing stands below the line: most paragraphs are one line."""
    return start + 1 < end and not state.isEmpty(start + 1) and lheading(state, start, end, silent)


def plain(state: StateCore) -> None:
    """The library's rule `normalize`, which goes through every line, only where there is something to do."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)
