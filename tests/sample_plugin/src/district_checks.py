"""A kind of check: lines of a plan that are written in capitals from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.reading import Reading


class Shout(Check):
    """Speaks where a paragraph or list item of several words has no small letter."""

    provides: ClassVar[frozenset[str]] = frozenset()

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield each such block."""
        for block in reading.lesson.blocks:
            if block.prose.isupper() and len(block.prose.split()) >= int(options["at_least_words"]):
                yield Hit(block.span)
