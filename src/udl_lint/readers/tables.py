"""Tables as the Markdown library finds them, cell by cell with the place of each in its line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from udl_lint.named import Named
from udl_lint.readers.blocks import Blocks, Part
from udl_lint.readers.draft import View

_SPACE = " \t\n\v\f\r"


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


def split_cells(line: str, column: int, count: int | None) -> Iterator[tuple[int, str]]:
    """The cells of a row that begins at `column` as (offset in the line, trimmed text); at most `count` of them."""
    body = line[column:].lstrip(_SPACE)
    start = len(line) - len(body)
    body = body.rstrip(_SPACE)
    cuts = [-1]
    bar = body.find("|")
    while bar >= 0:
        if not bar or body[bar - 1] != "\\":
            cuts.append(bar)
        bar = body.find("|", bar + 1)
    cuts.append(len(body))
    cells = [(left + 1, body[left + 1 : right]) for left, right in pairwise(cuts)]
    if cells and not cells[0][1]:
        cells.pop(0)
    if cells and not cells[-1][1]:
        cells.pop()
    for at, raw in cells[:count]:
        lead = len(raw) - len(raw.lstrip())
        yield start + at + lead, raw.strip()
