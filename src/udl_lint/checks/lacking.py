"""`lacking`: one thing is named, and another that should go with it is not near; reported where the need arises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from udl_lint.checks.looks import Hit, Look, Options, Seen
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.reading.places import sentence_around
from udl_lint.source import Span

LONGEST_HEADING = 4
"""Words up to which a heading names what stands under it."""


@dataclass(frozen=True)
class Lacking:
    """Speaks at each mention of `when` with none of `unless` within reach.

    `within`: `sentence`, `block`, `section` or `lesson`. `also`: concepts of which one must stand in the same sentence for the
    need to arise. `faint`: concepts near which a person should look. `report`: `words`, `sentence` or `block`.
    """

    concept_fields: ClassVar[tuple[str, ...]] = ("when", "also", "unless", "unless_anywhere", "faint", "sections", "doubtful")
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

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit or the answer to each need, in reading order; one a sentence."""
        if self.unless_anywhere:
            answers = [m for m in reading.mentions.of(*self.unless_anywhere, roles=None) if m.role not in ("answers", "standards")]
            if answers:
                yield Seen(answers[0].span, answers[0].strength)
                return
        done: set[Span] = set()
        under: list[Span] = []
        for heading in reading.mentions.of(*self.sections, roles=None) if self.sections else ():
            section = reading.lesson.sections[heading.section]
            if heading.block >= 0 or section.span in under or len(section.title.split()) > LONGEST_HEADING:
                continue
            under.append(section.span)
            answer = _any_in(reading, self.unless, section.span)
            if answer:
                yield Seen(answer.span, answer.strength)
                continue
            blocks = section.blocks
            place = Span(blocks[0].span.start, blocks[-1].span.end) if blocks else section.heading.span if section.heading else section.span
            yield Hit(place, {"words": section.title})
        for mention in reading.mentions.of(*self.when, roles=None):
            if not self._counts(reading, mention) or any(span.start <= mention.span.start < span.end for span in under):
                continue
            sentence = sentence_around(reading, mention)
            if sentence in done:
                continue
            if self.also and not _any_in(reading, self.also, sentence):
                continue
            done.add(sentence)
            reach = self._reach(reading, mention, sentence)
            answer = _any_in(reading, self.unless, reach)
            if answer:
                yield Seen(answer.span, answer.strength)
                continue
            place = self._place(reading, mention, sentence)
            words = " ".join(reading.lesson.source.slice(mention.span).split())
            verdict = (
                "review"
                if mention.faint or mention.concept in self.doubtful or (self.faint and _any_in(reading, self.faint, reach))
                else "problem"
            )
            yield Hit(place, {"words": words}, "review" if verdict == "review" else "problem")
            if self.first_only:
                return

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
        return reading.lesson.blocks[mention.block].span

    def _place(self, reading: Reading, mention: Mention, sentence: Span) -> Span:
        if self.report == "words":
            return mention.span
        return reading.lesson.blocks[mention.block].span if self.report == "block" and mention.block >= 0 else sentence


def _any_in(reading: Reading, concepts: tuple[str, ...], span: Span) -> Mention | None:
    for mention in reading.mentions.of(*concepts, roles=None):
        if span.start <= mention.span.start < span.end:
            return mention
    return None
