"""`captions`: films and recordings for students with no captions and no transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.lesson import Lesson, Section
from udl_lint.patterns import lazy
from udl_lint.readers.cues import plain
from udl_lint.reading import Media, Reading
from udl_lint.reading.mentions import Mention
from udl_lint.reading.places import sentence_around

_SHOWN_IN = frozenset(("procedure", "other", "home", "student", "assessment", "family"))
"""Lists of resources do not say that students watch them."""
_SAID_IN = _SHOWN_IN | {"supports", "materials", "notes", "meta"}
"""Where words that say that a film is shown count."""
_FOR_TEACHERS = ("teaching", "for teachers", "teacher resources", "docente", "ejemplo de clase", "resources", "recursos", "references")
_LESSON_ITSELF = lazy(
    r"\bteaching (?:and|&|/) learning\b|\blearning (?:and|&) teaching\b|\bteaching (?:activit\w+|procedures?|steps?|sequence|point)\b"
)
"""Headings of the steps themselves."""
_NEAR_LINES = 3
_BY_MACHINE = lazy(r"\bauto(?:-|\s|mat|gen|cap)|\bmachine\b|\bautom[aá]tic", re.IGNORECASE)


class Captions(Check):
    """Speaks at each film or recording that students watch or hear; a statement for the whole lesson answers for all."""

    concept_fields: ClassVar[tuple[str, ...]] = ("captions", "made", "shown", "viewing")
    provides: ClassVar[frozenset[str]] = frozenset(("name",))
    captions: tuple[str, ...]
    """A faint word for them, such as “transcript”, counts near a film only."""
    made: tuple[str, ...] = ()
    """Concepts of films that students make themselves."""
    shown: tuple[str, ...] = ()
    """Concepts that say that a film is shown, and name it."""
    viewing: tuple[str, ...] = ()
    """Concepts that say near a link that students watch or hear what it leads to; without them a person should look."""

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each, in reading order, one a line; the captions as evidence."""
        lesson = reading.lesson
        said = [m for m in reading.mentions.of(*self.captions) if m.role not in ("answers", "standards")]
        if said:
            places = [lesson.source.line_at(media.span.start) for media in reading.media]
            said = [
                m for m in said if not m.faint or any(abs(lesson.source.line_at(m.span.start) - line) <= _NEAR_LINES for line in places)
            ]
        machine: list[Mention] = []
        if options.get("auto_captions", "yes") != "yes":
            machine = [m for m in said if _BY_MACHINE.search(lesson.source.slice(sentence_around(reading, m)))]
            said = [m for m in said if m not in machine]
        if said and options.get("accept_lesson_wide", True):
            yield Seen(said[0].span, said[0].strength)
            return
        if not reading.media:
            return
        milder = int(options.get("auto_captions") == "half" and bool(machine))
        made = reading.mentions.of(*self.made, strength=0) if self.made else []
        named = reading.mentions.of(*self.shown) if self.shown else []
        players = {embed.span for embed in lesson.embeds}
        players.update([link.span for link in lesson.links if "/embed/" in link.target])
        links = {media.span for media in reading.media}.intersection([link.span for link in lesson.links if "/embed/" not in link.target])
        viewed = (*named, *reading.mentions.of(*self.viewing)) if links else ()
        viewing = [lesson.source.line_at(m.span.start) for m in viewed if not m.faint]
        lines: set[int] = set()
        for media in reading.media:
            line = lesson.source.line_at(media.span.start)
            if media.kind == "simulation" or media.student_made or line in lines:
                continue
            section = lesson.section_at(media.span.start)
            if _for_teachers(section) or any(m.span.start - 40 <= media.span.start <= m.span.end + 40 for m in made):
                continue
            linked = media.span in links
            by_words = [m for m in named if m.span.start <= media.span.start < m.span.end]
            role = by_words[0].role if by_words else section.role
            if role not in (_SHOWN_IN if linked or media.span in players else _SAID_IN):
                continue
            if role in ("materials", "meta", "notes") and not any(m.leads for m in by_words):
                continue
            faint = any(m.faint for m in by_words) or (linked and not any(0 <= line - before <= _NEAR_LINES for before in viewing))
            lines.add(line)
            own = _near(lesson, said, line)
            if own:
                yield Seen(own[0].span, own[0].strength)
                continue
            yield Hit(media.span, {"name": _name(lesson, media)}, "review" if faint else "problem", milder)


def _near(lesson: Lesson, mentions: list[Mention], line: int) -> list[Mention]:
    return [m for m in mentions if abs(lesson.source.line_at(m.span.start) - line) <= _NEAR_LINES]


def _for_teachers(section: Section) -> bool:
    """A film of a class being taught, or a list of sources, is not for students."""
    if section.role in ("answers", "standards", "goals"):
        return True
    path = plain(" ".join(section.path[-2:]))
    path = _LESSON_ITSELF.sub(" ", path) if "teaching" in path else path
    return any(map(path.__contains__, _FOR_TEACHERS))


def _name(lesson: Lesson, media: Media) -> str:
    return " ".join(lesson.source.slice(media.span).split())[:60]
