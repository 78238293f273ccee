"""What can go wrong outside a lesson: wrong use, a wrong configuration, a broken rule pack."""

from __future__ import annotations

import os


class UdlLintError(Exception):
    """The root of every error that this package raises on purpose."""


class UsageError(UdlLintError):
    """Something a person wrote for us is wrong: an option, a configuration, a rule file.

    `place` is the file that holds the mistake, `line` its 1-based line where one is known, `hint` the one thing to do.
    """

    def __init__(self, message: str, *, place: str = "", line: int | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        """One line: `file:line: message. hint`."""
        where = f"{self.place}:{self.line}: " if self.place and self.line else f"{self.place}: " if self.place else ""
        return f"{where}{self.message}{' ' + self.hint if self.hint else ''}"


class ConfigError(UsageError):
    """The configuration file or an option that stands for it cannot be used."""


class PackError(UsageError):
    """A rule file, a lexicon file or a profile cannot be used."""


class InstalledError(PackError):
    """What an installed package should offer cannot be used; `name` is what the configuration calls it."""

    def __init__(self, name: str, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.name = name


def told(error: BaseException) -> str:
    """An error of ours in one line, with the place in this package where it happened."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if os.path.dirname(os.path.abspath(__file__)) in name:
            place = f" ({os.path.basename(name)}, line {trace.tb_lineno})"
        trace = trace.tb_next
    return f"{type(error).__name__}: {error}{place}"
