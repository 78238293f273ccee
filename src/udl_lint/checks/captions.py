"""`captions`: films and recordings for students with no captions and no transcript."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from udl_lint.checks.looks import Hit, Look, Options, Seen
from udl_lint.reading import Reading

_SHOWN_IN = frozenset(("procedure", "other", "home", "student", "assessment", "family", "meta"))
"""Lists of resources do not say that students watch them."""


@dataclass(frozen=True)
class Captions:
    """Speaks at each film or recording that students watch or hear; a statement for the whole lesson answers for all."""

    concept_fields: ClassVar[tuple[str, ...]] = ("captions", "made")
    provides: ClassVar[frozenset[str]] = frozenset(("name",))
    captions: tuple[str, ...]
    made: tuple[str, ...] = ()
    """Concepts of films that students make themselves."""

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each, in reading order, one a line; the captions as evidence."""
        lesson = reading.lesson
        said = [m for m in reading.mentions.of(*self.captions, roles=None) if m.role not in ("answers", "standards")]
        if said:
            yield Seen(said[0].span, said[0].strength)
            return
        made = reading.mentions.of(*self.made, roles=None, strength=0) if self.made else []
        lines: set[int] = set()
        for media in reading.media:
            if media.kind == "simulation" or media.student_made:
                continue
            section = lesson.section_at(media.span.start)
            line = lesson.source.position(media.span.start).line
            if section.role not in _SHOWN_IN or section.audience == "teacher" and section.role != "procedure" or line in lines:
                continue
            if any(m.span.start - 40 <= media.span.start <= m.span.end + 40 for m in made):
                continue
            lines.add(line)
            name = " ".join(lesson.source.slice(media.span).split())
            yield Hit(media.span, {"name": name[:60]})
