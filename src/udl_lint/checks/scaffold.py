"""`scaffold`: categories of language support, of which one must be words or a home language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.lesson import Role
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.reading.places import title_place


class Scaffold(Check):
    """Counts WIDA's sensory, graphic and interactive supports, words, and the home language."""

    provides: ClassVar[frozenset[str]] = frozenset(("found", "count"))
    categories: Mapping[str, tuple[str, ...]]
    words: tuple[str, ...] = ("words", "home language")
    """The categories of which one must be there."""
    not_roles: tuple[Role, ...] = ("answers", "standards", "goals")
    faint: tuple[str, ...] = ()
    """Concepts that make a person look where no clear help with words was found."""
    learners: tuple[str, ...] = ()
    """Concepts that name English learners, for the option `applies`."""
    several: tuple[str, ...] = ()
    """Concepts of which one alone may be chance: a person looks where no more than one sign of them stands for words."""
    concept_fields: ClassVar[tuple[str, ...]] = ("categories", "faint", "learners", "several")

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield the first sign of each category, or one hit."""
        if options.get("applies") == "if_els_named" and not reading.mentions.of(*self.learners):
            return
        least = int(options.get("min_categories", 2))
        wanted = int(options.get("strength", 1))
        weak: list[Mention] = []
        found: dict[str, list[Mention]] = {}
        for name, concepts in self.categories.items():
            mentions = [m for m in reading.mentions.of(*concepts) if m.role not in self.not_roles]
            firm = [mention for mention in mentions if mention.strength >= wanted] if wanted > 1 else mentions
            if firm:
                found[name] = firm
            elif name in self.words:
                weak += mentions
        verbal = [mention for name in self.words for mention in found.get(name, ())]
        clear = [mention for mention in verbal if not mention.faint]
        chance = len(clear) == 1 and clear[0].concept in self.several
        values = {"found": ", ".join(found) or "none", "count": str(len(found))}
        if len(found) >= least and ((clear and not chance) or not options.get("require_words_or_home_language", True)):
            for mentions in found.values():
                yield Seen(mentions[0].span, mentions[0].strength)
            return
        nearest = verbal or weak or [m for m in reading.mentions.of(*self.faint) if m.role not in self.not_roles and m.block >= 0]
        if nearest:
            yield Hit(nearest[0].span, values, "review")
            return
        yield Hit(title_place(reading.lesson), values, "review" if options.get("ask") else "problem")
