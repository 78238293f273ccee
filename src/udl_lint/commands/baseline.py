"""`udl-lint baseline`: write down what is known, take out what is mended, and show what is left."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator

from udl_lint.baseline import Baseline, Known, read_baseline, written
from udl_lint.commands.check import Task, check
from udl_lint.commands.output import Output
from udl_lint.errors import UsageError
from udl_lint.runner import Checked, Told
from udl_lint.unit import Unit

DEFAULT = "udl-lint-baseline.jsonl"


def create(file: str, task: Task, output: Output, force: bool = False) -> int:
    """Write a baseline of all that a check finds; returns the exit code. Raises UsageError when there is one and no `force`."""
    if os.path.lexists(file) and not force:
        raise UsageError(
            "there is one already.", place=file, hint="Take out what is mended: udl-lint baseline update. Begin anew: --force."
        )
    baseline = Baseline(os.path.dirname(os.path.abspath(file)))
    code = _run(task, baseline, output)
    _write(file, baseline.met)
    output.write([f"Wrote {file}: {_counted(baseline.met)}. From now on: udl-lint check --baseline {file}\n"])
    return code


def update(file: str, task: Task, output: Output) -> int:
    """Take out what is gone. Nothing is added, so that the list can only grow shorter. Raises UsageError."""
    baseline = read_baseline(file)
    before = sum(each.times for each in baseline)
    code = _run(task, baseline, output)
    left = list(baseline.without_gone())
    gone = before - sum(each.times for each in left)
    if gone:
        _write(file, left)
    output.write([f"{file}: {gone} of {before} known findings {'is' if gone == 1 else 'are'} gone; {_counted(left)} left.\n"])
    return code


def show(file: str, output: Output) -> int:
    """Print what is known, lesson by lesson, and how often each rule is among it. Raises UsageError."""
    output.write(_shown(sorted(read_baseline(file))))
    return 0


def _shown(known: Iterable[Known]) -> Iterator[str]:
    known = list(known)
    lesson = ""
    for each in known:
        if each.lesson != lesson:
            yield f"{each.lesson}\n"
            lesson = each.lesson
        times = f" ({each.times} times)" if each.times > 1 else ""
        words = f": “{each.words}”" if each.words else ""
        yield f"  {each.rule}{' under ' + each.under if each.under else ''}{words}{times}\n"
    rules: Counter[str] = Counter()
    for each in known:
        rules[each.rule] += each.times
    if rules:
        yield "\nBy rule:\n"
    for rule, count in sorted(rules.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"  {count:>6}  {rule}\n"
    yield f"{_counted(known)}.\n"


def _run(task: Task, baseline: Baseline, output: Output) -> int:
    """Check, and report nothing but what cannot be read. 3 when the run is incomplete, else 0."""

    def sieve(outcomes: Iterator[Told]) -> Iterator[Told]:
        for outcome in baseline.sift(outcomes):
            if isinstance(outcome, Checked):
                if outcome.status == "not_read":
                    output.note(f"{outcome.path}: not in the baseline, because it could not be read as a lesson.")
                yield outcome._replace(report=outcome.report._replace(findings=()))
            elif isinstance(outcome, Unit):
                yield outcome._replace(findings=())
            else:
                yield outcome

    return check(task._replace(quiet=True, sieve=sieve), output.silent())


def _write(file: str, known: Iterable[Known]) -> None:
    """Write the whole file or leave it as it was; raises UsageError."""
    beside = f"{file}.{os.getpid()}.tmp"
    try:
        with open(beside, "w", encoding="utf-8", newline="\n") as out:
            out.write(written(known))
        os.replace(beside, file)
    except OSError as error:
        raise UsageError(f"it cannot be written: {(error.strerror or str(error)).lower()}.", place=file) from None


def _counted(known: Iterable[Known]) -> str:
    known = list(known)
    findings, lessons = sum(each.times for each in known), len({each.lesson for each in known})
    return f"{findings} {'finding' if findings == 1 else 'findings'} in {lessons} {'lesson' if lessons == 1 else 'lessons'}"
