"""`boilerplate`: a promise of support that names no tool and no task."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.lesson import Block, Role
from udl_lint.lexicon import count_words
from udl_lint.patterns import lazy
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.reading.places import sentence_around
from udl_lint.source import Span

_CONFIDENTIAL = ("kept", "stored", "on file", "in the locked", "secure", "confidential", "confidencial")
_LONG = 40
"""Words from which a sentence says more than its stock phrase."""
_MORE = 6
"""Words in further sentences of the line from which on they say what the stock phrase leaves open."""
_ASIDE = lazy(r"\((?:[^()\s]+\s+){2,}[^()\s]+\)")


class Boilerplate(Check):
    """Speaks at a block whose support words are stock phrases and that names nothing concrete."""

    concept_fields: ClassVar[tuple[str, ...]] = ("phrases", "concrete")
    provides: ClassVar[frozenset[str]] = frozenset(("words",))
    phrases: tuple[str, ...]
    concrete: tuple[str, ...]
    roles: tuple[Role, ...] = ("supports", "procedure", "assessment", "other", "materials", "notes", "meta", "family")

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each such block, in reading order; concrete supports as evidence."""
        lesson = reading.lesson
        concrete = reading.mentions.of(*self.concrete)
        by_block = {mention.block for mention in concrete}
        for mention in concrete[:3]:
            if mention.role == "supports":
                yield Seen(mention.span, mention.strength)
        done: set[int] = set()
        for mention in reading.mentions.of(*self.phrases, strength=0):
            if mention.block < 0 or mention.block in done or mention.block in by_block or mention.role not in self.roles:
                continue
            block = lesson.blocks[mention.block]
            nested = lesson.blocks[mention.block + 1 : mention.block + 2]
            if nested and nested[0].depth > block.depth and nested[0].section == block.section:
                continue
            pointer = options.get("allow_confidential_pointer") and _is_pointer(lesson.source.slice(block.span))
            if pointer or _says_more(reading, mention, block):
                continue
            done.add(mention.block)
            words = " ".join(lesson.source.slice(mention.span).split())
            yield Hit(Span(block.span.start, block.span.end), {"words": words})


def _is_pointer(text: str) -> bool:
    """Whether a text says where something lies that is not for everyone's eyes."""
    return any(map(text.lower().__contains__, _CONFIDENTIAL))


def _says_more(reading: Reading, mention: Mention, block: Block) -> bool:
    """Whether the line goes on to say how: in a further sentence, in brackets, or at length."""
    words = count_words(block.prose)
    sentence = count_words(reading.lesson.source.slice(sentence_around(reading, mention)))
    return words >= _LONG or words - sentence >= _MORE or ("(" in block.prose and bool(_ASIDE.search(block.prose)))
