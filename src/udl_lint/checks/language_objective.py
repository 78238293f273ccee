"""`language-objective`: a goal about using language for this content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.lexicon import count_words
from udl_lint.patterns import lazy
from udl_lint.readers.cues import plain
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.reading.places import title_place

_SHORTEST_GOAL = 3
_CRITERIA = lazy(r"^success criteri|^learning criteri|^indicador|^criterios? de (?:logro|desempeno|exito)|^evidencias? de aprendizaje")


class LanguageObjective(Check):
    """Looks among the stated goals for a language function, or for a heading that names a language goal."""

    concept_fields: ClassVar[tuple[str, ...]] = ("named", "functions")
    provides: ClassVar[frozenset[str]] = frozenset()
    named: tuple[str, ...]
    """Concepts that name a language goal, or a mode or form of language, wherever in the goals they stand."""
    functions: tuple[str, ...]
    """Language functions such as explain, compare, argue."""

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield the goals with a language function as evidence, or one hit."""
        goals = [objective.span for objective in reading.objectives if not objective.aside]
        asides = [objective.span for objective in reading.objectives if objective.aside]
        sections = reading.lesson.sections
        named = [m for m in reading.mentions.of(*self.named) if (m.role == "goals" and m.block >= 0) or _heads_goal(reading, m)]

        def in_goals(concepts: tuple[str, ...]) -> list[Mention]:
            return [
                m
                for m in reading.mentions.of(*concepts)
                if any(span.start <= m.span.start < span.end for span in goals)
                or (m.role == "meta" and sections[m.section].role == "goals")
            ]

        function = in_goals(self.functions)
        sure = named if int(options.get("strength", 1)) > 1 else [*named, *function]
        found = sorted(sure, key=lambda m: m.span)
        if function and not found:
            yield Hit(function[0].span, {}, "review")
            return
        if found:
            for mention in found[:2]:
                yield Seen(mention.span, 2 if mention in named else 1)
            return
        faint = [m for m in reading.mentions.of(*self.functions) if any(s.start <= m.span.start < s.end for s in asides)]
        faint = faint or _in_criteria(reading, self.functions)
        if faint:
            yield Hit(faint[0].span, {}, "review")
            return
        yield Hit(title_place(reading.lesson))


def _in_criteria(reading: Reading, functions: tuple[str, ...]) -> list[Mention]:
    """Language functions among the signs by which the goals are judged."""
    sections = reading.lesson.sections
    return [m for m in reading.mentions.of(*functions) if m.block >= 0 and _CRITERIA.search(plain(sections[m.section].title))]


def _heads_goal(reading: Reading, mention: Mention) -> bool:
    """Whether a heading such as “Language objective” has a goal under it."""
    if mention.block >= 0:
        return False
    section = reading.lesson.sections[mention.section]
    words = plain(section.title).split()
    if "language" not in words and not {"lenguaje", "linguistico", "lengua"} & set(words):
        return False
    return any(count_words(block.prose) >= _SHORTEST_GOAL for block in section.blocks)
