"""Which rules a profile turns on, and how they speak: all that is settled for a lesson which no configuration covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from udl_lint.finding import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from udl_lint.finding import Severity

    Said = tuple[str, bool | None, Severity | None, Mapping[str, Any]]
    """A rule or pack with whether it is on, its severity and its options; None where nothing is said."""

DEFAULT_PROFILE = "teacher"


class State:
    """A rule on its way through the layers."""

    __slots__ = ("on", "options", "severity")

    def __init__(self) -> None:
        self.on = True
        self.severity: Severity | None = None
        self.options: dict[str, Any] = {}


class States:
    """Every rule with what the layers so far have made of it."""

    def __init__(self, rules: Iterable[str]) -> None:
        self.by_rule = {rule: State() for rule in rules}
        self._packs: dict[str, list[str]] = {}
        for rule in self.by_rule:
            self._packs.setdefault(rule.partition("/")[0], []).append(rule)

    def apply(self, said: Iterable[Said]) -> None:
        """One layer over the others. A rule's own entry is stronger than its pack's; a pack's severity turns nothing on."""
        for name, on, severity, options in sorted(said, key=lambda each: "/" in each[0]):
            for rule in self._packs.get(name, [name]):
                state = self.by_rule[rule]
                if on is not None:
                    state.on = on
                elif rule == name:
                    state.on = True
                state.severity = severity or state.severity
                state.options.update(options)

    def keep_only(self, names: Sequence[str]) -> None:
        """Turn off what is neither among these rules nor in one of these packs; nothing where none is named."""
        for rule, state in self.by_rule.items() if names else ():
            state.on = state.on and (rule in names or rule.partition("/")[0] in names)


def profile_chain(name: str, profiles: Mapping[str, Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """A profile and those that it extends, furthest first."""
    above = profiles[name].get("extends")
    if above:
        yield from profile_chain(above, profiles)
    yield profiles[name]


def said_of(value: str | Mapping[str, Any]) -> tuple[bool | None, Severity | None, Mapping[str, Any]]:
    """What a value under `rules` says: off, on, a severity, or options with a severity among them."""
    if not isinstance(value, str):
        return None, value.get("severity"), {key: each for key, each in value.items() if key != "severity"}
    return {"on": True, "off": False}.get(value), next((each for each in SEVERITIES if each == value), None), {}
