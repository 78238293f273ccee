"""`modes`: the different ways in which something happens over the lesson, counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.checks.shown import films, pictures
from udl_lint.lesson import Block, Role
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.reading.places import title_place
from udl_lint.source import Span

_ASKED = frozenset(("procedure", "other", "student"))


class Modes(Check):
    """Counts the modes of which the plan shows a clear sign; fewer than `min_modes` is a hit.

    `modes` maps a mode's name, in a teacher's words, to its concepts. `sure` says whose doing counts as clear: `student`, or
    `teacher` for what reaches students.
    """

    concept_fields: ClassVar[tuple[str, ...]] = ("modes", "given")
    provides: ClassVar[frozenset[str]] = frozenset(("found", "count"))
    modes: Mapping[str, tuple[str, ...]]
    sure: str = "student"
    not_roles: tuple[Role, ...] = ("answers", "standards", "notes", "goals", "meta")
    by_students: tuple[str, ...] = ()
    """Modes in which the students' own doing counts, where `sure` is `teacher`."""
    often: int = 3
    """Unclear signs of one mode from which on it is taken to be there."""
    pictured: str = ""
    """The mode that a picture in the steps shows."""
    filmed: str = ""
    """The mode that a film in the steps shows."""
    selecting: str = ""
    """The mode that the option `count_select` may leave out."""
    asked: str = ""
    """The mode of which a question in the steps is an unclear sign."""
    lone: int = 0
    """Words from which on a plan shows the last mode that is wanted, or any of more, by several signs; 0 where one is enough."""
    given: tuple[str, ...] = ()
    """Concepts of what students are given to read or to look at: clear in a step, whoever acts."""
    faintly: int = 2
    """Weak signs of one mode from which on a person should look."""

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield the first sign of each mode, or one hit."""
        least = int(options.get("min_modes", 2))
        wanted = int(options.get("strength", 1))
        clear: dict[str, Mention] = {}
        possible: dict[str, Mention] = {}
        signs: dict[str, list[Mention]] = {}
        not_roles = frozenset(self.not_roles)
        for name, concepts in self.modes.items():
            mentions = [m for m in reading.mentions.of(*concepts) if m.role not in not_roles]
            if self.sure == "teacher" and name not in self.by_students:
                mentions = [mention for mention in mentions if mention.actor != "student" or mention.concept in self.given]
            if not mentions or (name == self.selecting and not options.get("count_select", True)):
                continue
            firm = [mention for mention in mentions if not mention.faint]
            strong = [mention for mention in firm if mention.strength >= wanted] if wanted > 1 else firm
            sure = next(filter(self._is_clear, strong), None)
            if sure is not None or len(strong) >= self.often:
                clear[name] = sure or strong[0]
                signs[name] = firm
            elif name == self.asked and (headed := _headed_questions(reading, mentions)):
                clear[name] = headed
            elif any(mention.block >= 0 for mention in firm) or len(mentions) >= self.faintly:
                possible[name] = next((each for each in (*firm, *mentions) if each.actor != "teacher"), (firm or mentions)[0])
        seen = {name: Seen(mention.span, mention.strength) for name, mention in clear.items()}
        for name, look in ((self.pictured, pictures), (self.filmed, films)) if wanted == 1 else ():
            if name and name not in seen and (spans := look(reading.lesson)):
                seen[name] = Seen(spans[0], 1)
        wordy = 1 < least <= len(seen) and 0 < self.lone <= reading.lesson.about.words
        alone = [name for name, firm in signs.items() if _in_one_place(firm)] if wordy else []
        if alone and (len(seen) == least or len(seen) == len(alone) > least):
            yield Hit(seen[alone[0]].span, {"found": ", ".join(seen), "count": str(len(seen))}, "review")
            return
        if len(seen) >= least:
            yield from sorted(seen.values(), key=attrgetter("span"))
            return
        maybe = [f"perhaps {name}" for name in possible if name not in seen]
        values = {"found": ", ".join([*seen, *maybe]) or "none", "count": str(len(seen))}
        unclear = {name: mention.span for name, mention in possible.items() if name not in seen}
        questions = _questions(reading) if self.asked and self.asked not in (*seen, *unclear) else []
        if questions:
            unclear[self.asked] = questions[0]
        if len(seen) + len(unclear) >= least:
            yield Hit(min(unclear.values()), values, "review")
            return
        yield from seen.values()
        yield Hit(title_place(reading.lesson), values)

    def _is_clear(self, mention: Mention) -> bool:
        """Whether a sign that is not faint shows the mode without a doubt."""
        if self.sure == "student":
            return mention.actor == "student" or (mention.leads and mention.actor == "unknown" and mention.strength == 2)
        if mention.concept in self.given and mention.block >= 0:
            return True
        return (mention.actor != "student" and mention.strength == 2) or mention.role == "materials"


def _in_one_place(mentions: list[Mention]) -> bool:
    """Whether all of them are the same words of the plan; the last one tells it soonest that they are not."""
    first = mentions[0].span
    return mentions[-1].span == first and all(mention.span == first for mention in mentions)


def _questions(reading: Reading) -> list[Span]:
    """The steps that ask something."""
    lesson = reading.lesson
    return [block.span for block in lesson.blocks if _asks(block) and (block.role or lesson.sections[block.section].role) in _ASKED]


def _headed_questions(reading: Reading, mentions: Iterable[Mention]) -> Mention | None:
    """A heading that names the mode, with questions below: under “Discussion” they are talked about."""
    sections = reading.lesson.sections
    return next((each for each in mentions if each.block < 0 and any(map(_asks, sections[each.section].blocks))), None)


def _asks(block: Block) -> bool:
    return block.prose.rstrip(' "”’*_)').endswith("?")
