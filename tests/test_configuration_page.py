"""The page on configuration: every example on it is run."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from udl_lint.allow import Allowance, apply, understand
from udl_lint.config.file import read_config
from udl_lint.config.settling import Settler
from udl_lint.config.shapes import CONFIG
from udl_lint.errors import ConfigError
from udl_lint.packs import load_ruleset
from udl_lint.readers import read
from udl_lint.source import Source

PAGE = Path(__file__).parents[1] / "docs" / "configuration.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
RULESET = load_ruleset()
LESSONS = [(kind, text) for kind, text in BLOCKS if "udl-lint: allow" in text]
ERRORS = {BLOCKS[number - 1][1]: text.strip() for number, (kind, text) in enumerate(BLOCKS) if kind == "text"}
FILES = [text for kind, text in BLOCKS if kind == "yaml" and "udl-lint: allow" not in text]


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school's folder in a project, with the district's configuration above."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "udl-lint.yaml").write_text("profile: strict\n", encoding="utf-8")
    folder = tmp_path / "school"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("text", FILES, ids=[text.split("\n")[0] for text in FILES])
def test_each_configuration_is_taken_or_refused_as_the_page_says(school: Path, text: str) -> None:
    (school / "our-rules").mkdir()
    (school / "udl-lint.yaml").write_text(text, encoding="utf-8")
    if text in ERRORS:
        with pytest.raises(ConfigError) as caught:
            Settler(read_config("udl-lint.yaml"), RULESET.rules, RULESET.profiles)
        assert str(caught.value) == ERRORS[text]
    else:
        Settler(read_config("udl-lint.yaml"), RULESET.rules, RULESET.profiles).settings_for("grade-3/a.md")


def test_there_are_examples() -> None:
    assert len(FILES) >= 7
    assert len(LESSONS) == 3
    assert len(ERRORS) == 1
    assert {kind for kind, _ in BLOCKS} == {"yaml", "markdown", "text", "sh"}


@pytest.mark.parametrize(("kind", "text"), LESSONS)
def test_each_comment_is_right(kind: str, text: str) -> None:
    lesson = read(Source("a.yaml" if kind == "yaml" else "a.md", text), RULESET.cues)
    assert len(lesson.permits) == text.count("udl-lint: allow")
    meanings = list(understand(lesson.permits))
    assert all(isinstance(meaning, Allowance) and meaning.reason for meaning in meanings)
    said = apply(lesson, [], known=set(RULESET.rules), checked=(), today=date(2026, 11, 26))
    assert said.remarks == ()


def test_the_page_names_every_key_every_profile_and_nothing_that_is_not_there() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE)
    assert rows == list(CONFIG.keys)
    about = re.search(r"^### Profiles\n\n(.*?)\n\n", TEXT, re.DOTALL | re.MULTILINE)
    assert about
    assert set(RULESET.profiles) == set(re.findall(r"`(\w+)`", about[1].replace("`udl-lint rules`", "")))
    named = set(re.findall(r"\b[a-z-]+/[a-z-]+\b", " ".join(text for kind, text in BLOCKS if kind != "text" and text not in ERRORS)))
    assert {name for name in named if name.split("/")[0] in {rule.split("/")[0] for rule in RULESET.rules}} <= set(RULESET.rules)
