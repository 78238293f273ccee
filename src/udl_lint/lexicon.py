"""Finds the words by which a plan speaks of a concept: one pass over a text, then what stands in the way of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any

from udl_lint.automaton import GAP, Automaton, Making, Place
from udl_lint.lesson import Language
from udl_lint.named import Named
from udl_lint.words import WORD, Words, count_words, fold, has_two_words

__all__ = ["GAP", "WORD", "Found", "Lexicon", "Match", "Place", "Words", "count_words", "fold", "has_two_words"]


class Match(Named):
    """A phrase of a concept over the tokens `first` to `last` (exclusive)."""

    concept: str
    first: int
    last: int
    weak: bool


class Lexicon:
    """All concepts in English and Spanish, ready to be run over a text."""

    def __init__(self, automata: Mapping[str, Any]) -> None:
        """From what `phrases.compile_phrases` made."""
        self._data = automata
        self._automata: dict[str, Automaton] = Making(lambda language: Automaton(automata[language], language))
        self._spoken: dict[str, tuple[Automaton, ...]] = Making(self._find_spoken)

    def _find_spoken(self, language: Language | str) -> tuple[Automaton, ...]:
        """English phrases are read in English and unknown text, Spanish ones in Spanish and unknown text."""
        return tuple(self._automata[name] for name in (self._data if language == "unknown" else (language,)) if name in self._data)

    def acts(self, language: Language | str) -> frozenset[str]:
        """The concepts of what a class does."""
        return frozenset().union(*(automaton.acts for automaton in self._spoken[language]))

    def verb(self, word: str, language: Language | str) -> str | None:
        """`observable` or `vague` where the word is a verb that leads goals, else None."""
        for automaton in self._spoken[language]:
            kind = automaton.verbs[word]
            if kind:
                return kind
        return None

    def find(self, words: Words, language: Language | str) -> Found:
        """Every phrase in the text."""
        found: dict[str, list[Place]] = {}
        people = [automaton.run(words, found) for automaton in self._spoken[language]]
        if len(people) == 1:
            return Found(found, people[0])
        return Found(found, [next(filter(None, named), None) for named in zip(*people, strict=True)] or [None] * len(words))

    def match(self, words: Words, language: Language | str) -> list[Match]:
        """Every phrase in the text as `Found` has them, in reading order."""
        found = self.find(words, language)
        return sorted((Match(concept, *place) for concept in found for place in found.of(concept)), key=_in_order)


class Found:
    """The phrases that stand in a text, by concept. Iterating gives the names of the concepts, in no particular order."""

    def __init__(self, found: Mapping[str, list[Place]], people: list[str | None]) -> None:
        self._found = found
        self.people = people
        """For each word `students`, `one-student` or `teachers` where it names such a person, else None."""

    def __iter__(self) -> Iterator[str]:
        return (concept for concept in self._found if concept[0] != "!")

    def of(self, concept: str) -> list[Place]:
        """Where phrases of one concept stand, in reading order: traps taken out, the longest where some overlap."""
        places = self._found.get(concept)
        if places is None:
            return []
        return standing(places, self._found.get("!" + concept, _NONE))


_NONE: list[Place] = []


def plain_standing(places: list[Place], traps: list[Place]) -> list[Place]:
    """The places that stand, in reading order: those of traps taken out, the longest where some overlap."""
    if traps:
        caught = {token for first, last, _ in traps for token in range(first, last)}
        places = [place for place in places if caught.isdisjoint(range(place[0], place[1]))]
    places = sorted(places)
    if all(before[1] <= after[0] for before, after in pairwise(places)):
        return places
    return sorted(chain.from_iterable(map(_longest, _together_in_place(places))))


def _together_in_place(places: Sequence[Place]) -> Iterator[list[Place]]:
    """Places in reading order, those that overlap in one list."""
    group: list[Place] = []
    end = 0
    for place in places:
        if group and place[0] >= end:
            yield group
            group = []
        group.append(place)
        end = max(end, place[1])
    if group:
        yield group


def _longest(places: list[Place]) -> list[Place]:
    """The longest of places that overlap, and of the others those that it leaves free, and so on."""
    if len(places) < 2:
        return places
    kept: list[Place] = []
    for place in sorted(places, key=_longest_first):
        if not any(start < place[1] and place[0] < end for start, end, _ in kept):
            kept.append(place)
    return kept


def _longest_first(place: Place) -> tuple[int, bool, int]:
    return place[0] - place[1], place[2], place[0]


def _in_order(match: Match) -> tuple[int, int, str]:
    return match.first, match.last, match.concept


try:
    from udl_lint._speedups import standing
except ImportError:
    standing = plain_standing
