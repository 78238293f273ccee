"""The attempts of a group, from the files that an LMS delivers, by code. Names of files are not kept: an LMS puts students' names there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from udl_lint.errors import UsageError
from udl_lint.named import Named
from udl_lint.practice.attempts import FIRST, LARGEST, Problem, hash_of, line_of, parse_attempts

if TYPE_CHECKING:
    from udl_lint.practice.attempt_shape import AttemptShape

MOST_FILES = 10_000


class Cohort(Named):
    """Attempts by code, in the order in which they were made; what is wrong, by file and line; files that hold no attempts."""

    attempts: dict[str, tuple[AttemptShape, ...]]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    files: int


def collect(path: str) -> Cohort:
    """The attempts in a file, or in all files below a folder. A wrong file or line stops no other. Raises UsageError for no file."""
    if not os.path.exists(path):
        raise UsageError("there is no such file or folder.", place=path)
    found: dict[str, dict[str, AttemptShape]] = {}
    problems: list[Problem] = []
    left_out: list[str] = []
    files = 0
    for name in _files(path):
        data = _read(name, problems)
        if data is None:
            continue
        if not _holds_attempts(data):
            left_out.append(name)
            continue
        files += 1
        told = parse_attempts(data, name)
        problems += told.problems
        code = told.code
        if not code:
            problems.append(Problem(name, 1, "no line carries a code, so I cannot tell whose attempts these are. The file is left out."))
            continue
        _take_in(found, told.attempts, code, name, problems)
    attempts = {code: tuple(sorted(kept.values(), key=lambda each: (each.at, each.number))) for code, kept in sorted(found.items())}
    return Cohort(attempts, tuple(problems), tuple(left_out), files)


def _take_in(
    found: dict[str, dict[str, AttemptShape]], attempts: tuple[AttemptShape, ...], last: str, name: str, problems: list[Problem]
) -> None:
    """Lines before the first code belong to the first one that comes; a line that was handed in twice counts once."""
    first = next((each.code for each in attempts if each.code), last)
    # In a collected file each line has its code, and a chain of another candidate starts where this one's ended.
    fresh: set[str] = set()
    for each in attempts:
        kept = found.setdefault(each.code or first, {})
        if not kept or (each.code or first) in fresh:
            fresh.add(each.code or first)
        kept[_identity(each)] = each
    for code in {each.code or first for each in attempts} - fresh:
        numbers = [each.number for each in found[code].values()]
        if len(numbers) != len(set(numbers)):
            problems.append(
                Problem(name, 1, f"another file with other attempts carries the code {code}, too. Both count as one.", counts=True)
            )


def _identity(attempt: AttemptShape) -> str:
    return attempt.model_dump_json(by_alias=True, exclude={"code", "before", "text", "marks"})


def _files(path: str) -> Iterator[str]:
    if os.path.isfile(path):
        yield path
        return
    count = 0
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(each for each in folders if not each.startswith(".") and each != "__MACOSX")
        for name in sorted(names):
            count += 1
            if count > MOST_FILES:
                raise UsageError(f"there are more than {MOST_FILES:,} files.", place=path)
            whole = os.path.join(folder, name)
            if not name.startswith(".") and os.path.isfile(whole) and not os.path.islink(whole):
                yield whole


def _read(name: str, problems: list[Problem]) -> bytes | None:
    try:
        if os.path.getsize(name) > LARGEST:
            problems.append(Problem(name, 1, "this file is too large to hold attempts. It is left out."))
            return None
        with open(name, "rb") as file:
            return file.read()
    except OSError as error:
        problems.append(Problem(name, 1, f"this file cannot be read: {(error.strerror or str(error)).lower()}."))
        return None


def _holds_attempts(data: bytes) -> bool:
    """Whether a file is one of attempts: one of its lines says so. What an LMS adds (a page, a list of grades) does not."""
    return b"udl-lint/attempt/" in data


def cohort_file(cohort: Cohort) -> Iterator[str]:
    """All attempts in one file, by code, without a word that a candidate wrote: lines with their line ends, in a chain of its own."""
    before, number = FIRST, 0
    for code, attempts in cohort.attempts.items():
        for each in attempts:
            number += 1
            values = json.loads(each.model_dump_json(by_alias=True))
            values |= {"code": code, "text": "", "marks": [mark | {"note": ""} for mark in values["marks"]]}
            line = line_of(values, number, before)
            before = hash_of(line)
            yield f"{line}\n"
