"""`teacher-talk`: a long timed part in which only the teacher speaks or shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.patterns import lazy
from udl_lint.reading import Reading, Segment
from udl_lint.reading.mentions import Mention
from udl_lint.reading.segments import parts

_FEWEST_WORDS = 12
"""Words from which on a line of a time table says what happens in it."""
_STUDENTS = lazy(
    r"\?|\b(?:have|let|ask|invite|help|allow) (?:the )?(?:students|children|pupils|learners|them)\b|\b(?:they|students|pupils|children) "
    r"(?:will )?(?:write|say|share|answer|try|make|build|practice|read|work|do|repeat|draw|talk)\b",
    re.IGNORECASE,
)
DEFAULT_LIMIT = 15
"""Minutes where the grade is unknown: the middle of the bands (our judgement)."""


class TeacherTalk(Check):
    """Speaks at a segment named for teacher talk, longer than the band's limit, with no student action in it.

    A segment is the teacher's too where its items begin with what a teacher does (`moves`). Weak breaks are for a person to weigh.
    """

    concept_fields: ClassVar[tuple[str, ...]] = ("talk", "breaks", "moves")
    provides: ClassVar[frozenset[str]] = frozenset(("label", "minutes", "limit"))
    talk: tuple[str, ...] = ("teacher-talk",)
    breaks: tuple[str, ...] = ("talk-break",)
    moves: tuple[str, ...] = ()

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each such segment, in reading order."""
        grade = reading.lesson.about.grade
        limits = options.get("max_minutes", {})
        limit = float(limits.get(grade.value.band, 20) if grade is not None else DEFAULT_LIMIT)
        # Most segments hold no further one with a time of its own.
        around = {section.parent for section in reading.lesson.sections if section.minutes is not None}
        timed = [parts(reading.lesson, each) if each.section in around else (each,) for each in reading.segments]
        long = [segment for segment in chain.from_iterable(timed) if segment.high > limit]
        breaks = reading.mentions.of(*self.breaks) if long else []
        for segment in long:
            if _is_broken(reading, segment, breaks, faint=False):
                continue
            named = self._within(reading, segment, faint=False)
            led = named or self._is_led(reading, segment)
            if not led and not self._within(reading, segment, faint=True):
                continue
            weak = not led or _is_broken(reading, segment, breaks, faint=True) or (not named and self._students_act(reading, segment))
            label = " ".join(segment.title.split())
            told = any(reading.lesson.blocks[number].span.start >= segment.span.end for number in segment.blocks)
            in_agenda = not told and len(reading.lesson.source.slice(segment.span).split()) < _FEWEST_WORDS
            values = {"label": label, "minutes": f"{segment.high:.0f}", "limit": f"{limit:.0f}"}
            yield Hit(segment.span, values, "review" if in_agenda or weak else "problem")

    def _within(self, reading: Reading, segment: Segment, faint: bool) -> bool:
        """Whether the segment is called teacher talk, or what stands in it has the teacher talk."""
        start, end = segment.span
        for mention in reading.mentions.of(*self.talk):
            if mention.faint == faint and (
                (mention.actor != "student" and start <= mention.span.start < end)
                or (mention.actor == "teacher" and mention.block in segment.blocks)
            ):
                return True
        return False

    def _is_led(self, reading: Reading, segment: Segment) -> bool:
        """Whether more than half of the segment's blocks begin with what a teacher does."""
        if not self.moves or len(segment.blocks) < 2:
            return False
        moves = [m for m in reading.mentions.of(*self.moves, by=("teacher", "unknown")) if m.leads]
        begun = {m.block for m in moves if m.block in segment.blocks}
        return 2 * len(begun) > len(segment.blocks)

    def _students_act(self, reading: Reading, segment: Segment) -> bool:
        text = " ".join(reading.lesson.blocks[number].prose for number in segment.blocks)
        return bool(_STUDENTS.search(text))


def _is_broken(reading: Reading, segment: Segment, breaks: list[Mention], faint: bool) -> bool:
    """Whether one of the breaks stands in the segment, or in a heading of its own sections."""
    start, end = segment.span
    sections = {reading.lesson.blocks[number].section for number in segment.blocks}
    for mention in breaks:
        if mention.faint == faint and (
            mention.block in segment.blocks
            or start <= mention.span.start < end
            or (mention.block < 0 and mention.section in sections and mention.span.start >= end)
        ):
            return True
    return False
