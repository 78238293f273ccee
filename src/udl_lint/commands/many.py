"""Many lessons in one run: several processes, and what an earlier run has found out already."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from udl_lint.cache import Cache, usual_folder
from udl_lint.commands.contexts import Contexts
from udl_lint.files import LARGEST_LESSON, Found, Skipped, Unreadable, read_bytes
from udl_lint.named import Named
from udl_lint.reporters.pieces import FORMS, Shape, kept
from udl_lint.rulebook import Rulebook
from udl_lint.runner import Checked, Outcome, check_alone
from udl_lint.tally import Count, Kept, Tally

TYPE_CHECKING = False
if TYPE_CHECKING:
    from udl_lint.commands.check import Task
    from udl_lint.commands.output import Output

ENOUGH_FOR_WORKERS = 60
"""Lessons to check from which on several processes are faster than one, as measured."""
MOST_WORKERS = 8
"""Processes that are started unless the user asks for more: the one that collects keeps about so many busy."""
LONGEST = 30.0
"""Seconds that one lesson may take with several processes."""
_BLOCK = 256
"""Lessons that are looked up together, before those that are new are handed out."""
_AT_HOME: Any = None
"""Stands for a lesson's setting on the way from another process: it holds all rules, and they are known here."""
_PATIENCE = 2.0
"""Seconds after which a run says how far it is."""

Item = Found | Skipped | Unreadable


class Means(Named):
    """How many lessons are gone through. `workers` is 0 for as many as make sense; `shape` is None where whole lessons are needed."""

    workers: int = 0
    cache: Cache | None = None
    shape: Shape | None = None
    limit: int = LARGEST_LESSON
    seconds: float = LONGEST


class Many:
    """Goes through lessons in their order."""

    def __init__(self, rulebook: Rulebook, means: Means, contexts: Contexts | None, progress: Callable[[str], None] | None = None) -> None:
        """`contexts` go with a cache. `progress` shows a line in place of the last one."""
        self._rulebook, self._means, self._contexts, self._progress = rulebook, means, contexts, progress
        self._number = means.workers or min(MOST_WORKERS, _processors())
        self._workers: Any = None

    def hold_settings(self, paths: Sequence[str]) -> None:
        """Find what is wrong with a configuration before the first lesson is checked; raises UsageError."""
        cache, contexts = self._means.cache, self._contexts
        if cache is None or contexts is None:
            for path in paths:
                self._rulebook.setting(path)
            return
        for context, path in {contexts.of(path): path for path in reversed(paths)}.items():
            # An earlier run has found nothing wrong with it.
            if cache.get(context) is not True:
                self._rulebook.setting(path)
                cache.put(context, True)

    def outcomes(self, items: Sequence[Item]) -> Iterator[Outcome | Kept]:
        """Each item as it is to be told."""
        began, shown, rest = time.monotonic(), 0.0, iter(items)
        try:
            number = 0
            while block := list(islice(rest, _BLOCK)):
                for outcome in self._block(block):
                    yield outcome
                    del outcome
                    number += 1
                    now = time.monotonic()
                    if self._progress is not None and now - began > _PATIENCE and now - shown > 0.2:
                        self._progress(f"{number:,} of {len(items):,} lessons")
                        shown = now
        finally:
            if self._workers is not None:
                self._workers.close()
            if self._progress is not None and shown:
                self._progress("")
            if self._means.cache is not None:
                self._means.cache.close()

    def note_troubles(self, note: Callable[[str], None]) -> None:
        """Say what is wrong with the folder of results, once."""
        cache = self._means.cache
        if cache is not None and cache.trouble:
            note(f"results could not all be kept in {cache.folder}: {cache.trouble}. The report is complete.")

    def _block(self, block: Sequence[Item]) -> Iterator[Outcome | Kept]:
        known: dict[str, Outcome | Kept] = {item.path: item for item in block if not isinstance(item, Found)}
        if self._means.cache is not None:
            known |= {item.path: found for item in block if isinstance(item, Found) and (found := self._known(item.path)) is not None}
        new = iter(self._checked([item.path for item in block if item.path not in known]))
        for item in block:
            yield known.pop(item.path) if item.path in known else next(new)

    def _checked(self, paths: Sequence[str]) -> Iterator[Outcome | Kept]:
        means = self._means
        work = _Work(self._rulebook, means.shape, means.limit)
        if self._workers is None and self._number > 1 and len(paths) >= (2 if means.workers else ENOUGH_FOR_WORKERS):
            from udl_lint.workers import Workers

            for path in paths:
                self._rulebook.setting(path)
            self._workers = Workers(self._number, work.ready, _lost, means.seconds)
        for path, (mark, outcome) in zip(paths, self._workers.done(paths) if self._workers else map(work, paths), strict=True):
            if mark and means.cache is not None and self._contexts is not None:
                means.cache.put(self._contexts.key(path, mark), _stored(outcome))
            yield work.whole(outcome)

    def _known(self, path: str) -> Kept | Skipped | Unreadable | None:
        assert self._means.cache is not None
        assert self._contexts is not None
        data = read_bytes(path, self._means.limit)
        if isinstance(data, Unreadable):
            return data
        return _restored(path, self._means.cache.get(self._contexts.key(path, marked(data))))


class _Work:
    """What is done with one lesson; in another process, too. `setting` is left out of what that sends back: it is known here."""

    def __init__(self, rulebook: Rulebook, shape: Shape | None, limit: int) -> None:
        self._rulebook, self._shape, self._limit = rulebook, shape, limit
        self._away = False

    def __getstate__(self) -> tuple[Any, ...]:
        """What a process that is not forked makes its own rulebook from."""
        return (self._rulebook.wishes, self._rulebook.config, dict(self._rulebook.units), self._shape, self._limit)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        wishes, config, units, self._shape, self._limit = state
        self._rulebook = Rulebook(wishes, config)
        self._rulebook.units = units
        self._away = False

    def ready(self) -> Callable[[str], tuple[str, Outcome | Kept]]:
        """The same, for another process."""
        self._away = True
        return self

    def __call__(self, path: str) -> tuple[str, Outcome | Kept]:
        """What is to be told, and what stands for the lesson's bytes; empty for what is not to be kept."""
        data = read_bytes(path, self._limit)
        if isinstance(data, Unreadable):
            return "", data
        outcome = check_alone(path, data, self._rulebook.setting, self._limit)
        mark = "" if isinstance(outcome, Unreadable) or (isinstance(outcome, Checked) and outcome.report.crashed) else marked(data)
        if not isinstance(outcome, Checked) or (self._shape is None and not self._away):
            return mark, outcome
        if self._shape is None or outcome.report.crashed:
            return "", outcome._replace(setting=_AT_HOME) if self._away else outcome
        return mark, kept(outcome, self._shape)

    def whole(self, outcome: Outcome | Kept) -> Outcome | Kept:
        """What another process sent, with its setting."""
        if isinstance(outcome, Checked) and outcome.setting is _AT_HOME:
            return outcome._replace(setting=self._rulebook.setting(outcome.path))
        return outcome


def many(task: Task, rulebook: Rulebook, output: Output) -> Many:
    """What goes through the lessons of a task; raises UsageError for a folder that cannot hold results."""
    shape = None
    # A report that is not made of parts needs whole lessons, and so does what looks at findings on their way to it.
    if len(task.targets) == 1 and not (rulebook.units or task.seen_as or task.baseline or task.sieve):
        ((form, file),) = task.targets
        form = "quiet" if task.quiet and form == "text" else form
        if form in FORMS:
            from udl_lint.commands.check import screen_of

            shape = Shape(form, screen_of(task, output, file), task.everything)
    cache = Cache(task.cache_folder or usual_folder()) if task.cache and shape is not None else None
    means = Means(task.workers, cache, shape, task.limit, task.seconds or LONGEST)
    return Many(rulebook, means, Contexts(rulebook, shape, task.limit) if cache is not None else None, output.progress())


def marked(data: bytes) -> str:
    """What stands for a lesson's bytes. A comment may hold until a day, so with one in it the day counts."""
    return hashlib.sha256(data).hexdigest() + (time.strftime("%Y-%m-%d") if b"udl-lint" in data else "")


def _lost(path: str, why: str) -> tuple[str, Unreadable]:
    return "", Unreadable(path, why)


def _stored(outcome: Outcome | Kept) -> Any:
    if not isinstance(outcome, Kept):
        return outcome.why if isinstance(outcome, Skipped) else None
    tally = outcome.tally
    return [outcome.piece, [list(count) for count in tally.counts], tally.allowed, tally.grade, tally.failed]


def _restored(path: str, value: Any) -> Kept | Skipped | None:
    """What was stored; its checksum and its key have shown that it was stored by this version."""
    if isinstance(value, str):
        return Skipped(path, value)
    if not isinstance(value, list):
        return None
    piece, counts, allowed, grade, failed = value
    return Kept(path, piece, Tally(tuple(Count(*count) for count in counts), allowed, grade, failed))


def _processors() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1
