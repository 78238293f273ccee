"""`lacking`: one thing is named, and another that should go with it is not near; reported where the need arises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from udl_lint.checks.looks import Hit, Look, Options, Seen
from udl_lint.lesson import Section
from udl_lint.readers.cues import plain
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.reading.places import sentence_around
from udl_lint.source import Span

_STEPS = ("procedure", "other")
LONGEST_HEADING = 4
"""Words up to which a heading names what stands under it."""
_SHORT_WORD = 3
_KEY_WORDS = 8
"""Longer words at the end of a sentence by which it is known again."""
_PRONOUNS = ("they ", "these students ", "this group ", "ellos ", "ellas ")


@dataclass(frozen=True)
class Lacking:
    """Speaks at each mention of `when` with none of `unless` within reach.

    `within`: `sentence`, `block`, `next` (the block and the one after it), `section` or `lesson`. `also`: concepts of which one must
    stand in the same sentence for the need to arise. `faint`: concepts near which a person should look.
    `report`: `words`, `sentence` or `block`.
    """

    concept_fields: ClassVar[tuple[str, ...]] = ("when", "also", "unless", "unless_anywhere", "faint", "sections", "doubtful", "either")
    provides: ClassVar[frozenset[str]] = frozenset(("words",))
    when: tuple[str, ...]
    unless: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    unless_anywhere: tuple[str, ...] = ()
    """Concepts that answer the need wherever in the lesson they stand."""
    faint: tuple[str, ...] = ()
    within: str = "block"
    report: str = "sentence"
    roles: tuple[str, ...] = ()
    not_roles: tuple[str, ...] = ("answers", "standards", "goals")
    actors: tuple[str, ...] = ("student", "teacher", "unknown")
    fewest_words: int = 0
    """Words that the block must have."""
    headings: bool = False
    """Whether a mention in a heading raises the need."""
    first_only: bool = False
    sections: tuple[str, ...] = ()
    """Concepts that, in a short heading, raise the need once for all that stands under it."""
    doubtful: tuple[str, ...] = ()
    """Concepts of `when` at which only a person can tell whether there is a need."""
    also_roles: tuple[str, ...] = ()
    """Roles in which the need arises without any of `also`."""
    numbered: int = 0
    """Numbered items in the section that answer the need; 0 where they do not."""
    ask: bool = False
    """Whether an instruction with none of `also` is for a person to look at."""
    once: bool = False
    """Whether the same words further down are one need: reported where they stand last."""

    either: tuple[str, ...] = ()
    """Concepts of verbs for what teachers do as well as students: where the plan does not say who acts, a person has to tell."""
    one_a_line: bool = False
    """Whether further needs in a line are one with its first, and the same words there need no second answer."""

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit or the answer to each need, in reading order; one a sentence."""
        if self.unless_anywhere:
            answers = [m for m in reading.mentions.of(*self.unless_anywhere, roles=None) if m.role not in ("answers", "standards")]
            if answers:
                yield Seen(answers[0].span, answers[0].strength)
                return
        hits = _first_in_line(reading, self._hits(reading)) if self.one_a_line else self._hits(reading)
        yield from _last_of_each(reading, hits) if self.once else hits

    def _hits(self, reading: Reading) -> Iterator[Hit | Seen]:
        done: set[Span] = set()
        answered: set[tuple[int, str]] = set()
        named = self._named_sections(reading)
        for section in named:
            answer = _any_in(reading, self.unless, section.span)
            if answer:
                yield Seen(answer.span, answer.strength)
            else:
                yield Hit(_body(section), {"words": section.title})
        for mention in reading.mentions.of(*self.when, roles=None):
            if not self._counts(reading, mention) or any(each.index == mention.section for each in named):
                continue
            sentence = sentence_around(reading, mention)
            if sentence in done:
                continue
            needed = not self.also or mention.role in self.also_roles or self._needed(reading, mention, sentence)
            if not needed and not (self.ask and mention.leads):
                continue
            done.add(sentence)
            reach = self._reach(reading, mention, sentence) if needed else reading.lesson.sections[mention.section].span
            answer = _any_in(reading, self.unless, reach)
            said_there = mention.block, reading.lesson.source.slice(mention.span).lower()
            if answer or (self.one_a_line and said_there in answered):
                answered.add(said_there)
                yield Seen((answer or mention).span, (answer or mention).strength)
                continue
            items = [block for block in reading.lesson.sections[mention.section].blocks if block.number is not None]
            if 0 < self.numbered <= len(items):
                continue
            place = self._place(reading, mention, sentence)
            words = " ".join(reading.lesson.source.slice(mention.span).split())
            faint = mention.faint or mention.concept in self.doubtful or (self.faint and _any_in(reading, self.faint, reach))
            unsure = mention.actor == "unknown" and mention.role in _STEPS and _any_in(reading, self.either, mention.span)
            yield Hit(place, {"words": words}, "review" if faint or unsure or not needed else "problem")
            if self.first_only:
                return

    def _needed(self, reading: Reading, mention: Mention, sentence: Span) -> bool:
        """Whether one of `also` stands in the sentence, or in the heading above it."""
        heading = reading.lesson.sections[mention.section].heading
        spans = [_with_antecedent(reading, mention, sentence)] + ([heading.span] if heading is not None and mention.block >= 0 else [])
        return any(_any_in(reading, self.also, span) for span in spans)

    def _named_sections(self, reading: Reading) -> list[Section]:
        """The sections that a short heading says are all about the need, in reading order."""
        named: list[Section] = []
        for heading in reading.mentions.of(*self.sections, roles=None) if self.sections else ():
            section = reading.lesson.sections[heading.section]
            if heading.block < 0 and section not in named and len(section.title.split()) <= LONGEST_HEADING:
                named.append(section)
        return named

    def _counts(self, reading: Reading, mention: Mention) -> bool:
        if mention.role in self.not_roles or (self.roles and mention.role not in self.roles) or mention.actor not in self.actors:
            return False
        if mention.block < 0:
            return self.headings
        block = reading.lesson.blocks[mention.block]
        return not self.fewest_words or len(block.prose.split()) >= self.fewest_words

    def _reach(self, reading: Reading, mention: Mention, sentence: Span) -> Span:
        if self.within == "sentence":
            return sentence
        if self.within == "lesson":
            return Span(0, len(reading.lesson.source.text))
        if self.within == "section" or mention.block < 0:
            return reading.lesson.sections[mention.section].span
        block = reading.lesson.blocks[mention.block]
        after = reading.lesson.blocks[mention.block + 1 : mention.block + 2]
        if self.within == "next" and after and after[0].section == block.section and block.row is None:
            return Span(block.span.start, after[0].span.end)
        return block.span

    def _place(self, reading: Reading, mention: Mention, sentence: Span) -> Span:
        if self.report == "words":
            return mention.span
        return reading.lesson.blocks[mention.block].span if self.report == "block" and mention.block >= 0 else sentence


def _body(section: Section) -> Span:
    """What stands under a section's heading; the heading where nothing does."""
    if section.blocks:
        return Span(section.blocks[0].span.start, section.blocks[-1].span.end)
    return section.heading.span if section.heading is not None else section.span


def _first_in_line(reading: Reading, looks: Iterator[Hit | Seen]) -> Iterator[Hit | Seen]:
    lines: set[int] = set()
    for look in looks:
        line = reading.lesson.source.position(look.span.start).line
        if isinstance(look, Seen) or line not in lines:
            yield look
        if isinstance(look, Hit):
            lines.add(line)


def _last_of_each(reading: Reading, looks: Iterator[Hit | Seen]) -> Iterator[Hit | Seen]:
    """Without the hits whose first words come again in a later one."""
    kept = list(looks)
    keys = [_key(reading, look.span) if isinstance(look, Hit) else None for look in kept]
    for number, (look, key) in enumerate(zip(kept, keys, strict=True)):
        if key is None or key not in keys[number + 1 :]:
            yield look


def _key(reading: Reading, span: Span) -> str:
    words = [word for word in plain(reading.lesson.source.slice(span)).split() if len(word) > _SHORT_WORD or word.isdigit()]
    return " ".join(words[-_KEY_WORDS:])


def _with_antecedent(reading: Reading, mention: Mention, sentence: Span) -> Span:
    """The sentence; with what stands before it in the block where it begins with “they”."""
    if mention.block >= 0 and reading.lesson.source.slice(sentence).lower().startswith(_PRONOUNS):
        return Span(reading.lesson.blocks[mention.block].span.start, sentence.end)
    return sentence


def _any_in(reading: Reading, concepts: tuple[str, ...], span: Span) -> Mention | None:
    for mention in reading.mentions.of(*concepts, roles=None):
        if span.start <= mention.span.start < span.end:
            return mention
    return None
