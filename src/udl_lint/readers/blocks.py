"""The blocks of a Markdown text, as the Markdown library has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from udl_lint.named import Named

NESTING = 100
"""Above this depth text is dropped in silence; at 20, the library's default, ordinary nested lists lose their end."""


class Part(Named):
    """A token of the library. Without C there are more of them; those of these types are asked for."""

    type: str
    """`inline` (the text of a paragraph or heading, in `content`), `fence`, `html_block`, `tr_open`, and with `_open` and `_close`
    `heading`, `bullet_list`, `ordered_list`, `list_item`, `blockquote` and `table`."""
    map: tuple[int, int] | None
    """Its first line and the one after its last, from 0."""
    level: int
    content: str
    markup: str
    info: str
    depth: int
    """Of a heading, from 1."""


class Blocks(Named):
    """The parts of a text, by the lines of tables how long the text of each is, and what links by name lead to."""

    parts: Sequence[Part]
    rows: Mapping[int, int]
    references: Mapping[str, Any]


def read_blocks(text: str) -> Blocks:
    """The blocks of a text whose lines end with a line feed."""
    found = blocks(text, NESTING, Part)
    if found is None:
        from udl_lint.readers.library import library_blocks

        return library_blocks(text)
    return Blocks(*found, {})


try:
    from udl_lint._speedups import blocks
except ImportError:

    def blocks(_text: str, _most: int, _part: type[Part], /) -> tuple[list[Part], dict[int, int]] | None:
        """Nothing: the library is asked."""
        return None
