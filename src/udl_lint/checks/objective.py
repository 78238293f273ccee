"""`objective`: the plan states at least one thing that students will know or do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.patterns import lazy
from udl_lint.reading import Reading
from udl_lint.reading.places import title_place
from udl_lint.source import Span

_FIRST = 6
_TOP = 0.35
"""A goal that is not called one stands among the first blocks, or in the first third."""
_QUESTION = lazy(r"\b(?:essential|driving|guiding) questions?\b|\bpreguntas? (?:esencial|gu[ií]a|generadora)", re.IGNORECASE)
_ROLES = frozenset(("meta", "other", "procedure", "notes", "student"))


class Objective(Check):
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
        accepted = _accepted(reading, options)
        if accepted is not None:
            yield Seen(accepted, 1)
            return
        if reading.objectives:
            yield Hit(reading.objectives[0].span, {}, "review")
            return
        top = len(reading.lesson.blocks) * _TOP
        near = [m for m in reading.mentions.of(*self.faint) if 0 <= m.block <= max(_FIRST, top) and m.role in _ROLES]
        if near:
            yield Hit(near[0].span, {}, "review")
            return
        yield Hit(title_place(reading.lesson))


def _accepted(reading: Reading, options: Options) -> Span | None:
    """A standard or a leading question that the options take for a goal."""
    lesson = reading.lesson
    questions, standards = bool(options.get("accept_essential_question")), bool(options.get("accept_standard_text"))
    for block in lesson.blocks:
        section = lesson.sections[block.section]
        if standards and (block.role or section.role) == "standards":
            return block.span
        if questions and _QUESTION.search(f"{section.title}\n{block.label}\n{block.prose}"):
            return block.span
    return None
