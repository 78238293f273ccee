"""How tests run the tool: in this process where only the words matter, as a process of its own where streams and exit codes do."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from udl_lint.commands.output import Output
from udl_lint.entry import run

ROOT = Path(__file__).parents[1]

WEAK = """\
# Volcano Shapes

Grade 6

## Homework

Watch the 12-minute YouTube clip on lava and answer questions 1–5.
"""
"""A lesson with errors, warnings and suggestions in every profile."""

STRONG = """\
# Leaf shapes

Grade: 3

## Objective

Students will sort leaves by shape and explain the rule that they used.

## Steps

1. Look at the picture cards with your partner. Point to a smooth edge and a saw edge, and say the names together.
2. Choose five leaves from the tray. You may draw the groups, write the rule, or tell it to me.
3. Use the sentence starter on your desk: "I put these together because ___."

## Exit ticket

Show your rule: write it, draw it, or say it into the recorder.
"""
"""A lesson in which nothing has to be mended."""


def can_compile() -> bool:
    """Whether there is what `hatch_build.py` needs to compile the module in C: then it has to be there."""
    if sys.implementation.name != "cpython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
        return False
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cl").split()[0]
    return shutil.which(compiler) is not None and Path(sysconfig.get_path("include"), "Python.h").exists()


class Ran(NamedTuple):
    """What a run wrote, and how it ended."""

    code: int
    out: str
    notes: str


def lint(*arguments: str | Path) -> Ran:
    """One command line in this process."""
    out, notes = io.StringIO(), io.StringIO()
    code = run([str(argument) for argument in arguments], Output(out, notes))
    return Ran(code, out.getvalue(), notes.getvalue())


def environment(**more: str) -> dict[str, str]:
    """The environment of a child: this checkout, UTF-8, and nothing about colour or Python's own settings but what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON") and name not in ("NO_COLOR", "FORCE_COLOR")}
    return kept | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"} | more


def command(*arguments: str | Path) -> list[str]:
    """The command line of a process of its own."""
    return [sys.executable, "-m", "udl_lint", *map(str, arguments)]


def spawn(
    *arguments: str | Path, folder: Path | None = None, given: bytes | None = None, settings: Mapping[str, str] | None = None, **more: Any
) -> subprocess.CompletedProcess[bytes]:
    """One command line in a process of its own; `settings` are environment variables."""
    if given is not None:
        more["input"] = given
    else:
        more.setdefault("stdin", subprocess.DEVNULL)
    more.setdefault("stdout", subprocess.PIPE)
    more.setdefault("stderr", subprocess.PIPE)
    return subprocess.run(command(*arguments), check=False, cwd=folder, env=environment(**dict(settings or {})), timeout=120, **more)


def python(code: str, *arguments: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """A program in a process of its own."""
    line: Sequence[str] = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(line, check=False, cwd=folder, env=environment(), timeout=120, capture_output=True, stdin=subprocess.DEVNULL)
