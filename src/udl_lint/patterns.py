"""Regular expressions that are compiled when they are first used: a lesson comes by few of them, and compiling one is slow."""

from __future__ import annotations

import re

_KNOWN = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "groups", "groupindex")


class _Compiled:
    """Has what the compiled pattern has, with nothing between."""


class _Lazy:
    """Looks like a `re.Pattern`, and is `_Compiled` after its first use."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self.pattern, self.flags)
        for known in _KNOWN:
            setattr(self, known, getattr(compiled, known))
        # A class that answers for names it does not know looks each name up twice.
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern to be compiled at its first use. Raises re.error there, not here."""
    return _Lazy(pattern, flags)  # type: ignore[return-value]
