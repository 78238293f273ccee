"""`vocabulary`: key words that are listed and not taught."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from udl_lint.checks.looks import Hit, Look, Options, Seen
from udl_lint.lesson import Section
from udl_lint.reading import Reading

_GLOSSED = re.compile(r"[\w’' )*]{2,40}?\s*(?::|[–—]|\s-\s|=|\()\s*\S+(?:\s+\S+){2,}")


@dataclass(frozen=True)
class Vocabulary:
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
        moves = [m for m in reading.mentions.of(*self.moves, *self.defined, roles=None) if m.role not in ("answers", "standards", "goals")]
        if moves:
            yield Seen(moves[0].span, moves[0].strength)
            return
        section = listed[0][0]
        text = " ".join(" ".join(block.prose.split()) for block in section.blocks)
        glossed = sum(bool(_GLOSSED.match(block.prose.strip())) for block in section.blocks)
        if glossed >= 2 or (glossed and len(section.blocks) <= 2):
            yield Seen(section.blocks[0].span, 2)
            return
        faint = reading.mentions.of(*self.faint, roles=None) if self.faint else []
        faint = [m for m in faint if m.role not in ("answers", "standards", "goals", "vocabulary") and m.block >= 0]
        place = faint[0].span if faint else section.blocks[0].span
        yield Hit(place, {"words": text[:60]}, "review" if faint else "problem")

    def _terms(self, section: Section) -> int:
        """How many words the section lists, however they are set apart."""
        pieces = [piece for block in section.blocks for piece in re.split(r"[,;•\n]", block.prose) if piece.strip()]
        return len(pieces)
