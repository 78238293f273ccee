"""Compiles the rules for the wheel, so that an installed udl-lint reads no YAML and needs no pydantic to check a lesson."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RulesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts what the rules were compiled to (`udl_lint/_compiled/`) beside the rules' YAML. A rule that is wrong stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and say where the files go. An editable install compiles by itself, at its first run."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from udl_lint.pack_compile import compile_pack
            from udl_lint.store import store

            compiled = compile_pack(root / "rules")
        finally:
            sys.path.remove(str(root / "src"))
        self._folder = tempfile.TemporaryDirectory(prefix="udl-lint-rules-")
        store(compiled, self._folder.name)
        for name in sorted(path.name for path in Path(self._folder.name).iterdir()):
            build_data["force_include"][str(Path(self._folder.name, name))] = f"udl_lint/_compiled/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()
