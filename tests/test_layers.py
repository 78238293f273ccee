"""Imports point one way: each part imports only what stands to its right, and a plain check stays light."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from udl_lint.checks import CHECKS

PACKAGE = Path(__file__).parents[1] / "src" / "udl_lint"

LAYERS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("entry",),
    ("cli",),
    ("cli_teams",),
    ("cli_options",),
    ("commands",),
    ("practice",),
    ("baseline", "since"),
    ("explain", "init", "lsp", "outline"),
    ("docs", "reporters", "workers"),
    ("udl_lint",),
    ("api",),
    ("units",),
    ("runner",),
    ("rulebook",),
    ("example_runs",),
    ("linter",),
    ("allow",),
    ("config",),
    ("guidelines",),
    ("packs",),
    ("store",),
    ("pack_compile",),
    ("shared_files",),
    ("pack_files", "compiled"),
    ("refusals",),
    ("written",),
    ("rule",),
    ("checks",),
    ("readability", "reading"),
    ("phrases",),
    ("lexicon",),
    ("automaton",),
    ("readers",),
    ("files",),
    ("ignores",),
    ("cache", "text", "globs", "opening"),
    ("lesson",),
    ("tally", "unit"),
    ("finding",),
    ("source",),
    ("errors", "families", "stored_words", "version", "wording", "words"),
    ("phrase_nodes",),
    ("named", "patterns"),
    ("_speedups",),
)
"""From the left, which may import everything, to the right, which imports nothing. Parts of one layer leave each other alone.

`udl_lint` is the package's own `__init__`, the public API. A part that is new here needs a place in this order.
"""

HEAVY = frozenset(
    {
        "asyncio",
        "concurrent",
        "importlib.metadata",
        "lsprotocol",
        "multiprocessing",
        "nltk",
        "pydantic",
        "pygls",
        "rich",
        "textstat",
        "yaml",
    }
)
BORDER = frozenset({"pack_files", "practice", "refusals"})
"""The parts that only run where a person's YAML is read; they may import pydantic at the top, nothing imports them at its top."""

ORDER = {part: number for number, layer in enumerate(LAYERS) for part in layer}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent.name != "_compiled")


def part_of(name: str) -> str:
    """The part that a dotted module name belongs to."""
    pieces = name.split(".")
    return pieces[1] if len(pieces) > 1 else pieces[0]


def name_of(path: Path) -> str:
    pieces = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(pieces[:-1] if pieces[-1] == "__init__" else pieces)


def imports(path: Path, *, top_only: bool = False) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import in a module; of those that run when it is imported if `top_only`."""
    pending: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names]
            yield from ((node.lineno, name if module == "udl_lint" else module) for name in names)
        elif top_only and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        elif top_only and isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            pending += node.orelse
        else:
            pending += ast.iter_child_nodes(node)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_to_the_right(path: Path) -> None:
    here = part_of(name_of(path))
    assert here in ORDER, f"{here} has no place in the layers"
    for line, name in imports(path):
        if name.split(".")[0] != "udl_lint":
            continue
        there = part_of(name)
        assert there in ORDER, f"{path}:{line}: {there} has no place in the layers"
        assert there == here or ORDER[there] > ORDER[here], f"{path}:{line}: {here} imports {there}, which does not stand to its right"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_heavy_is_imported_at_the_top(path: Path) -> None:
    here = part_of(name_of(path))
    for line, name in imports(path, top_only=True):
        heavy = name.split(".")[0] in HEAVY or name in HEAVY
        served = here == "lsp"  # which a command imports when an editor starts it
        held = (here in BORDER and name.startswith("pydantic")) or (here == "workers" and name.startswith("multiprocessing"))
        assert not heavy or served or held, f"{path}:{line}: {name} at the top"


def test_no_two_parts_import_each_other_within_a_package() -> None:
    """A circle of imports is a knot, also inside one part."""
    known = {name_of(path): path for path in MODULES}
    edges = {
        name: sorted({target for _, target in imports(path, top_only=True) if target in known} - {name}) for name, path in known.items()
    }
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"a circle: {' → '.join((*way, name))}"
        if name not in done:
            for target in edges[name]:
                visit(target, (*way, name))
            done.add(name)

    for name in edges:
        visit(name, ())


def test_a_check_knows_no_files_and_no_other_check() -> None:
    kinds = {place.partition(":")[0] for place in CHECKS.values()}
    for path in MODULES:
        for line, name in imports(path) if name_of(path).startswith("udl_lint.checks.") else ():
            assert name.split(".")[0] not in ("io", "os", "pathlib", "shutil", "socket", "subprocess", "sys"), f"{path}:{line}: {name}"
            assert name not in kinds, f"{path}:{line}: one way of looking imports another"


def calls(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield node.lineno, ast.unparse(node.func)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_each_part_keeps_to_its_business(path: Path) -> None:
    here = part_of(name_of(path))
    for line, called in calls(path):
        if here not in ("cli", "entry"):
            assert called not in ("print", "input", "exit", "sys.exit", "os._exit", "click.echo"), f"{path}:{line}: {called}"
        if here in ("linter", "rule", "checks", "reading", "lexicon", "reporters", "lesson", "finding"):
            assert called not in ("open", "os.open", "os.scandir", "os.walk"), f"{path}:{line}: {called} in {here}"
        assert called not in ("eval", "exec", "compile", "yaml.load", "pickle.load", "pickle.loads"), f"{path}:{line}: {called}"


def test_modules_stay_small() -> None:
    long = {name_of(path): lines for path in MODULES if (lines := path.read_text(encoding="utf-8").count("\n")) > 300}
    assert not long, f"longer than 300 lines: {long}"


def test_third_parties_are_the_declared_ones() -> None:
    """What is imported is in the package's dependencies, or comes with Python."""
    declared = {"click", "markdown_it", "pydantic", "textstat", "yaml", "udl_lint"}
    extras = {"lsp": {"lsprotocol", "pygls"}, "practice": {"questionary"}, "commands": {"watchfiles"}}
    for path in MODULES:
        for line, name in imports(path):
            top = name.split(".")[0]
            assert top in declared or top in extras.get(part_of(name_of(path)), ()) or top in sys.stdlib_module_names, (
                f"{path}:{line}: {top}"
            )
