"""The planted lessons: what a linter must say about each, and what it must not say about look-alikes.

A finding counts whatever its verdict is: to ask about a planted barrier keeps the promise, to ask about a look-alike breaks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from comparison import NEAR, Said

Must = tuple[str, int | None]
"""A rule and a line; without a line it stands for the whole lesson."""


class Kept(NamedTuple):
    """Assertions of both kinds, and how many of each hold."""

    must: int = 0
    must_kept: int = 0
    must_not: int = 0
    must_not_kept: int = 0

    def plus(self, other: Kept) -> Kept:
        """The sum."""
        return Kept(*(one + two for one, two in zip(self, other, strict=True)))

    @property
    def share(self) -> float | None:
        """The share of all assertions that hold."""
        return (self.must_kept + self.must_not_kept) / whole if (whole := self.must + self.must_not) else None


def kept(marks: Mapping[str, Mapping[str, Any]], findings: Mapping[str, Sequence[Said]]) -> dict[str, Kept]:
    """By rule, in order of their names: the assertions about all lessons, and how many hold."""
    sums: dict[str, Kept] = {}
    for lesson, marked in marks.items():
        for rule, one in _each(marked, findings[lesson]):
            sums[rule] = sums.get(rule, Kept()).plus(one)
    return dict(sorted(sums.items()))


def _each(marked: Mapping[str, Any], findings: Sequence[Said]) -> Iterator[tuple[str, Kept]]:
    starts: dict[str, list[int]] = {}
    for said in findings:
        starts.setdefault(said.rule, []).append(said.first)
    must: list[Must] = [(rule, line) for rule, line in marked.get("must", ())]
    for rule, line in must:
        here = starts.get(rule, [])
        holds = bool(here) if line is None else any(abs(at - line) <= NEAR for at in here)
        yield rule, Kept(must=1, must_kept=int(holds))
    for item in marked.get("must_not", ()):
        rule, line = (item, None) if isinstance(item, str) else item
        wanted = [at for name, at in must if name == rule and at is not None]
        holds = not any(_trespasses(at, line, wanted) for at in starts.get(rule, ()))
        yield rule, Kept(must_not=1, must_not_kept=int(holds))


def _trespasses(at: int, line: int | None, wanted: Sequence[int]) -> bool:
    """Whether a finding at `at` is one that must not be; a wanted line that lies as near excuses it."""
    return line is None or (abs(at - line) <= NEAR and not any(abs(at - each) <= abs(at - line) for each in wanted))
