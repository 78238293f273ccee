"""`demand`: whether any task asks for more than recall or a procedure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from udl_lint.checks.looks import Hit, Look, Options, Seen
from udl_lint.reading import Reading
from udl_lint.reading.places import title_place

_TASKS = frozenset(("procedure", "other", "assessment", "student", "home", "supports", "meta"))


@dataclass(frozen=True)
class Demand:
    """Speaks where all tasks are recall; one firm sign of reasoning, comparing or making is enough to stay silent."""

    concept_fields: ClassVar[tuple[str, ...]] = ("high", "some", "low")
    provides: ClassVar[frozenset[str]] = frozenset(("found",))
    high: tuple[str, ...]
    some: tuple[str, ...] = ()
    """Signs that may be more than recall: a person weighs them where they are few."""
    low: tuple[str, ...] = ()
    enough: int = 3

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield the strongest signs as evidence, or one hit."""
        firm = [m for m in reading.mentions.of(*self.high, roles=None) if m.role in _TASKS and m.actor != "teacher" and not m.faint]
        if firm:
            for mention in firm[:2]:
                yield Seen(mention.span, mention.strength)
            return
        signs = [m for m in reading.mentions.of(*self.high, *self.some, roles=None) if m.role in (*_TASKS, "goals")]
        if len(signs) >= self.enough:
            yield Seen(signs[0].span, signs[0].strength)
            return
        low = reading.mentions.of(*self.low, roles=None) if self.low else []
        found = ", ".join(dict.fromkeys(" ".join(reading.lesson.source.slice(m.span).split()).lower() for m in low[:4])) or "no task"
        if signs:
            yield Hit(signs[0].span, {"found": found}, "review")
            return
        yield Hit(title_place(reading.lesson), {"found": found})
