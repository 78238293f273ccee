"""`table-header`: tables whose first row names nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.lesson import Lesson, Table
from udl_lint.reading import Reading

_WHOLE_PLAN = 0.7
"""Share of the lesson's words from which on a table holds the whole plan."""


class TableHeader(Check):
    """Speaks at each table of two rows or more whose header cells are all empty."""

    reads_words: ClassVar[bool] = False
    provides: ClassVar[frozenset[str]] = frozenset(("name",))

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit at the header row of each such table; named ones as evidence."""
        source = reading.lesson.source
        layout = options.get("layout_table", "report")
        for table in reading.lesson.tables:
            line = source.line_span(source.line_at(table.span.start))
            place = source.trim(type(line)(max(line.start, table.span.start), line.end))
            if any(cell.strip() for cell in table.header):
                yield Seen(place, 2)
            elif table.rows >= 1 and len(table.header) >= 2:
                whole = layout != "report" and _holds_plan(reading.lesson, table)
                if not (whole and layout == "ignore"):
                    yield Hit(place, {"name": f"{len(table.header)} columns"}, milder=int(whole))


def _holds_plan(lesson: Lesson, table: Table) -> bool:
    words = [(len(block.prose.split()), table.span.start <= block.span.start < table.span.end) for block in lesson.blocks]
    return sum(count for count, inside in words if inside) >= _WHOLE_PLAN * sum(count for count, _ in words)
