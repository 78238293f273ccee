"""Lessons checked by several processes. One that is killed, crashes or hangs costs the lesson that it was at, and nothing else.

Neither `multiprocessing.Pool` (waits for ever for a killed process) nor `concurrent.futures` (loses all that is queued, and does not
say which file it was) does that, so each process has a pipe of its own here and is looked after.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import connection, get_context
from threading import Event, Thread
from typing import Any

IN_HAND = 2
"""Lessons that a process is given at once, so that it need not wait for the next."""
AHEAD = 64
"""Lessons that may be done before the one whose turn it is."""
MOST_MEMORY = 2**30
"""Bytes of address space of one process, where the system can hold it to that: twice what the hardest lesson may take."""

Work = Callable[[str], Any]
"""From a lesson's path to what is to be told of it."""
Lost = Callable[[str, str], Any]
"""What is told of a lesson whose process did not live to tell: from its path, and why."""


class Workers:
    """A number of processes, started when they are first needed; `close` ends them."""

    def __init__(self, number: int, make_work: Callable[[], Work], lost: Lost, seconds: float) -> None:
        """`make_work` is called in each process. `seconds` is the longest that one lesson may take."""
        # Where a process can be forked it has the rules already. On macOS libraries of the system do not bear it.
        self._how = get_context("fork" if sys.platform == "linux" else "spawn")
        self._number, self._make_work, self._lost, self._seconds = number, make_work, lost, seconds
        self._workers: list[_Worker] = []
        self._watch = _Watch(seconds)

    def done(self, paths: Sequence[str]) -> Iterator[Any]:
        """What there is to tell of each lesson, in the order of the paths."""
        waiting = deque(range(len(paths)))
        results: dict[int, Any] = {}
        for turn in range(len(paths)):
            while turn not in results:
                self._hand_out(paths, waiting, turn + AHEAD)
                results.update(self._collected(paths, waiting))
            yield results.pop(turn)

    def close(self) -> None:
        """End all processes at once."""
        self._watch.end()
        for worker in self._workers:
            worker.end()
        self._workers = []

    def _hand_out(self, paths: Sequence[str], waiting: deque[int], last: int) -> None:
        while len(self._workers) < self._number and len(waiting) > len(self._workers):
            self._watch.end()  # no process is forked while there is a second thread
            others = [worker.pipe for worker in self._workers]
            self._workers.append(_Worker(self._how, self._make_work, others))
        for _ in range(IN_HAND):
            for worker in self._workers:
                if waiting and waiting[0] < last and len(worker.hand) < IN_HAND:
                    number = waiting.popleft()
                    worker.give(number, paths[number])

    def _collected(self, paths: Sequence[str], waiting: deque[int]) -> Iterator[tuple[int, Any]]:
        busy = [worker for worker in self._workers if worker.hand]
        soonest = min(worker.since + self._seconds for worker in busy)
        ready = set(connection.wait([worker.pipe for worker in busy], max(0.0, soonest - time.monotonic())))
        for worker in busy:
            if worker.pipe in ready:
                try:
                    yield worker.take(self._watch)
                except (EOFError, OSError):
                    yield self._over(worker, paths, waiting, worker.ending())
            # Another one may have kept us waiting in the middle of its answer, and this one answered long ago.
            elif time.monotonic() - worker.since > self._seconds and not worker.pipe.poll():
                yield self._over(worker, paths, waiting, f"it took longer than {self._seconds:g} seconds")

    def _over(self, worker: _Worker, paths: Sequence[str], waiting: deque[int], why: str) -> tuple[int, Any]:
        """Let a process go: the first lesson in its hand is the one it was at, the others are for another process."""
        worker.end()
        self._workers.remove(worker)
        number, *others = worker.hand
        waiting.extendleft(reversed(others))
        return number, self._lost(paths[number], why)


class _Worker:
    """One process as this one sees it. `hand` are the numbers of the lessons that it has, `since` when it came to the first."""

    def __init__(self, how: Any, make_work: Callable[[], Work], others: Sequence[connection.Connection]) -> None:
        self.pipe, there = how.Pipe()
        self.hand: deque[int] = deque()
        self.since = 0.0
        self._process = how.Process(target=_serve, args=(there, make_work, [*others, self.pipe]), daemon=True)
        with _uninterrupted():
            self._process.start()
        there.close()

    def give(self, number: int, path: str) -> None:
        if not self.hand:
            self.since = time.monotonic()
        self.hand.append(number)
        # A process that is gone is noticed where its answer is read.
        with contextlib.suppress(OSError):
            self.pipe.send((number, path))

    def take(self, watch: _Watch) -> tuple[int, Any]:
        with watch.over(self._process):
            number, result = self.pipe.recv()
        self.hand.remove(number)
        self.since = time.monotonic()
        return number, result

    def ending(self) -> str:
        """How the process ended, in words."""
        self._process.join(1)
        code = self._process.exitcode
        if code is None or code >= 0:
            return "the process that checked it ended before it was done"
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = str(-code)
        return f"the process that checked it was killed ({name})"

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


class _Watch:
    """Kills a process that stops in the middle of its answer, which would be waited for without end.

    One thread for all answers: to start one for each takes longer than to read it, where every processor is busy with lessons.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._read: tuple[Any, float] | None = None
        """The process whose answer is being read, and since when."""
        self._over = Event()
        self._thread: Thread | None = None

    @contextlib.contextmanager
    def over(self, process: Any) -> Iterator[None]:
        """While a process's answer is read."""
        self._read = process, time.monotonic()
        if self._thread is None:
            self._over.clear()
            self._thread = Thread(target=self._look, daemon=True)
            self._thread.start()
        try:
            yield
        finally:
            self._read = None

    def end(self) -> None:
        """Look no more, until the next answer."""
        if self._thread is not None:
            self._over.set()
            self._thread.join()
            self._thread = None

    def _look(self) -> None:
        while not self._over.wait(self._seconds / 4):
            read = self._read
            if read is not None and time.monotonic() - read[1] > self._seconds:
                read[0].kill()


def _serve(pipe: connection.Connection, make_work: Callable[[], Work], others: Sequence[connection.Connection]) -> None:
    """What a process does: one lesson after the other, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _unblock()
    if sys.platform == "linux":
        # Copies of the other ends: while one is open, a process would not notice that nobody asks any more.
        for other in others:
            other.close()
        _hold_memory()
    work = make_work()
    with contextlib.suppress(EOFError, OSError):
        while True:
            number, path = pipe.recv()
            pipe.send((number, work(path)))


def _hold_memory() -> None:
    import resource

    with contextlib.suppress(ValueError, OSError):
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY if most == resource.RLIM_INFINITY else min(MOST_MEMORY, most), most))


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits: a process that is just starting would answer it with a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        _unblock()


def _unblock() -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
