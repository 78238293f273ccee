"""`alt-quality`: picture descriptions that tell nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.readers.cues import plain
from udl_lint.reading import Reading

_FILE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".tif", ".tiff")
_NAMELESS = frozenset("img dsc dscn screenshot image photo picture download untitled fig".split()) | {"screen shot"}
"""What cameras and programs call a picture, before its number."""
_KINDS = ("image", "picture", "photo", "graphic", "screenshot", "imagen", "foto", "fotografía")
_OPENINGS = tuple(f"{kind} {of} " for kind in _KINDS for of in ("of", "de"))
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
        lowered = alt.lower()
        if lowered.endswith(_FILE_ENDINGS) or _without_number(lowered) in _NAMELESS:
            return "is a file's name"
        if plain(alt) in _ALONE:
            return "names the kind of picture only"
        if f"{lowered} ".startswith(_OPENINGS):
            return "opens with words that a screen reader says anyway"
        return f"is longer than {longest} characters" if len(alt) > longest else None


def _without_number(name: str) -> str:
    """“img_0012” without what counts it."""
    bare = name.rstrip("0123456789")
    return bare[:-1] if bare[-1:] in (" ", "_", "-") else bare
