"""What a check of a lesson is made of: the share of each step, in one process, after a warm-up. Prints shares, no seconds.

python benchmarks/shares.py
"""

from __future__ import annotations

import argparse
import gc
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import load

from udl_lint import automaton, linter, words
from udl_lint.packs import load_ruleset
from udl_lint.readers import markdown
from udl_lint.reading import build
from udl_lint.reporters.terminal import Screen
from udl_lint.reporters.text import lesson_text
from udl_lint.rulebook import plain_setting
from udl_lint.runner import Checked, check_decoded
from udl_lint.text import decode

LESSONS = 200
WARM = 40
"""Lessons first, so that patterns are compiled and the words that most lessons use are looked up."""

_STEPS = (
    ("blocks of Markdown", markdown, "_parse"),
    ("our reading of Markdown", linter, "read"),
    ("cutting into words", words.Words, "__init__"),
    ("finding phrases", automaton.Automaton, "run"),
    ("the rest of noticing", build, "notice"),
    ("goals, tasks, passages, media, times", linter, "build"),
    ("the rules, and the mentions they ask for", linter.Linter, "lint"),
)


class Clock:
    """Time by step. What a step spends in another one is the other's."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._within: list[float] = []

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its own time added up under `name`."""

        def run(*given: Any, **named: Any) -> Any:
            begun = perf_counter()
            self._within.append(0.0)
            try:
                return function(*given, **named)
            finally:
                taken = perf_counter() - begun
                self.spent[name] += taken - self._within.pop()
                if self._within:
                    self._within[-1] += taken

        return run


def main() -> None:
    """Make the load, check it, print the shares."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--lessons", type=int, default=LESSONS, help="how many lessons are measured")
    wanted = ask.parse_args()
    gc.set_threshold(100_000)
    clock = Clock()
    setting = plain_setting(linter.Linter(load_ruleset()))
    screen = Screen(80, False)

    def check(path: Path) -> None:
        checked = check_decoded(decode(path.name, path.read_bytes()), setting)
        assert isinstance(checked, Checked)
        clock.timed("the text report", lesson_text)(checked, screen)

    for name, owner, function in _STEPS:
        setattr(owner, function, clock.timed(name, getattr(owner, function)))
    with TemporaryDirectory() as folder:
        paths = load.lessons(Path(folder, "lessons"), load.documentation(), WARM + wanted.lessons, "shares")
        for path in paths[:WARM]:
            check(path)
        clock.spent.clear()
        whole = clock.timed("files and the rest", check)
        for path in paths[WARM:]:
            whole(path)
    total = sum(clock.spent.values())
    for name, spent in sorted(clock.spent.items(), key=lambda item: -item[1]):
        print(f"{name:42}{100 * spent / total:5.1f} %")


if __name__ == "__main__":
    main()
