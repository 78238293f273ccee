"""What a cohort's attempts come to: by area, first and last; misses, false alarms, sureness, time. Everything counts people, not marks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from udl_lint.named import Named
from udl_lint.practice.areas import AREAS
from udl_lint.practice.disclosure import LEAST, Share, people, share

if TYPE_CHECKING:
    from udl_lint.practice.attempt_shape import AttemptShape

LONGEST_PAUSE = 20 * 60
"""Seconds between two steps that count as work; a longer gap counts as this much."""
MOST_SHOWN = 6

Steps = Sequence["AttemptShape"]


class AreaRow(Named):
    """An area: who saw every place of it before the tool spoke, and who had mended every place, in the first and the last attempt."""

    area: str
    met: int | None
    seen_first: Share
    seen_last: Share
    mended_first: Share
    mended_last: Share


class PlaceRow(Named):
    """A place that many missed, or a false alarm that many raised: how many of those who had the exercise."""

    exercise: str
    what: str
    area: str
    share: Share


class SureRow(Named):
    """Of those who were so sure (1 to 5) of a mark, how many were right at least every second time."""

    confidence: int
    share: Share


class TimeRow(Named):
    """An exercise: how many worked on it, and the median of their minutes."""

    exercise: str
    met: int | None
    minutes: int | None


class Tally(Named):
    """All that may be shown of a cohort."""

    candidates: int | None
    areas: tuple[AreaRow, ...]
    misses: tuple[PlaceRow, ...]
    alarms: tuple[PlaceRow, ...]
    sure: tuple[SureRow, ...]
    times: tuple[TimeRow, ...]


def tally(cohort: Mapping[str, Steps]) -> Tally:
    """The tables of a cohort; what concerns fewer than five people is hidden in each."""
    misses, alarms = _places(cohort.values())
    return Tally(
        candidates=people(len(cohort)),
        areas=tuple(row for area in AREAS if (row := _area(area, cohort.values())) is not None),
        misses=misses,
        alarms=alarms,
        sure=tuple(_sure(cohort.values())),
        times=tuple(_times(cohort.values())),
    )


def _area(area: str, cohort: Iterable[Steps]) -> AreaRow | None:
    seen: list[tuple[bool, bool]] = []
    mended: list[tuple[bool, bool]] = []
    for steps in cohort:
        saw = [all(e.seen != "miss" for e in each.key if e.area == area) for each in steps if any(e.area == area for e in each.key)]
        did = [all(e.state != "open" for e in each.states if e.area == area) for each in steps if any(e.area == area for e in each.states)]
        if saw:
            seen.append((saw[0], saw[-1]))
        if did:
            mended.append((did[0], did[-1]))
    if not seen and not mended:
        return None
    return AreaRow(area, people(len(seen)), *_both(seen), *_both(mended))


def _both(pairs: Sequence[tuple[bool, bool]]) -> tuple[Share, Share]:
    return share(sum(first for first, _ in pairs), len(pairs)), share(sum(last for _, last in pairs), len(pairs))


def _places(cohort: Iterable[Steps]) -> tuple[tuple[PlaceRow, ...], tuple[PlaceRow, ...]]:
    """Misses and false alarms in the last attempt at each exercise, the commonest first."""
    had: Counter[str] = Counter()
    missed: Counter[tuple[str, str, str]] = Counter()
    raised: Counter[tuple[str, str, str]] = Counter()
    for steps in cohort:
        last = {each.exercise: each for each in steps if each.step == "check"}
        had.update(list(last))
        for name, each in last.items():
            missed.update({(name, e.entry, e.area) for e in each.key if e.seen == "miss"})
            raised.update({(name, _where(alarm.lines), alarm.area) for alarm in each.alarms})
    return _commonest(missed, had), _commonest(raised, had)


def _where(lines: tuple[int, int] | None) -> str:
    return "whole plan" if lines is None else f"line {lines[0]}"


def _commonest(counted: Counter[tuple[str, str, str]], had: Counter[str]) -> tuple[PlaceRow, ...]:
    ranked = sorted(
        ((number, each) for each, number in counted.items() if number >= LEAST), key=lambda item: (-(people(item[0]) or 0), item[1])
    )
    return tuple(PlaceRow(name, what, area, share(number, had[name])) for number, (name, what, area) in ranked[:MOST_SHOWN])


def _sure(cohort: Iterable[Steps]) -> Iterable[SureRow]:
    by_level: dict[int, list[bool]] = defaultdict(list)
    for steps in cohort:
        own: dict[int, list[bool]] = defaultdict(list)
        for each in steps:
            for entry in each.key:
                if entry.confidence is not None:
                    own[entry.confidence].append(True)
            for alarm in each.alarms:
                own[alarm.confidence].append(False)
        for level, right in own.items():
            by_level[level].append(2 * sum(right) >= len(right))
    for level in sorted(by_level):
        yield SureRow(level, share(sum(by_level[level]), len(by_level[level])))


def _times(cohort: Iterable[Steps]) -> Iterable[TimeRow]:
    seconds: dict[str, list[int]] = defaultdict(list)
    for steps in cohort:
        own: dict[str, int] = defaultdict(int)
        for before, after in pairwise(steps):
            if after.exercise and after.exercise == before.exercise and after.step != "start":
                own[after.exercise] += min(LONGEST_PAUSE, max(0, _seconds(after.at) - _seconds(before.at)))
        for name in {each.exercise for each in steps if each.step == "check"}:
            seconds[name].append(own[name])
    for name, all_ in sorted(seconds.items()):
        enough = len(all_) >= LEAST
        yield TimeRow(name, people(len(all_)), round(sorted(all_)[len(all_) // 2] / 60) if enough else None)


def _seconds(at: str) -> int:
    from datetime import UTC, datetime

    return int(datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())
