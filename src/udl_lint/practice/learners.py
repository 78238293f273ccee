"""Five fictional learners, as data: what in a plan stops each, and what helps. A lens over the rules' findings, not new rules."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from udl_lint.errors import PackError, UsageError
from udl_lint.named import Named
from udl_lint.wording import did_you_mean

HOME = Path(__file__).parent / "learners"
LEARNERS = ("newcomer", "low-vision", "adhd", "phone-only-home", "advanced-reader")
"""In the order in which they are shown; each is a file."""


class Words(Named):
    """A text in both languages."""

    en: str
    es: str

    def of(self, language: str) -> str:
        """The text in a lesson's language: Spanish for `es`, else English."""
        return self.es if language == "es" else self.en


class Learner(Named):
    """A fictional student. `stops` and `helps` say by rule what a finding, or a piece of evidence, means for this one."""

    id: str
    name: str
    about: Words
    sources: tuple[str, ...]
    stops: dict[str, Words]
    helps: dict[str, Words]


@lru_cache(maxsize=8)
def learner(name: str) -> Learner:
    """The learner of that id, or of that first name in any case; raises UsageError when there is none."""
    known = {each: each for each in LEARNERS}
    if name not in known:
        known |= {_read(each).name.casefold(): each for each in LEARNERS}
    found = known.get(name) or known.get(name.casefold())
    if found is None:
        raise UsageError(f"there is no learner {name!r}.", hint=did_you_mean(name, LEARNERS) or f"Known: {', '.join(LEARNERS)}.")
    return _read(found)


@lru_cache(maxsize=8)
def _read(name: str) -> Learner:
    from udl_lint.written import read_written

    written = read_written(HOME / f"{name}.yaml")
    data: dict[str, Any] = written.data
    try:
        return Learner(
            id=name,
            name=data["name"],
            about=Words(data["en"], data["es"]),
            sources=tuple(data["sources"]),
            stops=_by_rule(data["stops"]),
            helps=_by_rule(data["helps"]),
        )
    except KeyError as missing:
        raise PackError(f"{missing} is missing.", place=written.path) from None


def _by_rule(parts: list[dict[str, Any]]) -> dict[str, Words]:
    return {rule: Words(part["en"], part["es"]) for part in parts for rule in part["rules"]}
