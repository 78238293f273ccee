"""Runs the lexicon over a lesson once: what is mentioned, who acts, how firmly it is said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import accumulate, pairwise

from udl_lint.finding import Strength
from udl_lint.lesson import Block, Language, Lesson, Role, Section
from udl_lint.lexicon import Lexicon, Place, Words, count_words
from udl_lint.named import Named
from udl_lint.readers.languages import guess_language
from udl_lint.reading.actors import actors, default_actor
from udl_lint.reading.mentions import Actor, Mention, Mentions
from udl_lint.reading.terms import terms
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
_NOTHING: frozenset[int] = frozenset()
_APART = "\n\n"
"""What parts two texts that are looked through together: no phrase reaches over it."""


class _Part(Named):
    """A heading (`block` is None, `number` -1) or a block, with its text as the lexicon is to see it."""

    text: str
    section: Section
    block: Block | None
    number: int


def notice(lesson: Lesson, lexicon: Lexicon) -> Mentions:
    """Every mention of every concept, in reading order."""
    defined: list[Mention] = []
    for concept, number, block, span in terms(lesson):
        section = lesson.sections[block.section]
        actor = default_actor(section, block)
        defined.append(Mention(concept, span, 2, actor, block.role or section.role, section.index, number, True))
    language = lesson.about.language
    if not lesson.about.bilingual:
        return Mentions(defined, _Text(list(_parts(lesson)), lexicon, language))
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
        return sorted((mention for text in self._texts for mention in text.of(concept)), key=lambda mention: mention.span)


class _Facts(Named):
    """What holds for every mention in a part."""

    section: int
    block: int
    role: Role
    actor: Actor
    """Who acts where nobody is named."""
    acting: Sequence[Actor]
    """Who acts at each word, where anybody is named."""
    first: int
    """The part's first word."""
    shift: int
    """What leads from places in the text to places in the source."""
    strength: Strength
    """Of a firm phrase that nothing weakens."""
    whole: Span | None
    """Where a mention stands in a heading that does not show its text as it is written: the whole heading."""


class _Text:
    """Parts of a lesson in one language, looked through together."""

    def __init__(self, parts: Sequence[_Part], lexicon: Lexicon, language: Language) -> None:
        self._parts = parts
        self.words = words = Words(_APART.join([part.text for part in parts]))
        self._begins = [0, *accumulate([len(part.text) + len(_APART) for part in parts])]
        """Where each part's text begins."""
        first = 0
        self._firsts = [first := bisect_left(words.start, begin, first) for begin in self._begins]
        """Each part's first word."""
        self._owner: list[int] = []
        """The part of each word."""
        for number, (first, last) in enumerate(pairwise(self._firsts)):
            if first < last:
                words.gap[first] = 2
                self._owner += [number] * (last - first)
        self._found = lexicon.find(words, language)
        self._acts = lexicon.acts(language)
        weakened = Weakened(words, self._found)
        self._told = weakened.told
        self._empty = {
            self._owner[first]
            for first, last, _ in self._found.of("placeholder")
            if first == self._firsts[self._owner[first]] and last == self._firsts[self._owner[first] + 1]
        }
        cut = (words.word, words.start, words.end, words.gap)
        self._asked: _Asked = (*cut, self._owner, self._facts(), weakened.undone, weakened.hedged, _LEADERS, Mention, Span)

    def concepts(self) -> Iterable[str]:
        """The concepts that are mentioned."""
        yield from (concept for concept in self._found if concept not in SIGNALS)
        yield "placeholder"

    def of(self, concept: str) -> list[Mention]:
        """Every mention of a concept, in reading order."""
        if concept in SIGNALS:
            return list(self._placeholders()) if concept == "placeholder" else []
        places = self._found.of(concept)
        return mentions(concept, places, self._told if concept in self._acts else _NOTHING, self._asked) if places else []

    def _placeholders(self) -> Iterator[Mention]:
        """Blocks that hold nothing but “to be added”."""
        for number in sorted(self._empty):
            _, section, block, index = self._parts[number]
            if block is not None:
                yield Mention("placeholder", block.span, 0, "unknown", block.role or section.role, section.index, index)

    def _facts(self) -> list[_Facts]:
        """What holds in each part."""
        begins, firsts, words, people, facts = self._begins, self._firsts, self.words, self._found.people, []
        for number, (_, section, block, index) in enumerate(self._parts):
            begin, first, last = begins[number], firsts[number], firsts[number + 1]
            default = default_actor(section, block)
            if block is None:
                span = section.heading.span if section.heading is not None else section.span
                # A heading's text has lost its markup: where lengths differ, the whole heading is the place.
                whole = None if section.heading and len(section.heading.text) == span.end - span.start else span
                facts.append(_Facts(section.index, -1, section.role, default, (), first, span.start - begin, 1, whole))
                continue
            acting = actors(words, first, last, people, default)
            role = block.role or section.role
            strength: Strength = 0 if number in self._empty else 2 if last - first >= TIED_WORDS and role in _TASK_ROLES else 1
            facts.append(_Facts(section.index, index, role, default, acting, first, block.span.start - begin, strength, None))
        return facts


_Asked = tuple[
    Sequence[str],
    Sequence[int],
    Sequence[int],
    Sequence[int],
    Sequence[int],
    Sequence[_Facts],
    Mapping[int, int],
    Set[int],
    Set[str],
    type[Mention],
    type[Span],
]
"""What is the same for all concepts: the words, where they begin and end and the gaps before them; the part of each and the parts' facts;
what `Weakened` has of what is undone and hedged; the words that lead a verb; and what mentions are made of."""


def plain_mentions(concept: str, places: Sequence[Place], told: Set[int], text: _Asked) -> list[Mention]:
    """The mentions of a concept at its places, but for those at words that are only `told` of."""
    word, starts, ends, gap, owner, facts, undone, hedged, leaders, kind, span = text
    made: list[Mention] = []
    for first, last, weak in places:
        if first in told:
            continue
        section, block, role, actor, acting, begin, shift, firm, whole = facts[owner[first]]
        if weak and firm:
            firm = 1
        here = whole or span(shift + starts[first], shift + ends[last - 1])
        leads = False
        if block >= 0:
            if undone.get(first, 0) > last:
                firm = 0
            elif firm and first in hedged:
                firm = 1
            if acting:
                actor = acting[last - 1 - begin]
            leads = gap[first] > 0 or word[first - 1] in leaders
        made.append(kind(concept, here, firm, actor, role, section, block, leads, weak))
    return made


try:
    from udl_lint._speedups import mentions
except ImportError:
    mentions = plain_mentions
