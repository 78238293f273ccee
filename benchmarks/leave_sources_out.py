"""For tuning: whether a rule holds on every source of lessons, and whether a change to it gains on sources that it was not made for.

    leave_sources_out.py --corpus FOLDER [--rule NAME] [--worst N] [--against REVISION] [--json FILE]

Works on the tuning set alone, with the rules of this checkout. Prints for each rule its score, the lowest and the highest score when
one source after the other is left out, and the sources that cost it most. A rule whose score hangs on one source is fitted to it,
or misread there.

`--against` lints the same lessons with an earlier revision (a branch, a tag, a commit) from a worktree of its own, which is removed again.
It prints each rule that changed: how many errors fewer or more on which sources, and the change of the score with each source left out
in turn. Keep a change that gains whichever source is left out. One that gains only while a certain source is counted has learnt
that source's wording; one that also loses on others has to show that it gains more. A source is a lesson's name without its number.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from codebook import RULES
from comparison import Said, Tally, compare
from labelled import PUBLISHED, TUNING, Labelled, LessonsError, load, run, source_of

ROOT = Path(__file__).resolve().parents[1]
SAME = 0.0005
"""A difference of scores that is none."""


class Held(NamedTuple):
    """A rule on all lessons, and with each source left out."""

    whole: Tally
    without: Mapping[str, Tally]
    """By the source that is left out."""
    errors: Mapping[str, int]
    """False alarms and misses by source; sources without are left out."""

    @property
    def spread(self) -> tuple[float, float] | None:
        """The lowest and the highest score with one source left out."""
        scores = [tally.score for tally in self.without.values() if tally.score is not None]
        return (min(scores), max(scores)) if scores else None

    def worst(self, most: int) -> list[tuple[str, int]]:
        """The sources with the most errors, and how many."""
        return sorted(self.errors.items(), key=lambda item: (-item[1], item[0]))[:most]


class Change(NamedTuple):
    """What a change did to a rule."""

    gained: Mapping[str, int]
    """Errors fewer by source."""
    lost: Mapping[str, int]
    """Errors more by source."""
    score: float
    """Difference of the score on all lessons."""
    without: Mapping[str, float]
    """Difference of the score with each source left out."""

    @property
    def verdict(self) -> str:
        """Whether it gains on others' sources, in a few words."""
        if all(abs(each) < SAME for each in (self.score, *self.without.values())):
            return "as good as before"
        if self.score <= -SAME:
            return "loses"
        low = min(self.without, key=lambda source: (self.without[source], source))
        if self.without[low] >= SAME:
            return "gains whichever source is left out"
        return f"gains nothing without {low}"


def hold_out(marks: Mapping[str, Any], findings: Mapping[str, Sequence[Said]]) -> dict[str, Held]:
    """Each rule on all lessons and with each source left out, in the codebook's order."""
    sources = sorted({source_of(lesson) for lesson in marks})
    whole = compare(marks, findings)
    without = {
        source: compare({lesson: each for lesson, each in marks.items() if source_of(lesson) != source}, findings) for source in sources
    }
    return {row: Held(whole[row], {source: tallies[row] for source, tallies in without.items()}, _by_source(whole[row])) for row in RULES}


def _by_source(tally: Tally) -> dict[str, int]:
    errors: dict[str, int] = {}
    for lesson, number in tally.errors.items():
        source = source_of(lesson)
        errors[source] = errors.get(source, 0) + number
    return dict(sorted(errors.items()))


def changes(before: Mapping[str, Held], now: Mapping[str, Held]) -> dict[str, Change]:
    """The rules whose errors or questions are not what they were."""
    told = {}
    for row, held in now.items():
        old = before[row]
        fewer = {source: old.errors.get(source, 0) - held.errors.get(source, 0) for source in sorted({*old.errors, *held.errors})}
        without = {source: _difference(old.without[source], tally) for source, tally in held.without.items()}
        change = Change(
            gained={source: number for source, number in fewer.items() if number > 0},
            lost={source: -number for source, number in fewer.items() if number < 0},
            score=_difference(old.whole, held.whole),
            without=without,
        )
        if change.gained or change.lost or old.whole.asked != held.whole.asked:
            told[row] = change
    return told


def _difference(old: Tally, new: Tally) -> float:
    return (new.score or 0.0) - (old.score or 0.0)


@contextmanager
def checkout(revision: str) -> Iterator[Path]:
    """A worktree of a revision, removed at the end. Raises LessonsError."""
    with tempfile.TemporaryDirectory() as place:
        tree = Path(place) / "tree"
        _git("worktree", "add", "--quiet", "--detach", str(tree), revision)
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _git(*words: str) -> None:
    done = subprocess.run(["git", "-C", str(ROOT), *words], check=False, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise LessonsError(done.stderr.strip())


def linted(tree: Path, lessons: Labelled) -> dict[str, Held]:
    """The lessons, linted with the rules and the code of a checkout. Raises LessonsError."""
    environment = {**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONUTF8": "1"}
    return hold_out(lessons.marks, run(f"{sys.executable} -m udl_lint", lessons.files, "strict", environment).findings)


def table(held: Mapping[str, Held], readers: Mapping[str, float | None], worst: int) -> Iterator[str]:
    """A line a rule."""
    yield f"{'rule':64} score   left out     readers  worst sources (errors)"
    for row, each in held.items():
        spread = "   –        " if each.spread is None else f"{each.spread[0]:.2f} to {each.spread[1]:.2f}"
        costly = ", ".join(f"{source} {number}" for source, number in each.worst(worst))
        few = "" if each.whole.enough else " (few)"
        yield f"{row:64} {_shown(each.whole.score)}  {spread}   {_shown(readers.get(row))}    {costly}{few}".rstrip()


def change_lines(told: Mapping[str, Change]) -> Iterator[str]:
    """A few lines a rule that changed."""
    for row, change in told.items():
        low, high = min(change.without.values()), max(change.without.values())
        yield f"{row}: {change.verdict}"
        yield f"    score {change.score:+.3f}; with a source left out {low:+.3f} to {high:+.3f}"
        for word, numbers in (("fewer", change.gained), ("more", change.lost)):
            if numbers:
                yield f"    {word} errors: {', '.join(f'{source} {number}' for source, number in numbers.items())}"
    if not told:
        yield "No rule changed."


def _shown(value: float | None) -> str:
    return "   –" if value is None else f"{value:4.2f}"


def _data(held: Mapping[str, Held], told: Mapping[str, Change]) -> dict[str, Any]:
    return {
        "rules": {
            row: {
                "score": each.whole.score,
                "enough": each.whole.enough,
                "left_out": {source: tally.score for source, tally in each.without.items()},
                "errors": each.errors,
            }
            for row, each in held.items()
        },
        "changes": {row: {**change._asdict(), "verdict": change.verdict} for row, change in told.items()},
    }


def main(arguments: list[str] | None = None) -> int:
    """Measure this checkout, and another revision beside it."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--corpus", type=Path, required=True, metavar="FOLDER", help="where the lessons' texts lie")
    ask.add_argument("--published", type=Path, default=PUBLISHED, metavar="FOLDER", help="where the manifests and marks lie")
    ask.add_argument("--rule", default="", metavar="NAME", help="only rules whose name holds this")
    ask.add_argument("--worst", type=int, default=3, metavar="N", help="how many of the worst sources to name [default: 3]")
    ask.add_argument("--against", metavar="REVISION", help="compare with this revision")
    ask.add_argument("--json", type=Path, metavar="FILE")
    given = ask.parse_args(arguments)
    told: dict[str, Change] = {}
    try:
        lessons = load(TUNING, given.corpus, given.published)
        held = {row: each for row, each in linted(ROOT, lessons).items() if given.rule in row}
        if given.against:
            with checkout(given.against) as tree:
                told = changes(linted(tree, lessons), held)
    except LessonsError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(change_lines(told) if given.against else table(held, lessons.readers, given.worst)))
    if given.json:
        given.json.write_text(json.dumps(_data(held, told), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
