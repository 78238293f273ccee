"""The command line: what each command does, which exit code it ends with, and where it writes."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from running import ROOT, STRONG, WEAK, command, environment, lint, python, spawn
from udl_lint.checks.looks import Hit, Look, Options
from udl_lint.checks.objective import Objective
from udl_lint.cli import invoke
from udl_lint.commands.check import Task
from udl_lint.commands.output import Output
from udl_lint.config import Wishes
from udl_lint.entry import plain_check
from udl_lint.reading import Reading
from udl_lint.source import Span

GRADE = "structure/missing-grade"
OBJECTIVE = "structure/missing-objective"
UNGRADED = "# Owls\n\n## Objective\n\nStudents will draw an owl and name its parts.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder that is a project of its own."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def rules_in(out: str) -> list[str]:
    """The rules in a quiet report, line by line."""
    return [line.split(": ", 1)[1].split()[1] for line in out.splitlines()]


# Help, versions, wrong use


def test_version_and_help() -> None:
    from udl_lint import __version__

    assert spawn("--version").stdout.decode() == f"udl-lint {__version__}\n"
    for name in ("check", "outline", "explain", "rules", "test", "init"):
        done = spawn(name, "--help")
        assert done.returncode == 0
        assert b"Examples:" in done.stdout
        assert f"udl-lint {name}".encode() in done.stdout.partition(b"Examples:")[2]
        assert done.stderr == b""


def test_no_command_shows_help_and_is_wrong_use() -> None:
    done = lint()
    assert (done.code, done.out) == (2, "")
    assert "check" in done.notes


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "Did you mean 'check'?"),
        (["check", "--formt", "json"], "--format"),
        (["check", "--format", "xml"], "'xml' is not one of 'text', 'json'"),
        (["check", "--profile", "tema"], "Did you mean 'team'?"),
        (["check", "--select", "structure/missing-grad"], "Did you mean 'structure/missing-grade'?"),
        (["check", "--ignore", "structure,engagment"], "Did you mean 'engagement'?"),
        (["check", "--grade", "tall"], "'tall' is no grade"),
        (["check", "--config", "nowhere.yaml"], "nowhere.yaml: this file cannot be read"),
        (["explain", "structure/missing-grad"], "Did you mean 'structure/missing-grade'?"),
        (["rules", "--profile", "x" * 200], "there is no profile"),
        (["test", "nowhere"], "there is no such folder"),
        (["check", "--select", ","], "--select names no rule"),
        (["check", "--max-file-seconds", "1e400"], "is not a valid integer"),
        (["test", __file__], "Name the folder of the pack that it is in."),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(folder: Path, arguments: list[str], said: str) -> None:
    write(folder / "lesson.md", WEAK)
    done = lint(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.notes
    assert done.notes.count("\n") == 1


# Exit codes


def test_exit_code_is_0_without_findings_and_1_with(folder: Path) -> None:
    write(folder / "strong.md", STRONG)
    write(folder / "weak.md", WEAK)
    assert lint("check", "strong.md", "--select", "structure").code == 0
    assert lint("check", "weak.md").code == 1
    assert lint("check").code == 1


@pytest.mark.parametrize(
    ("rule", "fail_on", "code"),
    [(GRADE, None, 0), (GRADE, "warning", 0), (GRADE, "suggestion", 1), (OBJECTIVE, "error", 1), (OBJECTIVE, "never", 0)],
)
def test_fail_on_is_a_severity_or_never(folder: Path, rule: str, fail_on: str | None, code: int) -> None:
    text = UNGRADED if rule == GRADE else "# Owls\n\nGrade 4\n\n## Steps\n\nLook at the feather.\n"
    write(folder / "lesson.md", text)
    done = lint("check", "--quiet", "--select", rule, *(["--fail-on", fail_on] if fail_on else []))
    assert rules_in(done.out) == [rule]
    assert done.code == code


def test_a_profile_and_a_configuration_say_what_fails_a_run(folder: Path) -> None:
    write(folder / "lesson.md", STRONG.replace("explain the rule", "understand the rule").replace("sort leaves by shape and ", ""))
    assert rules_in(lint("check", "--quiet", "--select", "structure").out) == ["structure/vague-objective"]
    assert lint("check", "--select", "structure").code == 0
    assert lint("check", "--select", "structure", "--profile", "team").code == 1
    write(folder / "udl-lint.yaml", "fail_on: never\n")
    assert lint("check", "--select", "structure", "--profile", "team").code == 0
    assert lint("check", "--select", "structure", "--fail-on", "warning").code == 1


def test_a_review_never_fails_a_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsure(self: Objective, reading: Reading, options: Options) -> Iterator[Look]:
        yield Hit(Span(2, 6), {}, "review")

    monkeypatch.setattr(Objective, "look", unsure)
    write(folder / "lesson.md", STRONG)
    chosen = ("--select", OBJECTIVE, "--fail-on", "suggestion")
    done = lint("check", *chosen)
    assert "1 thing to look at yourself, where I am not sure: “No learning goal”, line 1." in " ".join(done.out.split())
    assert done.code == 0
    assert lint("check", *chosen, "--quiet").out == ""
    assert f"lesson.md:1:3: review {OBJECTIVE} I found no clear evidence" in lint("check", *chosen, "--quiet", "--all").out
    everything = " ".join(lint("check", *chosen, "--all").out.split())
    assert "Look yourself at 1:3, in the title" in everything
    assert "Ask: Which line tells students what they will be able to do by the end?" in everything


def test_a_missing_file_is_named_and_the_others_are_checked(folder: Path) -> None:
    write(folder / "weak.md", WEAK)
    done = lint("check", "gone.md", "weak.md", "--quiet")
    assert done.code == 3
    assert OBJECTIVE in rules_in(done.out)
    assert done.notes == "udl-lint: gone.md: not checked: there is no such file or folder.\n"


def test_a_configuration_that_cannot_be_used_stops_the_run_before_any_report(folder: Path) -> None:
    write(folder / "a.md", WEAK)
    write(folder / "b" / "b.md", WEAK)
    write(folder / "b" / "udl-lint.yaml", "profile: team\nrulse: {}\n")
    for form in ("text", "json"):
        done = lint("check", "a.md", "b", "gone.md", "--format", form)
        assert (done.code, done.out) == (2, "")
        assert done.notes == "udl-lint: b/udl-lint.yaml:2: there is no key 'rulse' here. Did you mean 'rules'?\n"


def test_ctrl_c_is_one_line_and_130(folder: Path) -> None:
    with subprocess.Popen(
        command("check", "-"), env=environment(), cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        write_until_running(child, folder)
        child.send_signal(signal.SIGINT)
        out, notes = child.communicate(timeout=60)
    assert (child.returncode, out, notes) == (130, b"", b"udl-lint: stopped.\n")


def write_until_running(child: subprocess.Popen[bytes], folder: Path) -> None:
    """Give standard input more than a pipe holds, so that the tool has begun to read when this returns."""
    assert child.stdin is not None
    child.stdin.write(b"word " * 20_000)
    child.stdin.flush()


# Streams


def test_a_closed_or_full_output_is_not_clean(folder: Path) -> None:
    write(folder / "strong.md", STRONG)
    for form in ("text", "json"):
        line = [*command("check", "strong.md", "--select", "structure", "--format", form)]
        shell = " ".join(f"'{part}'" for part in line)
        for end, why in ((">&-", b"standard output is closed"), (">/dev/full", b"no space left on device")):
            done = subprocess.run(
                ["sh", "-c", f"{shell} {end}"], check=False, cwd=folder, env=environment(), capture_output=True, timeout=60
            )
            assert done.returncode == 3
            assert done.stderr == b"udl-lint: the report could not be written: " + why + b".\n"
    full = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m udl_lint --help >/dev/full"], check=False, env=environment(), capture_output=True, timeout=60
    )
    assert full.returncode == 3
    assert full.stderr.count(b"\n") == 1


def test_a_reader_that_stops_reading_is_no_message(folder: Path) -> None:
    for number in range(40):
        write(folder / f"{number}.md", WEAK)
    with subprocess.Popen(command("check"), env=environment(), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr is not None
        notes = child.stderr.read()
    assert (child.returncode, notes) == (3, b"")


def test_a_closed_standard_error_loses_nothing_else(folder: Path) -> None:
    write(folder / "weak.md", WEAK)
    shell = " ".join(f"'{part}'" for part in command("check", "weak.md", "gone.md"))
    done = subprocess.run(["sh", "-c", f"{shell} 2>&-"], check=False, cwd=folder, env=environment(), capture_output=True, timeout=60)
    assert done.returncode == 3
    assert OBJECTIVE.encode() in done.stdout


def test_standard_input(folder: Path) -> None:
    write(folder / "udl-lint.yaml", 'overrides:\n  - paths: ["grade-4/**"]\n    about: {grade: 4}\n')
    done = spawn("check", "-", folder=folder, given=UNGRADED.encode())
    assert done.stdout.startswith("<stdin>\n  “Owls”, grade unknown\n".encode())
    named = spawn("check", "-", "--stdin-filename", "grade-4/owls.md", folder=folder, given=UNGRADED.encode())
    assert named.stdout.startswith("grade-4/owls.md\n  “Owls”, grade 4 (from the configuration)\n".encode())
    plan = b"title: Owls\nobjectives: [Students will draw an owl and name its parts.]\nsteps: [Draw an owl with a partner.]\n"
    as_yaml = json.loads(spawn("check", "-", "--stdin-filename", "owls.yaml", "--format", "json", folder=folder, given=plan).stdout)
    assert [section["role"] for section in as_yaml["lessons"][0]["reading"]["sections"]] == ["goals", "procedure"]
    shell = " ".join(f"'{part}'" for part in command("check", "-"))
    closed = subprocess.run(["sh", "-c", f"{shell} <&-"], check=False, cwd=folder, env=environment(), capture_output=True, timeout=60)
    assert (closed.returncode, closed.stderr) == (3, b"udl-lint: <stdin>: not checked: standard input is closed.\n")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8:strict", "utf-16", "idna"])
def test_an_output_that_lacks_letters_gets_them_spelt_out(folder: Path, encoding: str) -> None:
    write(folder / "lesson.md", WEAK.replace("Volcano", "火山 – ñ"))
    for arguments in (["check", "--all"], ["check", "--format", "json"], ["outline", "lesson.md"], ["explain", OBJECTIVE], ["rules"]):
        done = spawn(*arguments, folder=folder, settings={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
        assert done.returncode in (0, 1), done.stderr
        assert done.stdout
        assert b"Traceback" not in done.stderr


def test_colour_is_for_terminals_and_by_choice(folder: Path) -> None:
    write(folder / "weak.md", WEAK)

    def coloured(*arguments: str, **settings: str) -> bool:
        done = spawn("check", "weak.md", *arguments, folder=folder, settings=settings)
        return b"\x1b[" in done.stdout

    assert not coloured()
    assert coloured("--color", "always")
    assert coloured("--color", "always", NO_COLOR="1")
    assert coloured(FORCE_COLOR="1")
    assert not coloured(FORCE_COLOR="0")
    assert not coloured(FORCE_COLOR="1", NO_COLOR="1")
    assert not coloured("--color", "never", FORCE_COLOR="1")
    assert not coloured("--format", "json", FORCE_COLOR="1")


def test_the_same_lessons_give_the_same_bytes(folder: Path) -> None:
    write(folder / "b.md", WEAK)
    write(folder / "a.md", STRONG)
    for form in ("text", "json"):
        wanted = spawn("check", "a.md", "b.md", "--format", form, folder=folder).stdout
        for seed, paths in (("1", ["b.md", "a.md"]), ("2", ["a.md", "b.md", "a.md"]), ("3", ["./b.md", "./a.md"])):
            settings = {"PYTHONHASHSEED": seed, "LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati", "COLUMNS": "50"}
            assert spawn("check", *paths, "--format", form, folder=folder, settings=settings).stdout == wanted


# What is checked


def test_without_a_path_it_is_the_current_folder_and_what_git_ignores_is_left_out(folder: Path) -> None:
    write(folder / ".gitignore", "drafts/\n")
    write(folder / "drafts" / "draft.md", WEAK)
    write(folder / "unit 1" / "weak.md", WEAK)
    done = lint("check", "--quiet", "--select", OBJECTIVE)
    assert done.out.startswith("unit 1/weak.md:1:3: error ")
    assert done.out.count("\n") == 1
    assert lint("check", "drafts/draft.md", "--quiet", "--select", OBJECTIVE).out.startswith("drafts/draft.md:")
    forced = lint("check", "drafts/draft.md", "--force-exclude")
    assert (forced.code, forced.out) == (0, "")


def test_yaml_that_is_no_lesson_is_left_out_and_said_so(folder: Path) -> None:
    write(folder / "weak.md", WEAK)
    write(folder / "ci.yaml", "jobs:\n  build:\n    steps: [checkout, test]\n")
    write(folder / "more.yaml", "colour: blue\n")
    done = lint("check")
    assert done.notes == "udl-lint: left out, because it is YAML, but no lesson: ci.yaml and more.yaml\n"
    named = lint("check", "ci.yaml")
    assert (named.code, named.out) == (0, "")
    assert "left out, because it is YAML, but no lesson: ci.yaml" in named.notes
    assert "I found no lessons in ci.yaml." in named.notes


def test_select_ignore_and_profile(folder: Path) -> None:
    write(folder / "weak.md", WEAK)
    everything = set(rules_in(lint("check", "--quiet", "--profile", "strict").out))
    packs = {rule.partition("/")[0] for rule in everything}
    assert {"structure", "home-technology"} < packs
    chosen = set(rules_in(lint("check", "--quiet", "--profile", "strict", "--select", "structure, home-technology").out))
    assert chosen == {rule for rule in everything if rule.startswith(("structure/", "home-technology/"))}
    ignored = set(rules_in(lint("check", "--quiet", "--profile", "strict", "--ignore", "structure", "--ignore", "language,engagement").out))
    assert ignored == {rule for rule in everything if not rule.startswith(("structure/", "language/", "engagement/"))}
    materials = json.loads(lint("check", "--profile", "materials", "--format", "json").out)["lessons"][0]
    assert materials["checked"]
    assert {rule.partition("/")[0] for rule in materials["checked"]} == {"materials"}


def test_grade_holds_where_the_plan_states_none(folder: Path) -> None:
    write(folder / "ungraded.md", UNGRADED)
    write(folder / "weak.md", WEAK)
    lessons = {lesson["path"]: lesson["about"] for lesson in json.loads(lint("check", "--grade", "3-5", "--format", "json").out)["lessons"]}
    assert (lessons["ungraded.md"]["grade"], lessons["ungraded.md"]["read_from"]["grade"]["where"]) == ("3-5", "configuration")
    assert lessons["weak.md"]["grade"] == "6"


def test_what_a_configuration_gives_is_known_of_the_lesson(folder: Path) -> None:
    write(folder / "lesson.md", "# 1\n\n2\n")
    write(folder / "udl-lint.yaml", "about: {grade: K, subject: Art, minutes: 45, language: es}\n")
    about = json.loads(lint("check", "--format", "json").out)["lessons"][0]["about"]
    assert (about["grade"], about["subject"], about["minutes"], about["language"]) == ("K", "Art", 45, "es")


def test_comments_allow_findings_and_are_held_to_being_of_use(folder: Path) -> None:
    allow = "<!-- udl-lint: allow home-technology/high-bandwidth-homework -- every family has a disc -->"
    write(folder / "allowed.md", WEAK.replace("Watch the", f"{allow}\n\nWatch the"))
    write(folder / "wrong.md", WEAK.replace("Grade 6", "Grade 6\n\n<!-- udl-lint: allow home-tecnology -- we lend discs -->"))
    rule = "home-technology/high-bandwidth-homework"
    done = lint("check", "allowed.md", "--select", rule)
    assert done.code == 0
    assert "Allowed by a comment in the plan: 1 finding (line 9)." in done.out
    assert "every family has a disc" in lint("check", "allowed.md", "--select", rule, "--all").out
    wrong = lint("check", "wrong.md", "--select", rule, "--quiet")
    assert "wrong.md:5:1: warning allow/unknown-rule" in wrong.out
    assert rule in wrong.out


def test_a_larger_file_is_a_finding_and_the_limit_can_be_raised(folder: Path) -> None:
    write(folder / "large.md", WEAK + "\nMore.\n" * 2000)
    small = lint("check", "--max-file-size", "8", "--quiet")
    assert (small.code, rules_in(small.out)) == (1, ["input/too-large"])
    assert "input/too-large" not in lint("check", "--max-file-size", "64", "--quiet").out


# Packs


PACK_RULE = """\
id: our-rules/no-riddles
title: A riddle
severity: warning
message: "This line says “{words}”."
why: Our students asked for none.
affects: everyone
how_to_fix: Say it plainly.
sources: [Our own judgement (2026)]
check: {kind: flag, concepts: [riddle]}
examples:
  - title: A riddle
    lesson: |
      # Owls

      Solve the riddle.
    flags: [riddle]
  - title: None
    lesson: |
      # Owls

      Solve the sum.
  - title: A look-alike
    trap: true
    lesson: |
      # Owls

      Use the riddling sieve.
"""


@pytest.fixture
def pack(folder: Path) -> Path:
    """A folder with one rule of one's own and its words."""
    write(folder / "our-rules" / "no-riddles.yaml", PACK_RULE)
    words = "about: Riddles\nconcepts:\n  riddle: {about: A riddle, en: [riddle]}\n"
    write(folder / "our-rules" / "lexicon" / "riddles.yaml", words)
    return folder / "our-rules"


def test_a_pack_of_one_s_own_is_tested_listed_explained_and_used(folder: Path, pack: Path) -> None:
    done = lint("test", "our-rules")
    assert (done.code, done.out) == (0, "1 rule, 3 examples: all as the files say.\n")
    write(folder / "udl-lint.yaml", "packs: [./our-rules]\n")
    write(folder / "lesson.md", STRONG.replace("## Steps", "## Steps\n\nThe riddle of the day."))
    assert "lesson.md:11:5: warning our-rules/no-riddles This line says “riddle”." in lint("check", "--quiet").out
    assert "our-rules/no-riddles" in lint("rules").out
    assert "Our students asked for none." in lint("explain", "our-rules/no-riddles").out
    assert "no-riddles" not in lint("rules", "--config", str(write(folder / "other.yaml", "profile: strict\n"))).out


def test_an_example_that_differs_is_shown_beside_what_was_expected(folder: Path, pack: Path) -> None:
    write(pack / "no-riddles.yaml", PACK_RULE.replace("flags: [riddle]", "flags: [Solve]").replace("the riddling sieve", "the riddle"))
    done = lint("test", "our-rules")
    assert done.code == 1
    assert "our-rules/no-riddles, example 1, A riddle: differs" in done.out
    assert "should be flagged and was not: “Solve”" in done.out
    assert "was flagged and should not be: “riddle” (line 3:11, our-rules/no-riddles)" in done.out
    assert "1 rule, 3 examples: 2 differ from what the files say." in done.out
    assert "example 2, None: as expected" in lint("test", "our-rules", "--all").out


def test_a_broken_pack_is_wrong_use_with_its_line(folder: Path, pack: Path) -> None:
    write(pack / "no-riddles.yaml", PACK_RULE.replace("affects:", "afects:"))
    write(folder / "udl-lint.yaml", "packs: [./our-rules]\n")
    write(folder / "lesson.md", STRONG)
    for arguments in (["test", "our-rules"], ["check"]):
        done = lint(*arguments)
        assert (done.code, done.out) == (2, "")
        assert "our-rules/no-riddles.yaml:6: unknown key `afects`. Did you mean 'affects'?" in done.notes


BROKEN = """
import sys
from udl_lint.checks.grade import Grade
def look(self, reading, options):
    raise {error}
Grade.look = look
from udl_lint.entry import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize("error", ["ValueError('an\\x1b[31modd\\nthing')", "RecursionError()", "AssertionError"])
def test_a_rule_that_fails_is_named_and_the_others_stay(folder: Path, error: str) -> None:
    write(folder / "weak.md", WEAK)
    sound = spawn("check", "weak.md", "--quiet", "--ignore", GRADE, folder=folder).stdout
    done = python(BROKEN.format(error=error), "check", "weak.md", "--quiet", folder=folder)
    assert done.returncode == 3
    assert done.stdout == sound
    assert done.stderr.startswith(f"udl-lint: weak.md: the rule {GRADE} failed, so it is not checked: ".encode())
    assert done.stderr.count(b"\n") == 1
    assert b"\x1b" not in done.stderr
    text = python(BROKEN.format(error=error), "check", "weak.md", folder=folder).stdout
    assert b"Incomplete: 1 rule failed (structure/missing-grade)." in text
    report = json.loads(python(BROKEN.format(error=error), "check", "weak.md", "--format", "json", folder=folder).stdout)
    assert report["lessons"][0]["status"] == "incomplete"
    assert report["summary"]["crashed"] == [GRADE]
    assert report["summary"]["exit_code"] == 3


def test_what_is_wrong_in_the_tool_itself_is_one_line_and_3(folder: Path) -> None:
    write(folder / "weak.md", WEAK)
    code = BREAKING
    done = python(code, "check", "weak.md", folder=folder)
    assert done.returncode == 3
    assert done.stderr.startswith(
        b"udl-lint: weak.md: not checked: something is wrong in udl-lint itself, please report it: KeyError: 'x' (runner.py, line "
    )
    assert done.stderr.count(b"\n") == 1


BREAKING = """
import sys
import udl_lint.runner
def broken(*arguments):
    raise KeyError("x")
udl_lint.runner.check_bytes = broken
from udl_lint.entry import main
main(sys.argv[1:])
"""


# The other commands


def test_outline_says_what_was_understood(folder: Path) -> None:
    write(folder / "weak.md", WEAK)
    out = lint("outline", "weak.md").out
    assert "  Grade: 6 (label line, line 3)\n" in out or "  Grade: 6 (text, line 3)\n" in out
    assert "line 5, “Homework”: for home; at home; 1 paragraph" in out
    assert "needs a fast" in out
    told = json.loads(lint("outline", "weak.md", "--format", "json").out)
    assert told["schema"] == "udl-lint/outline/1"
    assert told["reading"] == json.loads(lint("check", "weak.md", "--format", "json").out)["lessons"][0]["reading"]
    assert lint("outline", "gone.md") == (3, "", "udl-lint: gone.md: there is no such file or folder.\n")
    piped = spawn("outline", "-", "--stdin-filename", "weak.md", folder=folder, given=WEAK.encode())
    assert piped.stdout.decode() == out


def test_outline_shows_a_yaml_file_that_check_leaves_out(folder: Path) -> None:
    write(folder / "notes.yaml", "colour: blue\n")
    assert lint("outline", "notes.yaml").code == 0


def test_explain_and_rules_say_what_holds_here(folder: Path) -> None:
    out = lint("explain", "home-technology/over-data-budget").out
    for said in (
        "Why:",
        "Who meets the barrier:",
        "How to fix it:",
        "Options",
        "Asked for by:",
        "Sources:",
        "Example 1:",
        "It underlines:",
    ):
        assert said in out
    write(folder / "udl-lint.yaml", "rules:\n  structure: off\n  home-technology/over-data-budget: {severity: error, mb_per_day: 20}\n")
    data = json.loads(lint("explain", "home-technology/over-data-budget", "--format", "json").out)
    assert (data["severity"], data["options"]["mb_per_day"]["value"], data["options"]["mb_per_day"]["default"]) == ("error", 20, 50)
    rules = {rule["id"]: rule for rule in json.loads(lint("rules", "--format", "json").out)["rules"]}
    assert (rules[GRADE]["on"], rules[GRADE]["severity"]) == (False, "off")
    assert rules["home-technology/over-data-budget"]["severity"] == "error"
    assert f"off         {GRADE}" in lint("rules").out
    assert "in the profile strict, with udl-lint.yaml" in lint("rules", "--profile", "strict").out
    for family in ("input/yaml", "allow/unused"):
        assert lint("explain", family).code == 0


def test_every_rule_can_be_explained() -> None:
    names = [rule["id"] for rule in json.loads(lint("rules", "--format", "json").out)["rules"]]
    assert len(names) >= 24
    for name in names:
        done = lint("explain", name)
        assert done.code == 0
        assert max(map(len, (line for line in done.out.splitlines() if "http" not in line))) <= 80


def test_init_fits_the_lessons_and_overwrites_nothing(folder: Path) -> None:
    write(folder / "grade-3" / "a.md", STRONG)
    write(folder / "grade-3" / "b.md", UNGRADED)
    write(
        folder / "[odd] #folder" / "c.md",
        "# Nubes\n\nGrado: 5\n\n## Objetivo\n\nLos niños explicarán cómo se forman las nubes de su región.\n",
    )
    write(folder / "[odd] #folder" / "d.md", "# Sol\n\n## Objetivo\n\nLos niños explicarán por qué se mueve la sombra durante el día.\n")
    printed = lint("init", "--print")
    assert not (folder / "udl-lint.yaml").exists()
    done = lint("init")
    assert done.code == 0
    text = (folder / "udl-lint.yaml").read_text(encoding="utf-8")
    assert text == printed.out
    lessons = {lesson["path"]: lesson["about"] for lesson in json.loads(lint("check", "--format", "json").out)["lessons"]}
    assert (lessons["grade-3/b.md"]["grade"], lessons["[odd] #folder/d.md"]["grade"]) == ("3", "5")
    again = lint("init")
    assert (again.code, again.out) == (2, "")
    assert "I do not overwrite it" in again.notes
    assert (folder / "udl-lint.yaml").read_text(encoding="utf-8") == text


def test_init_in_an_empty_folder_gives_a_configuration_that_can_be_used(folder: Path) -> None:
    assert lint("init").code == 0
    assert lint("check").code == 0
    uncommented = "".join(
        line.removeprefix("# ") + "\n"
        for line in (folder / "udl-lint.yaml").read_text(encoding="utf-8").split("\n")
        if not line.startswith("#")
        or line[2:].split(":")[0].strip(" -") in ("about", "rules", "overrides", "exclude", "grade", "language", "paths", GRADE)
    )
    write(folder / "udl-lint.yaml", uncommented)
    assert lint("check").code == 0, uncommented


def test_nothing_is_written_but_by_init(folder: Path) -> None:
    write(folder / "weak.md", WEAK)
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*")}
    for arguments in (["check"], ["outline", "weak.md"], ["rules"], ["explain", GRADE], ["init", "--print"], ["check", "--format", "json"]):
        spawn(*arguments, folder=folder)
    assert {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*")} == before


def test_a_plain_check_loads_no_other_command_and_nothing_heavy(folder: Path) -> None:
    write(folder / "weak.md", WEAK.partition("\n\n")[2])
    code = """
import sys
from udl_lint.entry import run
from udl_lint.commands.output import Output
import io
run(["check", "weak.md"], Output(io.StringIO(), io.StringIO()))
print(*sorted(sys.modules), sep="\\n")
"""
    loaded = set(python(code, folder=folder).stdout.decode().split())
    heavy = {"yaml", "pydantic", "textstat", "importlib.metadata", "rich", "concurrent.futures", "multiprocessing", "hashlib", "difflib"}
    others = {f"udl_lint.{name}" for name in ("explain", "init", "outline", "api", "example_runs", "pack_files", "reporters.json")}
    assert not loaded & (heavy | others)
    assert not [name for name in loaded if name.startswith("udl_lint.commands.") and name.split(".")[-1] not in ("check", "output")]


def test_the_module_is_the_command(folder: Path) -> None:
    assert os.path.isfile(ROOT / "src" / "udl_lint" / "__main__.py")
    write(folder / "weak.md", WEAK)
    assert spawn("check", "weak.md", folder=folder).stdout.decode() == lint("check", "weak.md").out


def test_questions_of_one_rule_are_told_together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsure(self: Objective, reading: Reading, options: Options) -> Iterator[Look]:
        yield from (Hit(block.span, {}, "review") for block in reading.lesson.blocks[:2])

    monkeypatch.setattr(Objective, "look", unsure)
    write(folder / "lesson.md", "# A plan\n\nOne line.\n\nAnother line.\n")
    told = " ".join(lint("check", "--select", OBJECTIVE).out.split())
    assert "2 things to look at yourself, where I am not sure: “No learning goal”, lines 3 and 5." in told


TYPED = [
    "a.md",
    "",
    ".",
    "-",
    "--",
    "--all",
    "--no-cache",
    "--quiet",
    "--workers",
    "--cache-dir",
    "1",
    "64",
    "65",
    "auto",
    "-x",
    "--workers=2",
]


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(TYPED), max_size=6))
def test_plain_options_mean_what_click_reads_in_them(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the short way takes a command line, it makes the task that the long way makes; what is wrong it leaves to that one."""
    made: list[Task] = []
    monkeypatch.setattr("udl_lint.commands.check.check", lambda task, _: made.append(task))
    task = plain_check(["check", *words])
    code = invoke(["check", *words], Output(io.StringIO(), io.StringIO()))
    if task is not None:
        assert code == 0
        (read,) = made
        assert task == read._replace(wishes=None, targets=tuple(read.targets))
        assert read.wishes == Wishes()


@pytest.mark.parametrize("words", [["a.md", "--all"], ["--no-cache", "--workers", "2", "--quiet", "a", "b"], ["--cache-dir", "kept"], []])
def test_plain_options_need_no_click(words: list[str]) -> None:
    assert plain_check(["check", *words]) is not None


def test_a_pack_that_nobody_has_is_told_at_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lesson.md").write_text(WEAK, encoding="utf-8")
    (tmp_path / "our-rules").mkdir()
    for line, told in (
        ("packs: [our-rules]", "udl-lint.yaml:2: no installed package offers 'our-rules' as udl_lint.packs. Did you mean ./our-rules?"),
        ("packs: [./nowhere]", "udl-lint.yaml:2: there is no folder './nowhere' here."),
        ("checks: [nobody]", "udl-lint.yaml:2: no installed package offers 'nobody' as udl_lint.checks."),
    ):
        (tmp_path / "udl-lint.yaml").write_text(f"fail_on: error\n{line}\n", encoding="utf-8")
        ran = lint("check", "lesson.md")
        assert (ran.code, told in ran.notes) == (2, True), ran.notes


def test_a_dash_is_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lesson.md").write_text(WEAK, encoding="utf-8")
    plain = lint("check", "lesson.md", "--format", "json").out
    assert lint("check", "lesson.md", "--format", "json=-").out == plain
    assert lint("check", "lesson.md", "--format", "json", "--output", "-").out == plain
    assert not (tmp_path / "-").exists()
