"""What a check may yield and what it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple, Protocol

from udl_lint.finding import Strength, Verdict
from udl_lint.reading import Reading
from udl_lint.source import Span

Options = Mapping[str, Any]
"""A rule's options with the configuration's values in place of the defaults."""


class Hit(NamedTuple):
    """Here is what the rule looks for. `values` fill the `{names}` of the rule's message and advice."""

    span: Span
    values: Mapping[str, str] = {}
    verdict: Verdict = "problem"
    milder: int = 0
    """Steps by which the rule's severity drops, for an optional task or a low confidence."""
    details: tuple[tuple[str, str], ...] = ()


class Seen(NamedTuple):
    """Evidence that the lesson already offers what the rule asks for."""

    span: Span
    strength: Strength


class Silent(NamedTuple):
    """The check could not look: why, in plain words that end without a full stop (“the grade is unknown”)."""

    why: str


Look = Hit | Seen | Silent


class Check(Protocol):
    """A way of looking. Built once per rule from its `check:` mapping; a frozen dataclass whose fields are that mapping's keys."""

    provides: ClassVar[frozenset[str]]
    """The `{names}` that its hits fill, for the loader to hold messages to."""

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield what is there, in reading order. Raises nothing on any lesson."""
        ...
