"""What a command costs: processor time and peak memory, of itself and of all it starts. Unix only.

Each command is started by a fresh small process: a process's peak memory begins with that of the one that forked it, and a
benchmark that holds its load would be measured as well.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple


class Command(NamedTuple):
    """What to run, and the exit codes of a run that did its work."""

    words: tuple[str, ...]
    fine: tuple[int, ...] = (0,)


class Cost(NamedTuple):
    """One run: processor seconds (user and system), peak resident memory in MiB of the largest process, exit code."""

    seconds: float
    peak: float
    code: int


class RunError(Exception):
    """A command that did not end as it should, so that its cost means nothing."""


def cost(command: Command, folder: Path) -> Cost:
    """Run a command in a folder, its output thrown away. Raises RunError."""
    starter = [sys.executable, "-I", "-S", __file__, *command.words]
    done = subprocess.run(starter, check=False, cwd=folder, env=plain_environment(), stdin=subprocess.DEVNULL, capture_output=True)
    told = done.stderr.decode(errors="replace")[-2000:]
    if done.returncode:
        raise RunError(f"{command.words[0]} could not be started\n{told}")
    found = Cost(*json.loads(done.stdout))
    if found.code not in command.fine:
        raise RunError(f"{command.words[0]} ended with exit code {found.code}\n{told}")
    return found


def interleaved(commands: Mapping[str, Command], folder: Path, rounds: int) -> dict[str, float]:
    """The median processor seconds of each command, all run in turn `rounds` times after one that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            seconds = cost(command, folder).seconds
            if number:
                taken[name].append(seconds)
    return {name: median(seconds) for name, seconds in taken.items()}


def beside(one: Command, others: Mapping[str, Command], folder: Path, rounds: int) -> dict[str, float]:
    """How many times as much processor time each of the others takes as one: the median of `rounds` after one that does not count.

    One runs just before and just after each run of another, and its mean is what that run is divided by. A machine that becomes
    slower or faster meanwhile does so for both: others may take a minute, and what one took by then says little.
    """
    ratios: dict[str, list[float]] = {name: [] for name in others}
    before = cost(one, folder).seconds
    for number in range(rounds + 1):
        for name, command in others.items():
            seconds = cost(command, folder).seconds
            after = cost(one, folder).seconds
            if number:
                ratios[name].append(2 * seconds / (before + after))
            before = after
    return {name: median(found) for name, found in ratios.items()}


def plain_environment() -> dict[str, str]:
    """This process's environment without what changes how Python programs run."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "UDL_LINT", "VIRTUAL_ENV"))}


def _start(command: list[str]) -> Cost:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, nowhere, 1)])
    _, status, used = os.wait4(process, 0)
    # Linux counts in KiB, macOS in bytes.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / unit, os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    print(json.dumps(_start(sys.argv[1:])))
