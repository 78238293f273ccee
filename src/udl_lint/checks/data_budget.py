"""`data-budget`: what the required tasks for home load together, in a day and, over the lessons of a unit, in a week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.named import Named
from udl_lint.reading import Reading
from udl_lint.reading.places import title_place
from udl_lint.source import Span
from udl_lint.unit import Week


class Load(Named):
    """What one required task at home loads, with no equal way around it. `megabytes` is an estimate, `assumption` says by what."""

    span: Span
    line: int
    megabytes: float
    assumption: str


class DataBudget(Check):
    """Speaks where the estimated megabytes of the day's required tasks with no equal way around exceed the budget."""

    provides: ClassVar[frozenset[str]] = frozenset(("megabytes", "budget", "biggest"))

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield one hit at the title, with each task's share and assumption as details."""
        budget = float(options.get("mb_per_day", 50))
        tasks = loads(reading)
        total = sum(task.megabytes for task in tasks)
        if total <= budget:
            return
        biggest = max(tasks, key=lambda task: task.megabytes)
        details = tuple((f"line {task.line}", f"about {task.megabytes:.0f} MB: {task.assumption}") for task in tasks)
        said = f"line {biggest.line}, {biggest.assumption}"
        yield Hit(title_place(reading.lesson), {"megabytes": f"{total:.0f}", "budget": f"{budget:.0f}", "biggest": said}, details=details)

    def weeks(self, lessons: Sequence[Sequence[Load]], options: Options) -> Iterator[Week]:
        """What a unit's lessons, in the order in which they are taught, load week by week."""
        budget, size = float(options.get("mb_per_week", 250)), max(1, int(options.get("lessons_per_week", 5)))
        for first in range(0, len(lessons), size):
            week = lessons[first : first + size]
            yield Week(first, first + len(week), sum(task.megabytes for lesson in week for task in lesson), budget)


def loads(reading: Reading) -> list[Load]:
    """The required tasks at home that load something, in reading order."""
    position = reading.lesson.source.position
    return [
        Load(task.span, position(task.span.start).line, task.megabytes, task.assumption)
        for task in reading.home_items
        if task.megabytes and not task.optional and task.route != "equal"
    ]
