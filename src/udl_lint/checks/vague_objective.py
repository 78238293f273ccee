"""`vague-objective`: a goal whose only verbs stay inside the head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from udl_lint.checks.looks import Hit, Look, Options, Seen
from udl_lint.patterns import lazy
from udl_lint.reading import Reading

_LEARN_TO = lazy(
    r"\b(?:learn(?:s|ing)?\s+(?:how\s+)?to|aprend\w+\s+a)\s+(?!know|understand|appreciate|conocer|comprender|valorar)\w", re.IGNORECASE
)
"""“Learn to measure” names what can be seen, by a verb that cannot: a person should look."""


@dataclass(frozen=True)
class VagueObjective:
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
            open_to_doubt = objective.aside or _LEARN_TO.search(reading.lesson.source.slice(objective.span))
            yield Hit(objective.span, {"verb": objective.verbs[0]}, "review" if open_to_doubt else "problem")
