"""Tables as the Markdown library finds them, cell by cell with the place of each in its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from markdown_it.rules_block import StateBlock, table
from markdown_it.token import Token

from udl_lint.named import Named
from udl_lint.readers.draft import View

_SPACE = " \t\n\v\f\r"
_ROWS = "rows"


class Row(Named):
    """A row's line in the view, and the offset in that line at which the row's text begins."""

    line: int
    column: int


def noted_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The library's rule for tables, which also notes how long the text of each row is: only here are list and quotation marks known."""
    if not _may_be_ruled(state, start + 1, end):
        return False
    found = table(state, start, end, silent)
    if found and not silent:
        lengths = state.env.setdefault(_ROWS, {})
        for line in range(start, state.line):
            lengths[line] = state.eMarks[line] - state.bMarks[line] - state.tShift[line]
    return found


def _may_be_ruled(state: StateBlock, line: int, end: int) -> bool:
    """Whether a line begins as the one below a table's heads does: what the library asks last of four things, and nearly always in vain."""
    begin = state.bMarks[line] + state.tShift[line] if line < end else -1
    return begin >= 0 and state.src[begin : begin + 1] in ("|", "-", ":")


def rows(view: View, tokens: Sequence[Token], start: int, environment: dict[str, Any]) -> Iterator[Row]:
    """The rows of the table whose opening token stands at `start`, the heading row first."""
    lengths = environment.get(_ROWS, {})
    for at in range(start, len(tokens)):
        token = tokens[at]
        if token.type == "table_close":
            return
        if token.type == "tr_open" and token.map:
            line = token.map[0]
            yield Row(line, max(0, len(view.lines[line]) - lengths.get(line, len(view.lines[line]))))


def split_cells(line: str, column: int, count: int | None) -> Iterator[tuple[int, str]]:
    """The cells of a row that begins at `column` as (offset in the line, trimmed text); at most `count` of them."""
    start = column + len(line[column:]) - len(line[column:].lstrip(_SPACE))
    body = line[start:].rstrip(_SPACE)
    cuts = [-1]
    escaped = False
    for at, character in enumerate(body):
        if character == "|" and not escaped:
            cuts.append(at)
        escaped = character == "\\"
    cuts.append(len(body))
    cells = [(left + 1, body[left + 1 : right]) for left, right in pairwise(cuts)]
    if cells and not cells[0][1]:
        cells.pop(0)
    if cells and not cells[-1][1]:
        cells.pop()
    for at, raw in cells[:count]:
        lead = len(raw) - len(raw.lstrip())
        yield start + at + lead, raw.strip()
