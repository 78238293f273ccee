"""`require`: something should be there and is not; reported at the title, with what was found nearest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from udl_lint.checks.looks import Hit, Look, Options, Seen
from udl_lint.checks.shown import films, listings, pictures
from udl_lint.lesson import Lesson
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.reading.places import sentence_around, title_place

SHOWN = 5
"""Places of evidence that a rule shows at most."""


@dataclass(frozen=True)
class Require:
    """Looks for any mention of the concepts. `near` concepts, weak phrases and the wrong speaker are signs that a person weighs."""

    concept_fields: ClassVar[tuple[str, ...]] = ("any", "near", "against", "early")
    provides: ClassVar[frozenset[str]] = frozenset(("found", "place"))
    any: tuple[str, ...]
    near: tuple[str, ...] = ()
    not_roles: tuple[str, ...] = ("answers", "standards", "notes")
    near_not_roles: tuple[str, ...] = ("answers", "standards")
    """Where even a faint sign is none."""
    near_headings: bool = True
    """Whether a `near` concept in a heading is a sign; where headings name it and say no more, it is none."""
    actors: tuple[str, ...] = ("student", "unknown")
    enough: int = 1
    """Signs that a person would have to weigh, from which on they are taken for the thing."""
    against: tuple[str, ...] = ()
    """Concepts that are the opposite: reported where they stand, whatever else was found."""
    early: tuple[str, ...] = ()
    """Concepts that are the thing where they stand in the first steps, and a closing or a task where they stand later."""
    shown: bool = False
    """Whether code or several pictures in the steps are the thing, and one picture or a film there a sign of it."""
    at: str = "title"

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield what was found, or one hit: a problem where there is no sign, a review where there is only a faint one."""
        wanted = max(1, int(options.get("strength", 1)))
        if self.against:
            for mention in reading.mentions.of(*self.against, roles=None):
                yield Hit(sentence_around(reading, mention), _values(reading, mention))
                return
        sure: list[Mention] = []
        faint: list[Mention] = []
        for mention in reading.mentions.of(*self.any, roles=None):
            (sure if self._is_sure(mention, wanted) else faint).append(mention)
        if self.early:
            opening = first_steps(reading.lesson)
            for mention in reading.mentions.of(*self.early, roles=None):
                if mention.block in opening or (mention.block < 0 and _opens(reading.lesson, mention, opening)):
                    (sure if self._is_sure(mention, wanted) else faint).append(mention)
        near = reading.mentions.of(*self.near, roles=None) if self.near else []
        faint += [mention for mention in near if self.near_headings or mention.block >= 0]
        faint = [mention for mention in faint if mention.role not in self.near_not_roles]
        code = listings(reading.lesson) if self.shown and not sure and wanted == 1 else []
        figures = pictures(reading.lesson) if self.shown else []
        if code or (len(figures) > 1 and not sure and wanted == 1):
            yield Seen((code or figures)[0], 1)
            return
        if sure or len(faint) >= self.enough > 1:
            for mention in sorted(sure or faint, key=lambda m: (-m.strength, m.span))[:SHOWN]:
                yield Seen(mention.span, mention.strength)
            return
        if faint:
            nearest = max(faint, key=lambda m: (m.strength, -m.span.start))
            yield Hit(nearest.span, _values(reading, nearest), "review")
            return
        figures += films(reading.lesson) if self.shown else []
        if figures:
            yield Hit(min(figures), {"found": "a picture or film", "place": ""}, "review")
            return
        yield Hit(title_place(reading.lesson), {"found": "nothing", "place": ""})

    def _is_sure(self, mention: Mention, wanted: int) -> bool:
        return not mention.faint and mention.strength >= wanted and mention.role not in self.not_roles and mention.actor in self.actors


_STEPS = frozenset(("procedure", "other", "student"))
_FEWEST = 3
"""Steps at the start that are an opening in any lesson that has more."""


def first_steps(lesson: Lesson) -> frozenset[int]:
    """The numbers of the blocks up to the end of the first third of the steps, three where there are more."""
    roles = [block.role or lesson.sections[block.section].role for block in lesson.blocks]
    told = [number for number, role in enumerate(roles) if role in _STEPS]
    steps = [number for number in told if roles[number] == "procedure"]
    if len(steps) <= _FEWEST:
        steps = told
    last = max(steps[: max(min(_FEWEST, len(steps) - 1), len(steps) // 3)], default=-1)
    return frozenset(number for number in told if number <= last)


def _opens(lesson: Lesson, mention: Mention, opening: frozenset[int]) -> bool:
    """Whether a heading stands over one of the first steps."""
    return any(lesson.blocks[number].section == mention.section for number in opening)


def _values(reading: Reading, mention: Mention) -> dict[str, str]:
    source = reading.lesson.source
    words = " ".join(source.slice(mention.span).split())
    return {"found": words, "place": f"line {source.position(mention.span.start).line}"}
