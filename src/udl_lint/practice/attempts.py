"""The file of a candidate's attempts: JSON lines that are only added to, each with the hash of the one before.

The chain shows an accidental edit. It is no seal: who wants to can write a whole new chain.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from udl_lint.errors import UsageError
from udl_lint.named import Named

if TYPE_CHECKING:
    from udl_lint.practice.attempt_shape import AttemptShape

NAME = "attempts.jsonl"
FIRST = "0" * 64
LARGEST = 20_000_000
"""Bytes of one file of attempts; a term of practice has some hundred thousand."""
LONGEST_LINE = 200_000


class Problem(Named):
    """What is wrong in one line of a file, and whether the line still counts."""

    path: str
    line: int
    message: str
    counts: bool = False

    def __str__(self) -> str:
        """`file:line: message`."""
        return f"{self.path}:{self.line}: {self.message}"


class Attempts(Named):
    """What a file holds: the attempts that can be used, in its order, what is wrong, and the hash of its last line."""

    path: str
    attempts: tuple[AttemptShape, ...] = ()
    problems: tuple[Problem, ...] = ()
    last_hash: str = FIRST
    last_number: int = 0
    complete: bool = True
    """Whether the last line ends with a line end, so that the next one can be added."""

    @property
    def code(self) -> str:
        """The last code that stands in the file; empty without one."""
        return next((each.code for each in reversed(self.attempts) if each.code), "")


def hash_of(line: str) -> str:
    """The hash of a line without its line end."""
    return hashlib.sha256(line.encode("utf-8")).hexdigest()


def read_attempts(path: str, shown: str = "") -> Attempts:
    """What a file of attempts holds; a file that is not there holds nothing. Raises UsageError for one that cannot be read."""
    name = shown or path
    try:
        if os.path.getsize(path) > LARGEST:
            raise UsageError("this file is too large to hold attempts.", place=name)
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return Attempts(name)
    except OSError as error:
        raise UsageError(f"this file cannot be read: {(error.strerror or str(error)).lower()}.", place=name) from None
    return parse_attempts(data, name)


def parse_attempts(data: bytes, name: str) -> Attempts:
    """What the bytes of a file of attempts hold. A wrong line is named, and the rest still counts."""
    attempts: list[AttemptShape] = []
    problems: list[Problem] = []
    expected, last_number = FIRST, 0
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        # What a mail program or an LMS does to line ends is no edit.
        text = raw.rstrip(b"\r").decode("utf-8", "replace")
        attempt, why = _attempt(text)
        if attempt is None:
            problems.append(Problem(name, number, f"{why} The line is left out."))
        else:
            if attempt.before != expected:
                why = (
                    "this line does not follow from the one before it: a line was edited, taken out or put in by accident. It still counts."
                )
                problems.append(Problem(name, number, why, counts=True))
            attempts.append(attempt)
            last_number = attempt.number
        expected = hash_of(text)
    return Attempts(name, tuple(attempts), tuple(problems), expected, last_number, complete=not data or data.endswith(b"\n"))


def _attempt(text: str) -> tuple[AttemptShape | None, str]:
    """An attempt, or what is wrong with the line."""
    from pydantic import ValidationError

    from udl_lint.practice.attempt_shape import AttemptShape

    if len(text) > LONGEST_LINE:
        return None, "this line is too long to be an attempt."
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None, "this line is no complete JSON; perhaps the file was cut off here."
    if not isinstance(data, dict):
        return None, "this line is no attempt."
    try:
        return AttemptShape.model_validate(data), ""
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the line"
        return None, f"this line is no attempt: {where}: {first['msg'].lower().rstrip('.')}."


def line_of(values: dict[str, Any], number: int, before: str) -> str:
    """One attempt as a line, without its line end."""
    from udl_lint.practice.attempt_shape import SCHEMA, AttemptShape

    shape = AttemptShape.model_validate({"schema": SCHEMA, **values, "number": number, "before": before})
    kept = shape.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def without_words(attempts: Attempts) -> bytes:
    """The same attempts without any text of the candidate, in a chain of their own."""
    lines: list[str] = []
    for number, each in enumerate(attempts.attempts, 1):
        values = each.model_dump(mode="json", by_alias=True)
        values |= {"text": "", "marks": [mark | {"note": ""} for mark in values["marks"]]}
        lines.append(line_of(values, number, hash_of(lines[-1]) if lines else FIRST))
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def append(folder: str, values: dict[str, Any]) -> None:
    """Add one attempt to a folder's file; raises UsageError when it cannot be written, or would not be one."""
    path = os.path.join(folder, NAME)
    known = read_attempts(path)
    text = line_of({"at": now(), **values}, known.last_number + 1, known.last_hash)
    try:
        with open(path, "a", encoding="utf-8", newline="\n") as file:
            file.write(("" if known.complete else "\n") + text + "\n")
    except OSError as error:
        raise UsageError(f"this file cannot be written: {(error.strerror or str(error)).lower()}.", place=path) from None


def now() -> str:
    """This second in UTC."""
    import time

    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def own_words(attempts: Attempts) -> Iterator[tuple[int, str]]:
    """Each text that the candidate wrote, with the number of its line."""
    for each in attempts.attempts:
        for text in (each.text, *(mark.note for mark in each.marks)):
            if text:
                yield each.number, text
