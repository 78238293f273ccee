"""The hook as the real pre-commit runs it, and the action and the examples of CI as a runner would."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from running import ROOT, STRONG, WEAK, command, environment, lint

FENCE = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
WARNS = STRONG + "\n[click here](https://example.org)\n"
"""A lesson with a warning and no error."""
NEEDED = ("src", "rules", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml")
"""What a clone of this checkout needs to be installed."""


def run(*arguments: str | Path, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GIT_", "PRE_COMMIT", "UDL_LINT"))}
    settings = clean | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PYTHONUTF8": "1", "PIP_NO_COMPILE": "1"} | more
    return subprocess.run(
        [*map(str, arguments)],
        cwd=folder,
        env=settings,
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        stdin=subprocess.DEVNULL,
    )


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = run("git", *who, *arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class Team(NamedTuple):
    """A team's repository in which the hook is installed, and where pre-commit keeps what it made."""

    folder: Path
    home: Path

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        git(self.folder, "add", "--force", name)

    def commit(self) -> subprocess.CompletedProcess[str]:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        return run("git", *who, "commit", "-qm", "lessons", folder=self.folder, PRE_COMMIT_HOME=str(self.home))

    def start_over(self) -> None:
        git(self.folder, "reset", "-q", "--hard", "start")


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    top = tmp_path_factory.mktemp("hook")
    checkout, folder = top / "udl-lint", top / "lessons"
    checkout.mkdir()
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("_compiled", "__pycache__"))
        else:
            shutil.copy(ROOT / name, checkout / name)
    git(checkout, "init", "-q")
    git(checkout, "add", "--all")
    git(checkout, "commit", "-qm", "this checkout")
    folder.mkdir()
    git(folder, "init", "-q")
    made = Team(folder, top / "home")
    hook = {"repos": [{"repo": str(checkout), "rev": git(checkout, "rev-parse", "HEAD"), "hooks": [{"id": "udl-lint"}]}]}
    made.write(".pre-commit-config.yaml", yaml.safe_dump(hook))
    made.write("udl-lint.yaml", "exclude: [drafts/]\n")
    git(folder, "commit", "-qm", "start")
    git(folder, "tag", "start")
    done = run(sys.executable, "-m", "pre_commit", "install", "--install-hooks", folder=folder, PRE_COMMIT_HOME=str(made.home))
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def test_an_error_in_a_staged_lesson_stops_the_commit(team: Team) -> None:
    team.start_over()
    team.write("unit/weak.md", WEAK)
    team.write("unit/strong.md", STRONG)
    (team.folder / "unstaged.md").write_text(WEAK, encoding="utf-8")
    done = team.commit()
    (team.folder / "unstaged.md").unlink()
    assert done.returncode == 1
    assert "home-technology/high-bandwidth-homework" in done.stderr
    assert "unit/weak.md" in done.stderr
    assert "unstaged.md" not in done.stderr
    assert git(team.folder, "rev-parse", "HEAD") == git(team.folder, "rev-parse", "start")


def test_what_is_no_lesson_or_is_excluded_stays_out_although_it_is_named(team: Team) -> None:
    team.start_over()
    team.write(".github/workflows/ci.yml", "on: push\njobs: {}\n")
    team.write("settings.yaml", "colour: blue\n")
    team.write("README.md", WEAK)
    team.write("drafts/weak.md", WEAK)
    team.write(".gitignore", "old/\n")
    team.write("old/weak.md", WEAK)
    done = team.commit()
    assert done.returncode == 0, done.stderr


def test_a_warning_stops_nothing_unless_the_configuration_says_so(team: Team) -> None:
    team.start_over()
    team.write("warns.md", WARNS)
    assert "materials/vague-link-text" in lint("check", team.folder / "warns.md").out
    team.write("udl-lint.yaml", "fail_on: warning\n")
    done = team.commit()
    assert done.returncode == 1
    assert "materials/vague-link-text" in done.stderr
    team.write("udl-lint.yaml", "fail_on: error\n")
    assert team.commit().returncode == 0


def test_an_allow_comment_lets_the_commit_through(team: Team) -> None:
    team.start_over()
    film = STRONG + "\n## Homework\n\n{}Watch the 12-minute YouTube clip on leaves and draw one.\n"
    team.write("film.md", film.format(""))
    done = team.commit()
    assert done.returncode == 1
    assert "home-technology/high-bandwidth-homework" in done.stderr
    team.write("film.md", film.format("<!-- udl-lint: allow home-technology -- the school lends hotspots -->\n\n"))
    done = team.commit()
    assert done.returncode == 0, done.stderr


# --- the action


def action() -> dict[str, Any]:
    made: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return made


def step(name: str) -> dict[str, Any]:
    (found,) = [each for each in action()["runs"]["steps"] if each.get("name") == name]
    assert isinstance(found, dict)
    return found


def run_check_step(folder: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """The step as a runner starts it: `bash -e`, inputs filled in, files for outputs and the summary."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    binaries, files = folder.parent / "bin", {name: folder.parent / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    binaries.mkdir(exist_ok=True)
    (binaries / "udl-lint").write_text(f'#!/bin/sh\nexec {shlex.join(command())} "$@"\n', encoding="utf-8")
    (binaries / "udl-lint").chmod(0o755)
    for file in files.values():
        file.write_text("", encoding="utf-8")
    values = {name: str(each.get("default", "")) for name, each in action()["inputs"].items()} | inputs
    made = step("Check lessons")
    filled = {name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: values[match[1]], text) for name, text in made["env"].items()}
    settings = environment(UDL_LINT_BIN=str(binaries), **{name: str(file) for name, file in files.items()}, **filled)
    line = [bash, "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", made["run"]]
    done = subprocess.run(line, cwd=folder, env=settings, check=False, capture_output=True, encoding="utf-8", timeout=120)
    return done, {name: file.read_text(encoding="utf-8") for name, file in files.items()}


def test_the_action_annotates_sums_up_and_fails(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    (folder / "unit 1").mkdir(parents=True)
    (folder / "unit 1" / "weak.md").write_text(WEAK, encoding="utf-8")
    done, files = run_check_step(folder, paths="unit 1\n\n", **{"sarif-file": "lessons.sarif"})
    assert done.returncode == 1, done.stderr
    assert "::error file=unit 1/weak.md,line=7" in done.stdout
    assert files["GITHUB_OUTPUT"] == "exit-code=1\n"
    assert "high-bandwidth-homework" in files["GITHUB_STEP_SUMMARY"]
    assert (folder / "lessons.sarif").exists()
    done, files = run_check_step(folder, **{"fail-on": "never", "summary": "false"})
    assert (done.returncode, files["GITHUB_STEP_SUMMARY"]) == (0, "")


def test_no_input_of_the_action_becomes_a_command(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    trick = "$(touch owned); `touch owned`; \"; touch owned; '\n--help"
    done, _ = run_check_step(folder, paths=trick)
    assert done.returncode == 3
    assert not (folder / "owned").exists()
    assert all("${{" not in str(each.get("run", "")) for each in action()["runs"]["steps"])


def test_the_action_is_one_that_github_takes() -> None:
    made = action()
    assert made["runs"]["using"] == "composite"
    assert len(made["description"]) <= 125
    for each in made["runs"]["steps"]:
        assert ("uses" in each) != ("run" in each)
        assert "run" not in each or each["shell"] == "bash"
    used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(made["inputs"])
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in page for name in made["inputs"])


def documents() -> list[Any]:
    return [yaml.safe_load(fence) for fence in FENCE.findall((ROOT / "docs" / "ci.md").read_text(encoding="utf-8"))]


def test_the_examples_of_ci_are_yaml_and_their_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "strong.md").write_text(STRONG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.out")
    hook, workflow, plain_workflow, gitlab = documents()
    (known,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [each["id"] for each in hook["repos"][0]["hooks"]] == [known["id"]]
    for made in (workflow, plain_workflow):
        assert made[True] == ["pull_request"], "`on` is true in YAML 1.1, and GitHub knows it"
    (ours,) = [each for each in workflow["jobs"]["udl-lint"]["steps"] if "/udl-lint@" in each.get("uses", "")]
    assert set(ours["with"]) <= set(action()["inputs"])
    lines = [each["run"] for each in plain_workflow["jobs"]["udl-lint"]["steps"] if "run" in each] + gitlab["udl-lint"]["script"]
    checks = [shlex.split(os.path.expandvars(line)) for line in lines if line.startswith("udl-lint")]
    assert len(checks) == 2
    for _, *arguments in checks:
        done = lint(*arguments)
        assert done.code == 0, done.notes
    for report in gitlab["udl-lint"]["artifacts"]["reports"].values():
        assert (tmp_path / report).exists()
    assert lint(*shlex.split(known["entry"])[1:], "lessons/strong.md").code == 0
