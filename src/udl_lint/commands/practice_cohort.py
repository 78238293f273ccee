"""What an instructor does: `practice new`, `collect` and `report`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from udl_lint.commands.output import Output
from udl_lint.errors import UsageError
from udl_lint.practice.cohort import Cohort, cohort_file, collect
from udl_lint.practice.exercise import read_text
from udl_lint.reporters.terminal import count


def new(output: Output, lesson: str, to: str) -> int:
    """Lay out an exercise from a lesson in a new folder; returns the exit code. Overwrites nothing."""
    from udl_lint.practice.exercise_file import hold_name
    from udl_lint.practice.scaffold import scaffold

    hold_name(Path(to))
    source = read_text(Path(lesson))
    text = scaffold(source)
    ending = ".yaml" if lesson.lower().endswith((".yaml", ".yml")) else ".md"
    folder = Path(to)
    try:
        folder.mkdir(parents=True)
        for name, content in ((f"lesson{ending}", source.text), (f"revision{ending}", source.text), ("exercise.yaml", text)):
            (folder / name).write_text(content, encoding="utf-8", newline="\n")
    except FileExistsError:
        raise UsageError("this folder is there already, and I do not overwrite it.", place=to, hint="Name another: --to FOLDER") from None
    except OSError as error:
        raise UsageError(f"this folder cannot be made: {(error.strerror or str(error)).lower()}.", place=to) from None
    output.write([f"Laid out {to}. Fill in what begins with WRITE, mend revision{ending}, then: udl-lint practice verify {to}\n"])
    return 0


def collect_attempts(output: Output, path: str, to: str) -> int:
    """Gather the attempts of a folder in one file, by code and without a candidate's words. Returns 1 when something was left out."""
    cohort = _collected(output, path)
    _write(to, cohort_file(cohort))
    lines = sum(map(len, cohort.attempts.values()))
    output.write([f"Wrote {to}: {count(len(cohort.attempts), 'code')}, {count(lines, 'line')}, from {count(cohort.files, 'file')}.\n"])
    return 1 if cohort.problems else 0


def report(output: Output, path: str, form: str, to: str, labels: str, more: str) -> int:
    """Write the report on a cohort, to a file or to the output. Returns the exit code."""
    from udl_lint.practice.exercise import known_folders, load_exercise
    from udl_lint.practice.rubric import read_labels
    from udl_lint.practice.tally import tally

    label_of = read_labels(labels)
    counted = tally(_collected(output, path).attempts)
    pieces: Iterable[str]
    if form == "csv":
        from udl_lint.practice.report_csv import csv_report

        pieces = csv_report(counted)
    else:
        from udl_lint.practice.mini_lesson import suggest
        from udl_lint.practice.report_html import html_report

        exercises = {name: load_exercise(folder) for name, folder in known_folders(more).items()}
        pieces = html_report(counted, suggest(counted, exercises), label_of)
    if not to:
        output.write(pieces)
        return 0
    _write(to, pieces)
    output.write([f"Wrote {to}.\n"])
    return 0


def _collected(output: Output, path: str) -> Cohort:
    cohort = collect(path)
    for problem in cohort.problems:
        output.note(str(problem))
    for name in cohort.left_out:
        output.note(f"left out, because it holds no attempts: {name}")
    if not cohort.attempts:
        raise UsageError("there are no attempts in it.", place=path, hint="Candidates make the file with: udl-lint practice export")
    return cohort


def _write(to: str, pieces: Iterable[str]) -> None:
    """Write a file anew, whole or not at all."""
    text = "".join(pieces)
    part = f"{to}.part"
    try:
        with open(part, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(part, to)
    except OSError as error:
        raise UsageError(f"this file cannot be written: {(error.strerror or str(error)).lower()}.", place=to) from None
