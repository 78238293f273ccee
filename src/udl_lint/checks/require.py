"""`require`: something should be there and is not; reported at the title, with what was found nearest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from udl_lint.checks.looks import Hit, Look, Options, Seen
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.reading.places import sentence_around, title_place

LONG_HEADING = 5
"""Words up to which a heading says what stands below it."""
SHOWN = 5
"""Places of evidence that a rule shows at most."""


@dataclass(frozen=True)
class Require:
    """Looks for any mention of the concepts. `near` concepts, weak phrases and the wrong speaker are signs that a person weighs."""

    concept_fields: ClassVar[tuple[str, ...]] = ("any", "near", "against", "leading")
    provides: ClassVar[frozenset[str]] = frozenset(("found", "place"))
    any: tuple[str, ...]
    near: tuple[str, ...] = ()
    not_roles: tuple[str, ...] = ("answers", "standards", "notes")
    actors: tuple[str, ...] = ("student", "unknown")
    enough: int = 1
    """Signs that a person would have to weigh, from which on they are taken for the thing."""
    against: tuple[str, ...] = ()
    """Concepts that are the opposite: reported where they stand, whatever else was found."""
    leading: tuple[str, ...] = ()
    """Concepts that count only as a heading or where they open an item or a sentence, and elsewhere say nothing."""
    nowhere: tuple[str, ...] = ("answers", "standards")
    """Roles in which even a faint sign says nothing."""
    at: str = "title"

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield what was found, or one hit: a problem where there is no sign, a review where there is only a faint one."""
        wanted = max(1, int(options.get("strength", 1)))
        if self.against:
            for mention in reading.mentions.of(*self.against, roles=None):
                yield Hit(sentence_around(reading, mention), _values(reading, mention))
                return
        sure: list[Mention] = []
        faint: list[Mention] = []
        for mention in reading.mentions.of(*self.any, roles=None):
            (sure if self._is_sure(mention, wanted) else faint).append(mention)
        sure += [
            mention
            for mention in reading.mentions.of(*self.leading, roles=None)
            if opens(reading, mention) and self._is_sure(mention, wanted)
        ]
        faint += reading.mentions.of(*self.near, roles=None) if self.near else []
        faint = [mention for mention in faint if mention.role not in self.nowhere]
        if sure or len(faint) >= self.enough > 1:
            for mention in sorted(sure or faint, key=lambda m: (-m.strength, m.span))[:SHOWN]:
                yield Seen(mention.span, mention.strength)
            return
        if faint:
            nearest = max(faint, key=lambda m: (m.strength, -m.span.start))
            yield Hit(nearest.span, _values(reading, nearest), "review")
            return
        yield Hit(title_place(reading.lesson), {"found": "nothing", "place": ""})

    def _is_sure(self, mention: Mention, wanted: int) -> bool:
        return not mention.faint and mention.strength >= wanted and mention.role not in self.not_roles and mention.actor in self.actors


def opens(reading: Reading, mention: Mention) -> bool:
    """Whether the words stand in a short heading, other than the lesson's title, or begin an item or a sentence."""
    if mention.block >= 0:
        block = reading.lesson.blocks[mention.block]
        before = block.prose[: mention.span.start - block.span.start].rstrip(' *_"“([>')
        return not before or before[-1] in ".!?\n"
    heading = reading.lesson.sections[mention.section].heading
    return heading is not None and heading.span.start > title_place(reading.lesson).start and len(heading.text.split()) <= LONG_HEADING


def _values(reading: Reading, mention: Mention) -> dict[str, str]:
    source = reading.lesson.source
    words = " ".join(source.slice(mention.span).split())
    return {"found": words, "place": f"line {source.position(mention.span.start).line}"}
