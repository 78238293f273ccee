"""The page on house rules: each of its steps is done as it says, in an empty folder."""

from __future__ import annotations

import importlib
import re
import shlex
from pathlib import Path
from typing import get_args

import pytest

from running import ROOT, lint
from udl_lint.checks import CHECKS, check_class
from udl_lint.lesson import Role
from udl_lint.pack_files import ConceptShape, ExampleShape, RuleShape
from udl_lint.phrases import compile_phrases

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


KEYS = (ROOT / "docs" / "rule-files.md").read_text(encoding="utf-8")


def _rows(heading: str) -> dict[str, str]:
    """The first table below a heading or a line: what stands in its first column to what stands in its second."""
    table = KEYS.split(heading, 1)[1].split("\n\n|", 1)[1].split("\n\n", 1)[0]
    pairs = (re.split(r"(?<!\\) \| ", line.strip("| ")) for line in table.splitlines()[2:])
    return {pair[0]: pair[1] for pair in pairs}


def test_the_page_of_keys_has_them_all() -> None:
    assert set(_rows("## A rule\n")) == {f"`{key}`" for key in RuleShape.model_fields}
    assert set(_rows("Each of the examples")) == {f"`{key}`" for key in ExampleShape.model_fields}
    fields = {field.alias or name for name, field in ConceptShape.model_fields.items()}
    assert set(re.findall(r"`(\w+)`", " ".join(_rows("## A list of words")))) == fields
    assert set(re.findall(r"`(\w+)`", KEYS.split("The parts of a plan,")[1].split("\n\n")[0])) == {*get_args(Role), "roles"}


def test_the_page_of_keys_tells_each_way_of_looking_as_its_file_does() -> None:
    said: dict[str, str] = {}
    for kind, place in CHECKS.items():
        first = (importlib.import_module(place.partition(":")[0]).__doc__ or "").strip().splitlines()[0]
        said[f"`{kind}`"] = first.split(": ", 1)[1].rstrip(".")
    assert _rows("one file for each way") == said
    values = {"sentence", "block", "next", "section", "lesson", "words", "student", "teacher", "true"}
    for kind in ("flag", "require", "lacking", "modes"):
        (part,) = re.findall(rf"^\*\*`{kind}`\*\*(.*?)\n\n", KEYS, re.MULTILINE | re.DOTALL)
        assert set(re.findall(r"`(\w+)`", part)) - values <= set(check_class(kind).__annotations__)


@pytest.mark.parametrize("phrase", re.findall(r"^\| `([^`]+)` \|", KEYS.split("What you may write")[1].split("\n\n## ")[0], re.MULTILINE))
def test_each_sign_on_the_page_is_one_of_the_phrase_language(phrase: str) -> None:
    compile_phrases({"c": {"en": [phrase.replace("\\|", "|")]}}, {"student": {"en": ["student"]}})
