"""`udl-lint config`: it shows what a check uses, and each source that it names says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from running import lint
from udl_lint.config import Wishes
from udl_lint.config.shapes import CONFIG, json_schema
from udl_lint.rulebook import Rulebook

DISTRICT = """\
profile: strict
about: {grade: 5, subject: science}
rules:
  equity: suggestion
  readability/directions-above-grade: {margin: 2}
"""
SCHOOL = """\
extends: ../udl-lint.yaml
fail_on: warning
exclude: ["draft/"]
rules:
  engagement/missing-peer-talk: off
overrides:
  - paths: ["grade-3/**"]
    about:
      grade: 3
    rules:
      readability/directions-above-grade:
        margin: 1
        severity: error
"""


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "udl-lint.yaml").write_text(DISTRICT, encoding="utf-8")
    folder = tmp_path / "school"
    folder.mkdir()
    (folder / "udl-lint.yaml").write_text(SCHOOL, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def shown(*arguments: str) -> Any:
    ran = lint("config", "show", *arguments, "--format", "json")
    assert (ran.code, ran.notes) == (0, "")
    return json.loads(ran.out)


def test_each_value_names_the_line_that_says_it(school: Path) -> None:
    data = shown("grade-3/a.md")
    above = f"{school.parent}/udl-lint.yaml"
    assert data["profile"] == {"value": "strict", "from": f"{above}:1"}
    assert data["fail_on"] == {"value": "warning", "from": "udl-lint.yaml:2"}
    assert data["about"] == {"grade": {"value": "3", "from": "udl-lint.yaml:9"}, "subject": {"value": "science", "from": f"{above}:2"}}
    assert data["exclude"] == [{"value": "draft/", "from": "udl-lint.yaml:3"}]
    rule = data["rules"]["readability/directions-above-grade"]
    assert rule["severity"] == {"value": "error", "from": "udl-lint.yaml:13"}
    assert rule["options"]["margin"] == {"value": 1, "from": "udl-lint.yaml:12"}
    assert data["rules"]["engagement/missing-peer-talk"]["on"] == {"value": "off", "from": "udl-lint.yaml:5"}
    assert data["rules"]["equity/deficit-language"]["severity"] == {"value": "suggestion", "from": f"{above}:4"}
    elsewhere = shown("grade-4/a.md")
    assert elsewhere["about"]["grade"] == {"value": "5", "from": f"{above}:2"}
    assert elsewhere["rules"]["readability/directions-above-grade"]["options"]["margin"] == {"value": 2, "from": f"{above}:5"}


def test_the_command_line_is_a_source(school: Path) -> None:
    data = shown("a.md", "--profile", "team", "--fail-on", "never", "--grade", "2", "--ignore", "equity", "--select", "equity,language")
    line = {"from": "command line"}
    assert data["profile"] == {"value": "team", **line}
    assert data["fail_on"] == {"value": "never", **line}
    assert data["about"]["grade"] == {"value": "2", **line}
    assert data["rules"]["equity/deficit-language"]["on"] == {"value": "off", **line}
    assert data["rules"]["language/generic-language-support"]["on"] == {"value": "on", **line}
    assert data["rules"]["structure/missing-grade"]["on"] == {"value": "off", **line}


@pytest.mark.parametrize("profile", ["", "teacher", "team", "strict", "language", "materials"])
@pytest.mark.parametrize("path", ["a.md", "grade-3/a.md"])
def test_it_shows_what_a_check_uses(school: Path, profile: str, path: str) -> None:
    setting = Rulebook(Wishes(profile)).setting(path)
    rules = shown(path, *(["--profile", profile] if profile else []))["rules"]
    assert {each.rule.id: each.severity for each in setting.rules} == {
        rule: each["severity"]["value"] for rule, each in rules.items() if each["on"]["value"] == "on"
    }
    for each in setting.rules:
        told = {name: option["value"] for name, option in rules[each.rule.id]["options"].items()}
        assert told == json.loads(json.dumps({name: each.options[name] for name in told}))
        assert set(told) == set(each.options)


def test_without_a_configuration_it_is_the_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = lint("config", "show")
    assert "configuration: none" in ran.out
    assert "profile teacher" in ran.out
    assert shown("nowhere.md")["profile"] == {"value": "teacher", "from": "default"}


def test_an_excluded_path_and_a_broken_file_are_told(school: Path) -> None:
    assert "This path is excluded" in lint("config", "show", "draft/a.md").out
    (school / "udl-lint.yaml").write_text("profil: team\n", encoding="utf-8")
    ran = lint("config", "show")
    assert ran.code == 2
    assert ran.notes.startswith("udl-lint: udl-lint.yaml:1: there is no key 'profil' here.")


def test_the_printed_schema_is_the_table_s_and_tells_an_editor_of_each_key() -> None:
    schema = json.loads(lint("config", "schema").out)
    assert schema == json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert all(schema["properties"][key]["description"] for key in CONFIG.keys)
    jsonschema.validate({"profile": "team", "rules": {"equity": "off"}}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"profil": "team"}, schema)
