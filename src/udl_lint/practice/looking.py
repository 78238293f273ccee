"""A lesson as the tool sees it in practice: every rule on, whatever configuration lies about, so that all candidates see the same."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from udl_lint.config import Wishes
from udl_lint.config.search import Configs
from udl_lint.errors import UsageError
from udl_lint.finding import Finding
from udl_lint.rulebook import Rulebook
from udl_lint.source import Source

if TYPE_CHECKING:
    from udl_lint.config.values import Config
    from udl_lint.practice.exercise import Lines
    from udl_lint.runner import Checked

PROFILE = "strict"


class _Nowhere(Configs):
    """No configuration counts."""

    def file_for(self, path: str) -> Config | None:
        return None


@lru_cache(maxsize=1)
def practice_rules() -> Rulebook:
    """The rules of practice."""
    book = Rulebook(Wishes(PROFILE))
    book.configs = _Nowhere()
    return book


def look(lesson: Source) -> Checked:
    """A lesson, checked; raises UsageError for what is no lesson."""
    from udl_lint.files import Skipped
    from udl_lint.runner import check_decoded
    from udl_lint.text import Decoded

    outcome = check_decoded(Decoded(lesson), practice_rules().setting(lesson.path))
    if isinstance(outcome, Skipped):
        raise UsageError(f"not checked, because {outcome.why}.", place=lesson.path)
    return outcome


def line_of(checked: Checked, finding: Finding) -> int:
    """The line, from 1, on which a finding begins."""
    return checked.source.position(finding.span.start).line


def near(line: int, lines: Lines | None, slack: int = 1) -> bool:
    """Whether a line lies in a place, or one line beside it; every line lies in the whole plan."""
    return lines is None or lines[0] - slack <= line <= lines[1] + slack
