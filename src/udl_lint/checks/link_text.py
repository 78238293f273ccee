"""`link-text`: links whose words do not say where they go."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.lesson import Lesson
from udl_lint.readers.cues import plain
from udl_lint.reading import Reading

EVERYWHERE = "everywhere"
"""What the option `raw_url_ok_in` holds where a bare address is fine in any part."""


class LinkText(Check):
    """Speaks at each link whose whole text is in the list of empty texts. Bare addresses are fine in the parts that the options name."""

    provides: ClassVar[frozenset[str]] = frozenset(("name",))
    empty: tuple[str, ...]

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each such link, in reading order."""
        if not reading.lesson.links:
            return
        images = sorted(image.span.start for image in reading.lesson.images)
        empty = _plainly(self.empty)
        least = max(1, int(options.get("min_chars", 1)))
        bare_in = _plainly(tuple(options.get("raw_url_ok_in", (EVERYWHERE,))))
        for link in reading.lesson.links:
            if bisect_left(images, link.span.start) < bisect_left(images, link.span.end):
                continue
            if link.bare:
                if EVERYWHERE not in bare_in and not _is_within(reading.lesson, link.span.start, bare_in):
                    yield Hit(link.span, {"name": link.text or link.target})
                continue
            text = plain(link.text).strip(" .!")
            if text in empty or len(text) < least:
                yield Hit(link.span, {"name": link.text or "(nothing)"})


def _is_within(lesson: Lesson, offset: int, parts: Iterable[str]) -> bool:
    """Whether a place stands under a heading that holds one of these words."""
    path = plain(" ".join(lesson.section_at(offset).path))
    return any(map(path.__contains__, parts))


@lru_cache(maxsize=100)
def _plainly(texts: tuple[str, ...]) -> frozenset[str]:
    """Texts as they are compared: a rule and a configuration have the same ones for every lesson."""
    return frozenset(map(plain, texts))
