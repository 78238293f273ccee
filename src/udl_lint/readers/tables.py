"""Tables as the Markdown library finds them, cell by cell with the place of each in its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from udl_lint.named import Named
from udl_lint.patterns import lazy
from udl_lint.readers.blocks import Blocks, Part
from udl_lint.readers.draft import View

_SPACE = " \t\n\v\f\r"
_BAR = lazy(r"(?<!\\)\|")
"""What parts two cells: a bar that no backslash makes a letter."""


class Row(Named):
    """A row's line in the view, and the offset in that line at which the row's text begins."""

    line: int
    column: int


def rows(view: View, blocks: Blocks, following: Iterator[Part]) -> Iterator[Row]:
    """The rows of a table, the heading row first. Of the parts that follow on its opening, all are taken up to its end."""
    for part in following:
        if part.type == "table_close":
            return
        if part.type == "tr_open" and part.map:
            line = part.map[0]
            yield Row(line, max(0, len(view.lines[line]) - blocks.rows.get(line, len(view.lines[line]))))


def split_cells(line: str, column: int, count: int | None) -> Sequence[tuple[int, str]]:
    """The cells of a row that begins at `column` as (offset in the line, trimmed text); at most `count` of them."""
    body = line[column:].lstrip(_SPACE)
    at = len(line) - len(body)
    body = body.rstrip(_SPACE)
    parts = _BAR.split(body) if "\\" in body else body.split("|")
    if not parts[0]:
        del parts[0]
        at += 1
    if parts and not parts[-1]:
        parts.pop()
    cells: list[tuple[int, str]] = []
    for part in parts[:count]:
        core = part.lstrip()
        cells.append((at + len(part) - len(core), core.rstrip()))
        at += len(part) + 1
    return cells
