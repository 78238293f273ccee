"""The configuration: what holds for which lesson, and that nothing in it is misread, passed over or led astray."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile import places
from hostile import yaml as hostile_yaml
from udl_lint.config import Given, Wishes
from udl_lint.config.file import read_config
from udl_lint.config.options import option_value
from udl_lint.config.search import Configs
from udl_lint.config.settling import Chosen, Settings, Settler
from udl_lint.config.shapes import CONFIG, Either, Held, Listed, Named, Record, Shape, Text, json_schema
from udl_lint.config.values import Config
from udl_lint.errors import ConfigError
from udl_lint.lesson import Grade
from udl_lint.packs import load_ruleset
from udl_lint.rulebook import Rulebook
from udl_lint.written import Written

RULESET = load_ruleset()
RULES, PROFILES = RULESET.rules, RULESET.profiles
STREAMED = "home-technology/high-bandwidth-homework"
GRADE = "structure/missing-grade"
LINK = "materials/vague-link-text"
MATERIALS = {rule for rule in RULES if rule.startswith("materials/")}
OFF_FOR_TEACHERS = {rule for rule, severity in PROFILES["teacher"]["rules"].items() if severity == "off"}
SCHEMA = Path(__file__).parents[1] / "src" / "udl_lint" / "data" / "config.schema.json"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, the root of a project."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


def write(folder: Path, text: str, name: str = "udl-lint.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def settle(config: Config, path: str | None = None, **wishes: Any) -> Settings:
    return Settler(config, RULES, PROFILES, Wishes(**wishes)).settings_for(path)


def settled(folder: Path, text: str, path: str | None = None, **wishes: Any) -> Settings:
    write(folder, text)
    return settle(read_config("udl-lint.yaml"), path, **wishes)


def refused(folder: Path, text: str, **wishes: Any) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        settled(folder, text, "a.md", **wishes)
    return caught.value


# What holds


def test_without_a_file_the_teacher_profile_holds() -> None:
    nothing = settle(Config())
    assert set(RULES) - set(nothing.rules) == OFF_FOR_TEACHERS
    assert nothing.rules[STREAMED] == Chosen("error", {name: option.default for name, option in RULES[STREAMED].options.items()})
    assert (nothing.fail_on, nothing.profile, nothing.config, nothing.about.grade) == ("error", "teacher", "", None)


def test_what_holds_without_a_file_and_a_wish_is_what_the_settler_says(here: Path) -> None:
    plain, settled = Rulebook().setting("a.md"), Rulebook(Wishes(grade=Grade(4, 4))).setting("a.md")
    assert plain.rules == settled.rules
    assert {each.rule.id: Chosen(each.severity, each.options) for each in plain.rules} == settle(Config()).rules
    assert plain[2:] == settled._replace(given=Given())[2:]


def test_the_profiles() -> None:
    assert set(settle(Config(), profile="materials").rules) == {rule for rule in RULES if rule.startswith("materials/")}
    assert set(settle(Config(), profile="strict").rules) == set(RULES)
    assert settle(Config(), profile="team").fail_on == "warning"
    language = settle(Config(), profile="language").rules
    raised = {rule for rule in language if language[rule].severity != RULES[rule].severity}
    assert raised
    assert all(rule.startswith("language/") and language[rule].severity == "error" for rule in raised)


@pytest.mark.parametrize(
    ("value", "on", "severity"),
    [
        ("off", False, ""),
        ("on", True, "suggestion"),
        ("error", True, "error"),
        ("{severity: warning}", True, "warning"),
        ("{accept_inferred: yes}", True, "suggestion"),
    ],
)
def test_what_may_be_said_of_a_rule(here: Path, value: str, on: bool, severity: str) -> None:
    found = settled(here, f"rules:\n  {GRADE}: {value}\n")
    assert (GRADE in found.rules) is on
    if on:
        assert found.rules[GRADE].severity == severity
        assert found.rules[GRADE].options["accept_inferred"] is ("yes" in value)


def test_a_pack_is_said_before_its_rules(here: Path) -> None:
    found = settled(here, f"rules:\n  {LINK}: on\n  materials: off\n")
    assert LINK in found.rules
    assert "materials/missing-alt-text" not in found.rules
    found = settled(here, f"rules:\n  {LINK}: error\n  materials: suggestion\n")
    assert {rule: found.rules[rule].severity for rule in (LINK, "materials/missing-alt-text")} == {
        LINK: "error",
        "materials/missing-alt-text": "suggestion",
    }


def test_naming_a_rule_turns_it_on_and_a_packs_severity_does_not(here: Path) -> None:
    found = settled(here, f"profile: materials\nrules:\n  {GRADE}: warning\n  {STREAMED}: {{mb: 20}}\n  equity: error\n")
    assert GRADE in found.rules
    assert found.rules[STREAMED].options["mb"] == 20
    assert not [rule for rule in found.rules if rule.startswith("equity/")]
    assert "equity/deficit-language" in settled(here, "profile: materials\nrules:\n  equity: on\n").rules


def test_overrides_hold_for_their_paths_and_later_ones_win(here: Path) -> None:
    text = f"""
about: {{grade: 5, minutes: 45}}
rules: {{{GRADE}: off}}
overrides:
  - paths: ["grade-3/**", "!grade-3/archive/"]
    about: {{grade: 3}}
    rules: {{{GRADE}: on, {LINK}: off}}
  - paths: ["*.draft.md"]
    rules: {{{GRADE}: error}}
"""
    write(here, text)
    settler = Settler(read_config("udl-lint.yaml"), RULES, PROFILES)
    third = settler.settings_for("grade-3/unit/a.md")
    assert (third.about.grade, third.about.minutes) == (Grade(3, 3), 45)
    assert third.rules[GRADE].severity == "suggestion"
    assert LINK not in third.rules
    for path in ("grade-4/a.md", "x/grade-3/a.md", "../grade-3/a.md", "grade-3/archive/a.md", None):
        other = settler.settings_for(path)
        assert (other.about.grade, GRADE in other.rules, LINK in other.rules) == (Grade(5, 5), False, True), path
    assert settler.settings_for("grade-3/a.draft.md").rules[GRADE].severity == "error"
    assert settler.settings_for(str(here / "grade-3" / "a.md")) is settler.settings_for("grade-3/b.md")


def test_the_command_line_is_the_strongest(here: Path) -> None:
    text = f"profile: team\nfail_on: never\nabout: {{grade: 5}}\nrules: {{{GRADE}: off}}\n"
    assert settled(here, text).fail_on == "never"
    assert settled(here, text, fail_on="suggestion").fail_on == "suggestion"
    assert settled(here, text, grade=Grade(0, 0)).about.grade == Grade(0, 0)
    assert settled(here, text, profile="materials").profile == "materials"
    assert set(settled(here, text, select=(GRADE, "equity")).rules) == {GRADE} | {rule for rule in RULES if rule.startswith("equity/")}
    assert set(settled(here, text, select=("materials",), ignore=(LINK,)).rules) == MATERIALS - {LINK}
    assert STREAMED not in settled(here, text, ignore=("home-technology",)).rules


def test_a_profile_says_when_a_run_fails_unless_the_file_does(here: Path) -> None:
    assert settled(here, "profile: team\n").fail_on == "warning"
    assert settled(here, "profile: team\nfail_on: error\n").fail_on == "error"


def test_words_of_yaml_that_other_readers_bend(here: Path) -> None:
    """`off` is a word, `4` a grade, `no` a text."""
    found = settled(here, f"about: {{grade: 4, subject: no, minutes: 045}}\nrules:\n  {GRADE}: {{accept_inferred: no}}\n  {LINK}: off\n")
    assert (found.about.grade, found.about.subject, found.about.minutes) == (Grade(4, 4), "no", 45)
    assert found.rules[GRADE].options["accept_inferred"] is False
    assert LINK not in found.rules


def test_a_file_may_be_empty_and_its_lists_too(here: Path) -> None:
    for text in ("", "# nothing yet\n", "---\n", "rules:\npacks:\nexclude:\nabout:\noverrides:\n", "\ufeffprofile: teacher\n"):
        assert set(settled(here, text).rules) == set(RULES) - OFF_FOR_TEACHERS


WORD = st.sampled_from(["off", "on", "error", "warning", "suggestion"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([GRADE, LINK, STREAMED, "materials", "equity"]), WORD), unique_by=lambda item: item[0]), st.randoms()
)
def test_the_order_within_rules_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str]], chance: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("order")
    first = settle(read_config(str(write(folder, json.dumps({"rules": dict(said)})))))
    chance.shuffle(said)
    assert settle(read_config(str(write(folder, json.dumps({"rules": dict(said)}))))) == first


# What it extends


def test_extending_a_file(here: Path) -> None:
    write(here, f"profile: materials\nfail_on: never\nabout: {{grade: 2, subject: Science}}\nrules: {{{LINK}: off}}\n", "district.yaml")
    write(here, f"extends: ../district.yaml\nabout: {{grade: 3}}\nrules: {{{GRADE}: on}}\n", "school/udl-lint.yaml")
    found = settle(read_config("school/udl-lint.yaml"))
    assert set(found.rules) == (MATERIALS - {LINK}) | {GRADE}
    assert (found.profile, found.fail_on, found.about.grade, found.about.subject) == ("materials", "never", Grade(3, 3), "Science")


def test_patterns_count_from_the_folder_of_their_own_file(here: Path) -> None:
    override = 'overrides:\n  - paths: ["a/**"]\n    about: {{grade: {}}}\n'
    write(here, override.format(1), "district.yaml")
    write(here, "extends: ../district.yaml\n" + override.format(2), "school/udl-lint.yaml")
    settler = Settler(read_config("school/udl-lint.yaml"), RULES, PROFILES)
    assert settler.settings_for("a/x.md").about.grade == Grade(1, 1)
    assert settler.settings_for("school/a/x.md").about.grade == Grade(2, 2)
    assert settler.settings_for("b/x.md").about.grade is None


def test_a_file_that_is_chosen_counts_from_the_working_folder(here: Path) -> None:
    write(here, 'overrides:\n  - paths: ["a/**"]\n    about: {grade: 1}\n', "elsewhere/any-name.yaml")
    configs = Configs("elsewhere/any-name.yaml")
    assert settle(configs.of("a/x.md"), "a/x.md").about.grade == Grade(1, 1)
    assert settle(configs.of("elsewhere/a/x.md"), "elsewhere/a/x.md").about.grade is None


def test_extending_a_profile_is_naming_it(here: Path) -> None:
    assert settled(here, "extends: materials\n").profile == "materials"
    error = refused(here, "profile: team\nextends: strict\n")
    assert "both name a profile" in error.message
    assert error.line == 2


def test_nothing_outside_the_project_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    monkeypatch.chdir(project)
    write(tmp_path, "profile: strict\n", "outside.yaml")
    write(project, "profile: strict\n", ".secret/inside.yaml")
    places.link(project / "link.yaml", "../outside.yaml")
    places.link(project / "packs", tmp_path)
    places.pipe(project / "pipe.yaml")
    for name, message in (
        ("../outside.yaml", "outside the project"),
        (str(tmp_path / "outside.yaml"), "outside the project"),
        ("./link.yaml", "outside the project"),
        ("packs/outside.yaml", "outside the project"),
        ("https://example.org/udl-lint.yaml", "nothing from the web"),
        ("file:///etc/passwd.yaml", "nothing from the web"),
        ("./.secret/inside.yaml", "is hidden"),
        ("./.git/config.yaml", "is hidden"),
        ("./district.txt", "is no YAML file"),
        ("./pipe.yaml", "named pipe"),
        ("./nowhere.yaml", "no such file"),
    ):
        error = refused(project, f"profile: team\n\nextends: {name}\n".replace("profile: team\n", "fail_on: error\n"))
        assert message in error.message, name
        assert error.line == 3
    for name in ("../ours", "packs", "./packs/x", "/etc", "./.secret", "git+https://example.org/x"):
        error = refused(project, f"packs:\n  - {name if '/' in name else './' + name}\n")
        assert error.line == 2, name


def test_a_configuration_that_is_itself_a_link_out_of_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    monkeypatch.chdir(project)
    places.link(project / "udl-lint.yaml", write(tmp_path, "profile: strict\n", "outside.yaml"))
    with pytest.raises(ConfigError, match="leads out of the project"):
        Configs().of("a.md")
    assert settle(Configs("udl-lint.yaml").of("a.md")).profile == "strict"


def test_circles_and_long_chains(here: Path) -> None:
    assert "circle" in refused(here, "extends: ./udl-lint.yaml\n").message
    write(here, "extends: ./udl-lint.yaml\n", "b.yaml")
    error = refused(here, "extends: ./b.yaml\n")
    assert (error.place, error.line) == (str(here / "b.yaml"), 1)
    for number in range(20):
        write(here, f"extends: ./c{number + 1}.yaml\n", f"c{number}.yaml")
    assert "without end" in refused(here, "extends: ./c0.yaml\n").message


def test_packs(here: Path) -> None:
    for folder in ("base/rules", "our-rules"):
        (here / folder).mkdir(parents=True)
    write(here, "packs: [./rules, district]\n", "base/udl-lint.yaml")
    write(here, "extends: ./base/udl-lint.yaml\npacks:\n  - ./our-rules\n  - district\n")
    config = read_config("udl-lint.yaml")
    assert [(pack.name, pack.folder) for pack in config.all_packs] == [
        ("./rules", str(here / "base" / "rules")),
        ("district", ""),
        ("./our-rules", str(here / "our-rules")),
    ]
    assert config.leaves_out("our-rules/structure/x.yaml")
    assert config.leaves_out("base/rules")
    assert config.leaves_out("base/udl-lint.yaml")
    assert not config.leaves_out("our-rules-for-reading.md")


def test_what_is_excluded(here: Path) -> None:
    write(here, 'exclude: ["docs/", "*.draft.md", "!keep.draft.md"]\n')
    configs = Configs()
    assert configs.leave_out("docs/a.md")
    assert configs.leave_out("unit/docs/deep/a.md")
    assert configs.leave_out("unit/a.draft.md")
    assert not configs.leave_out("keep.draft.md")
    assert not configs.leave_out("a.md")
    assert not configs.leave_out("../docs/a.md")


# Which file counts


def test_the_nearest_file_upward_from_the_lesson(here: Path) -> None:
    write(here, "profile: team\n")
    write(here, "profile: strict\n", "a/b/udl-lint.yaml")
    (here / "a" / "b" / "c").mkdir()
    configs = Configs()
    assert configs.of("x.md").path == configs.of("a/x.md").path == "udl-lint.yaml"
    assert configs.of("a/b/x.md") is configs.of("a/b/c/x.md") is configs.of(str(here / "a" / "b" / "x.md"))
    assert configs.of("a/b/c/x.md").profile == "strict"
    assert settle(configs.of("a/b/c/x.md")).config == "a/b/udl-lint.yaml"


def test_the_search_ends_at_the_root_of_the_project(here: Path) -> None:
    write(here, "profile: team\n")
    (here / "inner" / ".git").mkdir(parents=True)
    assert Configs().of("inner/x.md") == Config()


def test_a_file_of_nearly_the_right_name_is_not_passed_over(here: Path) -> None:
    for name in ("udl-lint.yml", ".udl-lint.yaml", "udl_lint.yaml"):
        path = write(here, "profile: team\n", name)
        with pytest.raises(ConfigError, match=r"Call it udl-lint\.yaml") as caught:
            Configs().of("a/x.md")
        assert caught.value.place.endswith(name)
        write(here, "profile: strict\n")
        assert Configs().of("a/x.md").profile == "strict"
        path.unlink()
        (here / "udl-lint.yaml").unlink()


def test_a_file_that_cannot_be_read(here: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        Configs("nowhere.yaml")
    places.pipe(here / "udl-lint.yaml")
    with pytest.raises(ConfigError, match="named pipe"):
        Configs().of("a.md")
    (here / "udl-lint.yaml").unlink()
    (here / "udl-lint.yaml").write_bytes(b"profile: team\n# ni\xf1o\n")
    with pytest.raises(ConfigError, match="Windows-1252") as caught:
        Configs().of("a.md")
    assert caught.value.line == 2
    (here / "udl-lint.yaml").write_bytes(b"# " + b"x" * 1_000_000)
    with pytest.raises(ConfigError, match="larger"):
        Configs().of("a.md")


# What is refused, with line and hint


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("profle: team\n", 1, "no key 'profle'", "Did you mean 'profile'?"),
        ("\nprofile: teem\n", 2, "no profile 'teem'", "Did you mean 'team'?"),
        ("profile: Team\n", 1, "'Team' is not the name of a profile", ""),
        ("profile: [team]\n", 1, "takes one word or line, not a list", ""),
        ("profile:\n", 1, "'profile' has no value", ""),
        ("extends: teem\n", 1, "no profile 'teem'", "Did you mean 'team'?"),
        ("fail_on: warnings\n", 1, "'fail_on' cannot be 'warnings'", "Did you mean 'warning'?"),
        ("packs: ./ours\n", 1, "'packs' takes a list", "Write it like this: [./ours]."),
        ("- profile: team\n", 1, "takes keys", ""),
        ("just words\n", 1, "takes keys", ""),
        ("rules:\n  structure/mising-grade: off\n", 2, "no rule or pack", f"Did you mean '{GRADE}'?"),
        ("rules:\n  structur: off\n", 2, "no rule or pack", "Did you mean 'structure'?"),
        ("rules:\n  Structure/Missing Grade: off\n", 2, "is not the name of a rule", ""),
        (f"rules:\n  {GRADE}: offf\n", 2, "cannot be 'offf'", "Did you mean 'off'?"),
        (f"rules:\n  {GRADE}: false\n", 2, "cannot be 'false'", "Known: "),
        (f"rules:\n  {GRADE}: [off]\n", 2, "takes one word or line", ""),
        (f"rules:\n  {GRADE}:\n", 2, "has no value", ""),
        (f"rules:\n  {GRADE}: {{severity: bad}}\n", 2, "'severity' cannot be 'bad'", "Known: "),
        (f"rules:\n  {GRADE}:\n    acept_inferred: yes\n", 3, "no option 'acept_inferred'", "Did you mean 'accept_inferred'?"),
        (f"rules:\n  {STREAMED}:\n    severity: error\n    mb: lots\n", 4, "'mb' takes a number, not 'lots'", "Megabytes"),
        (f"rules:\n  {STREAMED}: {{known_hosts: example.org}}\n", 2, "takes a list such as [example.org]", ""),
        ("rules:\n  materials: {min_chars: 3}\n", 2, "'materials' is a pack", ""),
        ("about: {grade: banana}\n", 1, "'banana' is no grade", "K, 4, 3-5"),
        ("about: {grade: 13}\n", 1, "takes 1 to 12", ""),
        ("about: {minutes: 0}\n", 1, "takes 1 to 600", ""),
        ("about: {minutes: an hour}\n", 1, "is not minutes", ""),
        ("about: {minutes: " + "9" * 5000 + "}\n", 1, "takes 1 to 600", ""),
        ("about: {language: French}\n", 1, "cannot be 'French'", "Known: en, es."),
        ("about:\n  titel: x\n", 2, "no key 'titel'", ""),
        ("overrides:\n  - about: {grade: 3}\n", 2, "needs 'paths'", ""),
        ("overrides:\n  - paths: []\n", 2, "list of one or more", ""),
        ("overrides:\n  - paths:\n", 2, "list of one or more", ""),
        ("overrides:\n  -\n", 2, "takes keys", ""),
        ("overrides:\n  - paths: [a]\n  - paths: [../b]\n", 3, "no pattern that a path can fit", ""),
        ("overrides:\n  - paths: [a]\n    rules:\n      structure/missing-grad: off\n", 4, "no rule or pack", f"Did you mean '{GRADE}'?"),
        ("overrides:\n  - paths: [a]\n    profile: team\n", 3, "no key 'profile'", ""),
        ("exclude: ['# docs']\n", 1, "no pattern", ""),
        ("exclude: [" + "a, " * 2001 + "]\n", 1, "more than 2,000 patterns", ""),
        *((text, line, "", "") for text, line in hostile_yaml.REFUSED.values()),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(here: Path, text: str, line: int, message: str, hint: str) -> None:
    error = refused(here, text)
    assert message in error.message
    assert hint in error.hint
    assert (error.place, error.line) == ("udl-lint.yaml", line)
    assert "\n" not in str(error)
    assert len(str(error)) < 400


def test_no_key_of_the_command_line_is_guessed(here: Path) -> None:
    assert refused(here, "", profile="teem").hint == "Did you mean 'team'?"
    assert refused(here, "", select=("structure/missing-grad",)).hint == f"Did you mean '{GRADE}'?"
    assert "--ignore" in refused(here, "", ignore=("equty",)).message


@pytest.mark.parametrize("name", hostile_yaml.BOMBS)
def test_bombs(here: Path, name: str) -> None:
    size = 10 if "alias" in name else 150_000
    assert refused(here, hostile_yaml.BOMBS[name](size)).line is not None


def test_hostile_words_reach_no_message_raw(here: Path) -> None:
    for text in ('"\\e[2J\\u202e": x\n', 'rules: {"a\\nb": off}\n', 'profile: "\\u202eteam"\n', "profile: " + "x" * 5000 + "\n"):
        error = refused(here, text)
        assert str(error).isprintable()
        assert len(str(error)) < 300


GOOD: list[tuple[Any, Any, Any]] = [
    ("yes", False, True), ("off", True, False), ("TRUE", False, True), (True, False, True),
    ("3", 1, 3), ("1.5", 1, 1.5), ("2", 1.0, 2.0), ("-1", 0, -1), (7, 1, 7), ("1e2", 1, 100),
    ("no", "half", "no"), ("480", "480p", "480"),
    (["a", "b"], (), ("a", "b")), ("", ("x",), ()), (["1", "2.5"], (3,), (1, 2.5)), (["a"], ["x"], ("a",)),
    ({"K-2": "5"}, {"K-2": 8, "3-5": 10}, {"K-2": 5, "3-5": 10}),
    ("anything", None, "anything"),
]  # fmt: skip
BAD: list[tuple[Any, Any]] = [
    ("maybe", False), ("1", True), ("", 1), ("nan", 1), ("inf", 1.0), ("1_000", 1), ("1e999", 1), ("0x10", 1), (["1"], 1),
    (["a"], "x"), ({"a": "b"}, "x"), ("", "x"), ("a", []), ({"a": "b"}, []), ([["a"]], []),
    ("5", {"K-2": 8}), ({"K-3": "5"}, {"K-2": 8}), ({"K-2": "x"}, {"K-2": 8}),
]  # fmt: skip


@pytest.mark.parametrize(("written", "default", "value"), GOOD)
def test_an_option_takes_what_its_default_is(written: Any, default: Any, value: Any) -> None:
    found = option_value(written, default)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("written", "default"), BAD)
def test_an_option_takes_nothing_else(written: Any, default: Any) -> None:
    with pytest.raises(ValueError, match=r"[a-z]"):
        option_value(written, default)


def test_every_default_of_every_rule_is_a_value_that_its_option_takes() -> None:
    for rule in RULES.values():
        for option in rule.options.values():
            assert option_value(option.default, option.default) == option.default


# The schema


def test_the_schema_that_ships_is_the_table() -> None:
    shipped = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert shipped == json_schema(), "write it anew from udl_lint.config.shapes.json_schema()"
    jsonschema.Draft202012Validator.check_schema(shipped)


WORDS = st.sampled_from(
    [
        "",
        " ",
        "team",
        "Team",
        "off",
        "error",
        "never",
        "en",
        "4",
        "45",
        "0",
        "601",
        "1" * 12,
        GRADE,
        "materials",
        "a/b/c",
        "./x",
        "no_option",
        "severity",
        "paths",
        "{}",
    ]
)


def data_for(shape: Shape) -> st.SearchStrategy[Any]:
    """Data that has the shape, nearly has it, or has another one."""
    if isinstance(shape, Text):
        right: st.SearchStrategy[Any] = st.sampled_from(shape.choices) if shape.choices else WORDS
    elif isinstance(shape, Either):
        right = data_for(shape.text) | data_for(shape.record)
    elif isinstance(shape, Listed):
        right = st.lists(data_for(shape.item), max_size=2)
    elif isinstance(shape, Named):
        right = st.dictionaries(WORDS, data_for(shape.value), max_size=2)
    else:
        right = st.fixed_dictionaries({}, optional={key: data_for(value) for key, value in shape.keys.items()})
        right = st.tuples(right, st.dictionaries(WORDS, WORDS, max_size=1)).map(lambda both: {**both[1], **both[0]})
    return st.one_of(right, right, right, WORDS, st.lists(WORDS, max_size=1), st.dictionaries(WORDS, WORDS, max_size=1))


def as_other_readers_see_it(data: Any) -> Any:
    """Nothing is null and digits are numbers, as an editor reads YAML."""
    if isinstance(data, dict):
        return {key: as_other_readers_see_it(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_other_readers_see_it(value) for value in data]
    return None if data == "" else int(data) if data.isdigit() else data


@settings(max_examples=400, deadline=None)
@given(data_for(CONFIG))
def test_the_schema_takes_what_the_table_takes(data: Any) -> None:
    """An editor that goes by the schema and the program that goes by the table refuse the same files."""
    try:
        Held(Written("a.yaml", data, {})).hold(CONFIG, data)
        held = True
    except ConfigError:
        held = False
    # A number is seen as one where it may be one, as a text where the table wants a text.
    schema = jsonschema.Draft202012Validator(json_schema())
    assert (schema.is_valid(as_other_readers_see_it(data)) or schema.is_valid(_texts(data))) is held


def _texts(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _texts(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_texts(value) for value in data]
    return None if data == "" else data


def test_the_table_explains_every_key() -> None:
    def walk(shape: Shape, name: str) -> None:
        if isinstance(shape, Record):
            for key, value in shape.keys.items():
                assert value.about, f"{name}.{key}"
                walk(value, key)
        elif isinstance(shape, Listed):
            walk(shape.item, name)

    walk(CONFIG, "")
    assert CONFIG.about


def test_nothing_that_a_project_holds_is_run(here: Path) -> None:
    """Configurations hold texts: no code, no tag, no file that they name is imported."""
    write(here, "raise SystemExit('PWNED')\n", "ours/__init__.py")
    write(here, "raise SystemExit('PWNED')\n", "yaml.py")
    write(here, "packs: [./ours]\n")
    code = "from udl_lint.config.search import Configs; print(Configs().of('a.md').packs[0].folder)"
    source = Path(__file__).parents[1] / "src"
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[0:1] = [{str(source)!r}]; {code}"],
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.strip() == str(here / "ours"), run.stderr
