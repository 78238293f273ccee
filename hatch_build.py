"""Compiles the rules for the wheel, so that an installed udl-lint reads no YAML and needs no pydantic to check a lesson, and the inner
loops in C, where that can be done.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PURE = "UDL_LINT_PURE"
"""Where this is set to anything (`UDL_LINT_PURE=1`), nothing is compiled from C: the wheel is one for all systems."""
_MODULE = "udl_lint._speedups"


class CompilingHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts what the rules were compiled to (`udl_lint/_compiled/`) beside the rules' YAML, and `udl_lint/_speedups` beside the modules.

    A rule that is wrong stops the build. C that cannot be compiled does not: the modules have all of it in Python as well.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and say where the files go. An editable install compiles the rules by itself, at its first run."""
        if self.target_name != "wheel":
            return
        self._folder = tempfile.TemporaryDirectory(prefix="udl-lint-build-")
        module = None if os.environ.get(PURE) else self._module(Path(self._folder.name, "c"))
        if version == "editable":
            self._renew(module)
            return
        if module is not None:
            build_data["pure_python"] = False
            build_data["infer_tag"] = True
            build_data["force_include"][str(module)] = f"udl_lint/{module.name}"
        for path in self._compiled_rules(Path(self._folder.name, "rules")):
            build_data["force_include"][str(path)] = f"udl_lint/_compiled/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()

    def _compiled_rules(self, folder: Path) -> list[Path]:
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from udl_lint.pack_compile import compile_pack
            from udl_lint.store import store

            compiled = compile_pack(root / "rules")
        finally:
            sys.path.remove(str(root / "src"))
        folder.mkdir()
        store(compiled, str(folder))
        return sorted(folder.iterdir())

    def _module(self, folder: Path) -> Path | None:
        """The module in C for the Python that builds, or None where it cannot be compiled, which is said and stops nothing."""
        try:
            return _compiled_module(Path(self.root), folder)
        except Exception as error:  # what a missing or a broken compiler raises differs from system to system
            why = " ".join(str(error).split())
            self.app.display_warning(f"The inner loops in C were left out; udl-lint does the same without them, more slowly: {why}")
            return None

    def _renew(self, module: Path | None) -> None:
        """Put the module into the checkout, or take away the one that an earlier install left there: it may be of another source."""
        place = Path(self.root, "src", "udl_lint", "_speedups" + (sysconfig.get_config_var("EXT_SUFFIX") or ".so"))
        try:
            if module is None:
                place.unlink(missing_ok=True)
            else:
                # Not written over: a program that is running goes on with the old file.
                fresh = place.with_name(f"new{place.name}")
                shutil.copy(module, fresh)
                fresh.replace(place)
        except OSError as error:
            self.app.display_warning(f"The inner loops in C were left as they are: {error}")


def _compiled_module(root: Path, folder: Path) -> Path:
    """Compiles the module in C into a folder, with the compiler that Python was built with. Raises whatever goes wrong."""
    if sys.implementation.name != "cpython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
        raise RuntimeError("they are for CPython with its global lock")
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    # Without what a debugger would want, which names folders: the same source gives the same bytes. A function that this Python does not
    # have stops the compiler here, and not a check later.
    options = [] if sys.platform == "win32" else ["-O2", "-g0", "-fvisibility=hidden", "-Werror=implicit-function-declaration"]
    sources = sorted(os.path.relpath(path) for path in (root / "src" / "speedups").glob("*.c"))
    command = build_ext(Distribution({"name": "udl-lint", "ext_modules": [Extension(_MODULE, sources, extra_compile_args=options)]}))
    command.build_lib, command.build_temp = str(folder / "lib"), str(folder / "temp")
    command.ensure_finalized()
    command.run()
    return Path(command.get_ext_fullpath(_MODULE))
