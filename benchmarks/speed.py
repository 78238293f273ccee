"""How fast udl-lint is beside its peers, in ratios of processor time within one run.

    python benchmarks/speed.py                                # this checkout and all peers, each installed into its own environment
    python benchmarks/speed.py --output docs/performance.md   # the page as well
    python benchmarks/speed.py --json speed.json --peer proselint --peer rumdl

Machines differ and other programs disturb: only ratios within one run count. Exit 1 when a goal is not reached. Unix only.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import load
from measure import Command, beside, cost, interleaved
from peers import OURSELVES, PEERS, SHARE, Peer, Tool, install
from speed_page import Goal, Load, Result, as_json, page

KILOBYTE = 1_000
COLD_SIZE, SMALL_SIZE, LARGE_SIZE = 10 * KILOBYTE, 100 * KILOBYTE, 1_000 * KILOBYTE
WHOLE_LOAD = 1_000
"""Lessons over which peak memory is measured."""


_COLD_GOALS = {"proselint": 0.8, "textlint": 0.2, "textlint+rousseau": 0.2}
_THROUGHPUT_GOALS = {
    **dict.fromkeys(("proselint", "markdownlint-cli2"), 3.0),
    **dict.fromkeys(("textlint", "textlint+rousseau", "alex", "retext"), 10.0),
    "harper-cli": 30.0,
}
"""Against the other tools the ratio is there to be known: they look at form or spelling only, or nobody has set a goal."""


def make_load(folder: Path, seed: str, packages: Sequence[Path]) -> Load:
    """Write the lessons and the three single files."""
    sentences = load.documentation(packages)
    singles = {name: folder / f"{name}.md" for name in ("cold", "small", "large")}
    lessons = load.lessons(folder / "lessons", sentences, WHOLE_LOAD, seed)
    for (name, path), size in zip(singles.items(), (COLD_SIZE, SMALL_SIZE, LARGE_SIZE), strict=True):
        path.write_text(load.lesson(sentences, f"{seed}/{name}", size), encoding="utf-8")
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in lessons)
    return Load(folder, lessons, **singles, words=words, size=sum(path.stat().st_size for path in lessons))


def cold_start(ours: Tool, peers: Sequence[Tool], made: Load, rounds: int) -> Iterator[Result]:
    """One lesson of 10 KB in a fresh process, as a person types it, beside Python itself doing nothing and beside each peer.

    A check of a few lessons keeps no results and starts no process, so it is cold without a word about either.
    """
    python = Path(ours.start[0]).with_name("python")
    nothing = Command((str(python if python.exists() else sys.executable), "-c", "pass"))
    typed = Command((*_checking(ours), str(made.cold)), ours.fine)
    others = {tool.name: tool.on(made.cold) for tool in peers}
    taken = interleaved({"python": nothing, ours.name: typed, **others}, made.folder, rounds)
    about = "One 10 KB lesson, cold"
    yield Result("cold", f"{about}, beside `python -c pass`", taken[ours.name] / taken["python"], "×", Goal(9, True, "×"))
    for tool in peers:
        goal = Goal(_COLD_GOALS[tool.name], True, "×") if tool.name in _COLD_GOALS else None
        yield Result(f"cold/{tool.name}", f"{about}, beside {tool.name}", taken[ours.name] / taken[tool.name], "×", goal)


def throughput(ours: Tool, peers: Sequence[Tool], made: Load, rounds: int) -> Iterator[Result]:
    """Lessons a second of processor time over many lessons in one process, starting up included."""
    ratios: dict[str, float] = {}
    for share in sorted({tool.lessons for tool in peers}):
        lessons = made.lessons[:share]
        ratios |= beside(ours.on(*lessons), {tool.name: tool.on(*lessons) for tool in peers if tool.lessons == share}, made.folder, rounds)
    for tool in peers:
        goal = Goal(_THROUGHPUT_GOALS[tool.name], False, "×") if tool.name in _THROUGHPUT_GOALS else None
        yield Result(f"throughput/{tool.name}", f"Lessons per core over {tool.lessons}, beside {tool.name}", ratios[tool.name], "×", goal)


def memory(ours: Tool, made: Load) -> Iterator[Result]:
    """The most memory that one process holds over all lessons."""
    peak = cost(ours.on(*made.lessons), made.folder).peak
    yield Result("memory", f"Peak memory over {WHOLE_LOAD:,} lessons", peak, "MiB", Goal(40, True, "MiB"))


def growth(ours: Tool, made: Load, rounds: int) -> Iterator[Result]:
    """A file ten times as large, starting up taken off: 10 would be linear."""
    tiny = made.folder / "tiny.md"
    tiny.write_text("# Seasons\n", encoding="utf-8")
    taken = interleaved({path.stem: ours.on(path) for path in (tiny, made.small, made.large)}, made.folder, rounds)
    ratio = (taken["large"] - taken["tiny"]) / (taken["small"] - taken["tiny"])
    yield Result("growth", "A 1 MB file beside one of 100 KB, without starting up", ratio, "×", Goal(12, True, "×"))


def again(ours: Tool, made: Load, rounds: int) -> Iterator[Result]:
    """The same lessons once more, when their results are known, beside the first time."""
    kept = made.folder / "kept"
    lessons = [str(path) for path in made.lessons]
    first = Command((*ours.start, *lessons), ours.fine)
    warm = Command((*_checking(ours), "--workers", "1", "--cache-dir", str(kept), *lessons), ours.fine)
    ratio = beside(warm, {"first": first}, made.folder, rounds)["first"]
    about = f"{WHOLE_LOAD:,} lessons again, with the results of the last run"
    yield Result("warm", about, ratio, "×", Goal(25, False, "×"))


def again_beside(ours: Tool, peers: Sequence[Tool], made: Load, rounds: int) -> Iterator[Result]:
    """The same lessons once more, as a folder, beside the one other tool here that keeps results for its next run."""
    for tool in peers:
        if tool.name == "rumdl":
            folder = str(made.lessons[0].parent)
            warm = Command((*_checking(ours), "--cache-dir", str(made.folder / "kept-by-us"), folder), ours.fine)
            theirs = Command((*_checking(tool), "--cache-dir", str(made.folder / "kept-by-rumdl"), folder), tool.fine)
            ratio = beside(warm, {tool.name: theirs}, made.folder, rounds)[tool.name]
            about = f"{WHOLE_LOAD:,} lessons again, beside rumdl with its results of the last run"
            yield Result("warm/rumdl", about, ratio, "×", Goal(1, False, "×"))


def two_workers(ours: Tool, made: Load, rounds: int) -> Iterator[Result]:
    """How much sooner two processes are done than one: the only time by the clock, so the machine has to be idle."""
    lessons = list(map(str, made.lessons[:SHARE]))
    taken: dict[str, list[float]] = {"1": [], "2": []}
    for number in range(rounds + 1):
        for workers, times in taken.items():
            began = time.perf_counter()
            cost(Command((*_checking(ours), "--no-cache", "--workers", workers, *lessons), ours.fine), made.folder)
            if number:
                times.append(time.perf_counter() - began)
    value = median(taken["1"]) / median(taken["2"])
    yield Result("workers", f"Two processes over {SHARE} lessons, by the clock", value, "×", Goal(1.5, False, "×"))


def _checking(tool: Tool) -> tuple[str, ...]:
    """The command without what `peers` says about its cache and its processes."""
    return tool.start[: tool.start.index("check") + 1]


def hold_to_work(ours: Tool, made: Load) -> None:
    """Refuse to measure a tool that does not read what it is given: every file reported, and something said of each."""
    files = [*made.lessons[:SHARE], made.cold, made.small, made.large]
    command = [*ours.start, "--format", "json", "--fail-on", "never", *map(str, files)]
    done = subprocess.run(command, check=False, cwd=made.folder, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"udl-lint ended with exit code {done.returncode} on the load\n{done.stderr[-2000:]}")
    lessons = json.loads(done.stdout)["lessons"]
    unread = [lesson["path"] for lesson in lessons if not lesson["checked"] or not (lesson["findings"] or lesson["evidence"])]
    if len(lessons) != len(files) or unread:
        sys.exit(f"udl-lint was given {len(files)} lessons, reported {len(lessons)} and said nothing of {unread[:3]}")


def _given(command: str) -> Tool:
    return Tool(OURSELVES.name, (*shlex.split(command), *OURSELVES.command[1:]), OURSELVES.fine, "as given")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main() -> int:
    """Install, make the load, measure, print."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--linter", metavar="COMMAND", help="measure this installed command (“udl-lint”) instead of installing the checkout")
    ask.add_argument("--peer", action="append", default=[], choices=sorted(PEERS), help="measure only beside this one; may be repeated")
    ask.add_argument("--rounds", type=int, default=7, help="runs in turn of which the median is taken (default: 7)")
    ask.add_argument("--seed", default="1", help="another seed makes another load")
    ask.add_argument("--output", type=Path, metavar="FILE", help="write the page here")
    ask.add_argument("--json", type=Path, metavar="FILE", help="write the numbers here")
    wanted = ask.parse_args()
    chosen: list[Peer] = [PEERS[name] for name in dict.fromkeys(wanted.peer or PEERS)]
    with tempfile.TemporaryDirectory(prefix="udl-lint-speed-") as place:
        folder = Path(place)
        _say("installing …")
        ours = _given(wanted.linter) if wanted.linter else install(OURSELVES, folder)
        peers = [install(peer, folder) for peer in chosen]
        made = make_load(folder / "load", wanted.seed, [tool.packages for tool in (ours, *peers) if tool.packages])
        hold_to_work(ours, made)
        results: list[Result] = []
        for steps in (
            cold_start(ours, peers, made, wanted.rounds),
            throughput(ours, peers, made, max(3, wanted.rounds // 2)),
            memory(ours, made),
            growth(ours, made, max(3, wanted.rounds // 2)),
            again(ours, made, max(3, wanted.rounds // 2)),
            again_beside(ours, peers, made, wanted.rounds),
            two_workers(ours, made, max(3, wanted.rounds // 2)),
        ):
            for result in steps:
                results.append(result)
                _say(result.row)
        text = page(results, [ours, *peers], made, wanted.seed)
    print(text)
    if wanted.output:
        wanted.output.write_text(text, encoding="utf-8")
    if wanted.json:
        wanted.json.write_text(as_json(results, [ours, *peers]), encoding="utf-8")
    missed = [result.about for result in results if not result.reached]
    for about in missed:
        _say(f"not reached: {about}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
