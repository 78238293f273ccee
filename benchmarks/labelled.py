"""The labelled lessons: their marks, published beside this file, their texts, which lie elsewhere, and what a linter says about them."""

from __future__ import annotations

import csv
import hashlib
import json
import shlex
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from codebook import Marks
from comparison import Said

PUBLISHED = Path(__file__).with_name("lessons")
TUNING, MEASURING, PLANTED = "more", "dev", "planted"
SETS = (MEASURING, TUNING, PLANTED)


class LessonsError(Exception):
    """The lessons, their marks or the linter cannot be used."""


class Labelled(NamedTuple):
    """A set of lessons: what is known about each, where its text lies, and what readers marked in it, each by the lesson's name."""

    name: str
    about: Mapping[str, Mapping[str, str]]
    """Rows of the manifest."""
    files: Mapping[str, Path]
    marks: Mapping[str, Marks]
    """Of planted lessons: `must` and `must_not`."""
    readers: Mapping[str, float | None]
    """The score that two readers reach with each other, by rule."""
    agreement: Mapping[str, Mapping[str, float]]
    """`agree`, `ac1` and `kappa` of two readers, by rule."""

    @property
    def sources(self) -> set[str]:
        """Where the lessons come from."""
        return {row.get("source", "") for row in self.about.values()}


def source_of(lesson: str) -> str:
    """A lesson's source: its name without the number at the end."""
    return lesson.rpartition("-")[0]


def load(name: str, corpus: Path, published: Path = PUBLISHED, *, partial: bool = False) -> Labelled:
    """A set by name, its texts in `corpus/NAME/lessons`. Raises LessonsError for a text that is missing or another one.

    With `partial` those are left out.
    """
    folder, texts = published / name, corpus / name / "lessons"
    try:
        with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
            rows = {Path(row["file"]).stem: row for row in csv.DictReader(file)}
        told: dict[str, Any] = json.loads((folder / "marks.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LessonsError(f"{folder} holds no marks: {error}") from error
    wrong = {lesson: why for lesson, row in rows.items() if (why := _wrong(texts / row["file"], row["sha256"]))}
    if wrong and not partial:
        first, why = next(iter(wrong.items()))
        raise LessonsError(f"{len(wrong)} of {len(rows)} lessons in {texts} cannot be used; the first is {first}: {why}.")
    rows = {lesson: row for lesson, row in sorted(rows.items()) if lesson not in wrong and lesson in told["marks"]}
    return Labelled(
        name=name,
        about=rows,
        files={lesson: texts / row["file"] for lesson, row in rows.items()},
        marks={lesson: told["marks"][lesson] for lesson in rows},
        readers=told.get("readers_score", {}),
        agreement=told.get("agreement", {}),
    )


def _wrong(file: Path, digest: str) -> str:
    """Why a lesson's text cannot be used; empty when it can."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return (error.strerror or str(error)).lower()
    return "" if hashlib.sha256(data).hexdigest() == digest else "its text is not the one that was marked"


class Told(NamedTuple):
    """What a linter said about lessons, by name, and its version."""

    findings: Mapping[str, Sequence[Said]]
    version: str


def run(linter: str, files: Mapping[str, Path], profile: str, environment: Mapping[str, str] | None = None) -> Told:
    """Lint lessons in one run. Raises LessonsError when there is no report on one of them."""
    paths = {str(path.resolve()): lesson for lesson, path in files.items()}
    call = [*shlex.split(linter), "check", "--profile", profile, "--format", "json", "--fail-on", "never"]
    report = json_of([*call, *paths], environment)
    findings = {
        paths[str(Path(told["path"]).resolve())]: [
            Said(each["rule"], each["line"], each["end_line"], each["verdict"], each["severity"]) for each in told["findings"]
        ]
        for told in report["lessons"]
    }
    absent = [lesson for lesson in files if lesson not in findings]
    if absent:
        raise LessonsError(f"the linter reported nothing on {len(absent)} lessons; the first is {absent[0]}.")
    return Told(findings, str(report["tool"]["version"]))


def rules_of(linter: str) -> list[str]:
    """The names of the linter's rules. Raises LessonsError."""
    return [rule["id"] for rule in json_of([*shlex.split(linter), "rules", "--profile", "strict", "--format", "json"])["rules"]]


def json_of(call: Sequence[str], environment: Mapping[str, str] | None = None) -> Any:
    """What a command prints, read as JSON. Raises LessonsError."""
    try:
        done = subprocess.run(call, check=False, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", env=environment)
        return json.loads(done.stdout)
    except OSError as error:
        raise LessonsError(f"{call[0]} cannot be run: {error.strerror}") from error
    except ValueError as error:
        raise LessonsError(f"{' '.join(call[:6])} … printed no JSON (exit code {done.returncode})\n{done.stderr[-2000:]}") from error


def counted(values: Iterable[str]) -> dict[str, int]:
    """How often each value comes, the commonest first, then by name."""
    numbers: dict[str, int] = {}
    for value in values:
        numbers[value] = numbers.get(value, 0) + 1
    return dict(sorted(numbers.items(), key=lambda item: (-item[1], item[0])))
