"""`vocabulary`: key words that are listed and not taught."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.lesson import Section
from udl_lint.patterns import lazy
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention

_GLOSSED = lazy(r"[\w’' ,)*]{2,60}?\s*(?::|[–—]|\s-\s|=|\()\s*(\S+(?:\s+\S+){2,})")
_BRACKETED = lazy(r"\w\W{1,3}\((?!\d|n\.|v\.|adj|adv|noun|verb|tier|spanish)[^()]{4,}\)", re.IGNORECASE)
_MEANING_COLUMN = lazy(
    r"defin|meaning|explanation|description|picture|image|example|translation|significado|ejemplo|imagen|dibujo", re.IGNORECASE
)
_ENTRY = 20
"""Words that a list's entry has at most."""
_LONGEST_TERM = 3
"""Words that a term has at most; longer text before a colon is a step."""
_LIST_PIECE = 3
"""Words that each piece of a plain list has at most."""
_NOT_TAUGHT = frozenset(("answers", "standards", "goals", "supports"))
"""Where a move on words is a hope, or meant for some students only."""


class Vocabulary(Check):
    """Speaks at a list of two words or more with no definition beside them and no teaching move anywhere."""

    concept_fields: ClassVar[tuple[str, ...]] = ("moves", "defined", "faint")
    provides: ClassVar[frozenset[str]] = frozenset(("words",))
    moves: tuple[str, ...]
    defined: tuple[str, ...] = ("defined-term",)
    faint: tuple[str, ...] = ()

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield the teaching move as evidence, or one hit at the list's first line."""
        lesson = reading.lesson
        lists = [section for section in lesson.sections if section.role == "vocabulary" and section.blocks]
        listed = [(section, self._terms(section)) for section in lists]
        listed = [(section, terms) for section, terms in listed if terms >= int(options.get("min_words", 2))]
        if not listed:
            return
        moves = [m for m in reading.mentions.of(*self.moves) if m.role not in _NOT_TAUGHT and not m.faint]
        moves += [m for m in reading.mentions.of(*self.defined) if m.role not in _NOT_TAUGHT and _is_term(reading, m)]
        if moves:
            yield Seen(moves[0].span, moves[0].strength)
            return
        section = listed[0][0]
        text = " ".join(" ".join(block.prose.split()) for block in section.blocks)
        glossed = sum(_glosses(block.prose.strip()) for block in section.blocks) + _explained_rows(section)
        glossed += sum(len(_BRACKETED.findall(block.prose)) for block in section.blocks if len(block.prose.split()) <= _ENTRY)
        if glossed >= 2 or (glossed and len(section.blocks) <= 2):
            yield Seen(section.blocks[0].span, 2)
            return
        faint = reading.mentions.of(*self.moves, *self.faint)
        faint = [m for m in faint if m.role not in ("answers", "standards", "goals", "vocabulary", "notes") and m.block >= 0]
        yield Hit(section.blocks[0].span, {"words": text[:60]}, "review" if faint else "problem")

    def _terms(self, section: Section) -> int:
        """How many words the section lists, however they are set apart."""
        pieces = [piece for block in section.blocks for piece in re.split(r"[,;•\n]", block.prose) if piece.strip()]
        return len(pieces)


def _explained_rows(section: Section) -> int:
    """How many cells of a table stand in a column for meanings, pictures or examples."""
    cells = [block for block in section.blocks if block.row is not None and block.prose.strip()]
    return sum(bool(_MEANING_COLUMN.search(cell.label)) for cell in cells)


def _glosses(text: str) -> bool:
    """Whether a meaning or a move stands beside the word, rather than more words."""
    match = _GLOSSED.match(text)
    if match is None or any(len(term.split()) > _LONGEST_TERM for term in text[: match.start(1)].split(",")):
        return False
    pieces = [piece.split() for piece in match.group(1).split(",")]
    return len(pieces) < 3 or max(len(piece) for piece in pieces) > _LIST_PIECE


def _is_term(reading: Reading, mention: Mention) -> bool:
    """In a list of words a definition opens with the word itself; a long opening is a step of the lesson."""
    words = reading.lesson.source.slice(mention.span)
    return mention.role != "vocabulary" or len(re.split(r"[:–—=]|\s-\s", words)[0].split()) <= _LONGEST_TERM
