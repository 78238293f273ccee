"""Proves of an exercise what it promises: the lesson fails, the model revision passes, the distractors stay silent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from udl_lint.practice.comparing import missing_phrases
from udl_lint.practice.looking import line_of, look, near, practice_rules
from udl_lint.practice.scaffold import WRITE

if TYPE_CHECKING:
    from udl_lint.practice.exercise import Exercise, Lines
    from udl_lint.runner import Checked


def failures(exercise: Exercise) -> Iterator[str]:
    """What does not hold, each in one sentence; nothing when all does. That the key's lines exist, the loader has held already."""
    named = {rule for entry in exercise.key for rule in entry.rules} | {rule for part in exercise.distractors for rule in part.rules}
    unknown = sorted((named | {each.rule for each in exercise.tool_differs}) - set(practice_rules().linter().ruleset.rules))
    if unknown:
        yield from (f"there is no rule {rule}" for rule in unknown)
        return
    yield from _unwritten(exercise)
    lesson = look(exercise.lesson)
    yield from _lesson_fails(exercise, lesson)
    yield from _distractors_are_silent(exercise, lesson)
    yield from _revision_passes(exercise)
    for source, name in ((exercise.lesson, "lesson"), (exercise.revision, "model revision")):
        for phrase in missing_phrases(source.text, exercise.keep):
            yield f"keep: “{phrase}” is not in the {name}"


def _unwritten(exercise: Exercise) -> Iterator[str]:
    for entry in exercise.key:
        for name, text in (("reason", entry.reason), ("hint", entry.hint), ("better", entry.better)):
            if text.startswith(WRITE):
                yield f"key {entry.id}: its {name} is not written yet"
    for name, text in (("title", exercise.title), ("about", exercise.about), ("grade", exercise.grade), ("subject", exercise.subject)):
        if text.startswith(WRITE):
            yield f"{name} is not written yet"


def _lesson_fails(exercise: Exercise, lesson: Checked) -> Iterator[str]:
    for entry in exercise.key:
        if entry.rules and not _speaks(lesson, entry.rules, entry.lines):
            heard = sorted({line_of(lesson, each) for each in lesson.findings if each.rule in entry.rules})
            where = f"in lines {entry.lines[0]} to {entry.lines[1]}" if entry.lines else "anywhere"
            yield f"key {entry.id}: the tool says nothing of {', '.join(entry.rules)} {where}" + (f"; it does in {heard}" if heard else "")
    for difference in exercise.tool_differs:
        if not _speaks(lesson, (difference.rule,), difference.lines):
            yield f"tool_differs: {difference.rule} says nothing there"
    if exercise.strength != "strong" and not exercise.resolved:
        yield "success.resolved is empty: nothing could fail"


def _distractors_are_silent(exercise: Exercise, lesson: Checked) -> Iterator[str]:
    for part in exercise.distractors:
        for each in lesson.findings:
            if each.rule in part.rules and near(line_of(lesson, each), part.lines, slack=0):
                yield f"distractor in line {part.lines[0]}: {each.rule} speaks in line {line_of(lesson, each)}"


def _revision_passes(exercise: Exercise) -> Iterator[str]:
    revised = look(exercise.revision)
    for entry in exercise.key:
        for each in revised.findings if entry.id in exercise.resolved else ():
            if each.rule in entry.rules:
                yield f"key {entry.id}: in line {line_of(revised, each)} of the model revision {each.rule} still speaks"


def _speaks(checked: Checked, rules: tuple[str, ...], lines: Lines | None) -> bool:
    return any(each.rule in rules and near(line_of(checked, each), lines) for each in checked.findings)
