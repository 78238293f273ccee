"""Small labelled lessons that nobody taught, for the tests of the benchmarks: texts, marks, and a linter that says what they ask.

A lesson's line `SAY rule verdict severity` makes the stand-in linter say just that, at that line.
"""

from __future__ import annotations

import csv
import hashlib
import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from running import ROOT

BENCHMARKS = ROOT / "benchmarks"

STAND_IN = """\
import json, sys
if sys.argv[1] == "rules":
    print(json.dumps({"rules": [{"id": name} for name in ("structure/vague-objective", "structure/not-marked")]}))
else:
    lessons = []
    profile = sys.argv[sys.argv.index("--profile") + 1]
    for path in (word for word in sys.argv[1:] if word.endswith(".md")):
        findings = []
        for number, line in enumerate(open(path, encoding="utf-8").read().split("\\n"), start=1):
            if line.startswith("SAY "):
                rule, verdict, severity = line.split()[1:4]
                if profile == "strict" or not rule.endswith("-reflection"):
                    findings.append({"rule": rule, "line": number, "end_line": number, "verdict": verdict, "severity": severity})
        lessons.append({"path": path, "findings": findings})
    print(json.dumps({"tool": {"version": "9.9"}, "lessons": lessons}))
"""

PLAIN: dict[str, Any] = {
    **{
        name: {"s": 2, "lines": [1]} for name in ("prior_knowledge", "model_or_organizer", "choice", "relevance", "peer_talk", "reflection")
    },
    **{name: {"s": 2, "lines": [1]} for name in ("flexible_pace", "language_objective", "check", "next_step")},
    "grade": "3-5",
    "objective": "observable",
    "input_modes": {"A": [1], "V": [1]},
    "teacher_talk": None,
    "response_modes": {"W": [1], "S": [1]},
    "product_option": "yes",
    "planning_aid": "na",
    "scaffolds": {"L": {"s": 2, "lines": [1]}, "G": {"s": 1, "lines": [1]}},
    "vocabulary": "taught",
    "home_language": "invited",
    "home_language_lines": [],
    "demand": 3,
    "supports": {"placement": "inline", "lines": [], "boilerplate": [], "gated": [], "lowered": []},
    "family": [{"line": 1, "direction": "two", "language_plan": True, "assumption": None}],
    "home_items": [],
    "labels": [],
    **{name: [] for name in ("vague_objective_lines", "reading_without_route", "generic_language_support", "drill_screen_tasks")},
    **{name: [] for name in ("media_without_captions", "help_online_only", "sensory_only_cue")},
}
"""Marks of a lesson about which no rule has anything to say."""

Lessons = Mapping[str, tuple[str, Mapping[str, Any]]]
"""Text and marks by name; a mark that is not given is as in `PLAIN`."""


def bench(name: str) -> Any:
    """A module of the benchmarks."""
    if str(BENCHMARKS) not in sys.path:
        sys.path.insert(0, str(BENCHMARKS))
    return importlib.import_module(name)


def write_set(folder: Path, name: str, lessons: Lessons, **more: Any) -> None:
    """A set of real lessons: texts in `folder/corpus`, manifest and marks in `folder/published`. `more` goes beside the marks."""
    marks = {lesson: {**PLAIN, "id": lesson, **given} for lesson, (_, given) in lessons.items()}
    _write(folder, name, {lesson: text for lesson, (text, _) in lessons.items()}, {"marks": marks, **more})


def write_planted(folder: Path, lessons: Mapping[str, tuple[str, Sequence[Any], Sequence[Any]]]) -> None:
    """Planted lessons: text, what must be said and what must not."""
    marks = {lesson: {"must": must, "must_not": must_not} for lesson, (_, must, must_not) in lessons.items()}
    _write(folder, "planted", {lesson: text for lesson, (text, _, _) in lessons.items()}, {"marks": marks})


def _write(folder: Path, name: str, texts: Mapping[str, str], told: Mapping[str, Any]) -> None:
    place, published = folder / "corpus" / name / "lessons", folder / "published" / name
    place.mkdir(parents=True)
    published.mkdir(parents=True)
    with (published / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("file", "source", "language", "grade_band", "author", "subject", "sha256"))
        for lesson, text in texts.items():
            (place / f"{lesson}.md").write_text(text, encoding="utf-8", newline="")
            about = (f"{lesson}.md", f"somebody/{lesson.rpartition('-')[0]}", "en", "3-5", "human", "science (birds)")
            rows.writerow((*about, hashlib.sha256(text.encode()).hexdigest()))
    (published / "marks.json").write_text(json.dumps(told), encoding="utf-8")


def stand_in(folder: Path) -> str:
    """The command of the linter that says what lessons ask it to say."""
    path = folder / "stand_in.py"
    path.write_text(STAND_IN, encoding="utf-8")
    return f"{sys.executable} {path}"
