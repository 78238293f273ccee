"""Completion in the real shells, where they are installed, and by click's own protocol for the others."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from running import environment, lint

SHELLS = ("bash", "zsh", "fish", "powershell")
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="the shells of other systems")


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """The environment of a shell in which `udl-lint` is this checkout's."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    command = bin_folder / "udl-lint"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m udl_lint "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return environment(PATH=f"{bin_folder}{os.pathsep}{os.environ['PATH']}", HOME=str(tmp_path))


def said(program: list[str], settings: dict[str, str], folder: Path) -> list[str]:
    done = subprocess.run(program, check=False, env=settings, cwd=folder, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_for_each_shell(shell: str) -> None:
    ran = lint("completion", shell)
    assert ran.code == 0
    assert "_UDL_LINT_COMPLETE" in ran.out
    assert "udl-lint" in ran.out


def test_no_other_shell() -> None:
    assert lint("completion", "cmd").code == 2


@needs_posix
def test_bash(settings: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "lesson.md").write_text("# A\n", encoding="utf-8")
    script = """
eval "$(udl-lint completion bash)"
ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _udl_lint_completion udl-lint; printf '%s\\n' "${COMPREPLY[@]}"; }
ask udl-lint explain home-technology/high
ask udl-lint check --profile st
ask udl-lint base
"""
    assert said(["bash", "--norc", "-c", script], settings, tmp_path)[:3] == [
        "home-technology/high-bandwidth-homework",
        "strict",
        "baseline",
    ]


@needs_posix
@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish(settings: dict[str, str], tmp_path: Path) -> None:
    ask = "complete -C 'udl-lint explain home-technology/high'; complete -C 'udl-lint check --select equity/def'"
    script = f"udl-lint completion fish | source; {ask}"
    lines = said(["fish", "--no-config", "-c", script], settings, tmp_path)
    assert [line.split("\t")[0] for line in lines[:2]] == ["home-technology/high-bandwidth-homework", "equity/deficit-language"]


@needs_posix
@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_takes_the_script(settings: dict[str, str], tmp_path: Path) -> None:
    script = 'autoload -U compinit; compinit -u -D; eval "$(udl-lint completion zsh)"; print -r -- ${_comps[udl-lint]}'
    assert said(["zsh", "-f", "-c", script], settings, tmp_path)[0] == "_udl_lint_completion"


def offered(shell: str, words: str, typed: str, folder: Path) -> list[str]:
    """What click answers to a shell's script: the protocol by which all of them ask."""
    settings = environment(_UDL_LINT_COMPLETE=f"{shell}_complete", COMP_WORDS=words, COMP_CWORD=typed)
    program = [sys.executable, "-m", "udl_lint"]
    done = subprocess.run(program, check=False, env=settings, cwd=folder, capture_output=True, encoding="utf-8", timeout=60)
    return done.stdout.splitlines()


def test_lists_with_commas_and_broken_configurations(tmp_path: Path) -> None:
    assert offered("bash", "udl-lint check --select equity,home-technology/hi", "3", tmp_path) == [
        "plain,equity,home-technology/high-bandwidth-homework"
    ]
    (tmp_path / "udl-lint.yaml").write_text("profil: x\n", encoding="utf-8")
    assert offered("bash", "udl-lint explain home-technology/hi", "2", tmp_path) == ["plain,home-technology/high-bandwidth-homework"]
    assert offered("bash", "udl-lint check les", "2", tmp_path) == ["file,les"]
    assert offered("bash", "udl-lint check --format j", "3", tmp_path)[0] == "plain,json"
    answer = offered("zsh", "udl-lint explain home-technology/hi", "2", tmp_path)
    assert answer[:2] == ["plain", "home-technology/high-bandwidth-homework"]
