"""What may be shown of a group, so that nobody in it is found: counts of people, hidden when small and rounded otherwise.

Rounding to fives, after hiding what is below five, is the strategy of the Higher Education Statistics Agency (HESA, UK) for tables on
students. A hidden count cannot be had by taking shown ones from each other: every shown count is a multiple of five, so each true one may
lie two to either side. The percentages are those of the rounded counts.
"""

from __future__ import annotations

from udl_lint.named import Named

LEAST = 5
HIDDEN = "fewer than 5"
_STEP = 5


class Share(Named):
    """How many people of how many; each None where it is hidden."""

    people: int | None
    of: int | None

    @property
    def percent(self) -> int | None:
        """The share in percent, by what is shown; None where a part is hidden."""
        if self.people is None or not self.of:
            return None
        return round(100 * self.people / self.of)

    def __str__(self) -> str:
        """In words: `20 of 30 (67%)`, `fewer than 5 of 30`."""
        if self.of is None:
            return HIDDEN
        return f"{HIDDEN} of {self.of}" if self.people is None else f"{self.people} of {self.of} ({self.percent}%)"


def people(number: int) -> int | None:
    """A count of people as it may be shown; None where it is hidden."""
    return None if number < LEAST else (number + _STEP // 2) // _STEP * _STEP


def share(number: int, of: int) -> Share:
    """A share as it may be shown. Without a group of five nothing is said of its parts."""
    whole = people(of)
    return Share(None if whole is None else people(number), whole)
