"""`teacher-talk`: a long timed part in which only the teacher speaks or shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.reading import Reading, Segment

_FEWEST_WORDS = 12
"""Words from which on a line of a time table says what happens in it."""
DEFAULT_LIMIT = 15
"""Minutes where the grade is unknown: the middle of the bands (our judgement)."""


class TeacherTalk(Check):
    """Speaks at a segment named for teacher talk, longer than the band's limit, with no student action in it."""

    concept_fields: ClassVar[tuple[str, ...]] = ("talk", "breaks")
    provides: ClassVar[frozenset[str]] = frozenset(("label", "minutes", "limit"))
    talk: tuple[str, ...] = ("teacher-talk",)
    breaks: tuple[str, ...] = ("talk-break",)

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each such segment, in reading order."""
        grade = reading.lesson.about.grade
        limits = options.get("max_minutes", {})
        limit = float(limits.get(grade.value.band, 20) if grade is not None else DEFAULT_LIMIT)
        for segment in reading.segments:
            if segment.high <= limit or not self._within(reading, segment, self.talk):
                continue
            if self._breaks(reading, segment):
                continue
            label = " ".join(segment.title.split())
            told = any(reading.lesson.blocks[number].span.start >= segment.span.end for number in segment.blocks)
            in_agenda = not told and len(reading.lesson.source.slice(segment.span).split()) < _FEWEST_WORDS
            values = {"label": label, "minutes": f"{segment.high:.0f}", "limit": f"{limit:.0f}"}
            yield Hit(segment.span, values, "review" if in_agenda else "problem")

    def _within(self, reading: Reading, segment: Segment, concepts: tuple[str, ...]) -> bool:
        """Whether the segment is called teacher talk, or what stands in it has the teacher talk."""
        return any(
            (mention.actor != "student" and segment.span.start <= mention.span.start < segment.span.end)
            or (mention.actor == "teacher" and mention.block in segment.blocks)
            for mention in reading.mentions.of(*concepts, roles=None)
        )

    def _breaks(self, reading: Reading, segment: Segment) -> bool:
        inside = set(segment.blocks)
        return any(
            mention.strength and (mention.block in inside or segment.span.start <= mention.span.start < segment.span.end)
            for mention in reading.mentions.of(*self.breaks, roles=None)
        )
