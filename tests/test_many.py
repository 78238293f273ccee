"""Many lessons: the same bytes however they are checked, and what is killed, full, broken or stopped costs no more than it must."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from running import STRONG, WEAK, command, environment, lint, python, spawn
from udl_lint.commands.many import marked
from udl_lint.workers import Workers, _Watch, _Worker

COUNT = 70
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")


def lessons(folder: Path, count: int = COUNT, long: int = 1) -> Path:
    folder.mkdir()
    for number in range(count):
        text = (WEAK, STRONG)[number % 2].replace("\n\n", f" {number}\n\n", 1)
        (folder / f"lesson-{number:03}.md").write_text(text * long, encoding="utf-8")
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    lessons(tmp_path / "plans")
    return tmp_path


def run(place: Path, *more: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    return spawn("check", "plans", "--fail-on", "never", *more, folder=place, settings=settings)


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_same_bytes_however_lessons_are_checked(place: Path, form: str) -> None:
    """Workers, cache, order, hash seed, locale, time zone."""
    how = ["--format", form]
    names = sorted((f"plans/{path.name}" for path in (place / "plans").iterdir()), reverse=True)
    plain = run(place, *how, "--no-cache", "--workers", "1")
    assert plain.returncode == 0
    assert plain.stdout.count(b"lesson-0") >= COUNT
    runs = [
        run(place, *how, "--no-cache", "--workers", "3", PYTHONHASHSEED="1", LC_ALL="C"),
        run(place, *how, "--cache-dir", "kept", PYTHONHASHSEED="2", TZ="Asia/Tokyo"),
        run(place, *how, "--cache-dir", "kept", "--workers", "1", LC_ALL="C.UTF-8"),
        spawn("check", *names, "--fail-on", "never", *how, "--cache-dir", "kept", folder=place),
    ]
    assert {(each.returncode, each.stdout, each.stderr) for each in runs} == {(0, plain.stdout, b"")}


WHOLE = [("--format", form) for form in ("jsonl", "sarif", "github", "gitlab", "junit", "rdjsonl", "markdown", "html")]


@pytest.mark.parametrize(
    "how",
    [*WHOLE, ("--format", "json", "--format", "text=also.txt"), ("--baseline", "known.json"), ("--as", "newcomer"), ("--unit", "plans")],
)
def test_what_needs_whole_lessons_is_the_same_from_several_processes(place: Path, how: tuple[str, ...]) -> None:
    if "--baseline" in how:
        assert spawn("baseline", "create", "plans/lesson-000.md", "--file", "known.json", folder=place).returncode == 0
    alone = run(place, *how, "--no-cache", "--workers", "1")
    several = run(place, *how, "--no-cache", "--workers", "3")
    assert alone.returncode == 0
    assert b"lesson-0" in alone.stdout
    assert (several.returncode, several.stdout, several.stderr) == (0, alone.stdout, alone.stderr)


def test_a_baseline_of_many_lessons_knows_each(place: Path) -> None:
    made = spawn("baseline", "create", "plans", "--file", "known.json", folder=place)
    assert (made.returncode, made.stderr) == (0, b"")
    again = spawn("check", "plans", "--baseline", "known.json", folder=place)
    assert again.returncode == 0
    assert b"nothing new to mend" in again.stdout


def test_a_run_that_knows_every_lesson_reads_no_rules(place: Path) -> None:
    run(place, "--cache-dir", "kept")
    code = (
        "import sys\nfrom udl_lint.commands.output import Output\nfrom udl_lint.entry import run\nimport io\n"
        "out = io.StringIO()\nrun(['check', 'plans', '--fail-on', 'never', '--cache-dir', 'kept'], Output(out, sys.stderr))\n"
        "assert 'I looked' in out.getvalue() or 'lesson' in out.getvalue()\n"
        "print([name for name in ('markdown_it', 'multiprocessing', 'yaml', 'pydantic', 'sqlite3') if name in sys.modules])"
    )
    done = python(code, folder=place)
    assert (done.stdout, done.stderr) == (b"[]\n", b"")


def test_one_lesson_needs_nothing_of_this() -> None:
    code = (
        "import io, sys\nfrom udl_lint.commands.output import Output\nfrom udl_lint.entry import run\n"
        "run(['check', sys.argv[1]], Output(io.StringIO(), sys.stderr))\n"
        "names = ('udl_lint.cache', 'udl_lint.workers', 'udl_lint.commands.many', 'multiprocessing', 'sqlite3', 'click')\n"
        "print([name for name in names if name in sys.modules])"
    )
    assert python(code, Path(__file__).parents[1] / "sample_lessons").stdout == b"[]\n"


def known(place: Path, *more: str) -> int:
    """How many lessons are known from an earlier run: each other one stores a result anew."""
    kept = place / "kept"
    before = {path: path.stat().st_mtime_ns for path in kept.rglob("*") if path.is_file()}
    assert run(place, "--cache-dir", "kept", *more).returncode == 0
    after = {path: path.stat().st_mtime_ns for path in (kept / "1").rglob("*") if path.is_file()}
    return COUNT - sum(before.get(path) != stamp for path, stamp in after.items())


def test_what_a_result_depends_on_is_in_its_key(place: Path) -> None:
    assert known(place) < COUNT
    assert known(place) == COUNT
    (place / "plans" / "lesson-000.md").write_text(WEAK + "\nMore.\n", encoding="utf-8")
    assert known(place) == COUNT - 1
    config = place / "udl-lint.yaml"
    config.write_text('overrides:\n  - paths: ["plans/lesson-00*"]\n    rules: {structure/missing-objective: off}\n', encoding="utf-8")
    assert known(place) < 2
    assert known(place) == COUNT
    config.write_text('overrides:\n  - paths: ["plans/lesson-01*"]\n    rules: {structure/missing-objective: off}\n', encoding="utf-8")
    assert known(place) < 2
    assert known(place, "--profile", "strict") < 2
    assert known(place, "--grade", "3") < 2
    assert known(place, "--all") < 2
    assert known(place, "--max-file-size", "100") < 2
    assert known(place) == COUNT


def test_a_comment_that_holds_until_a_day_is_looked_at_each_day(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, dated = b"# Owls\n", b"# Owls\n<!-- udl-lint: allow language until 2026-01-01 -- trip -->\n"
    before = marked(plain), marked(dated)
    monkeypatch.setattr("udl_lint.commands.many.time.strftime", lambda form: "1999-12-31")
    assert marked(plain) == before[0]
    assert marked(dated) != before[1]


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


@pytest.mark.parametrize("harm", [damage, cut, lambda path: path.write_bytes(b""), lambda path: path.write_bytes(b"\xff" * 9000)])
def test_a_broken_result_is_none(place: Path, harm: Callable[[Path], None]) -> None:
    first = run(place, "--cache-dir", "kept")
    for path in (place / "kept" / "1").rglob("*"):
        if path.is_file():
            harm(path)
    second = run(place, "--cache-dir", "kept")
    assert second.stdout == first.stdout
    assert second.stderr.count(b"\n") == 1
    assert b"damaged" in second.stderr
    third = run(place, "--cache-dir", "kept")
    assert (third.stdout, third.stderr) == (first.stdout, b"")


def test_a_result_of_another_lesson_is_none(place: Path) -> None:
    first = run(place, "--cache-dir", "kept", "--workers", "1")
    stored = [path for path in (place / "kept" / "1").rglob("*") if path.is_file()]
    data = [path.read_bytes() for path in stored]
    for path, other in zip(stored, [*data[1:], data[0]], strict=True):
        path.write_bytes(other)
    assert run(place, "--cache-dir", "kept").stdout == first.stdout


def test_a_folder_that_cannot_be_written_is_one_warning(place: Path) -> None:
    first = run(place, "--no-cache")
    done = run(place, "--cache-dir", "/proc/self/kept" if sys.platform == "linux" else "/dev/kept")
    assert done.stdout == first.stdout
    assert done.returncode == 0
    assert done.stderr.count(b"\n") == 1
    (place / "file").write_text("", encoding="utf-8")
    assert run(place, "--cache-dir", "file").returncode == 2


def test_a_full_disk_is_one_warning(place: Path) -> None:
    first = run(place, "--no-cache")

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))

    arguments = command("check", "plans", "--fail-on", "never", "--cache-dir", "kept")
    done = subprocess.run(arguments, cwd=place, env=environment(), preexec_fn=small, capture_output=True, timeout=60, check=False)
    assert (done.stdout, done.returncode) == (first.stdout, 0)
    assert done.stderr.count(b"\n") == 1
    again = run(place, "--cache-dir", "kept")
    assert (again.stdout, again.stderr) == (first.stdout, b"")


def test_two_runs_at_once_and_one_that_is_killed_lose_nothing(place: Path) -> None:
    first = run(place, "--no-cache")
    arguments = command("check", "plans", "--fail-on", "never", "--cache-dir", "kept")
    killed = subprocess.Popen(arguments, cwd=place, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert killed.stdout is not None
    killed.stdout.readline()
    killed.kill()
    killed.communicate()
    both = [subprocess.Popen(arguments, cwd=place, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    assert [each.communicate(timeout=60) for each in both] == [(first.stdout, b"")] * 2
    assert run(place, "--cache-dir", "kept").stdout == first.stdout


def children(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]


@pytest.fixture
def long(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that is in the middle of its work, with two other processes."""
    lessons(tmp_path / "plans", 400, 8)
    arguments = command(
        "check", "plans", "--fail-on", "never", "--no-cache", "--workers", "2", "--max-file-seconds", "3", "--format", "json"
    )
    with open(tmp_path / "out", "wb") as out:
        process = subprocess.Popen(arguments, cwd=tmp_path, env=environment(), stdout=out, stderr=subprocess.PIPE, start_new_session=True)
    while (tmp_path / "out").stat().st_size < 1_000:
        assert process.poll() is None
        time.sleep(0.01)
    yield process
    # A stopped process of the group would hold the stream open for ever.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


@linux
def test_one_that_stops_in_the_middle_of_its_answer_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    take = _Worker.take
    stopped: list[_Worker] = []

    def waiting_take(self: _Worker, watch: _Watch) -> tuple[int, Any]:
        if not stopped:
            stopped.append(self)
            others = [worker.pipe for worker in crew._workers if worker is not self]
            assert all(other.poll(30) for other in others)  # they answered while this one was waited for
            for worker in crew._workers:
                worker.since -= 2 * 60
            raise EOFError
        return take(self, watch)

    monkeypatch.setattr(_Worker, "take", waiting_take)
    crew = Workers(2, lambda: slowly, lambda path, _: f"lost {path}", 60)
    try:
        assert list(crew.done(["0", "1", "2", "3"])) == ["lost 0", "1", "2", "3"]
    finally:
        crew.close()


def slowly(path: str) -> str:
    """Checks the first lesson at once and waits over any other."""
    time.sleep(0.2 * int(path))
    return path


@linux
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP])
def test_a_worker_that_is_killed_or_hangs_costs_one_lesson(long: subprocess.Popen[bytes], tmp_path: Path, how: signal.Signals) -> None:
    os.kill(children(long.pid)[0], how)
    _, notes = long.communicate(timeout=60)
    report = json.loads((tmp_path / "out").read_text(encoding="ascii"))
    assert long.returncode == 3
    assert [item["status"] for item in report["left_out"]] == ["unreadable"]
    lost = report["left_out"][0]["path"]
    assert notes.decode().startswith(f"udl-lint: {lost}: not checked: ")
    assert notes.count(b"\n") == 1
    assert sorted([lost, *(lesson["path"] for lesson in report["lessons"])]) == [f"plans/lesson-{number:03}.md" for number in range(400)]


@linux
def test_ctrl_c_ends_everything_in_one_line(long: subprocess.Popen[bytes]) -> None:
    workers = children(long.pid)
    os.killpg(long.pid, signal.SIGINT)
    _, notes = long.communicate(timeout=60)
    assert (long.returncode, notes) == (130, b"udl-lint: stopped.\n")
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


@linux
def test_no_worker_outlives_a_run_that_is_killed(long: subprocess.Popen[bytes]) -> None:
    workers = children(long.pid)
    assert len(workers) == 2
    long.kill()
    long.wait()
    end = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() and b"Z" not in status(worker) for worker in workers):
        assert time.monotonic() < end
        time.sleep(0.05)


def status(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()[0]
    except OSError:
        return b"Z"


def work(path: str) -> Any:
    if path == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if path == "exit":
        os._exit(0)
    if path == "hang":
        time.sleep(60)
    return path.upper()


def test_each_lesson_has_its_answer_in_order() -> None:
    paths = ["a", "kill", "b", "exit", "c", "hang", "kill", "d"]
    workers = Workers(2, lambda: work, lambda path, why: f"{path}: {why}", 1)
    try:
        assert list(workers.done(paths)) == [
            "A",
            "kill: the process that checked it was killed (SIGKILL)",
            "B",
            "exit: the process that checked it ended before it was done",
            "C",
            "hang: it took longer than 1 seconds",
            "kill: the process that checked it was killed (SIGKILL)",
            "D",
        ]
    finally:
        workers.close()


def test_a_lesson_that_breaks_the_program_stops_no_other(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from udl_lint import runner

    real = runner.check_bytes

    def broken(path: str, *rest: Any) -> Any:
        if path.endswith("lesson-007.md"):
            raise RuntimeError("deep down")
        return real(path, *rest)

    monkeypatch.setattr(runner, "check_bytes", broken)
    told = [lint("check", place / "plans", "--no-cache", "--quiet", "--workers", number) for number in ("1", "2")]
    assert told[0] == told[1]
    assert told[0].code == 3
    assert told[0].notes.count("\n") == 1
    assert "lesson-007.md: not checked: something is wrong in udl-lint itself" in told[0].notes
