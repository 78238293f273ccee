"""Where a lesson speaks of a concept of the lexicon, who acts there, and how firmly it is said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, Literal, Protocol

from udl_lint.finding import Strength
from udl_lint.lesson import Role
from udl_lint.named import Named
from udl_lint.source import Span

Actor = Literal["student", "teacher", "unknown"]


class Mention(Named):
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


class Noticed(Protocol):
    """Mentions that are made when their concept is first asked for: no run of the rules asks for all."""

    def concepts(self) -> Iterable[str]:
        """The concepts that are mentioned, perhaps with some of which nothing is left when one looks."""

    def of(self, concept: str) -> list[Mention]:
        """Every mention of a concept, in reading order."""


class _ByConcept(dict[str, list[Mention]]):
    """Mentions by concept; what is not there yet is asked for when it is first wanted."""

    def __init__(self, later: Noticed | None) -> None:
        self.later = later

    def __missing__(self, concept: str) -> list[Mention]:
        found = self[concept] = self.later.of(concept) if self.later else []
        return found


_place = attrgetter("span")
_FEW = 30
"""Mentions among which it is as quick to look at each."""


class Mentions:
    """All mentions in a lesson, by concept, each list in reading order."""

    def __init__(self, mentions: Iterable[Mention] = (), later: Noticed | None = None) -> None:
        self._by_concept = _ByConcept(later)
        self._by_place: dict[str, tuple[list[int], list[Mention]]] = {}
        for mention in mentions:
            self._by_concept.setdefault(mention.concept, []).append(mention)

    def __iter__(self) -> Iterator[Mention]:
        later = self._by_concept.later
        concepts = {*self._by_concept, *(later.concepts() if later else ())}
        return iter(sorted((m for concept in concepts for m in self._by_concept[concept]), key=lambda m: (m.span, m.concept)))

    def __reduce__(self) -> tuple[Any, ...]:
        return Mentions, (list(self),)

    def all(self, concept: str) -> list[Mention]:
        """Every mention of a concept, whatever its strength and place, in reading order."""
        return list(self._by_concept[concept])

    def of(
        self, *concepts: str, strength: Strength = 1, roles: Iterable[Role] | None = None, by: Iterable[Actor] | None = None
    ) -> list[Mention]:
        """Mentions of any of these concepts at this strength or more, in these roles, by these actors, in reading order."""
        by_concept = self._by_concept
        found = [mention for concept in concepts for mention in by_concept[concept] if mention.strength >= strength]
        if roles is not None:
            allowed = frozenset(roles)
            found = [mention for mention in found if mention.role in allowed]
        if by is not None:
            actors = frozenset(by)
            found = [mention for mention in found if mention.actor in actors]
        if len(concepts) > 1 and len(found) > 1:
            found.sort(key=_place)
        return found

    def within(self, concept: str, span: Span) -> list[Mention]:
        """Mentions of a concept, at strength 1 or more, that begin in the span, in reading order."""
        found = self._by_concept[concept]
        if len(found) > _FEW:
            if concept not in self._by_place:
                placed = sorted(found, key=_place)
                self._by_place[concept] = [mention.span.start for mention in placed], placed
            starts, placed = self._by_place[concept]
            found = placed[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        return [mention for mention in found if mention.strength >= 1 and span.start <= mention.span.start < span.end]
