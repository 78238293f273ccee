"""Runs the lexicon over a lesson once: what is mentioned, who acts, how firmly it is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from udl_lint.finding import Strength
from udl_lint.lesson import Block, Language, Lesson, Role, Section
from udl_lint.lexicon import Lexicon, Match, Token, tokens
from udl_lint.reading import terms
from udl_lint.reading.mentions import Actor, Mention, Mentions
from udl_lint.reading.terms import defined_terms
from udl_lint.readers.languages import guess_language
from udl_lint.source import Span

NEGATION_REACH = 3
"""Words after “no” or “without” within which a thing is undone."""
TIED_WORDS = 6
"""A block of fewer words names a thing and does not tie it to a task."""
_STUDENT_ROLES: frozenset[Role] = frozenset(("student", "home", "goals"))
_TASK_ROLES: frozenset[Role] = frozenset(("procedure", "student", "other", "assessment", "home", "materials", "supports", "goals", "family"))
_OBJECT_OF = frozenset("to for with of by from a al para con de las los the".split())
_ARTICLES = frozenset("each every the a one another second first other that any un una cada otro otra el la".split())
_LEADERS = frozenset("then and to will now please next y luego después para".split())
"""Words after which a verb is still an instruction: “… and write”, “then draw”."""
_WHOLE_LANGUAGE = 12
"""Words from which a block's own language is asked for, in a plan that holds more than one."""


def notice(lesson: Lesson, lexicon: Lexicon) -> Mentions:
    """Every mention of every concept, in reading order."""
    return Mentions(_all(lesson, lexicon))


def _all(lesson: Lesson, lexicon: Lexicon) -> Iterator[Mention]:
    for number, block, span in defined_terms(lesson):
        section = lesson.sections[block.section]
        yield Mention(terms.CONCEPT, span, 2, _default_actor(section, block), block.role or section.role, section.index, number, True)
    index = 0
    language = lesson.about.language
    for section in lesson.sections:
        if section.heading is not None:
            words = tokens(section.heading.text)
            yield from _in_heading(section, words, lexicon.match(words, language), lexicon)
        for block in section.blocks:
            words = tokens(block.prose)
            if words:
                spoken = block_language(block, words, language)
                yield from _in_block(section, block, index, words, lexicon.match(words, spoken), lexicon, spoken)
            index += 1


def block_language(block: Block, words: Sequence[Token], whole: Language) -> Language:
    """The block's own language where it is long enough to tell, else the lesson's."""
    if len(words) < _WHOLE_LANGUAGE:
        return whole
    own = guess_language(block.prose, _WHOLE_LANGUAGE)
    return whole if own in ("unknown", "other") else own


def _in_heading(section: Section, words: Sequence[Token], matches: Sequence[Match], lexicon: Lexicon) -> Iterator[Mention]:
    if section.heading is None:
        return
    for match in matches:
        if match.concept in lexicon.signals:
            continue
        start = section.heading.span.start + words[match.first].start
        end = min(section.heading.span.end, section.heading.span.start + words[match.last - 1].end)
        # A heading's text has lost its markup: where lengths differ, the whole heading is the place.
        exact = len(section.heading.text) == section.heading.span.end - section.heading.span.start
        span = Span(start, end) if exact else section.heading.span
        yield Mention(match.concept, span, 1, _default_actor(section, None), section.role, section.index, -1)


def _default_actor(section: Section, block: Block | None) -> Actor:
    audience = block.audience if block is not None and block.audience != "unknown" else section.audience
    if audience != "unknown":
        return audience
    role = block.role if block is not None and block.role else section.role
    return "student" if role in _STUDENT_ROLES else "unknown"


def _in_block(
    section: Section, block: Block, index: int, words: Sequence[Token], matches: Sequence[Match], lexicon: Lexicon, language: Language
) -> Iterator[Mention]:
    if not matches:
        return
    sentence = _sentences(words)
    actors = _actors(words, lexicon, language, _default_actor(section, block))
    hedged = {sentence[match.first] for match in matches if match.concept == "hedge"}
    negations = [match for match in matches if match.concept == "negation"]
    empty = any(match.concept == "placeholder" and match.last - match.first == len(words) for match in matches)
    role = block.role or section.role
    tied = len(words) >= TIED_WORDS and role in _TASK_ROLES
    for match in matches:
        if match.concept in lexicon.signals:
            continue
        undone = empty or any(
            0 <= match.first - negation.last < NEGATION_REACH and sentence[match.first] == sentence[negation.first] for negation in negations
        )
        strength: Strength = 2 if tied else 1
        if match.weak or sentence[match.first] in hedged:
            strength = 1
        if undone and not (negation_inside(match, negations)):
            strength = 0
        span = Span(block.span.start + words[match.first].start, block.span.start + words[match.last - 1].end)
        leads = match.first == 0 or words[match.first].gap > 0 or words[match.first - 1].word in _LEADERS or sentence[match.first - 1] != sentence[match.first]
        yield Mention(match.concept, span, strength, actors[match.last - 1], role, section.index, index, leads, match.weak)


def negation_inside(match: Match, negations: Sequence[Match]) -> bool:
    """Whether the phrase itself holds the negation (“no Spanish”), which then undoes nothing."""
    return any(match.first <= negation.first and negation.last <= match.last for negation in negations)


def _sentences(words: Sequence[Token]) -> list[int]:
    out, number = [], 0
    for position, word in enumerate(words):
        if word.gap == 2 and position:
            number += 1
        out.append(number)
    return out


def _actors(words: Sequence[Token], lexicon: Lexicon, language: Language, default: Actor) -> list[Actor]:
    """Who acts at each word: the nearest actor named before it in the sentence, else the block's own."""
    out: list[Actor] = []
    now = default
    before = default
    for position, token in enumerate(words):
        word = token.word
        if token.gap == 2 and position:
            before = now
            now = default
        kind = lexicon.person(word, language)
        if kind:
            previous = words[position - 1].word if position and token.gap == 0 else ""
            if kind == "one-student":
                if previous in _ARTICLES:
                    now = "student"
            elif kind == "students":
                following = words[position + 1].word if position + 1 < len(words) else ""
                if previous not in ("to", "for", "of", "with", "from") or following in ("to", "will", "who"):
                    now = "student"
            else:
                now = "teacher"
        elif word == "they" and before == "student" or word in ("you", "your") and default == "student":
            now = "student"
        elif word == "i" and default == "unknown" and (position + 1 >= len(words) or words[position + 1].word != "can"):
            now = "teacher"
        out.append(now)
    return out
