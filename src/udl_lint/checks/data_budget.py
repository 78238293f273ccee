"""`data-budget`: what the required tasks for home load together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.reading import Reading
from udl_lint.reading.places import title_place


class DataBudget(Check):
    """Speaks where the estimated megabytes of the day's required tasks with no equal way around exceed the budget."""

    provides: ClassVar[frozenset[str]] = frozenset(("megabytes", "budget", "biggest"))

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield one hit at the title, with each task's share and assumption as details."""
        budget = float(options.get("mb_per_day", 50))
        tasks = [task for task in reading.home_items if task.megabytes and not task.optional and task.route != "equal"]
        total = sum(task.megabytes or 0.0 for task in tasks)
        if total <= budget:
            return
        source = reading.lesson.source
        biggest = max(tasks, key=lambda task: task.megabytes or 0.0)
        details = tuple(
            (f"line {source.position(task.span.start).line}", f"about {task.megabytes:.0f} MB: {task.assumption}") for task in tasks
        )
        said = f"line {source.position(biggest.span.start).line}, {biggest.assumption}"
        yield Hit(title_place(reading.lesson), {"megabytes": f"{total:.0f}", "budget": f"{budget:.0f}", "biggest": said}, details=details)
