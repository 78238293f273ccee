"""What was measured of a rule, in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from udl_lint.docs.places import ACCURACY

SCHEMA = "udl-lint/accuracy/1"
UNMARKED = "The readers of our labelled lessons did not mark what this rule looks at."


class Figures:
    """Figures on accuracy, as `benchmarks/accuracy.py` writes them; none when they were not measured."""

    def __init__(self, data: Any = None) -> None:
        """Raises ValueError for data of another kind."""
        self._known = data is not None
        self._told: dict[str, list[str]] = {}
        if data is None:
            return
        try:
            if data["schema"] != SCHEMA:
                raise ValueError(f"it is not {SCHEMA}")
            for row in data["rules"]:
                for rule in row["rules"]:
                    self._told.setdefault(rule, []).extend(_measured(row))
            for rule, held in data["planted"].items():
                self._told.setdefault(rule, [UNMARKED]).extend(_planted(held))
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"{SCHEMA} has no such shape") from error

    def lines(self, rule: str) -> Iterator[str]:
        """What is known of a rule, in Markdown; nothing when nothing was measured."""
        if self._known:
            yield "## How often it is right"
            yield ""
            yield " ".join(self._told.get(rule, [UNMARKED]))
            yield ""
            yield f"[How this was measured](../../{ACCURACY})"
            yield ""


def _measured(row: Mapping[str, Any]) -> Iterator[str]:
    others = ", or the other rule that shares its marks," if len(row["rules"]) > 1 else ""
    times = "once" if row["positives"] == 1 else f"{row['positives']} times"
    yield f"In {row['lessons']} real lessons, careful readers would have it{others} speak {times}."
    if row["positives"] < 5:
        yield "That is too few to say how often it is right."
        return
    if row["precision"] is not None:
        yield f"Of what it said, {_share(row['precision'])} was right."
    if row["recall"] is not None:
        yield f"It spoke at {_share(row['recall'])} of the places where it should."
    if row["sure"] is not None and row["sure"] < 1:
        yield f"It was sure in {row['sure']:.0%} of the cases and asked a person in the others."


def _planted(held: Mapping[str, int]) -> Iterator[str]:
    told = []
    if held["must"]:
        told.append(f"it names {held['must_kept']} of {held['must']} planted barriers")
    if held["must_not"]:
        told.append(f"it leaves {held['must_not_kept']} of {held['must_not']} look-alikes alone")
    yield f"In lessons written to test it, {' and '.join(told)}."


def _share(interval: list[float]) -> str:
    share, low, high = interval
    return f"{share:.0%} (95 % interval {low:.0%} to {high:.0%})"
