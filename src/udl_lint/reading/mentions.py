"""Where a lesson speaks of a concept of the lexicon, who acts there, and how firmly it is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from udl_lint.finding import Strength
from udl_lint.lesson import Role
from udl_lint.source import Span

Actor = Literal["student", "teacher", "unknown"]


class Mention(NamedTuple):
    """One place where the text speaks of a concept. `block` indexes `Lesson.blocks`, `section` `Lesson.sections`;
    a mention in a heading has block -1.
    """

    concept: str
    span: Span
    strength: Strength
    actor: Actor
    role: Role
    section: int
    block: int
    leads: bool = False
    """Whether it opens its sentence or item, as an instruction does (“Write two sentences …”)."""
    faint: bool = False
    """Whether the phrase is one of the concept's weak ones, which a person has to weigh."""


class Mentions:
    """All mentions in a lesson, by concept, each list in reading order."""

    def __init__(self, mentions: Iterable[Mention] = ()) -> None:
        self._by_concept: dict[str, list[Mention]] = {}
        known = self._by_concept
        for mention in mentions:
            if mention.concept in known:
                known[mention.concept].append(mention)
            else:
                known[mention.concept] = [mention]

    def __iter__(self) -> Iterator[Mention]:
        return iter(sorted((m for group in self._by_concept.values() for m in group), key=lambda m: (m.span, m.concept)))

    def all(self, concept: str) -> list[Mention]:
        """Every mention of a concept, whatever its strength and place, in reading order."""
        return list(self._by_concept.get(concept, ()))

    def of(
        self, *concepts: str, strength: Strength = 1, roles: Iterable[Role] | None = None, by: Iterable[Actor] | None = None
    ) -> list[Mention]:
        """Mentions of any of these concepts at this strength or more, in these roles, by these actors, in reading order."""
        allowed = None if roles is None else frozenset(roles)
        actors = None if by is None else frozenset(by)
        found = [
            mention
            for concept in concepts
            for mention in self._by_concept.get(concept, ())
            if mention.strength >= strength and (allowed is None or mention.role in allowed) and (actors is None or mention.actor in actors)
        ]
        return sorted(found, key=lambda mention: mention.span) if len(concepts) > 1 else found
