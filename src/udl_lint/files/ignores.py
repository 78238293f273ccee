"""What a project's `.gitignore` files leave out, as Git itself reads them."""

from __future__ import annotations

import os
from itertools import islice

from udl_lint.files.opening import Unreadable, read_bytes
from udl_lint.globs import Glob, globs, verdict
from udl_lint.named import Named

MOST_PATTERNS = 5_000
"""Patterns that are read in one `.gitignore`; more would only slow a run down."""


class Ignores(Named):
    """The patterns that hold in a folder: its own, and those of the folders above where its own say nothing."""

    folder: str
    patterns: tuple[Glob, ...] = ()
    above: Ignores | None = None

    @property
    def full(self) -> bool:
        """Whether there may be patterns that were not read."""
        return len(self.patterns) == MOST_PATTERNS

    def leaves_out(self, path: str, folder: bool) -> bool:
        """Whether a path below the folder is left out, if no folder that it lies in is."""
        level: Ignores | None = self
        while level is not None:
            said = verdict(level.patterns, names_below(level.folder, path), folder)
            if said is not None:
                return said
            level = level.above
        return False


def names_below(folder: str, path: str) -> list[str]:
    """The names from a folder down to a path in it; none for the folder itself."""
    below = path[len(folder) :].strip(os.sep)
    return below.split(os.sep) if below else []


def ignores_at(root: str) -> Ignores:
    """What holds in the root of a project, by its `.gitignore` and by `.git/info/exclude`, which no one else sees."""
    return ignores_in(root, Ignores(root, _patterns(os.path.join(root, ".git", "info", "exclude"))))


def ignores_in(folder: str, above: Ignores) -> Ignores:
    """What holds in a folder below the root."""
    patterns = _patterns(os.path.join(folder, ".gitignore"))
    return Ignores(folder, patterns, above) if patterns else above


def ignores_down(root: str, folder: str) -> Ignores | None:
    """What holds in a folder by every `.gitignore` from the root down; None when one of them leaves the folder itself out."""
    ignores, here = ignores_at(root), root
    for name in names_below(root, folder):
        here = os.path.join(here, name)
        if ignores.leaves_out(here, folder=True):
            return None
        ignores = ignores_in(here, ignores)
    return ignores


def _patterns(path: str) -> tuple[Glob, ...]:
    # Git does not follow a linked .gitignore either.
    data = b"" if os.path.islink(path) else read_bytes(path)
    return () if isinstance(data, Unreadable) else tuple(islice(globs(os.fsdecode(data)), MOST_PATTERNS))
