"""`goal-product`: a goal that names one fixed product where the subject does not ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.checks.more import of_subject
from udl_lint.reading import Reading


class GoalProduct(Check):
    """Speaks at each goal that names a product, unless the lesson's subject makes the product the point."""

    concept_fields: ClassVar[tuple[str, ...]] = ("products",)
    provides: ClassVar[frozenset[str]] = frozenset(("words",))
    products: tuple[str, ...]

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each such goal, in reading order."""
        exempt = options.get("exempt_subjects", ())
        top = " ".join(" ".join(block.prose.lower().split()) for block in reading.lesson.blocks[:3] if len(block.prose.split()) <= 12)
        if of_subject(reading.lesson, exempt) or any(subject.lower() in top for subject in exempt):
            return
        products = reading.mentions.of(*self.products)
        for objective in reading.objectives:
            inside = [m for m in products if objective.span.start <= m.span.start < objective.span.end]
            if inside:
                yield Hit(objective.span, {"words": " ".join(reading.lesson.source.slice(inside[0].span).split())})
