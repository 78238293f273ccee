"""What hedges, negations and placeholders do to what stands near them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import takewhile

from udl_lint.finding import Strength
from udl_lint.lexicon import Found, Words

NEGATION_REACH = 3
"""Words after “no” or “without” within which a thing is undone."""
TOLD_REACH = 12
"""Words after “read about” within which is told what a text says."""
SIGNALS = frozenset(("hedge", "negation", "placeholder", "told-of"))
"""Concepts that weaken or undo what stands near them; they are no mentions themselves."""


class Weakened:
    """Where in a text things are hedged or undone."""

    def __init__(self, words: Words, found: Found) -> None:
        self.told = {
            token
            for _, last, _ in found.of("told-of")
            for token in takewhile(lambda at: not words.gap[at], range(last, min(last + TOLD_REACH, len(words.gap))))
        }
        """Tokens in what a text tells: none of what a class does there happens."""
        hedges, self._negations = found.of("hedge"), found.of("negation")
        self.swayed: set[int] = set()
        """Tokens at which something is hedged or undone: elsewhere `strength` changes nothing."""
        if not hedges and not self._negations:
            return
        stops = [at for at, gap in enumerate(words.gap) if gap == 2]
        stops.append(len(words.gap))

        def ends(first: int) -> int:
            return stops[bisect_right(stops, first)]

        self._undone = {token for first, last, _ in self._negations for token in range(last, min(last + NEGATION_REACH, ends(first)))}
        self._hedged: set[int] = set()
        for first, _, _ in hedges:
            stop = bisect_right(stops, first)
            self._hedged.update(range(stops[stop - 1] if stop else 0, stops[stop]))
        self.swayed = self._undone | self._hedged

    def strength(self, first: int, last: int, strength: Strength) -> Strength:
        """The strength of a phrase over the tokens `first` to `last`: 0 where it is undone, at most 1 where its sentence is hedged."""
        if first in self._undone and not self._negated_inside(first, last):
            return 0
        return 1 if strength and first in self._hedged else strength

    def _negated_inside(self, first: int, last: int) -> bool:
        """Whether the phrase itself holds a negation (“no Spanish”), which then undoes nothing."""
        at = bisect_left(self._negations, (first,))
        return any(end <= last for _, end, _ in self._negations[at : at + 1])
