"""What the benchmarks say can be trusted: the load is lessons, costs are those of the command alone, and no drop in accuracy passes."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from udl_lint.packs import load_ruleset
from udl_lint.readers import read
from udl_lint.source import Source

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
HELD = {"precision": 0.8, "of_readers": 0.7, "sure": 0.9, "must": 0.75, "must_not": 0.9}


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("load")


@pytest.fixture
def measure(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("measure")


def test_a_seed_makes_one_load_of_the_size_asked_for(load: Any, tmp_path: Path) -> None:
    sentences = load.documentation()
    assert len(sentences) > 1000
    for size in (3_000, 10_000, 100_000):
        made = load.lesson(sentences, "a", size)
        assert made == load.lesson(sentences, "a", size) != load.lesson(sentences, "b", size)
        assert size <= len(made.encode("utf-8")) < size + 400
    first, again, other = (load.lessons(tmp_path / name, sentences, 5, seed) for name, seed in (("1", "x"), ("2", "x"), ("3", "y")))
    assert load.digest(first) == load.digest(again) != load.digest(other)
    assert len({path.read_bytes() for path in first}) == 5


def test_the_load_is_read_as_lessons(load: Any) -> None:
    sentences = load.documentation()
    cues = load_ruleset().cues
    for seed in "abc":
        lesson = read(Source("plan.md", load.lesson(sentences, seed, 6_000)), cues, None)
        assert lesson.about.grade is not None
        assert lesson.about.language == "en"
        assert {"goals", "materials", "procedure", "assessment", "home"} <= {section.role for section in lesson.sections}


def test_peak_memory_is_the_command_s_own(measure: Any, tmp_path: Path) -> None:
    ballast = bytearray(b"x") * 200_000_000
    small = measure.cost(measure.Command((sys.executable, "-c", "pass")), tmp_path)
    large = measure.cost(measure.Command((sys.executable, "-c", "x = b'x' * 60_000_000")), tmp_path)
    assert small.peak < 50 < len(ballast) / 2**20
    assert 50 < large.peak - small.peak < 70


def test_a_machine_that_slows_down_changes_no_ratio(measure: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[str] = []

    def slower_and_slower(command: Any, folder: Path) -> Any:
        ran.append(command.words[0])
        return measure.Cost({"one": 1.0, "thrice": 3.0, "half": 0.5}[command.words[0]] * (10 + len(ran)), 0, 0)

    monkeypatch.setattr(measure, "cost", slower_and_slower)
    others = {name: measure.Command((name,)) for name in ("thrice", "half")}
    assert measure.beside(measure.Command(("one",)), others, tmp_path, 3) == pytest.approx({"thrice": 3, "half": 0.5})
    assert ran == ["one", *["thrice", "one", "half", "one"] * 4]


def test_a_command_that_fails_has_no_cost(measure: Any, tmp_path: Path) -> None:
    failing = (sys.executable, "-c", "raise SystemExit('broken pipe dream')")
    assert measure.cost(measure.Command(failing, (1,)), tmp_path).code == 1
    with pytest.raises(measure.RunError, match="broken pipe dream"):
        measure.cost(measure.Command(failing), tmp_path)
    with pytest.raises(measure.RunError):
        measure.cost(measure.Command(("no-such-program-here",)), tmp_path)


def corpus(folder: Path, shares: dict[str, float]) -> Path:
    """Stand-ins for the programs that compare, telling these numbers; the planted rule that we do not have is kept by nobody."""
    (folder / "planted").mkdir(parents=True)
    labelled = {name: shares[name] for name in ("precision", "of_readers", "sure")}
    row = {name: [round(shares[name] * 10_000), 10_000] for name in ("must", "must_not")}
    planted = {"rules": {"structure/missing-grade": row, "structure/not-ours": {"must": [0, 500], "must_not": [0, 500]}}}
    for path, told in ((folder / "score.py", labelled), (folder / "planted" / "check.py", planted)):
        path.write_text(f"import sys\nopen(sys.argv[sys.argv.index('--json') + 1], 'w').write({json.dumps(told)!r})\nsys.exit(1)\n")
    return folder


def hold(folder: Path, floor: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCHMARKS / "accuracy_floor.py"), "--corpus", str(folder), "--floor", str(floor), *more]
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8")


@pytest.mark.parametrize("name", HELD)
def test_a_number_below_the_floor_fails(name: str, tmp_path: Path) -> None:
    floor = tmp_path / "floor.json"
    floor.write_text(json.dumps(HELD))
    at = hold(corpus(tmp_path / "at", HELD), floor)
    assert at.returncode == 0, at.stdout + at.stderr
    below = hold(corpus(tmp_path / "below", HELD | {name: HELD[name] - 0.001}), floor)
    assert below.returncode == 1
    assert [line.split()[0] for line in below.stdout.splitlines() if line.endswith("below the floor")] == [name]


def test_raising_lifts_what_has_risen_and_lowers_nothing(tmp_path: Path) -> None:
    floor = tmp_path / "floor.json"
    floor.write_text(json.dumps(HELD))
    done = hold(corpus(tmp_path / "corpus", HELD | {"must": 0.8129, "sure": 0.5}), floor, "--raise")
    assert done.returncode == 1
    assert json.loads(floor.read_text()) == HELD | {"must": 0.812}
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["floor.json"]


def test_a_linter_that_tells_nothing_is_no_success(tmp_path: Path) -> None:
    floor = tmp_path / "floor.json"
    floor.write_text(json.dumps(HELD))
    folder = corpus(tmp_path / "corpus", HELD)
    (folder / "score.py").write_text("import sys\nsys.exit('no JSON from it')\n")
    done = hold(folder, floor)
    assert done.returncode == 2
    assert "no JSON from it" in done.stderr


def test_the_recorded_floor_is_no_lower_than_what_was_promised() -> None:
    floor = json.loads((BENCHMARKS / "floor.json").read_text(encoding="utf-8"))
    promised = {"precision": 0.75, "of_readers": 0.7, "sure": 0.75, "must": 0.75, "must_not": 0.92}
    assert {name: value for name, value in promised.items() if floor[name] < value} == {}
