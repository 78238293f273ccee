"""The page on house rules: each of its steps is done as it says, in an empty folder."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from running import ROOT, lint

PAGE = (ROOT / "docs" / "house-rules.md").read_text(encoding="utf-8")
STEPS, PACKAGE = PAGE.split("## Rules for many schools")
PART = re.compile(r"(?P<before>[^\n]*(?:\n[^\n]+)*)\n*\n```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def test_each_step_gives_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    parts = [(part["before"], part["kind"], part["text"]) for part in PART.finditer(STEPS)]
    assert len(parts) == STEPS.count("```") / 2 == 14
    written = ran = 0
    for number, (before, kind, text) in enumerate(parts):
        if kind in ("markdown", "yaml"):
            name = re.findall(r"`([\w/.-]+\.(?:md|yaml))`", before)[-1]
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text((path.read_text(encoding="utf-8") if "the end of" in before else "") + text, encoding="utf-8")
            written += 1
        elif kind == "sh":
            program, *arguments = shlex.split(text)
            assert program == "udl-lint"
            done = lint(*arguments)
            follows = parts[number + 1][2] if number + 1 < len(parts) and parts[number + 1][1] == "text" else ""
            assert (done.out, done.notes, done.code) == (follows, "", 0)
            ran += 1
    assert (written, ran) == (7, 4)
    assert "our-rules/missing-last-answer" not in lint("check", "rocks.md", "--quiet", "--all").out
    assert lint("explain", "our-rules/old-word").code == 0
    assert "our-rules/old-word " in lint("config", "show", "rocks.md").out


def test_before_the_words_are_taught_the_rule_does_not_know_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "our-rules").mkdir()
    blocks = [part["text"] for part in PART.finditer(STEPS)]
    (tmp_path / "rocks.md").write_text(blocks[0] + next(block for block in blocks if "Door card" in block), encoding="utf-8")
    (tmp_path / "our-rules" / "missing-last-answer.yaml").write_text(blocks[1], encoding="utf-8")
    (tmp_path / "udl-lint.yaml").write_text("packs: [./our-rules]\n", encoding="utf-8")
    assert "our-rules/missing-last-answer" in lint("check", "rocks.md", "--quiet", "--select", "our-rules").out


def test_the_sample_package_is_as_the_page_has_it() -> None:
    sample = (ROOT / "tests" / "sample_plugin" / "pyproject.toml").read_text(encoding="utf-8")
    (entry,) = re.findall(r"^```toml\n(.*?)^```", PACKAGE, re.MULTILINE | re.DOTALL)
    assert entry in sample
    assert "district-shout" in sample
