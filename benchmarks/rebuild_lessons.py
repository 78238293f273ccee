"""Fetches the labelled lessons from where they were published, each at the commit that was marked, and checks every file.

    rebuild_lessons.py OUT_FOLDER [--sets dev,more] [--from https://github.com/{source}.git]

One shallow fetch a source and commit; a lesson that is there already is not fetched again. A source that is gone or a file whose
sha256 is another one is named, and the exit code is 1. Needs git and the network.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from labelled import MEASURING, PUBLISHED, TUNING

ADDRESS = "https://github.com/{source}.git"


class Wanted(NamedTuple):
    """A lesson: where it is published, and where its text is to lie."""

    source: str
    commit: str
    path: str
    sha256: str
    file: Path


def wanted(name: str, out: Path, published: Path = PUBLISHED) -> Iterator[Wanted]:
    """The lessons of a set whose text is not there yet."""
    with (published / name / "manifest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lesson = Wanted(row["source"], row["commit"], row["path"], row["sha256"], out / name / "lessons" / row["file"])
            if not (lesson.file.exists() and _digest(lesson.file.read_bytes()) == lesson.sha256):
                yield lesson


def fetch(source: str, commit: str, lessons: Sequence[Wanted], address: str) -> Iterator[str]:
    """Write the lessons of one source at one commit; yields what could not be had, in plain words."""
    with tempfile.TemporaryDirectory() as place:
        _git(place, "init", "--quiet")
        done = _git(place, "fetch", "--quiet", "--depth", "1", address.format(source=source), commit)
        if done.returncode:
            yield f"{source}: {len(lessons)} lessons not fetched: {done.stderr.decode(errors='replace').strip()}"
            return
        for lesson in lessons:
            shown = _git(place, "cat-file", "blob", f"{commit}:{lesson.path}")
            if shown.returncode:
                yield f"{source}: there is no {lesson.path} at {commit}"
            elif _digest(shown.stdout) != lesson.sha256:
                yield f"{source}: {lesson.path} is not the text that was marked"
            else:
                lesson.file.parent.mkdir(parents=True, exist_ok=True)
                lesson.file.write_bytes(shown.stdout)


def _git(folder: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", folder, *words], check=False, stdin=subprocess.DEVNULL, capture_output=True)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    """Fetch what is missing, source by source."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("out", type=Path, metavar="OUT_FOLDER")
    ask.add_argument("--sets", default=f"{MEASURING},{TUNING}", metavar="NAMES")
    ask.add_argument("--published", type=Path, default=PUBLISHED, metavar="FOLDER", help="where the manifests are")
    ask.add_argument("--from", dest="address", default=ADDRESS, metavar="ADDRESS", help="where a {source} is fetched from")
    given = ask.parse_args(arguments)
    names = given.sets.split(",")
    if not set(names) <= {MEASURING, TUNING}:
        ask.error(f"only {MEASURING} and {TUNING} can be fetched")
    origins: dict[tuple[str, str], list[Wanted]] = {}
    for name in names:
        for lesson in wanted(name, given.out, given.published):
            origins.setdefault((lesson.source, lesson.commit), []).append(lesson)
    troubles = 0
    for (source, commit), lessons in sorted(origins.items()):
        for trouble in fetch(source, commit, lessons, given.address):
            troubles += 1
            print(trouble, file=sys.stderr)
    missing = sum(1 for name in names for _ in wanted(name, given.out, given.published))
    print(f"{missing} lessons are missing." if missing else f"All lessons of {given.sets} are in {given.out}.")
    return 1 if troubles else 0


if __name__ == "__main__":
    raise SystemExit(main())
