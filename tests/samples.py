"""The sample lessons, the reports we expect on them, and the screen in README.md. `python tests/samples.py` writes both anew."""

from __future__ import annotations

import re
import sys
from contextlib import chdir
from pathlib import Path

from running import ROOT, lint

FOLDER = ROOT / "sample_lessons"
README = ROOT / "README.md"
SCREEN = re.compile(r"(```sh\nudl-lint check (\S+)\n```\n(?:\n[^`]*)?\n```text\n)(.*?)(```\n)", re.DOTALL)
"""A command on a lesson and the screen that it shows, in two fences one after the other."""


def lessons() -> list[str]:
    """The paths of the sample lessons from the project's root, sorted."""
    paths = (path for path in FOLDER.rglob("*") if path.suffix in (".md", ".yaml") and path.name != "README.md")
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def expected(lesson: str) -> Path:
    """The file with the report that we expect on a lesson."""
    return FOLDER / "expected" / f"{Path(lesson).stem}.txt"


def report(lesson: str) -> str:
    """What `udl-lint check LESSON` prints in the project's root: 80 columns, no colour."""
    with chdir(ROOT):
        return lint("check", "--color", "never", lesson).out


def with_screen(page: str) -> str:
    """A page with its screen as the command above it shows it now."""
    return SCREEN.sub(lambda found: found[1] + report(found[2]) + found[4], page)


def renew() -> list[str]:
    """Write every expected report and README's screen; returns the paths that changed."""
    wanted = {expected(lesson): report(lesson) for lesson in lessons()}
    wanted[README] = with_screen(README.read_text(encoding="utf-8"))
    changed = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in changed:
        path.parent.mkdir(exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    for path in set((FOLDER / "expected").glob("*.txt")) - set(wanted):
        path.unlink()
        changed.append(path)
    return sorted(path.relative_to(ROOT).as_posix() for path in changed)


if __name__ == "__main__":
    sys.stdout.write("".join(f"{path}\n" for path in renew()) or "Nothing has changed.\n")
