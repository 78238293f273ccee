"""The measured numbers, and the page and the JSON that show them."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import load
from peers import Tool


class Goal(NamedTuple):
    """A number to reach; `most` says whether it may be no more (else no less)."""

    limit: float
    most: bool
    unit: str

    def reached(self, value: float) -> bool:
        """Whether a measured value meets the goal."""
        return value <= self.limit if self.most else value >= self.limit

    def __str__(self) -> str:
        return f"{'≤' if self.most else '≥'} {self.limit:g} {self.unit}"


@dataclass(frozen=True)
class Result:
    """One measured number. Without a goal it is there to be known."""

    name: str
    about: str
    value: float
    unit: str
    goal: Goal | None = None

    @property
    def reached(self) -> bool:
        """Whether the goal is met; True where there is none."""
        return self.goal is None or self.goal.reached(self.value)

    @property
    def row(self) -> str:
        """A row of the Markdown table."""
        mark = "" if self.goal is None else "yes" if self.reached else "**no**"
        return f"| {self.about} | {self.goal or '–'} | {self.value:.3g} {self.unit} | {mark} |"


class Load(NamedTuple):
    """The generated files."""

    folder: Path
    lessons: list[Path]
    cold: Path
    small: Path
    large: Path
    words: int
    size: int


def page(results: Sequence[Result], tools: Sequence[Tool], made: Load, seed: str) -> str:
    """The results as a page in Markdown."""
    count = len(made.lessons)
    versions = ", ".join(f"{tool.name} {tool.version}" for tool in tools)
    return f"""\
# Performance

Written by this command; run it on your own machine:

```
python benchmarks/speed.py --output docs/performance.md
```

| what | goal | here | reached |
| --- | --- | --- | --- |
{chr(10).join(result.row for result in results)}

All times are processor time (user and system, with every process that a tool starts), medians of runs in turn. Throughput is
compared in pairs: each run of another tool with one of ours just before and one just after it. Only ratios within one run mean
something, so no seconds stand here. Cold is `udl-lint check LESSON`, as a person types it: a check of a few
lessons keeps no results for the next one. Memory is the peak resident set of the largest process.

Measured: {versions}; {platform.python_implementation()} {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores.
Each tool was installed from its registry into an environment of its own, udl-lint from this checkout. A ratio of throughput above
1 means that udl-lint is faster, one below 1 that it is slower. rumdl and codespell are faster by far: one is written in Rust, the
other looks words up one by one, and neither reads a lesson as a lesson. Of these tools rumdl and udl-lint keep results for the next run.

retext is remark with five plugins (equality, passive, profanities, readability, simplify), shown with remark-cli's version. harper-cli
is measured over 100 lessons, for it takes long. textlint is as fast as its rules: it is measured with three light ones (write-good,
no-todo, common-misspellings) and, as textlint+rousseau, with three that look at more of what we look at, for rousseau instead of no-todo
also measures how hard a text is to read.

The load: {count:,} lessons of {made.size // count:,} bytes and {made.words // count:,} words in the mean, made by `benchmarks/load.py` from
the documentation of Python and of the installed packages, shaped like teachers' plans (seed `{seed}`, digest
`{load.digest(made.lessons)}`). Nobody's lessons are in it. All are in English, which most lessons are; a plan whose language
cannot be told is read twice, in English and Spanish, and takes longer.
"""


def as_json(results: Sequence[Result], tools: Sequence[Tool]) -> str:
    """The results for programs."""
    rows = {
        result.name: {
            "value": round(result.value, 4),
            "unit": result.unit,
            "goal": str(result.goal) if result.goal else None,
            "reached": result.reached if result.goal else None,
        }
        for result in results
    }
    return json.dumps({"results": rows, "versions": {tool.name: tool.version for tool in tools}}, indent=1, ensure_ascii=False) + "\n"
