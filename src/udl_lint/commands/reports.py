"""Reports that go to files, and several of one run: side by side, so that no lesson is checked twice and none waits in memory."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TextIO

from udl_lint.commands.output import Output, OutputLost
from udl_lint.errors import UsageError
from udl_lint.files import Found, Skipped, Unreadable
from udl_lint.runner import Told
from udl_lint.wording import shown

Maker = Callable[[Iterator[Told]], Iterator[str]]
"""From the outcomes of a run to a report, in pieces."""


def without_reports(items: Iterable[Found | Skipped | Unreadable], files: Sequence[str]) -> Iterator[Found | Skipped | Unreadable]:
    """The same without an earlier report of ours that this run overwrites; raises UsageError for a lesson that it would."""
    from udl_lint.reporters.markdown import MARK

    for item in items:
        file = next((file for file in files if isinstance(item, Found) and _same(file, item.path)), None)
        if file is None:
            yield item
            continue
        with open(item.path, "rb") as handle:
            if handle.read(len(MARK)) != MARK.encode("ascii"):
                raise UsageError(f"The report would overwrite a lesson: {shown(file)}.", hint="Name another file.")


def _same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def write_reports(outcomes: Iterator[Told], makers: Sequence[Maker], files: Sequence[str], output: Output) -> None:
    """Write a report for each maker to its file, or to `output` where that is empty.

    A file is replaced when its report is complete: a run that is stopped leaves the earlier one. Raises UsageError, before the first
    lesson is checked, for a file that cannot be written, and OutputLost for what goes wrong later.
    """
    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(_Target(file)) if file else None for file in files]
        for number, piece in side_by_side(outcomes, makers):
            target = opened[number]
            if target is None:
                output.write([piece])
            else:
                target.write(piece)
        for target in opened:
            if target is not None:
                target.finish()


def side_by_side(outcomes: Iterator[Told], makers: Sequence[Maker]) -> Iterator[tuple[int, str]]:
    """The pieces of several reports on the same outcomes, each with the number of its maker.

    The report that is furthest behind goes on, so that only the outcomes between it and the first are in memory: one or two, as each
    report yields something for each lesson.
    """
    waiting: list[deque[Told]] = [deque() for _ in makers]

    def feed(mine: deque[Told]) -> Iterator[Told]:
        while True:
            if not mine:
                fresh = next(outcomes, None)
                if fresh is None:
                    return
                for each in waiting:
                    each.append(fresh)
                del fresh
            yield mine.popleft()

    reports = {number: make(feed(waiting[number])) for number, make in enumerate(makers)}
    while reports:
        number = max(reports, key=lambda each: (len(waiting[each]), -each))
        piece = next(reports[number], None)
        if piece is None:
            del reports[number]
            waiting[number].clear()
        elif piece:
            yield number, piece


class _Target:
    """A file for a report: written beside its place and moved there at the end. A pipe or a device is written to as it is."""

    def __init__(self, path: str) -> None:
        self.path, self.beside = path, ""
        try:
            self.handle = self._opened()
        except (OSError, ValueError) as error:
            why = (error.strerror if isinstance(error, OSError) else None) or str(error)
            raise UsageError(f"The report cannot be written to {shown(path)}: {why.lower()}.", hint="Name another file.") from None

    def _opened(self) -> TextIO:
        with contextlib.suppress(FileNotFoundError):
            mode = os.stat(self.path).st_mode
            if stat.S_ISDIR(mode):
                raise IsADirectoryError(0, "it is a folder")
            if not stat.S_ISREG(mode):
                return open(self.path, "w", encoding="utf-8", errors="backslashreplace", newline="\n")
        # A link is replaced, not followed: what lies in a stranger's folder decides nothing about files elsewhere.
        number, self.beside = tempfile.mkstemp(prefix=".udl-lint-", suffix=".part", dir=os.path.dirname(self.path) or ".")
        return open(number, "w", encoding="utf-8", errors="backslashreplace", newline="\n")

    def __enter__(self) -> _Target:
        return self

    def write(self, piece: str) -> None:
        try:
            self.handle.write(piece)
        except (OSError, ValueError) as error:
            raise self._lost(error) from None

    def finish(self) -> None:
        """Put the file in its place; raises OutputLost."""
        try:
            self.handle.close()
            if self.beside:
                mask = os.umask(0)
                os.umask(mask)
                os.chmod(self.beside, 0o666 & ~mask)
                os.replace(self.beside, self.path)
                self.beside = ""
        except (OSError, ValueError) as error:
            raise self._lost(error) from None

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError, ValueError):
            self.handle.close()
        if self.beside:
            with contextlib.suppress(OSError):
                os.unlink(self.beside)

    def _lost(self, error: OSError | ValueError) -> OutputLost:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return OutputLost(f"{shown(self.path)}: {why.lower()}")
