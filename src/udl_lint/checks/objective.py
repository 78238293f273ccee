"""`objective`: the plan states at least one thing that students will know or do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from udl_lint.checks.looks import Hit, Look, Options, Seen
from udl_lint.reading import Reading
from udl_lint.reading.places import title_place

_FIRST = 6
_TOP = 0.35
"""A goal that is not called one stands among the first blocks, or in the first third."""
_ROLES = frozenset(("meta", "other", "procedure", "notes", "student"))


@dataclass(frozen=True)
class Objective:
    """Speaks where no statement of a goal was read."""

    concept_fields: ClassVar[tuple[str, ...]] = ("faint",)
    provides: ClassVar[frozenset[str]] = frozenset()
    faint: tuple[str, ...] = ()
    """Concepts near the top of the plan that a person may take for its goal."""

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield the first goals, or one hit; a review where a goals heading holds text whose verb was not known."""
        led = [objective for objective in reading.objectives if objective.verbs and not objective.aside]
        if led:
            for objective in led[:3]:
                yield Seen(objective.span, 2 if objective.observable else 1)
            return
        if reading.objectives:
            yield Hit(reading.objectives[0].span, {}, "review")
            return
        top = len(reading.lesson.blocks) * _TOP
        near = [m for m in reading.mentions.of(*self.faint, roles=None) if 0 <= m.block <= max(_FIRST, top) and m.role in _ROLES]
        if near:
            yield Hit(near[0].span, {}, "review")
            return
        yield Hit(title_place(reading.lesson))
