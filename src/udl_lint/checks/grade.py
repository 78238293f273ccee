"""`grade`: the plan itself says for whom it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.reading import Reading
from udl_lint.reading.places import title_place


class Grade(Check):
    """Speaks where grade, age or course is not stated in the plan."""

    provides: ClassVar[frozenset[str]] = frozenset(("inferred",))

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield the place where the grade stands, or one hit that says what was taken from elsewhere."""
        grade = reading.lesson.about.grade
        if grade is not None and (grade.stated or options.get("accept_inferred")):
            if grade.span is not None:
                yield Seen(grade.span, 2)
            return
        inferred = f"grade {grade.value}, from the {grade.where}" if grade is not None else "nothing"
        yield Hit(title_place(reading.lesson), {"inferred": inferred})
