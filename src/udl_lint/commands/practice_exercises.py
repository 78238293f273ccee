"""`udl-lint practice list` and `verify`: the exercises, and what they promise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from udl_lint.commands.output import Output
from udl_lint.errors import PackError, UsageError
from udl_lint.practice.exercise import all_exercises, find_exercise, known_folders
from udl_lint.practice.verify import failures
from udl_lint.reporters.terminal import Screen, count, plain, stop, wrapped


def list_exercises(output: Output, language: str, quiet: bool, more: str) -> int:
    """Write the exercises, by name; returns the exit code. Raises PackError for a wrong one."""
    output.write(f"{line}\n" for line in _listed(output.screen(), language, quiet, more))
    return 0


def _listed(screen: Screen, language: str, quiet: bool, more: str) -> Iterator[str]:
    for exercise in all_exercises(more):
        if language and exercise.language != language:
            continue
        if quiet:
            yield exercise.id
            continue
        tongue = ", in Spanish" if exercise.language == "es" else ""
        yield screen.paint("strong", exercise.id)
        yield from wrapped(
            f"{plain(exercise.title)}{stop(exercise.title)} Grade {exercise.grade}, {exercise.subject}{tongue}.", screen.width, "  "
        )
        yield from wrapped(exercise.about, screen.width, "  ")
        if exercise.pair:
            yield from wrapped(f"Its pair, on the same topic: {exercise.pair}", screen.width, "  ")
        yield ""
    if not quiet:
        yield "Begin: udl-lint practice start EXERCISE"


def verify_exercises(output: Output, names: Sequence[str], more: str) -> int:
    """Prove exercises and write what does not hold; returns 1 when something does not. A wrong one does not stop the others."""
    wrong = 0
    chosen = list(names) or list(known_folders(more))
    for name in chosen:
        try:
            told = list(failures(find_exercise(name, more)))
        except PackError as error:
            told = [str(error)]
        except UsageError as error:
            if not names:
                raise
            told = [str(error)]
        wrong += bool(told)
        output.write([f"{name}: {'does not hold' if told else 'holds'}\n", *(f"  {line}\n" for line in told)])
    output.write([f"{count(len(chosen), 'exercise')}: {'all hold' if not wrong else f'{wrong} of them do not hold'}.\n"])
    return 1 if wrong else 0
