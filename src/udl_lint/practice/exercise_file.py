"""The shape of `exercise.yaml`, and what its parts must be to each other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from udl_lint.errors import PackError
from udl_lint.pack_files import NAME, Line, Name, Shape, Text, read_shape
from udl_lint.practice.areas import AREAS
from udl_lint.practice.exercise import (
    LESSONS,
    Difference,
    Distractor,
    Exercise,
    KeyEntry,
    Lines,
    Prompt,
    number_of_lines,
    read_text,
)
from udl_lint.wording import did_you_mean
from udl_lint.written import Place, Written, read_written

LONGEST_ID = 80


def _pair(value: Any) -> Any:
    if isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) and each.isascii() and each.isdigit() for each in value):
        return int(value[0]), int(value[1])
    if value == "":
        return None
    raise ValueError("write it as [first line, last line], or null where the whole plan lacks it")


Range = Annotated[tuple[int, int], BeforeValidator(_pair)]
MaybeRange = Annotated[tuple[int, int] | None, BeforeValidator(_pair)]
RuleName = Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
MaybeName = Annotated[str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")]


class KeyShape(Shape):
    """One barrier that an expert marks."""

    id: Annotated[Name, Field(max_length=LONGEST_ID)]
    lines: MaybeRange
    area: Name
    rules: list[RuleName] = Field(default=[])
    learners: list[Name] = Field(min_length=1)
    reason: Text
    hint: Text
    better: Text


class DistractorShape(Shape):
    """Lines that look wrong and are fine."""

    lines: Range
    rules: list[RuleName] = Field(default=[])
    reason: Text


class DifferenceShape(Shape):
    """Where the tool speaks and the expert would not."""

    rule: RuleName
    lines: MaybeRange = None
    reason: Text


class SuccessShape(Shape):
    """When a revision counts as done."""

    resolved: list[Name] = Field(default=[])


class PromptShape(Shape):
    """A question to answer in one sentence."""

    when: Name
    ask: Text


class ExerciseShape(Shape):
    """A practice exercise."""

    title: Line
    language: Literal["en", "es"]
    grade: Line
    subject: Line
    about: Text
    pair: MaybeName = ""
    strength: Literal["weak", "strong", ""] = ""
    key: list[KeyShape] = Field(default=[])
    distractors: list[DistractorShape] = Field(default=[])
    tool_differs: list[DifferenceShape] = Field(default=[])
    keep: list[Text] = Field(default=[])
    success: SuccessShape = SuccessShape()
    reflection: list[PromptShape] = Field(default=[])


def hold_name(folder: Path) -> None:
    """Raise PackError for a folder whose name cannot be an exercise's: attempts hold it."""
    if len(folder.name) > LONGEST_ID or not re.fullmatch(NAME, folder.name):
        raise PackError(
            "the name of an exercise's folder has small letters, digits and hyphens.", place=str(folder), hint="For instance: grade-4-rocks"
        )


def read_exercise(folder: Path) -> Exercise:
    """The exercise in a folder; raises PackError with file, line and a hint."""
    hold_name(folder)
    written = read_written(folder / "exercise.yaml")
    shape = read_shape(ExerciseShape, written)
    names = [name for name in LESSONS if (folder / name).is_file()]
    if len(names) != 1:
        raise PackError("there must be one lesson.md or one lesson.yaml beside exercise.yaml.", place=str(folder))
    lesson = read_text(folder / names[0])
    revision = read_text(folder / names[0].replace("lesson", "revision"))
    _hold(shape, written, number_of_lines(written, lesson))
    return Exercise(
        id=folder.name,
        title=shape.title,
        language=shape.language,
        grade=shape.grade,
        subject=shape.subject,
        about=shape.about,
        lesson=lesson,
        revision=revision,
        key=tuple(KeyEntry(e.id, e.lines, e.area, tuple(e.rules), tuple(e.learners), e.reason, e.hint, e.better) for e in shape.key),
        distractors=tuple(Distractor(each.lines, tuple(each.rules), each.reason) for each in shape.distractors),
        tool_differs=tuple(Difference(each.rule, each.lines, each.reason) for each in shape.tool_differs),
        keep=tuple(shape.keep),
        resolved=tuple(shape.success.resolved),
        reflection=tuple(Prompt(each.when, each.ask) for each in shape.reflection),
        pair=shape.pair,
        strength=shape.strength,
        folder=str(folder),
    )


def _hold(shape: ExerciseShape, written: Written, last: int) -> None:
    """What the shape cannot say: names that are known, lines that are there."""
    from udl_lint.practice.learners import LEARNERS

    ids = [entry.id for entry in shape.key]
    for number, entry in enumerate(shape.key):
        place: Place = ("key", number)
        if entry.id in ids[:number]:
            raise written.wrong(f"the key has {entry.id!r} twice.", (*place, "id"))
        if entry.area not in AREAS:
            raise written.wrong(f"{entry.area!r} is no area.", (*place, "area"), did_you_mean(entry.area, AREAS))
        for name in entry.learners:
            if name not in LEARNERS:
                raise written.wrong(f"{name!r} is no learner.", (*place, "learners"), did_you_mean(name, LEARNERS))
        _lines(entry.lines, written, place, last)
    for number, distractor in enumerate(shape.distractors):
        _lines(distractor.lines, written, ("distractors", number), last)
    for number, difference in enumerate(shape.tool_differs):
        _lines(difference.lines, written, ("tool_differs", number), last)
    for number, name in enumerate(shape.success.resolved):
        if name not in ids:
            raise written.wrong(f"the key has no {name!r}.", ("success", "resolved", number), did_you_mean(name, ids))
    for number, prompt in enumerate(shape.reflection):
        if prompt.when not in ids and prompt.when not in AREAS:
            raise written.wrong(f"{prompt.when!r} is no key entry and no area.", ("reflection", number), did_you_mean(prompt.when, ids))


def _lines(lines: Lines | None, written: Written, place: Place, last: int) -> None:
    if lines is not None and not 1 <= lines[0] <= lines[1] <= last:
        raise written.wrong(f"the lesson has no lines {lines[0]} to {lines[1]}; it has {last}.", (*place, "lines"))
