"""`require`: something should be there and is not; reported at the title, with what was found nearest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.checks.more import of_subject
from udl_lint.checks.shown import films, listings, pictures
from udl_lint.checks.steps import first_steps, last_steps, role_of
from udl_lint.lesson import Lesson, Role
from udl_lint.lexicon import count_words
from udl_lint.patterns import lazy
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Actor, Mention
from udl_lint.reading.places import sentence_around, title_place
from udl_lint.source import Span

_ACTORS = frozenset(
    "i we you they the a each every all my our teacher teachers students student learners pupils children class everyone partners pairs "
    "groups then next first will can may el la los las un una docente maestra maestro estudiantes alumnos alumnas niños luego yo".split()
)
"""Words that may stand before the verb of a sentence that says who does what."""
LONG_HEADING = 5
"""Words up to which a heading says what stands below it."""
MANY_PICTURES = 5
"""Pictures in the steps from which on they show how a thing is done, and not only what it looks like."""
SEVERAL = 4
"""Different words around a thing from which on a person looks."""
SHOWN = 5
"""Places of evidence that a rule shows at most."""
_EXIT_TICKET = lazy(r"\bexit\b|\bticket out\b|\bde salida\b", re.IGNORECASE)


class Require(Check):
    """Looks for any mention of the concepts. `near` concepts, weak phrases and the wrong speaker are signs that a person weighs."""

    concept_fields: ClassVar[tuple[str, ...]] = ("any", "near", "against", "early", "leading", "closing", "named", "around")
    provides: ClassVar[frozenset[str]] = frozenset(("found", "place"))
    any: tuple[str, ...]
    near: tuple[str, ...] = ()
    not_roles: tuple[Role, ...] = ("answers", "standards", "notes")
    nowhere: tuple[Role, ...] = ("answers", "standards")
    """Roles in which even a faint sign says nothing."""
    near_headings: bool = True
    """Whether a `near` concept in a heading is a sign; where headings name it and say no more, it is none."""
    actors: tuple[Actor, ...] = ("student", "unknown")
    enough: int = 1
    """Signs that a person would have to weigh, from which on they are taken for the thing."""
    lone: bool = True
    """Whether one sign that is only named, outside of headings, is enough."""
    headed: bool = True
    """Whether a heading that only names the thing is enough."""
    telling: int = 1
    """Words from which on signs in a single line, outside of headings, are enough: one short word in passing may mean anything."""
    apart: int = 1
    """Signs from which on they are enough, where no heading, item or sentence opens with one: a single one may be meant otherwise."""
    untied: bool = False
    """Whether `apart` is asked only of signs that are tied to no task."""
    named: tuple[str, ...] = ()
    """Concepts that say it all, few as their words are: routines and tools that everyone knows by name, a place that is students' own."""
    against: tuple[str, ...] = ()
    """Concepts that are the opposite: reported where they stand, whatever else was found."""
    early: tuple[str, ...] = ()
    """Concepts that are the thing where they stand in the first steps, and a closing or a task where they stand later."""
    shown: bool = False
    """Whether code or many pictures in the steps are the thing, and one picture or a film there a sign of it."""
    leading: tuple[str, ...] = ()
    """Concepts that count only as a heading or where they open an item or a sentence, and elsewhere say nothing."""
    asked: bool = False
    """Whether a question in the first steps is a sign."""
    passages: bool = True
    """Whether what students read (a story, an article in the plan) is looked at like the plan's own words."""
    around: tuple[str, ...] = ()
    """Concepts of which no single word is a sign; a person looks where the plan says several different ones."""
    closing: tuple[str, ...] = ()
    """Concepts whose headings open a closing. Where they are given, the thing is only a sign there and at the end of the steps, and
    a sign there is nothing."""

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield what was found, or one hit: a problem where there is no sign, a review where there is only a faint one."""
        if of_subject(reading.lesson, options.get("exempt_subjects", ())):
            return
        wanted = max(1, int(options.get("strength", 1)))
        if self.against:
            for mention in reading.mentions.of(*self.against):
                yield Hit(sentence_around(reading, mention), _values(reading, mention))
                return
        mentions, closing = self._mentions(reading), last_steps(reading, self.closing) if self.closing else frozenset()
        sure = self._sure(reading, mentions, closing, wanted)
        if not options.get("exit_ticket_counts", True):
            sure = [mention for mention in sure if not _EXIT_TICKET.search(reading.lesson.source.slice(mention.span))]
        if sure and not self._is_doubtful(reading, sure, int(options.get("min", 1))):
            # Where the thing is there, nobody looks at what may be it.
            yield from _evidence(sure)
            return
        faint = [*sure, *self._faint(reading, mentions, closing, wanted)]
        if self.shown and wanted == 1:
            figures = pictures(reading.lesson)
            seen = listings(reading.lesson) or (figures if len(figures) >= MANY_PICTURES else [])
            if seen:
                yield Seen(seen[0], 1)
                return
        counted = [mention for mention in faint if mention.role not in self.not_roles]
        if len(counted) >= self.enough > 1:
            yield from _evidence(counted)
            return
        if not faint and self.asked:
            questions = _questions(reading)
            if questions:
                yield Hit(questions[0], {"found": "a question at the start", "place": ""}, "review")
                return
        if faint:
            nearest = max(faint, key=lambda m: (m.strength, -m.span.start))
            yield Hit(nearest.span, _values(reading, nearest), "review")
            return
        words = self._words_around(reading)
        if len(words) >= SEVERAL:
            yield Hit(title_place(reading.lesson), {"found": ", ".join(words[:SEVERAL]), "place": ""}, "review")
            return
        figures = pictures(reading.lesson) + films(reading.lesson) if self.shown else []
        if figures:
            yield Hit(min(figures), {"found": "a picture or film", "place": ""}, "review")
            return
        yield Hit(title_place(reading.lesson), {"found": "nothing", "place": ""}, "review" if options.get("ask") else "problem")

    def _mentions(self, reading: Reading) -> list[Mention]:
        """Where the plan speaks of the thing, firmly or not."""
        mentions = reading.mentions.of(*self.any)
        if self.early:
            opening = first_steps(reading.lesson)
            early = reading.mentions.of(*self.early)
            mentions += [each for each in early if each.block in opening or (each.block < 0 and _opens(reading.lesson, each, opening))]
        return mentions

    def _sure(self, reading: Reading, mentions: list[Mention], closing: frozenset[int], wanted: int) -> list[Mention]:
        """What is the thing."""
        sure = self._firm(mentions, wanted)
        if closing:
            sure = [mention for mention in sure if mention.block not in closing]
        if self.leading:
            leading = self._firm(reading.mentions.of(*self.leading), wanted)
            sure += [each for each in leading if _leads(reading, each) and not _is_bare(reading, each)]
        return self._own(reading, sure)

    def _faint(self, reading: Reading, mentions: list[Mention], closing: frozenset[int], wanted: int) -> list[Mention]:
        """What a person would have to weigh."""
        firm = set(self._firm(mentions, wanted))
        faint = [mention for mention in mentions if not (mention.faint if mention.block in closing else mention in firm)]
        if self.leading:
            leading = [each for each in reading.mentions.of(*self.leading) if _leads(reading, each)]
            firm = set(self._firm(leading, wanted))
            faint += [each for each in leading if each not in firm or _is_bare(reading, each)]
        if self.near:
            near = reading.mentions.of(*self.near)
            faint += [each for each in near if (self.near_headings or each.block >= 0) and each.block not in closing]
        return self._own(reading, [mention for mention in faint if mention.role not in self.nowhere])

    def _own(self, reading: Reading, mentions: list[Mention]) -> list[Mention]:
        """The mentions in the plan's own words, and those in what students read where they count too."""
        read = [] if self.passages else [passage.span for passage in reading.passages if passage.type == "reading"]
        return [mention for mention in mentions if not _within(mention, read)] if read else mentions

    def _words_around(self, reading: Reading) -> list[str]:
        """The different words of `around`, in reading order."""
        if not self.around:
            return []
        mentions = [each for each in reading.mentions.of(*self.around, strength=0) if each.role not in self.nowhere]
        return list(dict.fromkeys(reading.lesson.source.slice(each.span).lower() for each in mentions))

    def _is_doubtful(self, reading: Reading, signs: list[Mention], least: int) -> bool:
        """Whether there are signs, but too few of them (in fewer places than `least`) or in too few words."""
        if least > 1 and len({each.span for each in signs}) < least:
            return True
        if not self.lone and all(each.strength == 1 and each.block >= 0 and each.span == signs[0].span for each in signs):
            return True
        if not self.headed and all(each.block < 0 and each.strength == 1 for each in signs):
            return True
        return self._in_passing(reading, signs) or self._are_few(reading, signs)

    def _are_few(self, reading: Reading, signs: list[Mention]) -> bool:
        """Whether there are fewer signs than `apart`, and none of them is a heading, opens a line, or stands early where that counts."""
        if (
            self.apart < 2
            or len({each.span for each in signs}) >= self.apart
            or any(each.block < 0 or _leads(reading, each, _ACTORS) for each in signs)
        ):
            return False
        if (self.untied and any(each.strength == 2 for each in signs)) or self._is_named(reading, signs):
            return False
        opening = first_steps(reading.lesson) if self.early else frozenset()
        return not any(each.block in opening for each in signs)

    def _in_passing(self, reading: Reading, signs: list[Mention]) -> bool:
        """Whether all signs stand in one line, inside of sentences, and none of them in as many words as `telling`."""
        if self.telling < 2:
            return False
        source = reading.lesson.source
        line = source.line_at(signs[0].span.start)
        if any(source.line_at(each.span.start) != line for each in signs):
            return False
        if any(each.block < 0 or count_words(source.slice(each.span)) >= self.telling or _leads(reading, each) for each in signs):
            return False
        return not self._is_named(reading, signs)

    def _is_named(self, reading: Reading, signs: list[Mention]) -> bool:
        """Whether one of the signs holds words that say it all."""
        named = [each.span for each in reading.mentions.of(*self.named)]
        return any(span.start < each.span.end and each.span.start < span.end for each in signs for span in named)

    def _firm(self, mentions: list[Mention], wanted: int) -> list[Mention]:
        """Those of the mentions that leave no doubt by themselves, in the same order."""
        not_roles, actors = self.not_roles, self.actors
        return [m for m in mentions if not m.faint and m.strength >= wanted and m.role not in not_roles and m.actor in actors]


_QUESTION = lazy(r"\w[\"”’)*_]*\?")


def _questions(reading: Reading) -> list[Span]:
    """The first steps, and the headings over them, that ask something."""
    lesson = reading.lesson
    opening = [block for number in sorted(first_steps(lesson)) if role_of(lesson, block := lesson.blocks[number]) == "procedure"]
    headings = [lesson.sections[number].heading for number in dict.fromkeys(block.section for block in opening)]
    title = title_place(lesson)
    spans = [heading.span for heading in headings if heading is not None and "?" in heading.text and heading.span.start > title.start]
    return sorted(spans + [block.span for block in opening if _QUESTION.search(block.prose)])


def _within(mention: Mention, spans: list[Span]) -> bool:
    return any(span.start <= mention.span.start < span.end for span in spans)


def _opens(lesson: Lesson, mention: Mention, opening: frozenset[int]) -> bool:
    """Whether a heading stands over one of the first steps."""
    return any(lesson.blocks[number].section == mention.section for number in opening)


def _leads(reading: Reading, mention: Mention, after: frozenset[str] = frozenset()) -> bool:
    """Whether the words stand in a short heading other than the title, or begin an item or a sentence, if need be `after` words."""
    if mention.block >= 0:
        block = reading.lesson.blocks[mention.block]
        before = block.prose[: mention.span.start - block.span.start].rstrip(' *_"“([>¿¡')
        while after and (last := before.rpartition(" ")[2].lstrip("*_\n")).lower() in after:
            before = before[: len(before) - len(last)].rstrip(' *_"“([>¿¡')
        first = reading.lesson.source.slice(mention.span).lstrip("*_ ")[:1]
        return not before or before[-1] in ".!?" or (before[-1] == "\n" and not first.islower())
    heading = reading.lesson.sections[mention.section].heading
    return heading is not None and heading.span.start > title_place(reading.lesson).start and len(heading.text.split()) <= LONG_HEADING


def _is_bare(reading: Reading, mention: Mention) -> bool:
    """Whether the words are a heading under which nothing stands, or no more than “none” or “to be added”."""
    if mention.block >= 0:
        return False
    lesson = reading.lesson
    section = lesson.sections[mention.section]
    if section.blocks:
        empty = [lesson.blocks[each.block] for each in reading.mentions.of("placeholder", strength=0)]
        if not all(map(empty.__contains__, section.blocks)):
            return False
    return all(each.parent != section.index for each in lesson.sections)


def _values(reading: Reading, mention: Mention) -> dict[str, str]:
    source = reading.lesson.source
    words = " ".join(source.slice(mention.span).split())
    return {"found": words, "place": f"line {source.line_at(mention.span.start)}"}


def _evidence(mentions: list[Mention]) -> Iterator[Seen]:
    """The firmest of the mentions, and of equally firm ones the first in reading order."""
    found = sorted(mentions, key=attrgetter("span"))
    found.sort(key=attrgetter("strength"), reverse=True)
    for mention in found[:SHOWN]:
        yield Seen(mention.span, mention.strength)
