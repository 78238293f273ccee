"""`home-item`: a task outside class that needs what not every home has, with no equal way without it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.reading import HomeItem as Task
from udl_lint.reading import Reading


class HomeItem(Check):
    """Speaks at each task with one of these needs and one of these routes; an optional task is a step milder."""

    provides: ClassVar[frozenset[str]] = frozenset(("label", "words", "megabytes", "assumption"))
    need: tuple[str, ...] = ("device", "internet", "high-bandwidth")
    route: tuple[str, ...] = ("none", "weak", "equal", "unequal")
    submission: tuple[str, ...] = ("any", "online-only")

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each task, in reading order."""
        for task in reading.home_items:
            fits = task.need in self.need or (self.submission == ("online-only",) and task.submission == "online-only")
            if not fits or task.route not in self.route or task.submission not in self.submission:
                continue
            weak = task.route == "weak" and options.get("library_counts") == "half"
            yield Hit(task.span, values(reading, task), milder=int(task.optional) + int(weak), details=_details(task))


def values(reading: Reading, task: Task) -> dict[str, str]:
    """What a message may say of a task."""
    source = reading.lesson.source
    words = " ".join(source.slice(task.why or task.span).split())
    label = " ".join(source.slice(task.span).split())
    megabytes = f"{task.megabytes:.0f}" if task.megabytes is not None else ""
    return {"label": label, "words": words, "megabytes": megabytes, "assumption": task.assumption}


def _details(task: Task) -> tuple[tuple[str, str], ...]:
    if task.megabytes is None:
        return ()
    return (("about megabytes", f"{task.megabytes:.0f}"), ("assuming", task.assumption), ("needs live time", "yes" if task.live else "no"))
