"""`lacking`: one thing is named, and another that should go with it is not near; reported where the need arises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.checks.more import of_subject, with_more
from udl_lint.checks.near import answer_in, any_in, headed_sections, looks_below
from udl_lint.lesson import Role
from udl_lint.patterns import lazy
from udl_lint.readers.cues import plain
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Actor, Mention
from udl_lint.reading.places import sentence_around, title_place
from udl_lint.source import Span

_STEPS = ("procedure", "other")
_SHORT_WORD = 3
_KEY_WORDS = 8
"""Longer words at the end of a sentence by which it is known again."""
_PLACE = lazy(r"\b(?:left|right|above|below|top|bottom|izquierda|derecha|arriba|abajo)\b", re.IGNORECASE)
_PRONOUNS = ("they ", "these students ", "this group ", "ellos ", "ellas ")


class Lacking(Check):
    """Speaks at each mention of `when` with none of `unless` within reach.

    `within`: `sentence`, `block`, `next` (the block and the one after it), `section` or `lesson`. `also`: concepts of which one must
    stand in the same sentence for the need to arise. `faint`: concepts near which a person should look.
    `report`: `words`, `sentence` or `block`.
    """

    concept_fields: ClassVar[tuple[str, ...]] = (
        "when", "also", "unless", "unless_anywhere", "faint", "sections", "doubtful", "alone", "either",
    )  # fmt: skip
    provides: ClassVar[frozenset[str]] = frozenset(("words",))
    when: tuple[str, ...]
    unless: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    unless_anywhere: tuple[str, ...] = ()
    """Concepts that answer the need wherever in the lesson they stand; a weak phrase makes a person look."""
    faint: tuple[str, ...] = ()
    within: Literal["sentence", "block", "next", "section", "lesson"] = "block"
    report: Literal["words", "sentence", "block"] = "sentence"
    roles: tuple[Role, ...] = ()
    not_roles: tuple[Role, ...] = ("answers", "standards", "goals")
    actors: tuple[Actor, ...] = ("student", "teacher", "unknown")
    fewest_words: int = 0
    """Words that the block must have."""
    headings: bool = False
    """Whether a mention in a heading raises the need."""
    asking_headings: bool = False
    """Whether a heading other than the title makes a person look."""
    first_only: bool = False
    sections: tuple[str, ...] = ()
    """Concepts that, in a short heading, raise the need once for all that stands under it."""
    each: bool = False
    """Whether each item under such a heading is a need of its own."""
    doubtful: tuple[str, ...] = ()
    """Concepts of `when` at which only a person can tell whether there is a need."""
    also_roles: tuple[Role, ...] = ()
    """Roles in which the need arises without any of `also`."""
    numbered: int = 0
    """Numbered items in the section that answer the need; 0 where they do not."""
    linked: bool = False
    """Whether the need arises without any of `also` where the block links to what is meant."""
    ask: bool = False
    """Whether an instruction, or what students are said to do, with none of `also` is for a person to look at."""
    alone: tuple[str, ...] = ()
    """Concepts that say that students work by themselves, for the option `independent_only`."""
    once: bool = False
    """Whether the same words further down are one need: reported where they stand last."""

    either: tuple[str, ...] = ()
    """Concepts of verbs for what teachers do as well as students: where the plan does not say who acts, a person has to tell."""
    one_a_line: bool = False
    """Whether further needs in a line are one with its first, and the same words there need no second answer."""

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit or the answer to each need, in reading order; one a sentence."""
        if _spared(reading, options):
            return
        maybe = False
        if self.unless_anywhere:
            answers = [m for m in reading.mentions.of(*self.unless_anywhere) if m.role not in ("answers", "standards")]
            firm = [m for m in answers if not m.faint]
            if firm:
                yield Seen(firm[0].span, firm[0].strength)
                return
            maybe = bool(answers)
        hits = self._hits(reading, options)
        if maybe:
            hits = (look._replace(verdict="review") if isinstance(look, Hit) else look for look in hits)
        if self.one_a_line:
            hits = _first_in_line(reading, hits)
        yield from _last_of_each(reading, hits) if self.once else hits

    def _hits(self, reading: Reading, options: Options) -> Iterator[Hit | Seen]:
        named = headed_sections(reading, self.sections) if self.sections else []
        if named:
            yield from looks_below(reading, named, self.unless, self.faint, each=self.each)
        more = (*options.get("drill_hosts", ()), *options.get("demand_verbs", ()))
        mentions = with_more(reading, reading.mentions.of(*self.when), more)
        if not mentions:
            return
        ways = int(options.get("routes_required", 1))
        done: set[Span] = set()
        answered: set[tuple[int, str]] = set()
        spoken_of = {section.index for section in named}
        for mention in mentions:
            if not self._counts(reading, mention, options) or mention.section in spoken_of:
                continue
            sentence = sentence_around(reading, mention)
            if sentence in done:
                continue
            needed = self._needed(reading, mention, sentence, options) or (self.linked and _links(reading, sentence))
            if not needed and not (self.ask and (mention.leads or mention.actor == "student")):
                continue
            done.add(sentence)
            reach = self._reach(reading, mention, sentence, options) if needed else reading.lesson.sections[mention.section].span
            answer = answer_in(reading, self.unless, reach, sentence)
            said_there = mention.block, reading.lesson.source.slice(mention.span).lower()
            enough = answer and (ways <= 1 or len(_different(reading, self.unless, reach)) >= ways)
            if enough or (self.one_a_line and said_there in answered):
                answered.add(said_there)
                yield Seen((answer or mention).span, (answer or mention).strength)
                continue
            items = [block for block in reading.lesson.sections[mention.section].blocks if block.number is not None]
            stepped = 0 < self.numbered <= len(items)
            if stepped and (mention.block < 0 or reading.lesson.blocks[mention.block].number is None):
                continue  # the steps are the task's own, and not the lesson's with the task as one of them
            place = self._place(reading, mention, sentence)
            words = " ".join(reading.lesson.source.slice(mention.span).split())
            asks = mention.block < 0 and not self.headings
            asks = asks or (mention.actor == "unknown" and mention.role in _STEPS and bool(any_in(reading, self.either, mention.span)))
            faint = (
                asks or stepped or mention.faint or mention.concept in self.doubtful or (self.faint and any_in(reading, self.faint, reach))
            )
            yield Hit(place, {"words": words}, "review" if faint or not needed else "problem")
            if self.first_only:
                return

    def _needed(self, reading: Reading, mention: Mention, sentence: Span, options: Options) -> bool:
        """Whether one of `also` stands in the sentence, or in the heading above it."""
        by_themselves = options.get("independent_only")
        also, roles = (self.alone, ("home",)) if by_themselves else (self.also, self.also_roles)
        if not also or mention.role in roles:
            return True
        heading = reading.lesson.sections[mention.section].heading
        spans = [_with_antecedent(reading, mention, sentence)] + ([heading.span] if heading is not None and mention.block >= 0 else [])
        return any(any_in(reading, also, span) for span in spans)

    def _counts(self, reading: Reading, mention: Mention, options: Options) -> bool:
        if mention.role in self.not_roles or (self.roles and mention.role not in self.roles) or mention.actor not in self.actors:
            return False
        if not options.get("position_words", True) and _PLACE.search(reading.lesson.source.slice(mention.span)):
            return False
        if mention.block < 0:
            return self.headings or (self.asking_headings and mention.span.start >= title_place(reading.lesson).end)
        block = reading.lesson.blocks[mention.block]
        minutes = block.minutes or reading.lesson.sections[mention.section].minutes
        if minutes is not None and minutes.high < float(options.get("min_minutes", 0)):
            return False
        return not self.fewest_words or len(block.prose.split()) >= self.fewest_words

    def _reach(self, reading: Reading, mention: Mention, sentence: Span, options: Options) -> Span:
        if options.get("window") == "lesson":
            return Span(0, len(reading.lesson.source.text))
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


def _links(reading: Reading, span: Span) -> bool:
    """Whether a link or an address stands in the span."""
    return any(span.start <= link.span.start < span.end for link in reading.lesson.links)


def _spared(reading: Reading, options: Options) -> bool:
    """Whether the options say that lessons such as this one have no such need."""
    said = options.get("alternate") or options.get("reading_is_the_target") or options.get("district_service", "none") not in ("none", "no")
    return bool(said) or of_subject(reading.lesson, options.get("exempt_subjects", ()))


def _first_in_line(reading: Reading, looks: Iterator[Hit | Seen]) -> Iterator[Hit | Seen]:
    lines: set[int] = set()
    for look in looks:
        line = reading.lesson.source.line_at(look.span.start)
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
    """The sentence; with what stands before it in the block where it begins with “they” or answers a question."""
    if mention.block >= 0:
        begin = reading.lesson.blocks[mention.block].span.start
        before = reading.lesson.source.text[begin : sentence.start].rstrip()
        if before.endswith("?") or reading.lesson.source.slice(sentence).lower().startswith(_PRONOUNS):
            return Span(begin, sentence.end)
    return sentence


def _different(reading: Reading, concepts: tuple[str, ...], span: Span) -> set[str]:
    """The different words by which the concepts are named in a span."""
    found = (m.span for m in reading.mentions.of(*concepts) if span.start <= m.span.start < span.end)
    return {plain(reading.lesson.source.slice(each)) for each in found}
