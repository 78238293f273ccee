"""Where rules come from: the built-in ones, compiled beforehand, and the packs that a configuration names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from udl_lint.checks import CHECKS, build_check, settled
from udl_lint.compiled import Compiled, Data
from udl_lint.errors import InstalledError
from udl_lint.named import Named
from udl_lint.readers.cues import Cues
from udl_lint.rule import Example, Option, Rule
from udl_lint.store import RULES, built_in, with_pages
from udl_lint.wording import did_you_mean


class Rules(Mapping[str, Rule]):
    """Rules by id, each built when it is first asked for, so that only the checks of the chosen rules are imported."""

    def __init__(self, compiled: Compiled, kinds: Mapping[str, str]) -> None:
        self._compiled = compiled
        self._kinds = kinds
        self._built: dict[str, Rule] = {}

    def __getitem__(self, rule_id: str) -> Rule:
        """The rule; raises KeyError when there is none of this id, PackError when its check cannot be built."""
        built = self._built.get(rule_id)
        if built is None:
            pages = self._compiled.pages or {}
            built = self._built[rule_id] = _rule(rule_id, self._compiled.rules[rule_id], pages.get(rule_id, {}), self._kinds)
        return built

    def get(self, rule_id: str, default: Any = None) -> Any:
        """As every mapping has it, without an error on the way: a report asks for the rule of each thing that was found."""
        built = self._built.get(rule_id)
        return super().get(rule_id, default) if built is None else built

    def __iter__(self) -> Iterator[str]:
        return iter(self._compiled.rules)

    def __len__(self) -> int:
        return len(self._compiled.rules)


class Standard(Named):
    """What a rule may cite. `code` is `prefix:number`, `framework` says in words whose standard it is."""

    code: str
    title: str
    framework: str
    link: str = ""


class Ruleset:
    """Every rule there is to choose from, with the words and the standards that they share.

    `rules` stand by id, in order, without their pages: `why`, `affects`, `sources` and `examples` are empty (see `explained`).
    `automata` are the phrases of the lexicon, compiled, by language. A profile, by name, holds `about`, `extends`, `fail_on`, `only` and
    `rules`, which holds what a configuration's `rules` may hold. `digest` changes with anything in the packs.
    """

    def __init__(self, compiled: Compiled, kinds: Mapping[str, str] = CHECKS) -> None:
        self._compiled, self._kinds = compiled, kinds
        self.rules: Mapping[str, Rule] = Rules(compiled._replace(pages=None), kinds)
        self.automata: Mapping[str, Data] = compiled.automata
        cues: Mapping[str, Any] = {key: value if isinstance(value, dict) else settled(value) for key, value in compiled.cues.items()}
        self.cues = Cues(**cues)
        self.profiles: Mapping[str, Data] = compiled.profiles
        self.digest = compiled.digest

    @cached_property
    def lexicon_data(self) -> Mapping[str, Mapping[str, Data]]:
        """`concepts` and `classes`, each by name, as lexicon files have them; keys that hold nothing are left out."""
        compiled = with_pages(self._compiled)
        return {"concepts": compiled.concepts, "classes": compiled.classes}

    @cached_property
    def standards(self) -> Mapping[str, Standard]:
        """What the rules cite, by code."""
        return {code: Standard(code, **entry) for code, entry in with_pages(self._compiled).standards.items()}

    @cached_property
    def explained(self) -> Mapping[str, Rule]:
        """The same rules with their pages, for people and for tests."""
        return Rules(with_pages(self._compiled), self._kinds)


def load_ruleset(packs: Sequence[str | os.PathLike[str]] = (), kinds: Mapping[str, str] = CHECKS) -> Ruleset:
    """The built-in rules and those of the packs' folders, which hold nothing but YAML.

    `kinds` are the kinds of check that rules may ask for. Raises PackError, with file and line, for a pack that cannot be used.
    """
    compiled = built_in()
    for folder in packs:
        if not is_built_in(folder):
            from pathlib import Path

            from udl_lint.pack_compile import compile_pack

            compiled = with_pages(compiled)
            compiled = compiled.with_pack(compile_pack(Path(folder), compiled, kinds))
    return Ruleset(compiled, kinds)


def is_built_in(folder: str | os.PathLike[str]) -> bool:
    """Whether a folder is that of the built-in rules or of one of their packs."""
    here, there = os.path.realpath(folder), os.path.realpath(RULES)
    return here == there or here.startswith(there + os.sep)


def installed_pack(name: str) -> str:
    """The folder of the pack that an installed package offers by the entry point `udl_lint.packs`.

    The entry point's value names a package of the distribution; its folder is the pack. Only a configuration that names the
    pack leads here. Raises PackError.
    """
    import importlib.util

    module = _installed("udl_lint.packs", [name])[name]
    try:
        found = importlib.util.find_spec(module)
    except (ImportError, ValueError) as error:
        raise InstalledError(name, f"the pack {name!r} cannot be loaded from {module}: {error}.") from error
    if found is None or not found.submodule_search_locations:
        raise InstalledError(name, f"the pack {name!r} names {module}, which is no folder.")
    return str(found.submodule_search_locations[0])


def installed_kinds(names: Iterable[str]) -> dict[str, str]:
    """`CHECKS` and the kinds of check of these names that installed packages offer by the entry point `udl_lint.checks`.

    Nothing is imported before a rule asks for the kind. Raises PackError for a name that nobody offers or that is built in.
    """
    names = list(names)
    taken = next((name for name in names if name in CHECKS), None)
    if taken is not None:
        raise InstalledError(taken, f"the kind of check {taken!r} is built in; another one needs another name.")
    return {**CHECKS, **_installed("udl_lint.checks", names)}


def _installed(group: str, names: Iterable[str]) -> dict[str, str]:
    """The values of entry points by name."""
    from importlib.metadata import entry_points

    offered = {point.name: point.value for point in entry_points(group=group)}
    for name in names:
        if name not in offered:
            raise InstalledError(name, f"no installed package offers {name!r} as {group}.", hint=did_you_mean(name, offered))
    return {name: offered[name] for name in names}


def _rule(rule_id: str, face: Data, page: Data, kinds: Mapping[str, str]) -> Rule:
    values: dict[str, Any] = {key: settled(value) for key, value in face.items() if key not in ("check", "options")}
    values |= {key: settled(value) for key, value in page.items() if key != "examples"}
    return Rule(
        id=rule_id,
        check=build_check(face["check"], kinds),
        options={name: Option(settled(option["default"]), option["about"]) for name, option in face.get("options", {}).items()},
        examples=tuple(Example(**settled(example)) for example in page.get("examples", ())),
        **values,
    )
