"""`vague-objective`: a goal whose only verbs stay inside the head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.reading import Reading


class VagueObjective(Check):
    """Speaks at each vague goal, unless goals nested below it make it observable."""

    provides: ClassVar[frozenset[str]] = frozenset(("verb",))

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each vague goal and the observable ones as evidence."""
        blocks = reading.lesson.blocks
        grade = reading.lesson.about.grade
        young = grade is not None and grade.value.high <= 1
        allowed = set(options.get("allow", ())) if young else set()
        for number, objective in enumerate(reading.objectives):
            if objective.observable and not objective.aside:
                yield Seen(objective.span, 2)
                continue
            if objective.observable is not False or allowed & set(objective.verbs):
                continue
            depth = blocks[objective.block].depth
            below = reading.objectives[number + 1 : number + 2]
            if (
                below
                and blocks[below[0].block].depth > depth
                and below[0].observable
                and blocks[below[0].block].section == blocks[objective.block].section
            ):
                continue
            yield Hit(objective.span, {"verb": objective.verbs[0]}, "review" if objective.aside else "problem")
