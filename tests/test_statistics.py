"""Sums by rule, pack, grade and folder, the same however lessons are checked; and lessons that are watched."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import jsonschema
import pytest

from running import ROOT, STRONG, WEAK, command, environment, lint


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"b/one.md": WEAK, "a/two.md": WEAK, "a/three.md": STRONG, "a/four.md": "# Owls\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_sums_are_those_of_the_findings(place: Path) -> None:
    report = json.loads(lint("check", "--format", "json", "--statistics", "--no-cache").out)
    jsonschema.validate(report, json.loads((ROOT / "src/udl_lint/data/report.schema.json").read_text(encoding="utf-8")))
    sums = report["statistics"]
    assert [row["grade"] for row in sums["grade"]] == ["3", "6", "unknown"]
    assert [(row["folder"], row["lessons"]) for row in sums["folder"]] == [("a", 3), ("b", 1)]
    problems = sum(report["summary"]["problems"].values())
    for kind in ("rule", "pack", "grade", "folder"):
        assert sum(row["problems"] for row in sums[kind]) == problems > 0
        assert sum(row["reviews"] for row in sums[kind]) == report["summary"]["reviews"]
    for row in sums["rule"]:
        found = [lesson for lesson in report["lessons"] if any(each["rule"] == row["rule"] for each in lesson["findings"])]
        assert row["lessons"] == len(found) > 0
    assert [row["problems"] for row in sums["rule"]] == sorted((row["problems"] for row in sums["rule"]), reverse=True)


@pytest.mark.parametrize("form", [(), ("--quiet",), ("--format", "json")])
def test_sums_are_the_same_from_kept_results_and_workers(place: Path, form: tuple[str, ...]) -> None:
    plain = lint("check", "--statistics", *form, "--no-cache")
    assert lint("check", "--statistics", *form, "--cache-dir", ".kept") == plain
    assert lint("check", "--statistics", *form, "--cache-dir", ".kept", "--workers", "2") == plain
    assert "By folder:" in plain.out or form[-1:] == ("json",)


def wait_for(path: Path, words: str, times: int) -> str:
    end = time.monotonic() + 60
    while (text := path.read_text(encoding="utf-8")).count(words) < times:
        assert time.monotonic() < end, text
        time.sleep(0.05)
    return text


def test_what_is_saved_is_checked_again(place: Path) -> None:
    pytest.importorskip("watchfiles")
    out, notes = place / "out.txt", place / "notes.txt"
    with open(out, "wb") as report, open(notes, "wb") as beside:
        process = subprocess.Popen(
            command("check", "a", "--watch", "--quiet"),
            cwd=place,
            env=environment(WATCHFILES_FORCE_POLLING="1"),
            stdout=report,
            stderr=beside,
        )
    try:
        wait_for(notes, "waiting for changes in a", 1)
        before = out.read_text(encoding="utf-8")
        assert "a/two.md" in before
        time.sleep(1)
        # As editors do it: a new file in the place of the old one.
        (place / "new").write_text(STRONG + "\nMore.\n", encoding="utf-8")
        os.replace(place / "new", place / "a" / "two.md")
        wait_for(notes, "waiting for changes in a", 2)
        after = out.read_text(encoding="utf-8").removeprefix(before)
        assert "missing-objective" not in after
        assert "a/four.md" not in after
        (place / "a" / "udl-lint.yaml").write_text("profile: nothing-such\n", encoding="utf-8")
        assert "nothing-such" in wait_for(notes, "waiting for changes in a", 3)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
    assert notes.read_text(encoding="utf-8").endswith("udl-lint: stopped.\n")
    assert "Traceback" not in notes.read_text(encoding="utf-8")


def test_what_cannot_be_watched_is_said(place: Path) -> None:
    assert lint("check", "--watch", "-").code == 2
    assert lint("check", "--watch", "none.md").code == 2
