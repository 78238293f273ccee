"""An exercise: a lesson, what an expert marks in it, and a model revision; read from its folder and held to its shape."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from udl_lint.errors import PackError, UsageError
from udl_lint.files import Unreadable, read_bytes
from udl_lint.named import Named
from udl_lint.source import Source
from udl_lint.text import decode
from udl_lint.wording import did_you_mean

if TYPE_CHECKING:
    from udl_lint.written import Written

SHIPPED = Path(__file__).parent / "exercises"
LESSONS = ("lesson.md", "lesson.yaml")

Lines = tuple[int, int]
"""The first and the last line of a place, both from 1."""


class KeyEntry(Named):
    """One barrier as an expert marks it. `lines` is None where the whole plan lacks something; no `rules`: the tool cannot see it."""

    id: str
    lines: Lines | None
    area: str
    rules: tuple[str, ...]
    learners: tuple[str, ...]
    reason: str
    hint: str
    better: str


class Distractor(Named):
    """Lines that look wrong and are fine: none of `rules` may speak there."""

    lines: Lines
    rules: tuple[str, ...]
    reason: str


class Difference(Named):
    """Where the tool speaks and the expert would not, and why."""

    rule: str
    lines: Lines | None
    reason: str


class Prompt(Named):
    """A question to answer in one sentence, when what it names (a key entry or an area) has changed."""

    when: str
    ask: str


class Exercise(Named):
    """An exercise with its texts. `pair` names the plan on the same topic of the other strength."""

    id: str
    title: str
    language: str
    grade: str
    subject: str
    about: str
    lesson: Source
    revision: Source
    key: tuple[KeyEntry, ...] = ()
    distractors: tuple[Distractor, ...] = ()
    tool_differs: tuple[Difference, ...] = ()
    keep: tuple[str, ...] = ()
    resolved: tuple[str, ...] = ()
    """The key entries that a revision must resolve."""
    reflection: tuple[Prompt, ...] = ()
    pair: str = ""
    strength: str = ""
    folder: str = ""

    @property
    def lesson_name(self) -> str:
        """The name of the lesson's file, for a candidate's copy."""
        return os.path.basename(self.lesson.path)

    def entry(self, name: str) -> KeyEntry | None:
        """The key entry of that id."""
        return next((entry for entry in self.key if entry.id == name), None)


def known_folders(more: str = "") -> dict[str, Path]:
    """The folder of each exercise by id: those that ship, and those below a folder of the instructor's own, which come first."""
    found: dict[str, Path] = {}
    for home in (SHIPPED, *([Path(more)] if more else [])):
        if not home.is_dir():
            raise UsageError("this folder of exercises is not there.", place=str(home))
        found |= {path.parent.name: path.parent for path in sorted(home.glob("*/exercise.yaml"))}
    return dict(sorted(found.items()))


def find_exercise(name: str, more: str = "") -> Exercise:
    """The exercise of that id, or in the folder of that path; raises UsageError when there is none and PackError for a wrong one."""
    if os.sep in name or "/" in name or os.path.isfile(os.path.join(name, "exercise.yaml")):
        return load_exercise(Path(name))
    folders = known_folders(more)
    if name not in folders:
        raise UsageError(f"there is no exercise {name!r}.", hint=did_you_mean(name, folders) or "See: udl-lint practice list")
    return load_exercise(folders[name])


def all_exercises(more: str = "") -> Iterator[Exercise]:
    """Every exercise, by id; raises PackError for a wrong one."""
    yield from map(load_exercise, known_folders(more).values())


def load_exercise(folder: Path) -> Exercise:
    """The exercise in a folder; raises PackError with file, line and a hint."""
    from udl_lint.practice.exercise_file import read_exercise

    return read_exercise(folder)


def read_text(path: Path) -> Source:
    """A lesson's text; raises PackError when it cannot be read as one."""
    data = read_bytes(str(path))
    if isinstance(data, Unreadable):
        raise PackError(f"this file cannot be read: {data.why}.", place=str(path))
    decoded = decode(str(path), data)
    if not decoded.sound:
        trouble = decoded.troubles[0]
        raise PackError(trouble.message, place=str(path), hint=trouble.advice)
    return decoded.source


def number_of_lines(written: Written, source: Source) -> int:
    """How many lines a lesson has; raises PackError for an empty one."""
    if not source.text.strip():
        raise written.wrong(f"{os.path.basename(source.path)} beside it is empty.")
    return source.line_count
