"""What hedges, negations and placeholders do to what stands near them."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from udl_lint.finding import Strength
from udl_lint.lexicon import Found, Place, Words

NEGATION_REACH = 3
"""Words after “no” or “without” within which a thing is undone."""
SIGNALS = frozenset(("hedge", "negation", "placeholder"))
"""Concepts that weaken or undo what stands near them; they are no mentions themselves."""


class Weakened:
    """Where in a text things are hedged or undone."""

    def __init__(self, words: Words, found: Found) -> None:
        hedges, self._negations = found.of("hedge"), found.of("negation")
        self._sentence: list[int] = []
        if hedges or self._negations:
            self._sentence = list(accumulate(1 if gap == 2 else 0 for gap in words.gap))
        self._hedged = {self._sentence[hedge[0]] for hedge in hedges}
        self._undone = {
            token
            for first, last, _ in self._negations
            for token in range(last, min(last + NEGATION_REACH, len(words)))
            if self._sentence[token] == self._sentence[first]
        }

    def strength(self, place: Place, strength: Strength) -> Strength:
        """0 where the thing is undone, at most 1 where its sentence is hedged."""
        if place[0] in self._undone and not self._negated_inside(place):
            return 0
        return 1 if self._hedged and self._sentence[place[0]] in self._hedged else strength

    def _negated_inside(self, place: Place) -> bool:
        """Whether the phrase itself holds a negation (“no Spanish”), which then undoes nothing."""
        at = bisect_left(self._negations, (place[0],))
        return any(negation[1] <= place[1] for negation in self._negations[at : at + 1])
