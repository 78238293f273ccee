"""`demand`: whether any task asks for more than recall or a procedure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen, Silent
from udl_lint.readers.cues import plain
from udl_lint.reading import Reading
from udl_lint.reading.places import title_place

_TASKS = frozenset(("procedure", "other", "assessment", "student", "home"))
_FLUENCY = (
    " fluency ", " fact practice ", " fact to ", " facts to ", " spelling ", " sight words ", " dictation ", " handwriting ",
    " times tables ", " fluidez ", " ortografia ", " dictado ",
)  # fmt: skip
_FIRST_YEARS = 1
"""Grade up to which the first years' own level holds."""


class Demand(Check):
    """Speaks where all tasks are recall; one firm sign of reasoning, comparing or making is enough to stay silent."""

    concept_fields: ClassVar[tuple[str, ...]] = ("high", "some", "low")
    provides: ClassVar[frozenset[str]] = frozenset(("found",))
    high: tuple[str, ...]
    some: tuple[str, ...] = ()
    """Signs that may be more than recall: a person weighs them where they are few."""
    low: tuple[str, ...] = ()
    enough: int = 5
    """Tasks with such a sign from which on the lesson asks for more than recall."""
    fewest: int = 1
    """Tasks of recall that a plan must tell for it to be said that there is no other; a person looks at one that tells fewer."""

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield the strongest signs as evidence, or one hit."""
        if self._is_exempt(reading, options):
            return
        tasks = [m for m in reading.mentions.of(*self.high) if m.role in _TASKS and m.actor != "teacher" and m.block >= 0]
        firm = [m for m in tasks if not m.faint]
        if firm:
            for mention in firm[:2]:
                yield Seen(mention.span, mention.strength)
            return
        some = [m for m in reading.mentions.of(*self.some) if m.role in _TASKS and m.block >= 0]
        asked = {m.block: m for m in reversed(some) if m.actor == "student" or m.leads}
        signs = sorted((*tasks, *asked.values()), key=lambda m: m.span)
        if len({m.block for m in signs}) >= self.enough:
            yield Seen(signs[0].span, signs[0].strength)
            return
        low = reading.mentions.of(*self.low) if self.low else []
        found = ", ".join(dict.fromkeys(" ".join(reading.lesson.source.slice(m.span).split()).lower() for m in low[:4])) or "no task"
        if not low and not signs:
            yield Silent("I could read no task in it")
            return
        if signs:
            yield Hit(signs[0].span, {"found": found}, "review")
            return
        told = {m.block for m in low if m.role in _TASKS and m.block >= 0}
        yield Hit(title_place(reading.lesson), {"found": found}, "problem" if len(told) >= self.fewest else "review")

    def _is_exempt(self, reading: Reading, options: Options) -> bool:
        """Whether the lesson is for the first school years, or drills what has to be quick, and the options let it be."""
        about = reading.lesson.about
        if (
            about.grade is not None
            and about.grade.value.low <= _FIRST_YEARS
            and int(options.get("k1_min", 1)) < int(options.get("min_level", 2))
        ):
            return True
        return bool(options.get("fluency_lesson_exempt")) and about.title is not None and _is_fluency(about.title.value)


def _is_fluency(title: str) -> bool:
    return any(map(f" {plain(title)} ".__contains__, _FLUENCY))
