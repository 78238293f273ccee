"""`time-plan`: the times of the parts against the length of the lesson."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen, Silent
from udl_lint.reading import Reading
from udl_lint.reading.places import title_place


class TimePlan(Check):
    """Speaks where the parts, each at its shortest, add up to more than the lesson."""

    reads_words: ClassVar[bool] = False
    provides: ClassVar[frozenset[str]] = frozenset(("total", "length"))

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield one hit at the title, or the timed parts as evidence; silent when no length is stated."""
        stated = reading.lesson.about.minutes
        length = float(stated.value) if stated is not None else float(options.get("default_length", 0) or 0)
        parts = [part for part in reading.segments if not length or part.low < length]
        if len(parts) < 3:
            return
        if not length:
            yield Silent("the plan does not say how long the lesson is")
            return
        least = float(options.get("min_share", 0))
        if least > 0 and _timed_share(reading) < least:
            yield Silent("too few of its parts show minutes")
            return
        total = sum(part.low for part in parts)
        if total > length + float(options.get("tolerance", 5)):
            yield Hit(title_place(reading.lesson), {"total": f"{total:.0f}", "length": f"{length:.0f}"})
            return
        for part in parts[:3]:
            yield Seen(part.span, 2)


def _timed_share(reading: Reading) -> float:
    """The share of the sections with steps that show minutes, by themselves or in a step; 1 where there are none."""
    timed = {reading.lesson.blocks[number].section for part in reading.segments for number in part.blocks}
    steps = [section.index for section in reading.lesson.sections if section.role == "procedure" and section.blocks]
    return sum(index in timed for index in steps) / len(steps) if steps else 1.0
