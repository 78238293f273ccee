"""What a teacher installs holds every rule, ready to run, and the module in C where there is a compiler for it; a plain check loads nothing
that it does not need.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from running import can_compile
from udl_lint.pack_compile import compile_pack
from udl_lint.version import VERSION

ROOT = Path(__file__).parents[1]
LESSON = """\
---
title: Why seasons change
grade: 4
---

## Objective

Students will know about the seasons.

## Homework

Watch the 12-minute video on the class page and answer questions 1–5.
"""
UNNEEDED = ["concurrent.futures", "importlib.metadata", "multiprocessing", "nltk", "pydantic", "rich", "textstat", "yaml"]


def run(*command: str | Path, folder: Path, succeed: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
    """A command outside the checkout, without this process's settings for Python; `more` are environment variables."""
    done = subprocess.run(
        [*map(str, command)], check=False, cwd=folder, capture_output=True, encoding="utf-8", timeout=600, env=clean_environment() | more
    )
    assert not succeed or done.returncode == 0, f"{done.args}\n{done.stdout}\n{done.stderr}"
    return done


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "UDL_LINT"))} | {"PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, as an index would serve both."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, folder=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def pure(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel without the module in C, as somebody asks for it."""
    out = tmp_path_factory.mktemp("pure")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, folder=out, UDL_LINT_PURE="1")
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment in which nothing is installed but the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, folder=folder)
    return python


def answer(python: Path, folder: Path, code: str) -> Any:
    """What a program in the environment prints, as JSON."""
    return json.loads(run(python, "-c", code, folder=folder).stdout)


def test_the_wheel_carries_the_exercises_and_the_learners(wheel: Path) -> None:
    home = ROOT / "src"
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("udl_lint/practice/") and not name.endswith(".py")}
    there = (path for path in (home / "udl_lint" / "practice").rglob("*") if path.suffix in (".md", ".yaml"))
    assert names == {path.relative_to(home).as_posix() for path in there}


def test_practice_runs_where_it_is_installed(python: Path, tmp_path: Path) -> None:
    done = run(python, "-m", "udl_lint", "practice", "verify", "grade-4-water-cycle-one-period", folder=tmp_path)
    assert "holds" in done.stdout


def test_the_wheel_carries_the_rules_twice_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))
    yaml = {f"udl_lint/rules/{path.relative_to(ROOT / 'rules').as_posix()}" for path in (ROOT / "rules").rglob("*.yaml")}
    assert {name for name in names if name.startswith("udl_lint/rules/") and name.endswith(".yaml")} == yaml
    kept = {name.removeprefix("udl_lint/_compiled/") for name in names if "_compiled" in name}
    assert kept == {"engine.py", "pages.json", "words-en", "words-es"}
    assert {"udl_lint/py.typed", "udl_lint/data/rule.schema.json"} <= set(names)
    assert {name.split("/")[0] for name in names} == {"udl_lint", f"udl_lint-{VERSION}.dist-info"}
    assert not [name for name in names if "__pycache__" in name or "/test" in name]


def in_c(wheel: Path) -> list[str]:
    """The files of a wheel that are written in C, or were."""
    with zipfile.ZipFile(wheel) as archive:
        return [name for name in archive.namelist() if name.endswith((".c", ".so", ".pyd"))]


def test_the_wheel_carries_the_module_in_c_for_this_python(wheel: Path, python: Path, tmp_path: Path) -> None:
    if not can_compile():
        pytest.skip("no compiler for C, or no headers of Python")
    assert in_c(wheel) == ["udl_lint/_speedups" + sysconfig.get_config_var("EXT_SUFFIX")]
    assert not wheel.name.endswith("-any.whl"), "it would be installed where it does not run"
    assert answer(python, tmp_path, "import udl_lint.words as words; print(int(words.cut is not words.plain_cut))") == 1


def test_what_is_served_holds_the_source_in_c_and_nothing_that_was_built_of_it(wheel: Path) -> None:
    (served,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(served) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    sources = sorted(f"src/speedups/{path.name}" for path in (ROOT / "src" / "speedups").iterdir())
    assert sorted(name for name in names if name.endswith((".c", ".h", ".so", ".pyd"))) == sources


def test_the_same_source_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """In another folder, and beside what a checkout has built for itself."""
    (served,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(served) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    for name in ("_speedups.so", "_speedups.pyd", "_speedups.cpython-39-x86_64-linux-gnu.so"):
        (source / "src" / "udl_lint" / name).write_bytes(b"of another Python")
    out = tmp_path / "dist"
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, source, folder=tmp_path)
    (built,) = out.iterdir()
    assert built.name == wheel.name
    assert built.read_bytes() == wheel.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="CC names no compiler there")
def test_without_a_compiler_the_wheel_is_built_all_the_same(pure: Path, tmp_path: Path) -> None:
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "dist", ROOT)
    done = run(*build, folder=tmp_path, CC=str(tmp_path / "no-compiler"))
    (built,) = (tmp_path / "dist").iterdir()
    assert (done.stdout + done.stderr).count("The inner loops in C were left out") == 1
    assert built.name == pure.name
    assert built.read_bytes() == pure.read_bytes()


def test_the_wheel_without_the_module_in_c_says_the_same(python: Path, pure: Path, tmp_path: Path) -> None:
    assert pure.name == f"udl_lint-{VERSION}-py3-none-any.whl"
    assert in_c(pure) == []
    with zipfile.ZipFile(pure) as archive:
        archive.extractall(tmp_path / "pure")
    shutil.copytree(ROOT / "sample_lessons", tmp_path / "sample_lessons")
    command = ["check", "--no-cache", "--profile", "strict", "--format", "json", "sample_lessons"]
    start = "import sys; from udl_lint.entry import main; sys.exit(main(sys.argv[1:]))"
    installed = run(python, "-c", start, *command, folder=tmp_path, succeed=False)
    without = run(python, "-c", f"import sys; sys.path.insert(0, 'pure'); {start}", *command, folder=tmp_path, succeed=False)
    where = "import json, sys; sys.path.insert(0, 'pure'); import udl_lint; print(json.dumps(udl_lint.__file__))"
    assert Path(answer(python, tmp_path, where)).resolve().is_relative_to((tmp_path / "pure").resolve())
    assert installed.stdout.count('"rule"') > 10
    assert without.stdout == installed.stdout
    assert (without.returncode, without.stderr) == (installed.returncode, installed.stderr)


def test_the_wheel_says_where_rules_come_from_without_a_machine_s_paths(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in ("udl_lint/_compiled/engine.py", "udl_lint/_compiled/pages.json"):
            assert str(ROOT) not in archive.read(name).decode("utf-8")
        assert "ENGINE = {'stamp': ''," in archive.read("udl_lint/_compiled/engine.py").decode("utf-8")


def test_installed_rules_are_those_of_the_repository(python: Path, tmp_path: Path) -> None:
    wanted = compile_pack(ROOT / "rules")
    code = """
import json, sys
from udl_lint.packs import load_ruleset
ruleset = load_ruleset()
told = {rule_id: [rule.title, rule.why, len(rule.examples)] for rule_id, rule in ruleset.explained.items()}
print(json.dumps({"rules": told, "digest": ruleset.digest, "loaded": sorted({"yaml", "pydantic"} & set(sys.modules))}))
"""
    got = answer(python, tmp_path, code)
    pages = wanted.pages or {}
    assert got["rules"] == {
        rule_id: [face["title"], pages[rule_id]["why"], len(pages[rule_id]["examples"])] for rule_id, face in wanted.rules.items()
    }
    assert got["digest"] == wanted.digest
    assert got["loaded"] == [], "the compiled rules were not used"
    assert len(wanted.rules) == len([path for path in (ROOT / "rules").glob("*/*.yaml") if path.parent.name not in ("lexicon", "profiles")])


def test_the_installed_yaml_compiles_to_the_same(python: Path, tmp_path: Path) -> None:
    code = """
import json
from pathlib import Path
from udl_lint import store
from udl_lint.pack_compile import compile_pack
print(json.dumps([store.IN_CHECKOUT, compile_pack(Path(store.RULES)).digest, store.built_in().digest]))
"""
    in_checkout, from_yaml, compiled = answer(python, tmp_path, code)
    assert not in_checkout
    assert from_yaml == compiled


def test_the_installed_command_checks_a_lesson(python: Path, tmp_path: Path) -> None:
    (tmp_path / "seasons.md").write_text(LESSON, encoding="utf-8")
    done = run(python.with_name("udl-lint"), "check", "seasons.md", folder=tmp_path, succeed=False)
    assert done.returncode in (0, 1), done.stderr
    assert "home-technology/high-bandwidth-homework" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_plain_check_loads_nothing_that_it_does_not_need(python: Path, tmp_path: Path) -> None:
    (tmp_path / "seasons.md").write_text(LESSON.partition("---\n\n")[2], encoding="utf-8")
    code = f"""
import io, json, sys
from udl_lint.commands.output import Output
from udl_lint.entry import run
run(["check", "seasons.md"], Output(io.StringIO(), io.StringIO()))
print(json.dumps(sorted(set({UNNEEDED}) & set(sys.modules))))
"""
    assert answer(python, tmp_path, code) == []


def test_a_package_with_rules_is_used_when_it_is_named_and_only_then(python: Path, tmp_path: Path) -> None:
    """The sample package, built and installed for real: its pack is data, its kind of check is code that a configuration must name."""
    out = tmp_path / "dist"
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT / "tests" / "sample_plugin", folder=tmp_path)
    (built,) = out.glob("*.whl")
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", built, folder=tmp_path)
    school = tmp_path / "school"
    school.mkdir()
    (school / "rocks.md").write_text("# Rocks\n\nGrade 4\n\n## Steps\n\n1. PUT THE ROCKS AWAY NOW\n", encoding="utf-8")

    def check(config: str) -> subprocess.CompletedProcess[str]:
        (school / "udl-lint.yaml").write_text(config, encoding="utf-8")
        code = """
import sys
from udl_lint.commands.output import Output
from udl_lint.entry import run
code = run(["check", "--quiet", "--all", "rocks.md"], Output(sys.stdout, sys.stderr))
print("loaded", sorted(name for name in sys.modules if name.startswith("district")))
"""
        return run(python, "-c", code, folder=school)

    plain = check("profile: team\n")
    assert "district/" not in plain.stdout
    assert plain.stdout.endswith("loaded []\n")
    without = check("packs: [district]\n")
    assert "no kind of check 'district-shout'" in without.stderr
    assert without.stdout.endswith("loaded []\n")
    named = check("packs: [district]\nchecks: [district-shout]\nrules:\n  district/all-capitals: {at_least_words: 5}\n")
    assert "rocks.md:7:4: warning district/all-capitals This line says everything in capital letters." in named.stdout, named.stderr
    assert named.stdout.endswith("loaded ['district_checks']\n")
    missing = check("packs: [distrikt]\n")
    assert "no installed package offers 'distrikt' as udl_lint.packs. Did you mean 'district'?" in missing.stderr
