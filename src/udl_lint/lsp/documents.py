"""Open lessons: their findings with the places where an editor shows them. Knows nothing of the protocol."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable

from udl_lint.config import Wishes
from udl_lint.errors import UsageError
from udl_lint.files import LARGEST_LESSON, Found, discover
from udl_lint.finding import Finding
from udl_lint.named import Named
from udl_lint.rulebook import Rulebook
from udl_lint.runner import Checked, check_bytes
from udl_lint.source import Source

Place = tuple[int, int]
"""A line and a column as the protocol counts them: both from 0, the column in units of the encoding that was agreed on."""
Units = Callable[[str], int]
"""How many units of an encoding a text takes."""

UNITS: dict[str, Units] = {
    "utf-8": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "utf-16": lambda text: len(text) + sum(letter > "\uffff" for letter in text),
    "utf-32": len,
}


class Shown(Named):
    """A finding and where it stands: its first place and the one after its last."""

    finding: Finding
    start: Place
    end: Place

    def touches(self, start: Place, end: Place) -> bool:
        """Whether the finding and a range have a place in common; both count with their ends."""
        return self.start <= end and start <= self.end


class Look(Named):
    """What is known of one text. `checked` is None for what is no lesson, `trouble` says why nothing could be checked."""

    checked: Checked | None = None
    shown: tuple[Shown, ...] = ()
    trouble: str = ""


class Desk:
    """Looks at texts by the configuration that holds for their paths, which is read again when one of its files has changed."""

    def __init__(self, wishes: Wishes | None = None, config: str | None = None, limit: int = LARGEST_LESSON) -> None:
        self._wishes, self._config, self._limit = wishes, config, limit
        self._books: dict[tuple[tuple[str, float], ...], Rulebook] = {}

    def look(self, path: str, text: str, encoding: str = "utf-16") -> Look:
        """What `udl-lint check` says of this text under this path."""
        try:
            book = self.book(path)
            if not _is_lesson(path, book):
                return Look()
            # As `check` gets it: with a byte-order mark an editor keeps the first character, and this is read from no file.
            outcome = check_bytes(path, text.encode("utf-8", "replace"), book.setting, self._limit)
        except UsageError as problem:
            return Look(trouble=str(problem))
        if not isinstance(outcome, Checked):
            return Look()
        units = UNITS.get(encoding, UNITS["utf-16"])
        return Look(outcome, tuple(_shown(finding, outcome.source, text, units) for finding in outcome.findings))

    def book(self, path: str) -> Rulebook:
        """The rulebook that holds for a path; the same one as long as no file of its configuration changes. Raises UsageError."""
        book = Rulebook(self._wishes, self._config)
        config = book.configs.file_for(path)
        files = [each.path for each in config.chain()] if config is not None else []
        folders = [pack.folder for pack in config.all_packs if pack.folder] if config is not None else []
        key = tuple((file, os.stat(file).st_mtime) for file in (*files, *(file for folder in folders for file in _files_below(folder))))
        if key not in self._books:
            if len(self._books) > _MOST_BOOKS:
                self._books.clear()
            self._books[key] = book
        return self._books[key]


_MOST_BOOKS = 8
"""Rulebooks that are kept; each that a change has made old would stay otherwise."""


def _files_below(folder: str) -> list[str]:
    return sorted(os.path.join(here, name) for here, _, names in os.walk(folder) for name in names if name.endswith((".yaml", ".yml")))


def _is_lesson(path: str, book: Rulebook) -> bool:
    """Whether a walk through the project would take the file. One that is not there yet is taken unless it is excluded."""
    if not os.path.exists(path):
        return not book.configs.leave_out(path)
    return any(isinstance(item, Found) for item in discover([path], excluded=book.configs.leave_out, force_exclude=True))


def _shown(finding: Finding, source: Source, text: str, units: Units) -> Shown:
    return Shown(finding, place_of(finding.span.start, source, text, units), place_of(finding.span.end, source, text, units))


def place_of(offset: int, source: Source, text: str, units: Units) -> Place:
    """Where an offset of a source stands in the document's text, of which `check` takes a byte-order mark off."""
    line = bisect_right(source.starts, offset) - 1
    shift = units(text[: len(text) - len(source.text)]) if line == 0 else 0
    return line, units(source.text[source.starts[line] : offset]) + shift
