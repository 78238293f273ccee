"""What holds for one lesson: its rules with severity and options, and what is given about it, from profile, files and command line."""

from __future__ import annotations

from typing import Literal

from udl_lint.lesson import Grade, Language
from udl_lint.named import Named

FailOn = Literal["error", "warning", "suggestion", "never"]


class Given(Named):
    """What somebody says about lessons that does not stand in them."""

    grade: Grade | None = None
    subject: str | None = None
    minutes: int | None = None
    language: Language | None = None

    def over(self, other: Given) -> Given:
        """This, and the other's where this says nothing."""
        return Given(
            self.grade if self.grade is not None else other.grade,
            self.subject or other.subject,
            self.minutes or other.minutes,
            self.language or other.language,
        )


class Wishes(Named):
    """What the command line asks for, above any file. `select` turns on what it names and nothing else; `ignore` turns off."""

    profile: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    grade: Grade | None = None
    fail_on: FailOn | None = None
