"""`scaffold`: categories of language support, of which one must be words or a home language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from udl_lint.checks.looks import Hit, Look, Options, Seen
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.reading.places import title_place


@dataclass(frozen=True)
class Scaffold:
    """Counts WIDA's sensory, graphic and interactive supports, words, and the home language."""

    provides: ClassVar[frozenset[str]] = frozenset(("found", "count"))
    categories: Mapping[str, tuple[str, ...]]
    words: tuple[str, ...] = ("words", "home language")
    """The categories of which one must be there."""
    not_roles: tuple[str, ...] = ("answers", "standards", "goals")
    faint: tuple[str, ...] = ()
    """Concepts that make a person look where no clear help with words was found."""
    concept_fields: ClassVar[tuple[str, ...]] = ("categories", "faint")

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield the first sign of each category, or one hit."""
        least = int(options.get("min_categories", 2))
        found: dict[str, list[Mention]] = {}
        for name, concepts in self.categories.items():
            mentions = [m for m in reading.mentions.of(*concepts, roles=None) if m.role not in self.not_roles]
            if mentions:
                found[name] = mentions
        verbal = [mention for name in self.words for mention in found.get(name, ())]
        values = {"found": ", ".join(found) or "none", "count": str(len(found))}
        if any(not mention.faint for mention in verbal) and len(found) >= least:
            for mentions in found.values():
                yield Seen(mentions[0].span, mentions[0].strength)
            return
        nearest = verbal or [m for m in reading.mentions.of(*self.faint, roles=None) if m.role not in self.not_roles and m.block >= 0]
        if nearest:
            yield Hit(nearest[0].span, values, "review")
            return
        yield Hit(title_place(reading.lesson), values)
