"""`udl-lint check`: lessons in, one report out."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from udl_lint.commands.output import Colour, Output
from udl_lint.config import Wishes
from udl_lint.errors import UsageError
from udl_lint.files import LARGEST_LESSON, Found, Skipped, Unreadable, discover, plain_path
from udl_lint.named import Named
from udl_lint.reporters.terminal import Screen, listed
from udl_lint.rulebook import Rulebook
from udl_lint.runner import Checked, Outcome, Told, Totals, check_bytes, check_files
from udl_lint.tally import Kept
from udl_lint.wording import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from udl_lint.baseline import Baseline
    from udl_lint.commands.many import Many
    from udl_lint.reporters.statistics import Statistics

STANDARD_INPUT = "-"
STDIN_NAME = "<stdin>"
MANY = 20
"""Lessons from which on results are kept for the next run: with fewer, there is little to win."""
_MOST_NAMED = 5
_GARBAGE = 20_000
"""New objects after which garbage is looked for; Python's own 700 are a small part of one lesson."""


class Task(Named):
    """What to check and how to tell it."""

    paths: Sequence[str] = ()
    units: Sequence[str] = ()
    """Folders whose lessons are judged together as well."""
    wishes: Wishes | None = None
    config: str | None = None
    targets: Sequence[tuple[str, str]] = (("text", ""),)
    """Formats, each with the file that it goes to; empty for standard output, where the first one goes if it is not for a file."""
    everything: bool = False
    quiet: bool = False
    colour: Colour = "auto"
    stdin_name: str = STDIN_NAME
    force_exclude: bool = False
    limit: int = LARGEST_LESSON
    seen_as: str = ""
    """The learner through whom the lessons are shown; empty for none."""
    since: str | None = None
    """A revision of git: only what has changed since is checked."""
    baseline: str | None = None
    """The file of known findings, which are not told again."""
    sieve: Callable[[Iterator[Told]], Iterator[Told]] | None = None
    """What outcomes go through, after the baseline, before they count."""
    workers: int = 0
    """Processes that check; 0 for as many as make sense."""
    seconds: float | None = None
    cache: bool = True
    statistics: bool = False
    """Whether the report ends with sums by rule, pack, grade and folder."""
    cache_folder: str | None = None


def check(task: Task, output: Output) -> int:
    """Check lessons and write the report; returns the exit code. Raises UsageError before anything is written."""
    _hold_together(task)
    rulebook = Rulebook(task.wishes, task.config)
    paths = [*task.paths, *task.units] or ["."]
    items = _items(task, rulebook, paths)
    known = None
    if task.baseline is not None:
        from udl_lint.baseline import read_baseline

        known = read_baseline(task.baseline)
    rulebook.units = _units(task, rulebook, items, output)
    # A configuration that cannot be used is found before the first lesson is reported, not in the middle.
    stdin = STANDARD_INPUT in paths
    found = [item.path for item in items if isinstance(item, Found)]
    many = _many(task, rulebook, output, len(found))
    for path in [*([task.stdin_name] if stdin else []), *(found if many is None else ())]:
        rulebook.setting(path)
    if many is not None:
        many.hold_settings(found)
    if len(items) > 1:
        # Rules and words stay for the whole run; to look through them again for each lesson's garbage only costs time.
        gc.freeze()
        gc.set_threshold(_GARBAGE, 20, 20)
    totals = Totals()
    each = _outcomes(task, rulebook, items, stdin) if many is None else chain(_standard(task, rulebook, stdin), many.outcomes(items))
    outcomes = _noted(totals.counted(_sifted(_with_units(each, rulebook), task, known)), output)
    _write(task, outcomes, totals, output)
    _note_skipped(totals.skipped, output)
    if known is not None:
        for line in known.notes(task.baseline or ""):
            output.note(line)
    if many is not None:
        many.note_troubles(output.note)
    if not totals.lessons and not totals.unreadable:
        output.note(f"I found no {'' if task.since is None else 'changed '}lessons in {listed(paths)}.")
    return totals.exit_code


def _hold_together(task: Task) -> None:
    """Raises UsageError for options that do not go together."""
    if task.seen_as:
        from udl_lint.practice.lens import hold_to_lens

        hold_to_lens(task.seen_as, task.targets[0][0], task.quiet)
    odd = "--as" if task.seen_as else next((form for form, _ in task.targets if form not in ("text", "json")), "")
    if task.statistics and odd:
        raise UsageError(f"--statistics goes with text and json, not with {odd}.")


def _items(task: Task, rulebook: Rulebook, paths: Sequence[str]) -> list[Found | Skipped | Unreadable]:
    """What the paths lead to: no report of this run, and with `since` only what has changed."""
    named = [path for path in paths if path != STANDARD_INPUT]
    items = list(discover(named, excluded=rulebook.configs.leave_out, force_exclude=task.force_exclude))
    if any(file for _, file in task.targets):
        from udl_lint.commands.reports import without_reports

        items = list(without_reports(items, [file for _, file in task.targets if file]))
    if task.since is not None:
        items = _changed(task.since, items, paths)
    return items


def _write(task: Task, outcomes: Iterator[Told], totals: Totals, output: Output) -> None:
    """Write the report, or each of several reports."""
    statistics = None
    if task.statistics:
        from udl_lint.reporters.statistics import Statistics

        statistics = Statistics()
        outcomes = statistics.counted(outcomes)
    if len(task.targets) == 1 and not task.targets[0][1]:
        output.write(report(task, task.targets[0][0], outcomes, totals, output, statistics=statistics))
    else:
        from udl_lint.commands.reports import write_reports

        makers = [
            partial(report, task, name, totals=totals, output=output, file=file, statistics=statistics) for name, file in task.targets
        ]
        write_reports(outcomes, makers, [file for _, file in task.targets], output)


def _outcomes(task: Task, rulebook: Rulebook, items: Iterable[Found | Skipped | Unreadable], stdin: bool) -> Iterator[Outcome]:
    yield from _standard(task, rulebook, stdin)
    yield from check_files(items, rulebook.setting, task.limit)


def _standard(task: Task, rulebook: Rulebook, stdin: bool) -> Iterator[Outcome]:
    if stdin:
        data = standard_input(task)
        yield data if isinstance(data, Unreadable) else check_bytes(task.stdin_name, data, rulebook.setting, task.limit)


def _many(task: Task, rulebook: Rulebook, output: Output, number: int) -> Many | None:
    """What goes through many lessons; None for a few, which are checked one after the other."""
    if number < MANY and task.workers < 2 and task.cache_folder is None:
        return None
    from udl_lint.commands.many import many

    return many(task, rulebook, output)


def _units(task: Task, rulebook: Rulebook, items: Sequence[Found | Skipped | Unreadable], output: Output) -> Mapping[str, str]:
    """The unit of each lesson that belongs to one. A configured unit of which lessons are missing in this run is not judged."""
    configs = (rulebook.configs.file_for(item.path) for item in items if isinstance(item, Found))
    if not task.units and not any(each.units.patterns for config in configs if config is not None for each in config.chain()):
        return {}
    from udl_lint.units import folders_of, incomplete

    for folder in task.units:
        if not os.path.isdir(folder):
            raise UsageError(f"--unit takes a folder, and {shown(folder)!r} is none.")
    units = folders_of(items, [plain_path(folder) for folder in task.units], lambda path: rulebook.configs.of(path).unit_of(path))
    for folder, here, there in incomplete(units.values(), items, rulebook.configs.leave_out):
        output.note(f"{folder}: not judged as a unit, because only {here} of its {there} lessons are checked in this run.")
        units = {path: unit for path, unit in units.items() if unit != folder}
    return units


def _with_units(outcomes: Iterable[Outcome | Kept], rulebook: Rulebook) -> Iterator[Told]:
    if not rulebook.units:
        return iter(outcomes)
    from udl_lint.units import judged

    # With units whole lessons are asked for, so none is only kept.
    return judged((outcome for outcome in outcomes if not isinstance(outcome, Kept)), rulebook.units)


def _changed(since: str, items: Iterable[Found | Skipped | Unreadable], paths: Sequence[str]) -> list[Found | Skipped | Unreadable]:
    if STANDARD_INPUT in paths:
        raise UsageError("--since cannot tell whether standard input has changed.", hint="Leave out one of the two.")
    from udl_lint.since import changed_since

    return changed_since(since, items, paths)


def _sifted(outcomes: Iterator[Told], task: Task, known: Baseline | None) -> Iterator[Told]:
    if known is not None:
        outcomes = known.sift(outcomes)
    return outcomes if task.sieve is None else task.sieve(outcomes)


def standard_input(task: Task) -> bytes | Unreadable:
    """The bytes of standard input, at most one more than the limit; may wait for them."""
    if sys.stdin is None:
        return Unreadable(task.stdin_name, "standard input is closed")
    try:
        return sys.stdin.buffer.read(task.limit + 1)
    except (OSError, ValueError) as error:
        return Unreadable(task.stdin_name, (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).lower())


def report(
    task: Task, form: str, outcomes: Iterator[Told], totals: Totals, output: Output, file: str = "", statistics: Statistics | None = None
) -> Iterator[str]:
    """One report, piece by piece, for standard output or for a file."""
    if form == "json" and statistics is not None:
        from udl_lint.reporters import json

        return json.report(outcomes, totals, statistics)
    if form != "text":
        from udl_lint.reporters.formats import pieces

        return pieces(form, outcomes, totals, output.note)
    screen = screen_of(task, output, file)
    if task.seen_as:
        from udl_lint.practice.lens import report as report_as

        return report_as(outcomes, task.seen_as, screen)
    from udl_lint.reporters import text

    told = text.quiet_report(outcomes, task.everything) if task.quiet else text.report(outcomes, totals, screen, task.everything)
    return told if statistics is None else chain(told, statistics.text(screen))


def screen_of(task: Task, output: Output, file: str = "") -> Screen:
    """What a report is set for: standard output, or a file."""
    return Screen(colour=task.colour == "always") if file else output.screen(task.colour)


def _noted(outcomes: Iterator[Told], output: Output) -> Iterator[Told]:
    """The same outcomes; what a run misses is said beside the report as soon as it is known."""
    for outcome in outcomes:
        if isinstance(outcome, Unreadable):
            output.note(f"{outcome.path}: not checked: {outcome.why}.")
        elif isinstance(outcome, Checked):
            for rule, why in outcome.report.crashed:
                output.note(f"{outcome.path}: the rule {rule} failed, so it is not checked: {why}")
        yield outcome
        del outcome


def _note_skipped(skipped: Iterable[Skipped], output: Output) -> None:
    """One line for each reason why something was left out."""
    reasons: dict[str, list[str]] = {}
    for item in skipped:
        reasons.setdefault(item.why, []).append(item.path)
    for why, paths in reasons.items():
        more = f" and {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else ""
        shown = ", ".join(paths[:_MOST_NAMED]) + more if more else listed(paths)
        output.note(f"left out, because {why}: {shown}")
