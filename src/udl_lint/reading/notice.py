"""Runs the lexicon over a lesson once: what is mentioned, who acts, how firmly it is said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from udl_lint.finding import Strength
from udl_lint.lesson import Block, Language, Lesson, Role, Section
from udl_lint.lexicon import Lexicon, Place, Words, count_words
from udl_lint.readers.languages import guess_language
from udl_lint.reading import terms
from udl_lint.reading.actors import actors, default_actor, persons
from udl_lint.reading.mentions import Actor, Mention, Mentions
from udl_lint.reading.terms import defined_terms
from udl_lint.reading.weakened import SIGNALS, Weakened
from udl_lint.source import Span

TIED_WORDS = 6
"""A block of fewer words names a thing and does not tie it to a task."""
_TASK_ROLES: frozenset[Role] = frozenset(
    ("procedure", "student", "other", "assessment", "home", "materials", "supports", "goals", "family")
)
_LEADERS = frozenset("then and to will now please next y luego después para".split())
"""Words after which a verb is still an instruction: “… and write”, “then draw”."""
_WHOLE_LANGUAGE = 12
"""Words from which a block's own language is asked for, in a plan that holds more than one."""
_APART = "\n\n"
"""What parts two texts that are looked through together: no phrase reaches over it."""


class _Part(NamedTuple):
    """A heading (`block` is None, `index` -1) or a block, with its text as the lexicon is to see it."""

    text: str
    section: Section
    block: Block | None
    index: int


def notice(lesson: Lesson, lexicon: Lexicon) -> Mentions:
    """Every mention of every concept, in reading order."""
    defined: list[Mention] = []
    for number, block, span in defined_terms(lesson):
        section = lesson.sections[block.section]
        defined.append(
            Mention(terms.CONCEPT, span, 2, default_actor(section, block), block.role or section.role, section.index, number, True)
        )
    language = lesson.about.language
    if not lesson.about.bilingual:
        return Mentions(defined, _Texts([_Text(list(_parts(lesson)), lexicon, language)]))
    spoken: dict[Language, list[_Part]] = {}
    for part in _parts(lesson):
        own = language if part.block is None else block_language(part.block, count_words(part.text), language)
        spoken.setdefault(own, []).append(part)
    return Mentions(defined, _Texts([_Text(parts, lexicon, own) for own, parts in spoken.items()]))


def _parts(lesson: Lesson) -> Iterator[_Part]:
    index = 0
    title = lesson.about.title.span if lesson.about.title is not None else None
    for section in lesson.sections:
        # A title names the matter and not what happens in class: in “Letters from our town” nobody reads or writes yet.
        if section.heading is not None and not (title and section.heading.span.start <= title.start < section.heading.span.end):
            yield _Part(section.heading.text, section, None, -1)
        for block in section.blocks:
            yield _Part(block.prose, section, block, index)
            index += 1


def block_language(block: Block, words: int, whole: Language) -> Language:
    """The language of a block of so many words where it is long enough to tell, else the lesson's."""
    if words < _WHOLE_LANGUAGE:
        return whole
    own = guess_language(block.prose, _WHOLE_LANGUAGE)
    return whole if own in ("unknown", "other") else own


class _Texts:
    """Texts in different languages, as one."""

    def __init__(self, texts: Sequence[_Text]) -> None:
        self._texts = texts

    def concepts(self) -> Iterable[str]:
        """The concepts that are mentioned in any of them."""
        return {concept for text in self._texts for concept in text.concepts()}

    def of(self, concept: str) -> list[Mention]:
        """Every mention of a concept, in reading order."""
        if len(self._texts) == 1:
            return self._texts[0].of(concept)
        return sorted((mention for text in self._texts for mention in text.of(concept)), key=lambda mention: mention.span)


class _Text:
    """Parts of a lesson in one language, looked through together."""

    def __init__(self, parts: Sequence[_Part], lexicon: Lexicon, language: Language) -> None:
        self._parts = parts
        self.words = words = Words(_APART.join([part.text for part in parts]))
        begins = [0, *accumulate([len(part.text) + len(_APART) for part in parts])]
        self._begins = begins
        """Where each part's text begins."""
        self._firsts = firsts = [bisect_left(words.start, begin) for begin in begins]
        """Each part's first word."""
        self._owner: list[int] = []
        """The part of each word."""
        for number, first in enumerate(firsts[:-1]):
            if first < firsts[number + 1]:
                words.gap[first] = 2
                self._owner += [number] * (firsts[number + 1] - first)
        self._found = lexicon.find(words, language)
        self._weakened = Weakened(words, self._found)
        self._empty = {
            self._owner[first]
            for first, last, _ in self._found.of("placeholder")
            if self._parts[self._owner[first]].block is not None
            and first == firsts[self._owner[first]]
            and last == firsts[self._owner[first] + 1]
        }
        self._people = lexicon.people(words, language)
        self._peopled = {self._owner[position] for position in persons(words, self._people)}
        self._known: dict[int, tuple[Actor, list[Actor], Role, bool, int]] = {}

    def concepts(self) -> Iterable[str]:
        """The concepts that are mentioned."""
        yield from (concept for concept in self._found if concept not in SIGNALS)
        yield "placeholder"

    def of(self, concept: str) -> list[Mention]:
        """Every mention of a concept, in reading order."""
        if concept in SIGNALS:
            return list(self._placeholders()) if concept == "placeholder" else []
        return [self._mention(concept, place) for place in self._found.of(concept)]

    def _placeholders(self) -> Iterator[Mention]:
        for number in sorted(self._empty):
            _, section, block, index = self._parts[number]
            if block is not None:
                yield Mention("placeholder", block.span, 0, "unknown", block.role or section.role, section.index, index)

    def _mention(self, concept: str, place: Place) -> Mention:
        first, last, weak = place
        words, number = self.words, self._owner[first]
        part = self._parts[number]
        if part.block is None:
            return self._in_heading(concept, place, number)
        known = self._known.get(number)
        if known is None:
            known = self._known[number] = self._facts(number, part)
        default, acting, role, tied, shift = known
        strength: Strength = 0 if number in self._empty else self._weakened.strength(place, 2 if tied and not weak else 1)
        return Mention(
            concept,
            Span(shift + words.start[first], shift + words.end[last - 1]),
            strength,
            acting[last - 1 - self._firsts[number]] if acting else default,
            role,
            part.section.index,
            part.index,
            words.gap[first] > 0 or words.word[first - 1] in _LEADERS,
            weak,
        )

    def _facts(self, number: int, part: _Part) -> tuple[Actor, list[Actor], Role, bool, int]:
        """What holds for a block: who acts where nobody is named, who acts at each word (empty for nobody else), its role, whether it
        ties things to a task, and what leads from places in the text to places in the source.
        """
        section, block = part.section, part.block
        first, last = self._firsts[number], self._firsts[number + 1]
        default = default_actor(section, block)
        acting = actors(self.words, first, last, self._people, default) if number in self._peopled else []
        role = (block.role if block is not None else None) or section.role
        begin = block.span.start if block is not None else section.span.start
        return default, acting, role, last - first >= TIED_WORDS and role in _TASK_ROLES, begin - self._begins[number]

    def _in_heading(self, concept: str, place: Place, number: int) -> Mention:
        section = self._parts[number].section
        heading = section.heading
        span = heading.span if heading is not None else section.span
        # A heading's text has lost its markup: where lengths differ, the whole heading is the place.
        if heading is not None and len(heading.text) == span.end - span.start:
            shift = span.start - self._begins[number]
            span = Span(shift + self.words.start[place[0]], min(span.end, shift + self.words.end[place[1] - 1]))
        return Mention(concept, span, 1, default_actor(section, None), section.role, section.index, -1, faint=place[2])
