"""Runs the lexicon over a lesson once: what is mentioned, who acts, how firmly it is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from udl_lint.finding import Strength
from udl_lint.lesson import Block, Language, Lesson, Role, Section
from udl_lint.lexicon import Lexicon, Match, Words
from udl_lint.readers.languages import guess_language
from udl_lint.reading import terms
from udl_lint.reading.mentions import Actor, Mention, Mentions
from udl_lint.reading.terms import defined_terms
from udl_lint.source import Span

NEGATION_REACH = 3
"""Words after “no” or “without” within which a thing is undone."""
TIED_WORDS = 6
"""A block of fewer words names a thing and does not tie it to a task."""
_STUDENT_ROLES: frozenset[Role] = frozenset(("student", "home", "goals"))
_TASK_ROLES: frozenset[Role] = frozenset(
    ("procedure", "student", "other", "assessment", "home", "materials", "supports", "goals", "family")
)
_OBJECT_OF = frozenset("to for with of by from a al para con de las los the".split())
_ARTICLES = frozenset("each every the a one another second first other that any un una cada otro otra el la".split())
_LEADERS = frozenset("then and to will now please next y luego después para".split())
"""Words after which a verb is still an instruction: “… and write”, “then draw”."""
_WHOLE_LANGUAGE = 12
"""Words from which a block's own language is asked for, in a plan that holds more than one."""


def notice(lesson: Lesson, lexicon: Lexicon) -> Mentions:
    """Every mention of every concept, in reading order."""
    found: list[Mention] = []
    for number, block, span in defined_terms(lesson):
        section = lesson.sections[block.section]
        actor, role = _default_actor(section, block), block.role or section.role
        found.append(Mention(terms.CONCEPT, span, 2, actor, role, section.index, number, True))
    index = 0
    language = lesson.about.language
    mixed = lesson.about.bilingual
    title = lesson.about.title.span if lesson.about.title is not None else None
    for section in lesson.sections:
        # A title names the matter and not what happens in class: in “Letters from our town” nobody reads or writes yet.
        if section.heading is not None and not (title and section.heading.span.start <= title.start < section.heading.span.end):
            words = Words(section.heading.text)
            found += _in_heading(section, words, lexicon.match(words, language), lexicon)
        for block in section.blocks:
            words = Words(block.prose)
            if words:
                spoken = block_language(block, words, language) if mixed else language
                found += _in_block(section, block, index, words, lexicon.match(words, spoken), lexicon, spoken)
            index += 1
    return Mentions(found)


def block_language(block: Block, words: Words, whole: Language) -> Language:
    """The block's own language where it is long enough to tell, else the lesson's."""
    if len(words) < _WHOLE_LANGUAGE:
        return whole
    own = guess_language(block.prose, _WHOLE_LANGUAGE)
    return whole if own in ("unknown", "other") else own


def _in_heading(section: Section, words: Words, matches: Sequence[Match], lexicon: Lexicon) -> Iterator[Mention]:
    if section.heading is None:
        return
    for match in matches:
        if match.concept in lexicon.signals:
            continue
        start = section.heading.span.start + words.start[match.first]
        end = min(section.heading.span.end, section.heading.span.start + words.end[match.last - 1])
        # A heading's text has lost its markup: where lengths differ, the whole heading is the place.
        exact = len(section.heading.text) == section.heading.span.end - section.heading.span.start
        span = Span(start, end) if exact else section.heading.span
        yield Mention(match.concept, span, 1, _default_actor(section, None), section.role, section.index, -1, faint=match.weak)


def _default_actor(section: Section, block: Block | None) -> Actor:
    audience = block.audience if block is not None and block.audience != "unknown" else section.audience
    if audience != "unknown":
        return audience
    role = block.role if block is not None and block.role else section.role
    return "student" if role in _STUDENT_ROLES else "unknown"


def _in_block(
    section: Section, block: Block, index: int, words: Words, matches: Sequence[Match], lexicon: Lexicon, language: Language
) -> Iterator[Mention]:
    if not matches:
        return
    actors = _actors(words, lexicon, language, _default_actor(section, block))
    role = block.role or section.role
    tied = len(words) >= TIED_WORDS and role in _TASK_ROLES
    signals = [match for match in matches if match.concept in lexicon.signals]
    weakened = _Weakened(words, signals) if signals else None
    if weakened is not None and weakened.empty:
        yield Mention("placeholder", block.span, 0, "unknown", role, section.index, index)
    base, word, gap, number = block.span.start, words.word, words.gap, section.index
    firsts, ends = words.start, words.end
    for match in matches:
        concept, first, last, weak = match
        if concept in lexicon.signals:
            continue
        strength: Strength = 2 if tied and not weak else 1
        if weakened is not None:
            strength = weakened.strength(match, strength)
        leads = first == 0 or gap[first] > 0 or word[first - 1] in _LEADERS
        span = Span(base + firsts[first], base + ends[last - 1])
        yield Mention(concept, span, strength, actors[last - 1], role, number, index, leads, weak)


class _Weakened:
    """What hedges, negations and placeholders in a block do to what stands near them."""

    def __init__(self, words: Words, signals: Sequence[Match]) -> None:
        self.sentence = list(accumulate(1 if gap == 2 else 0 for gap in words.gap))
        self.hedged = {self.sentence[match.first] for match in signals if match.concept == "hedge"}
        self.negations = [match for match in signals if match.concept == "negation"]
        self.empty = any(match.concept == "placeholder" and match.last - match.first == len(words) for match in signals)

    def strength(self, match: Match, strength: Strength) -> Strength:
        """0 where the thing is undone, at most 1 where its sentence is hedged."""
        sentence = self.sentence[match.first]
        undone = self.empty or any(
            0 <= match.first - negation.last < NEGATION_REACH and sentence == self.sentence[negation.first] for negation in self.negations
        )
        if undone and not negation_inside(match, self.negations):
            return 0
        return 1 if sentence in self.hedged else strength


def negation_inside(match: Match, negations: Sequence[Match]) -> bool:
    """Whether the phrase itself holds the negation (“no Spanish”), which then undoes nothing."""
    return any(match.first <= negation.first and negation.last <= match.last for negation in negations)


def _actors(words: Words, lexicon: Lexicon, language: Language, default: Actor) -> list[Actor]:
    """Who acts at each word: the nearest actor named before it in the sentence, else the block's own."""
    people = lexicon.people(words, language)
    if not any(people) and _PRONOUNS.isdisjoint(words.word):
        return [default] * len(words)
    out: list[Actor] = []
    now = default
    before = default
    for position, (word, gap, kind) in enumerate(zip(words.word, words.gap, people, strict=True)):
        if gap == 2:
            before = now
            now = default
        if kind:
            now = _named(words, position, kind) or now
        elif word in _PRONOUNS:
            if word == "i":
                if default == "unknown" and words.word[position + 1 : position + 2] != ["can"]:
                    now = "teacher"
            elif (word == "they" and before == "student") or (word != "they" and default == "student"):
                now = "student"
        out.append(now)
    return out


_PRONOUNS = frozenset(("they", "you", "your", "i"))


def _named(words: Words, position: int, kind: str) -> Actor | None:
    """Who acts from a person's name on; None where the person is only spoken to or of (“explain to students”)."""
    if kind == "teachers":
        return "teacher"
    previous = words.word[position - 1] if position and words.gap[position] == 0 else ""
    if kind == "one-student":
        return "student" if previous in _ARTICLES else None
    following = words.word[position + 1] if position + 1 < len(words) else ""
    spoken_to = previous in ("to", "for", "of", "with", "from") and following not in ("to", "will", "who")
    return None if spoken_to else "student"
