"""How often the linter is right on the labelled lessons; writes `docs/accuracy.md`, `docs/accuracy.json` and the README's numbers.

    accuracy.py --corpus FOLDER [--linter COMMAND] [--sets dev,more,planted] [--page FILE] [--check] [--partial]

The marks are those in `benchmarks/lessons/`; the texts lie in `FOLDER/dev/lessons` and so on, as they were handed out or as
`rebuild_lessons.py` fetched them. The page in `docs/` needs all sets; with some of them it says only what it measured, and where
`--page` says. `--check` writes nothing and fails when the page differs from what is measured now. `--partial` goes without
the lessons that are missing.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from accuracy_page import AFTER, BEFORE, page, readme_block, short
from labelled import MEASURING, PUBLISHED, SETS, LessonsError
from measurement import Accuracy, data, measure

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
README = ROOT / "README.md"


def written(found: Accuracy, place: Path, readme: Path | None) -> Iterator[tuple[Path, str]]:
    """Every file that tells the figures, with its text as it should be. The README only where it has the markers.

    Without the measuring set only the page: its figures are for those who tune, not for those who use the linter.
    """
    yield place, page(found)
    if MEASURING not in found.real:
        return
    yield place.with_suffix(".json"), json.dumps(data(found), indent=1) + "\n"
    if readme is not None:
        text = readme.read_text(encoding="utf-8")
        before, mark, rest = text.partition(BEFORE)
        _, end, after = rest.partition(AFTER)
        if mark and end:
            yield readme, f"{before}{mark}\n{readme_block(found)}{end}{after}"


def summary(found: Accuracy) -> Iterator[str]:
    """A few lines for a terminal."""
    for name, each in found.real.items():
        strict, teacher = each.strict, each.teacher
        yield f"{name}, {strict.lessons} lessons"
        yield f"  strict: precision {short(strict.precision)}, recall {short(strict.recall)}, sure {short(strict.sure)}"
        yield f"    {strict.false_alarms:.2f} false alarms and {strict.missed:.2f} misses a lesson"
        yield f"    {short(strict.of_readers)} of the readers' score over {strict.rules} rules"
        yield f"    {short(each.forced.of_readers)} of it with questions as problems"
        yield f"  teacher: precision {short(teacher.precision)}, {teacher.false_alarms:.2f} false alarms a lesson"
        yield f"  errors at teacher: precision {short(each.errors.precision)} of {each.errors.said}"
    if found.planted:
        sums = found.planted_sum
        yield f"planted: must {sums.must_kept} of {sums.must}, must not {sums.must_not_kept} of {sums.must_not}"


def main(arguments: list[str] | None = None) -> int:
    """Measure, and write or compare the page."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--corpus", type=Path, required=True, metavar="FOLDER", help="where the lessons' texts lie")
    ask.add_argument("--linter", default="udl-lint", metavar="COMMAND")
    ask.add_argument("--sets", default=",".join(SETS), metavar="NAMES", help="[default: %(default)s]")
    ask.add_argument("--published", type=Path, default=PUBLISHED, metavar="FOLDER", help="where the manifests and marks lie")
    ask.add_argument("--page", type=Path, metavar="FILE", help="[default: docs/accuracy.md, for all sets]")
    ask.add_argument("--readme", type=Path, metavar="FILE", help="[default: README.md, with the page in docs/]")
    ask.add_argument("--check", action="store_true", help="write nothing, fail when something would change")
    ask.add_argument("--partial", action="store_true", help="go without the lessons that are missing")
    given = ask.parse_args(arguments)
    unknown = set(given.sets.split(",")) - set(SETS)
    if unknown:
        ask.error(f"there is no set {', '.join(sorted(unknown))!r}; the sets are {', '.join(SETS)}")
    sets = [name for name in SETS if name in given.sets.split(",")]
    whole = set(sets) == set(SETS) and not given.partial
    place = given.page or (PAGE if whole else None)
    readme = given.readme or (README if place == PAGE else None)
    try:
        found = measure(given.corpus, given.linter, sets, given.published, partial=given.partial)
    except LessonsError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(summary(found)))
    if place is None:
        return 0
    changed = 0
    for path, text in written(found, place, readme):
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if old == text:
            continue
        changed += 1
        if given.check:
            print("\n".join(difflib.unified_diff(old.split("\n"), text.split("\n"), path.name, "now", lineterm="")))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"Wrote {path.name}.")
    return 1 if given.check and changed else 0


if __name__ == "__main__":
    raise SystemExit(main())
