"""Holds the linter to what it reached on lessons that careful readers have labelled. The lessons are not in this repository.

    python benchmarks/accuracy_floor.py --corpus FOLDER [--linter udl-lint]   # exit 1 when a number is below benchmarks/floor.json
    python benchmarks/accuracy_floor.py --corpus FOLDER --raise               # write the numbers that have risen into the floor

The folder holds `score.py` with its labelled lessons and `planted/check.py` with lessons in which faults were planted. Numbers:

precision    share of the findings that readers agree with
of_readers   the mean score of a rule as a share of what two readers reach between themselves
sure         share of the cases in which the linter gave an answer of its own (`review` is none)
must         share of the planted faults that are found
must_not     share of the planted traps that the linter does not fall into
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FLOOR = Path(__file__).with_name("floor.json")
NUMBERS = ("precision", "of_readers", "sure", "must", "must_not")
NO_RULES = ("lexicon", "profiles")
"""Folders of `rules/` that hold no rules."""


def rules() -> list[str]:
    """The names of the rules in this checkout, which are their paths."""
    return sorted(f"{path.parent.name}/{path.stem}" for path in (ROOT / "rules").glob("*/*.yaml") if path.parent.name not in NO_RULES)


def measured(corpus: Path, linter: str, names: list[str]) -> dict[str, float]:
    """The numbers now, over these rules only. Exits with 2 when the linter could not be run."""
    with tempfile.TemporaryDirectory() as place:
        labelled = _told(
            Path(place, "labelled.json"), corpus / "score.py", "--only", ",".join(names), "--linter", linter, "--profile", "strict"
        )
        planted = _told(Path(place, "planted.json"), corpus / "planted" / "check.py", "--linter", linter)
    ours = [row for rule, row in planted["rules"].items() if rule in names]
    shares = {name: sum(row[name][0] for row in ours) / sum(row[name][1] for row in ours) for name in ("must", "must_not")}
    return {**{name: labelled[name] for name in ("precision", "of_readers", "sure")}, **shares}


def _told(file: Path, *command: str | Path) -> dict[str, Any]:
    """What a program writes into the file that its `--json` names."""
    call = [sys.executable, *map(str, command), "--json", str(file)]
    done = subprocess.run(call, check=False, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8")
    if not file.exists():
        print(f"{command[0]} measured nothing (exit code {done.returncode})\n{done.stdout[-2000:]}{done.stderr[-2000:]}", file=sys.stderr)
        raise SystemExit(2)
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return told


def raised(floor: Mapping[str, float], now: Mapping[str, float]) -> dict[str, float]:
    """The floor with every number that has risen, rounded down to three places; none is lowered."""
    return {name: max(floor.get(name, 0.0), math.floor(now[name] * 1000 + 1e-9) / 1000) for name in NUMBERS}


def main() -> int:
    """Measure, compare, print a line a number."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--corpus", type=Path, required=True, metavar="FOLDER", help="where score.py and planted/check.py lie")
    ask.add_argument("--linter", default="udl-lint", metavar="COMMAND")
    ask.add_argument("--floor", type=Path, default=FLOOR, metavar="FILE")
    ask.add_argument("--raise", dest="lift", action="store_true", help="write the numbers that have risen into the floor")
    wanted = ask.parse_args()
    floor: dict[str, float] = json.loads(wanted.floor.read_text(encoding="utf-8"))
    names = rules()
    now = measured(wanted.corpus, wanted.linter, names)
    below = [name for name in NUMBERS if now[name] < floor[name]]
    print(f"{len(names)} rules      now   floor")
    for name in NUMBERS:
        print(f"{name:11}  {now[name]:.3f}   {floor[name]:.3f}{'   below the floor' if name in below else ''}")
    higher = raised(floor, now)
    if wanted.lift and higher != floor:
        wanted.floor.write_text(json.dumps(higher, indent=1) + "\n", encoding="utf-8")
        print(f"Raised the floor in {wanted.floor.name}; commit it.")
    elif higher != floor:
        print("Some numbers are above the floor: `--raise` writes them into it.")
    if below:
        print("A change that is right and still lowers a number says so in its commit, and lowers floor.json by hand.")
    return 1 if below else 0


if __name__ == "__main__":
    raise SystemExit(main())
