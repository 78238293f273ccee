"""The functions that Python programs call. The same rules, configuration and findings as on the command line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from udl_lint.config import FailOn, Wishes
from udl_lint.errors import UsageError
from udl_lint.files import LARGEST_LESSON, Skipped, Unreadable, discover, read_bytes
from udl_lint.readers.grades import parse_grade
from udl_lint.rulebook import Rulebook
from udl_lint.runner import Checked, Outcome, check_bytes, check_decoded, check_files
from udl_lint.source import Source
from udl_lint.text import Decoded

PathLike = str | os.PathLike[str]


def lint_text(
    text: str,
    path: PathLike = "lesson.md",
    *,
    profile: str = "",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    grade: str = "",
    config: PathLike | None = None,
) -> Checked:
    r"""Check a lesson that is a text. Nothing is read from `path`; its name says whether the text is YAML, and which configuration holds.

    `profile`, `select` and `ignore` choose rules as the options of the same names do. `grade` (`"K"`, `"4"`, `"3-5"`) holds where the
    plan states none. `config` is a configuration file that counts instead of the nearest one.

    Raises UsageError for a name or a configuration that cannot be used, and for YAML that is no lesson.

    >>> checked = lint_text("# Owls\n\nGrade 4\n\n## Homework\n\nWatch the 12-minute YouTube clip on owls.\n")
    >>> checked.lesson.about.title.value
    'Owls'
    >>> errors = [finding for finding in checked.findings if finding.severity == "error"]
    >>> [finding.rule for finding in errors]
    ['structure/missing-objective', 'home-technology/high-bandwidth-homework']
    >>> checked.position(errors[-1])
    Position(line=7, column=1)
    """
    name = os.fspath(path)
    outcome = check_decoded(Decoded(Source(name, text)), rulebook(profile, select, ignore, grade, config).setting(name))
    return _checked(outcome)


def lint_path(
    path: PathLike,
    *,
    profile: str = "",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    grade: str = "",
    config: PathLike | None = None,
    limit: int = LARGEST_LESSON,
) -> Checked:
    """Check a lesson's file. The options are those of `lint_text`; `limit` is the most bytes that are read.

    What is wrong with the file's text is a finding (`input/…`). Raises OSError for a file that cannot be read, and UsageError as
    `lint_text` does. For folders see `lint_paths`.
    """
    name = os.fspath(path)
    data = read_bytes(name, limit)
    if isinstance(data, Unreadable):
        raise OSError(f"{name}: {data.why}")
    return _checked(check_bytes(name, data, rulebook(profile, select, ignore, grade, config).setting, limit))


def lint_paths(
    paths: Iterable[PathLike],
    *,
    profile: str = "",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    grade: str = "",
    config: PathLike | None = None,
    limit: int = LARGEST_LESSON,
) -> Iterator[Outcome]:
    """Check files and all lessons below folders, by path, each when it is asked for. The options are those of `lint_path`.

    Yields `Checked` for a lesson, `Skipped` for what is none, `Unreadable` for what could not be read; each has a `path`. Raises
    UsageError as `lint_text` does.
    """
    book = rulebook(profile, select, ignore, grade, config)
    return check_files(discover([os.fspath(path) for path in paths], excluded=book.configs.leave_out), book.setting, limit)


def rulebook(
    profile: str = "",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    grade: str = "",
    config: PathLike | None = None,
    fail_on: FailOn | None = None,
) -> Rulebook:
    """What holds for any lesson, from words as people write them; raises UsageError."""
    known = parse_grade(grade) if grade else None
    if grade and known is None:
        from udl_lint.wording import shown

        raise UsageError(f"{shown(grade)!r} is no grade that I know.", hint="Write it like this: K, 4, 3-5.")
    wishes = Wishes(profile, tuple(select), tuple(ignore), known, fail_on)
    return Rulebook(wishes, None if config is None else os.fspath(config))


def _checked(outcome: Checked | Skipped) -> Checked:
    if isinstance(outcome, Skipped):
        raise UsageError(f"not checked, because {outcome.why}.", place=outcome.path)
    return outcome
