"""`alt-text`: pictures without words for those who cannot see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.reading import Reading

_LONGEST_NAME = 60


class AltText(Check):
    """Speaks at each picture with no description that is not marked as decoration; a picture used often is reported once."""

    reads_words: ClassVar[bool] = False
    provides: ClassVar[frozenset[str]] = frozenset(("name", "times"))

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each undescribed picture and the described ones as evidence."""
        often = int(options.get("decorative_repeat", 3))
        images = reading.lesson.images
        times = Counter(image.target for image in images if not image.alt and not image.decorative)
        said: set[str] = set()
        for image in images:
            if image.alt and image.alt.strip():
                yield Seen(image.span, 2)
                continue
            if image.decorative or image.target in said:
                continue
            count = times[image.target]
            if count >= often:
                said.add(image.target)
            name = image.target.split("?")[0].rstrip("/").rsplit("/", 1)[-1][:_LONGEST_NAME] or "without a name"
            yield Hit(image.span, {"name": name, "times": str(count)}, milder=1 if count >= often else 0)
