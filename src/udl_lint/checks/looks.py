"""What a check may yield and what it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, dataclass_transform

from udl_lint.finding import Strength, Verdict
from udl_lint.named import Named
from udl_lint.reading import Reading
from udl_lint.source import Span

Options = Mapping[str, Any]
"""A rule's options with the configuration's values in place of the defaults."""


class Hit(Named):
    """Here is what the rule looks for. `values` fill the `{names}` of the rule's message and advice."""

    span: Span
    values: Mapping[str, str] = {}
    verdict: Verdict = "problem"
    milder: int = 0
    """Steps by which the rule's severity drops, for an optional task or a low confidence."""
    details: tuple[tuple[str, str], ...] = ()


class Seen(Named):
    """Evidence that the lesson already offers what the rule asks for."""

    span: Span
    strength: Strength


class Silent(Named):
    """The check could not look: why, in plain words that end without a full stop (“the grade is unknown”)."""

    why: str


Look = Hit | Seen | Silent


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Check:
    """A way of looking, built once per rule. Its fields are the keys of the rule's `check:` mapping; one with a value may be missing.

    Checkers of types take it for a frozen dataclass. It is none, because to define one takes as long as reading a page of a lesson.
    """

    reads_words: ClassVar[bool] = True
    """Whether it goes by words: it is not asked about a lesson without text, nor about one in another language than English or Spanish."""
    provides: ClassVar[frozenset[str]]
    """The `{names}` that its hits fill, for the loader to hold messages to."""

    def __init__(self, **values: Any) -> None:
        vars(self).update(values)

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield what is there, in reading order. Raises nothing on any lesson."""
        raise NotImplementedError

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a check stays as it is, also in its {name!r}")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return False
        return all(getattr(self, name) == getattr(other, name) for name in vars(self).keys() | vars(other).keys())

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"
