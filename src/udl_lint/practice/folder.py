"""A candidate's own folder: the copy of each lesson, the attempts, and where in an exercise the candidate stands."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from udl_lint.errors import UsageError
from udl_lint.named import Named
from udl_lint.practice.attempts import NAME, Attempts, append, hash_of, read_attempts
from udl_lint.practice.exercise import Exercise, find_exercise, read_text
from udl_lint.practice.marks import Mark, marks_form

if TYPE_CHECKING:
    from udl_lint.practice.attempt_shape import AttemptShape
    from udl_lint.source import Source

DEFAULT = "udl-practice"
MARKS = "marks.txt"


class Place(Named):
    """Where a candidate stands: the exercise, the round of it, and the steps of that round."""

    exercise: Exercise
    round: int
    steps: tuple[AttemptShape, ...]

    @property
    def marks(self) -> list[Mark] | None:
        """The marks that count, the last ones; None before a prediction."""
        last = next((each for each in reversed(self.steps) if each.step == "predict"), None)
        return None if last is None else [Mark(m.lines, m.area, m.confidence, m.learner, m.note) for m in last.marks]

    def has(self, step: str) -> bool:
        """Whether a step was taken in this round."""
        return any(each.step == step for each in self.steps)

    @property
    def done(self) -> bool:
        """Whether a revision met the condition of success."""
        return any(each.done for each in self.steps)

    def last(self, step: str) -> AttemptShape | None:
        """The last step of one kind."""
        return next((each for each in reversed(self.steps) if each.step == step), None)


class Folder:
    """A folder of practice. Nothing is written outside it."""

    def __init__(self, path: str = "", more: str = "") -> None:
        """`more` is a folder with exercises of the instructor's own."""
        self.path = path or (os.curdir if os.path.isfile(NAME) else DEFAULT)
        self.more = more
        self.attempts = self._read()

    def _read(self) -> Attempts:
        return read_attempts(os.path.join(self.path, NAME))

    def shown(self, *parts: str) -> str:
        """A path in the folder, as a person would write it."""
        return Path(self.path, *parts).as_posix()

    def add(self, place: Place | None, step: str, **values: Any) -> None:
        """Write a step into the attempts."""
        where = (
            {}
            if place is None
            else {"exercise": place.exercise.id, "round": place.round, "lesson": hash_of(place.exercise.lesson.text)[:12]}
        )
        append(self.path, {"code": self.attempts.code, "exercise": "", "step": step, **where, **values})
        self.attempts = self._read()

    def set_code(self, code: str) -> None:
        """Write the code that the instructor handed out; raises UsageError for what is none."""
        from udl_lint.practice.attempt_shape import CODE

        if not re.fullmatch(CODE, code):
            raise UsageError(
                f"{code!r} is no code.", hint="A code has letters, digits and hyphens, one digit at least, and is not your name: A17."
            )
        if code != self.attempts.code:
            self.make()
            self.add(None, "code", code=code)

    def make(self, *parts: str) -> None:
        """Make the folder, or one in it; raises UsageError when that cannot be."""
        try:
            os.makedirs(os.path.join(self.path, *parts), exist_ok=True)
        except OSError as error:
            raise UsageError(f"this folder cannot be made: {(error.strerror or str(error)).lower()}.", place=self.path) from None

    def place(self, name: str = "") -> Place:
        """Where the candidate stands, in an exercise or in the one that was begun last. Raises UsageError before a start."""
        begun = [each for each in self.attempts.attempts if each.step in ("start", "reset")]
        name = name or (begun[-1].exercise if begun else "")
        own = [each for each in begun if each.exercise == name]
        if not name or not own:
            what = f"you have not begun {name}" if name else "you have not begun an exercise"
            raise UsageError(f"{what} in {self.shown()}.", hint=f"Begin: udl-lint practice start {name or 'EXERCISE'}")
        number = own[-1].round
        steps = tuple(each for each in self.attempts.attempts if each.exercise == name and each.round == number)
        return Place(find_exercise(name, self.more), number, steps)

    def start(self, name: str) -> tuple[Place, bool]:
        """Begin an exercise, or go on with it; whether it is new. A copy of the lesson lies in the folder then."""
        exercise = find_exercise(name, self.more)
        new = not any(each.exercise == exercise.id and each.step == "start" for each in self.attempts.attempts)
        self.make(exercise.id)
        self._lay_out(exercise)
        self.add(Place(exercise, 1 if new else self.place(exercise.id).round, ()), "start")
        return self.place(exercise.id), new

    def reset(self, name: str) -> tuple[Place, str]:
        """Begin a new round: the lesson as it was given, and where the one that was worked on lies now (empty: it was not changed)."""
        place = self.place(name)
        own = Path(self.lesson_path(place.exercise))
        kept = ""
        if own.is_file() and read_text(own).text != place.exercise.lesson.text:
            number = 1
            while (own.with_name(f"{own.stem}-round-{number}{own.suffix}")).exists():
                number += 1
            kept_path = own.with_name(f"{own.stem}-round-{number}{own.suffix}")
            own.replace(kept_path)
            kept = kept_path.as_posix()
        self._lay_out(place.exercise)
        self.add(place._replace(round=place.round + 1), "reset")
        return self.place(place.exercise.id), kept

    def lesson_path(self, exercise: Exercise) -> str:
        """Where the candidate's copy of a lesson lies."""
        return self.shown(exercise.id, exercise.lesson_name)

    def revision(self, exercise: Exercise) -> Source:
        """The candidate's copy as it is now; raises UsageError when it cannot be read."""
        return read_text(Path(self.lesson_path(exercise)))

    def _lay_out(self, exercise: Exercise) -> None:
        for name, text in ((exercise.lesson_name, exercise.lesson.text), (MARKS, marks_form(exercise.title))):
            # "x" makes the file or fails: nothing that a candidate wrote is overwritten.
            with contextlib.suppress(FileExistsError), open(self.shown(exercise.id, name), "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
