"""`placement`: supports that stand only in a closing block, apart from the steps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.patterns import lazy
from udl_lint.reading import Reading
from udl_lint.reading.places import title_place

_INLINE = frozenset(("procedure", "other", "materials", "student", "assessment", "vocabulary", "home"))

_FURTHER = lazy(
    r"\W*(?:suggested |possible |potential |optional |further |lesson )*"
    r"(?:extensions?|enrichment|challenges?|going further|early finish\w*|variations?|more challenge|for advanced"
    r"|extensi[oó]n|ampliaci[oó]n|profundizaci[oó]n|desaf[ií]os?)\b",
    re.IGNORECASE,
)
"""Headings over work for those who are done: no help with language, reading or access."""


class Placement(Check):
    """Speaks where a supports block names concrete help and steps and materials name none."""

    concept_fields: ClassVar[tuple[str, ...]] = ("supports", "inline", "faint")
    provides: ClassVar[frozenset[str]] = frozenset(("found",))
    supports: tuple[str, ...]
    inline: tuple[str, ...]
    faint: tuple[str, ...] = ()
    """Concepts that inside the steps may be a task as well as help (“label the diagram”)."""

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield the supports in the steps as evidence, or one hit."""
        listed = [m for m in reading.mentions.of(*self.supports) if m.role == "supports" and m.block >= 0]
        sections = reading.lesson.sections
        further = {number for number in {m.section for m in listed} if _goes_further(sections[number].title)}
        listed = [m for m in listed if m.section not in further]
        if not listed:
            return
        inside = [m for m in reading.mentions.of(*self.inline, *self.faint) if m.role in _INLINE]
        firm = [m for m in inside if m.concept in self.inline and m.strength == 2 and not m.faint]
        if len(firm) >= max(1, int(options.get("min_inline", 1))):
            for mention in firm[:3]:
                yield Seen(mention.span, mention.strength)
            return
        values = {"found": " ".join(reading.lesson.source.slice(listed[0].span).split())}
        if inside or all(m.faint for m in listed):
            yield Hit((firm or inside or listed)[0].span, values, "review")
            return
        yield Hit(title_place(reading.lesson), values)


_FURTHER_CUES = ("exten", "enrich", "challenge", "further", "finish", "variation", "advanced", "ampliaci", "profundizaci", "desaf")
"""What every one of those headings holds; sooner looked for than a whole one."""


def _goes_further(title: str) -> bool:
    lowered = title.lower()
    return any(map(lowered.__contains__, _FURTHER_CUES)) and _FURTHER.match(title) is not None
