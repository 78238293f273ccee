"""`udl-lint check --watch`: lessons are checked again whenever they are saved."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from udl_lint.commands.check import STANDARD_INPUT, Task, check
from udl_lint.commands.output import Output
from udl_lint.errors import UsageError
from udl_lint.files import LESSON_ENDINGS
from udl_lint.reporters.terminal import listed


def watch(task: Task, output: Output) -> int:
    """Check all lessons, then again those that change, until Ctrl-C. Raises UsageError, and what `check` raises."""
    if STANDARD_INPUT in task.paths:
        raise UsageError("--watch cannot watch standard input.", hint="Name a file or a folder.")
    try:
        from watchfiles import watch as changes_in
    except ImportError:
        raise UsageError("--watch needs the package watchfiles.", hint="Install it with: pip install 'udl-lint[watch]'.") from None
    paths = [*task.paths, *task.units] or ["."]
    missing = next((path for path in paths if not os.path.exists(path)), None)
    if missing is not None:
        raise UsageError(f"--watch: there is no file or folder {missing!r}.")
    check(task, output)
    # A file is watched by its folder: many editors put a new file in the place of the old one.
    folders = sorted({path if os.path.isdir(path) else os.path.dirname(path) or "." for path in paths})
    output.note(f"waiting for changes in {listed(paths)} (Ctrl-C ends)")
    for changes in changes_in(*folders, watch_filter=_meant(paths), raise_interrupt=True):
        changed = sorted({_shown(path) for _, path in changes})
        anew = _anew(task, changed)
        if anew is None:
            continue
        try:
            check(anew, output)
        except UsageError as problem:
            # A configuration that is being written may be wrong for a while.
            output.note(str(problem))
        output.note(f"waiting for changes in {listed(paths)} (Ctrl-C ends)")
    return 0


def _anew(task: Task, changed: Sequence[str]) -> Task | None:
    """What to check after a change: the lessons that changed; all where a configuration or a unit did. None for nothing."""
    if task.units or any(not _is_lesson(path) for path in changed):
        return task
    there = [path for path in changed if os.path.isfile(path)]
    # What was named is checked even if it is excluded; what lies below a folder is not.
    return task._replace(paths=there, force_exclude=not set(there) <= {os.path.normpath(path) for path in task.paths}) if there else None


def _is_lesson(path: str) -> bool:
    return os.path.basename(path).lower().endswith(LESSON_ENDINGS) and not _is_configuration(path)


def _is_configuration(path: str) -> bool:
    return os.path.basename(path) in ("udl-lint.yaml", ".gitignore")


def _meant(paths: Iterable[str]) -> Callable[[object, str], bool]:
    named = {os.path.realpath(path) for path in paths if not os.path.isdir(path)}
    folders = [os.path.realpath(path) + os.sep for path in paths if os.path.isdir(path)]

    def meant(_: object, path: str) -> bool:
        if not (_is_lesson(path) or _is_configuration(path)):
            return False
        real = os.path.realpath(path)
        return real in named or _is_configuration(path) or any(real.startswith(folder) for folder in folders)

    return meant


def _shown(path: str) -> str:
    here = os.path.realpath(".") + os.sep
    real = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    return real.removeprefix(here)
