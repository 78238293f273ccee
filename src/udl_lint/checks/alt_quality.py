"""`alt-quality`: picture descriptions that tell nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.patterns import lazy
from udl_lint.readers.cues import plain
from udl_lint.reading import Reading

_FILE = lazy(
    r"\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)$|^(?:img|dsc|dscn|screen ?shot|image|photo|picture|download|untitled|fig)[ _-]?\d*$",
    re.IGNORECASE,
)
_OPENING = lazy(r"^(?:image|picture|photo|graphic|screenshot|imagen|foto|fotografía) (?:of|de)\b", re.IGNORECASE)
_ALONE = frozenset(
    "image picture photo graphic screenshot diagram chart figure icon logo graph map drawing illustration imagen foto "
    "grafico captura figura dibujo "
    "diagrama mapa".split()
)


class AltQuality(Check):
    """Speaks at a description that is a file name, one empty word, opens with “image of”, is too long, or stands for other pictures too."""

    provides: ClassVar[frozenset[str]] = frozenset(("name", "problem"))

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each such picture; the others as evidence."""
        longest = int(options.get("max_chars", 150))
        images = [image for image in reading.lesson.images if image.alt and image.alt.strip() and not image.decorative]
        shared: dict[str, set[str]] = {}
        for image in images:
            shared.setdefault(plain(image.alt or ""), set()).add(image.target)
        seen: Counter[str] = Counter()
        for image in images:
            alt = (image.alt or "").strip()
            problem = self._problem(alt, longest)
            seen[plain(alt)] += 1
            if problem is None and len(shared[plain(alt)]) > 1 and seen[plain(alt)] > 1:
                problem = "also stands under another picture"
            if problem is None:
                yield Seen(image.span, 2)
            else:
                yield Hit(image.span, {"name": alt[:60], "problem": problem})

    def _problem(self, alt: str, longest: int) -> str | None:
        if _FILE.search(alt):
            return "is a file's name"
        if plain(alt) in _ALONE:
            return "names the kind of picture only"
        if (" of" in alt.lower() or " de" in alt.lower()) and _OPENING.match(alt):
            return "opens with words that a screen reader says anyway"
        return f"is longer than {longest} characters" if len(alt) > longest else None
