"""Regular expressions that are compiled when they are first used: a lesson comes by few of them, and compiling one is slow."""

from __future__ import annotations

import re

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _Lazy:
    """Looks like a `re.Pattern`. After its first use its methods are those of the compiled pattern, with nothing between."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern to be compiled at its first use. Raises re.error there, not here."""
    return _Lazy(pattern, flags)  # type: ignore[return-value]
