"""`link-text`: links whose words do not say where they go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.readers.cues import plain
from udl_lint.reading import Reading


class LinkText(Check):
    """Speaks at each link whose whole text is in the list of empty texts. Bare addresses are left to print and to `references`."""

    provides: ClassVar[frozenset[str]] = frozenset(("name",))
    empty: tuple[str, ...]

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each such link, in reading order."""
        images = [image.span for image in reading.lesson.images]
        known = {plain(text) for text in self.empty}
        for link in reading.lesson.links:
            if link.bare or any(link.span.start <= image.start < link.span.end for image in images):
                continue
            text = plain(link.text).strip(" .!")
            if text in known or not text:
                yield Hit(link.span, {"name": link.text or "(nothing)"})
