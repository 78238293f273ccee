"""`udl-lint init`: a first configuration, beside the lessons that it fits."""

from __future__ import annotations

import os
from itertools import islice

from udl_lint.commands.output import Output
from udl_lint.config.search import CONFIG_NAME
from udl_lint.errors import UsageError
from udl_lint.files import Found, discover, project_root, read_bytes
from udl_lint.init import MOST_LESSONS, Known, configuration
from udl_lint.linter import Linter
from udl_lint.packs import load_ruleset
from udl_lint.runner import is_lesson
from udl_lint.text import decode


def init(output: Output, only_print: bool = False) -> int:
    """Write `udl-lint.yaml` into the working folder, or to the output; returns the exit code. Raises UsageError if it is there."""
    if not only_print and os.path.lexists(CONFIG_NAME):
        raise UsageError("there is one already, and I do not overwrite it.", place=CONFIG_NAME, hint="See what I would write: --print.")
    linter = Linter(load_ruleset())
    found = (item.path for item in discover(["."]) if isinstance(item, Found))
    lessons = list(islice((known for path in found for known in _known(path, linter)), MOST_LESSONS))
    profiles = {name: str(profile["about"]) for name, profile in linter.ruleset.profiles.items()}
    lines = configuration(lessons, profiles, versioned=project_root(".") is not None)
    text = "".join(f"{line}\n" for line in lines)
    if only_print:
        output.write([text])
        return 0
    try:
        # "x" makes the file or fails, so that one which came meanwhile is not overwritten either.
        with open(CONFIG_NAME, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"it cannot be written: {(error.strerror or str(error)).lower()}.", place=CONFIG_NAME) from None
    output.write([f"Wrote {CONFIG_NAME}. Read it, change what does not fit, then: udl-lint check\n"])
    return 0


def _known(path: str, linter: Linter) -> list[Known]:
    data = read_bytes(path)
    if not isinstance(data, bytes):
        return []
    decoded = decode(path, data)
    if not decoded.sound or not is_lesson(decoded.source, linter):
        return []
    about = linter.read(decoded.source).lesson.about
    grade = about.grade
    if grade is None:
        return [Known(path, None, False, about.language)]
    return [Known(path, grade.value, grade.stated, about.language)]
