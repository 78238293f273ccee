"""Marks against the expert's key: what was seen, what was missed, what was a false alarm, and how sure the candidate was.

The key decides, never the tool: where the two differ, that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from udl_lint.named import Named
from udl_lint.practice.exercise import Exercise, KeyEntry, Lines
from udl_lint.practice.looking import near
from udl_lint.practice.marks import Mark

Seen = Literal["hit", "near", "miss"]
"""`near`: the place was seen and the area named otherwise, or the area was seen and the whole plan marked for one line."""
Kind = Literal["distractor", "tool", "other"]
"""Why a mark is a false alarm: it looks wrong and is fine; the tool says so too and the expert does not; the key has nothing there."""


class Judged(Named):
    """A key entry and the mark that saw it."""

    entry: KeyEntry
    seen: Seen
    mark: Mark | None = None


class Alarm(Named):
    """A mark for which the key has nothing, with the reason."""

    mark: Mark
    kind: Kind
    reason: str = ""


class Score(Named):
    """All of it; a mark stands in one place only."""

    judged: tuple[Judged, ...]
    alarms: tuple[Alarm, ...]

    @property
    def certain(self) -> list[tuple[int, bool]]:
        """For each mark, how sure the candidate was and whether the key has it too."""
        right = [(each.mark.confidence, True) for each in self.judged if each.mark is not None]
        return right + [(alarm.mark.confidence, False) for alarm in self.alarms]

    def of(self, seen: Seen) -> list[Judged]:
        """The key entries that were seen in one way."""
        return [each for each in self.judged if each.seen == seen]


def judge(exercise: Exercise, marks: Sequence[Mark]) -> Score:
    """Each mark is given to at most one key entry, the best fit first: the same lines and area, the area, the lines."""
    # Who marks a line that looks wrong and is fine means that line, not the one beside it.
    trapped = [_alarm(exercise, mark).kind == "distractor" for mark in marks]
    free = list(range(len(marks)))
    found: dict[str, tuple[Seen, Mark]] = {}
    for fits, seen, slack in _PASSES:
        for entry in exercise.key:
            fitting = (each for each in free if fits(entry, marks[each], slack) and not (slack and trapped[each]))
            number = next(fitting, None) if entry.id not in found else None
            if number is not None:
                free.remove(number)
                found[entry.id] = (seen, marks[number])
    # A second mark on a barrier that was seen is neither right nor wrong: it is left out.
    alarms = [
        _alarm(exercise, marks[each]) for each in free if not any(_again(entry, marks[each], trapped[each]) for entry in exercise.key)
    ]
    judged = (Judged(entry, *found.get(entry.id, ("miss", None))) for entry in exercise.key)
    return Score(tuple(judged), tuple(alarms))


def calibration(certain: Sequence[tuple[int, bool]]) -> list[tuple[str, int, int]]:
    """How often the sure marks, the middling and the guesses were right: words, right ones, all."""
    groups = (("sure (4 or 5)", (4, 5)), ("in between (3)", (3,)), ("guessing (1 or 2)", (1, 2)))
    told = []
    for words, levels in groups:
        own = [right for confidence, right in certain if confidence in levels]
        if own:
            told.append((words, sum(own), len(own)))
    return told


def overlap(one: Lines, other: Lines, slack: int = 0) -> bool:
    """Whether two places share a line, or lie at most `slack` lines apart."""
    return one[0] <= other[1] + slack and other[0] <= one[1] + slack


def _same(entry: KeyEntry, mark: Mark, slack: int) -> bool:
    if entry.area != mark.area:
        return False
    # Where the whole plan lacks something, any line at which a candidate misses it is right.
    if entry.lines is None:
        return mark.lines is None or slack > 0
    return mark.lines is not None and overlap(entry.lines, mark.lines, slack) and _narrow(mark.lines)


def _area_only(entry: KeyEntry, mark: Mark, _slack: int) -> bool:
    wide = mark.lines is None or (entry.lines is not None and overlap(entry.lines, mark.lines))
    return entry.area == mark.area and wide


def _lines_only(entry: KeyEntry, mark: Mark, _slack: int) -> bool:
    return entry.lines is not None and mark.lines is not None and overlap(entry.lines, mark.lines) and _narrow(mark.lines)


def _again(entry: KeyEntry, mark: Mark, trapped: bool) -> bool:
    return _same(entry, mark, 0 if trapped else 1)


_PASSES: tuple[tuple[Callable[[KeyEntry, Mark, int], bool], Seen, int], ...] = (
    (_same, "hit", 0),
    (_same, "hit", 1),
    (_area_only, "near", 0),
    (_lines_only, "near", 0),
)
MOST_LINES = 15
"""Lines of one mark: who marks half of the plan has not said where."""


def _narrow(lines: Lines) -> bool:
    return lines[1] - lines[0] < MOST_LINES


def _alarm(exercise: Exercise, mark: Mark) -> Alarm:
    for part in exercise.distractors:
        areas = {rule.split("/")[0] for rule in part.rules}
        if mark.lines is not None and overlap(part.lines, mark.lines) and (mark.area in areas or not areas):
            return Alarm(mark, "distractor", part.reason)
    for difference in exercise.tool_differs:
        beside = difference.lines is None or (mark.lines is not None and near(mark.lines[0], difference.lines))
        if difference.rule.split("/")[0] == mark.area and beside:
            return Alarm(mark, "tool", difference.reason)
    return Alarm(mark, "other")
