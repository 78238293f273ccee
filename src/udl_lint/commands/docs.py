"""`udl-lint docs`: a page a rule and the lists of them, written below a folder."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

from udl_lint.commands.output import Output
from udl_lint.docs import WRITTEN, Figures, pages
from udl_lint.docs.places import FIGURES
from udl_lint.errors import UsageError
from udl_lint.reporters.terminal import count, plain
from udl_lint.rulebook import Rulebook

HERE = os.path.join(".", "lesson.md")
"""A lesson that may not be there: the pages tell of the rules that the working folder has."""


def docs(folder: str, output: Output, config: str | None = None, check: bool = False) -> int:
    """Write the pages below a folder, or with `check` say which are not as they would be; returns the exit code.

    Pages of rules that are gone are removed. Raises UsageError before anything is written when a file that is no page of ours is in
    the way.
    """
    ruleset = Rulebook(None, config).setting(HERE).linter.ruleset
    wanted = {_path(folder, name): text for name, text in pages(ruleset, _figures(folder))}
    there = {path: _read(path) for path in {*wanted, *_old(folder)}}
    for path in sorted(wanted):
        old = there[path]
        if old is not None and not old.startswith(WRITTEN):
            raise UsageError("this file is not one of our pages, and I do not overwrite it.", place=path, hint="Choose another folder.")
    stale = sorted(path for path, old in there.items() if path not in wanted and old is not None and old.startswith(WRITTEN))
    changed = sorted(path for path, text in wanted.items() if there[path] != text)
    if check:
        output.write(f"{plain(path)} is not as it would be written.\n" for path in sorted([*changed, *stale]))
        return 1 if changed or stale else 0
    try:
        for path in changed:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(wanted[path])
        for path in stale:
            os.remove(path)
    except OSError as error:
        raise UsageError(f"it cannot be written: {(error.strerror or str(error)).lower()}.", place=error.filename or folder) from error
    told = f"{count(len(wanted), 'page')} in {plain(folder)}: {len(changed)} written, {len(wanted) - len(changed)} as they were"
    output.write([f"{told}{f', {len(stale)} removed' if stale else ''}.\n"])
    return 0


def _path(folder: str, name: str) -> str:
    return os.path.join(folder, *name.split("/"))


def _figures(folder: str) -> Figures:
    """What was measured, if it lies beside the pages; raises UsageError when it cannot be used."""
    path = _path(folder, FIGURES)
    text = _read(path)
    try:
        return Figures(None if text is None else json.loads(text))
    except ValueError as error:
        raise UsageError(f"these figures cannot be used: {error}.", place=path) from error


def _old(folder: str) -> Iterator[str]:
    """Every Markdown file two folders below, where pages of rules lie."""
    root = _path(folder, "rules")
    for pack in sorted(os.listdir(root)) if os.path.isdir(root) else ():
        place = os.path.join(root, pack)
        if os.path.isdir(place):
            yield from (os.path.join(place, name) for name in sorted(os.listdir(place)) if name.endswith(".md"))


def _read(path: str) -> str | None:
    """A file's text, or None when there is none; raises UsageError when it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"it cannot be read: {(error.strerror or str(error)).lower()}.", place=path) from error
