"""A pack's YAML faces, read, held to the rules for rules, and turned into plain data that needs neither YAML nor pydantic."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from udl_lint.checks import CHECKS
from udl_lint.checks.looks import Check
from udl_lint.compiled import Compiled, Data, sealed
from udl_lint.errors import PackError
from udl_lint.pack_files import NAME, RuleShape, read_check, read_shape
from udl_lint.shared_files import read_cues, read_lexicon, read_profiles, read_standards
from udl_lint.wording import did_you_mean, names_in, shown
from udl_lint.written import Written, read_written

CONCEPTS = ("concept", "concepts", "any", "all", "unless", "tiers")
"""The fields of a check that hold names of concepts when its class does not say otherwise."""
LONGEST_ADVICE = 18
"""Words that a teacher takes in while planning, by our judgement."""


def compile_pack(folder: Path, base: Compiled | None = None, kinds: Mapping[str, str] = CHECKS) -> Compiled:
    """What a pack's folder holds: rules in `NAME.yaml` or `PACK/NAME.yaml`, `lexicon/`, `standards.yaml`.

    With no base it is the pack that everything else stands on, with `lexicon/cues.yaml` and `profiles/`. Otherwise its rules
    may use and its concepts may extend what the base holds. Raises PackError at the first thing that is wrong.
    """
    if not folder.is_dir():
        raise PackError("there is no such folder of rules.", place=str(folder))
    groups: dict[str, dict[str, Written]] = {"rules": {}, "lexicon": {}, "profiles": {}, "standards": {}, "cues": {}}
    for name, path in _yaml_files(folder):
        groups[_group(name, path, own=base is None)][name] = read_written(path)
    old = base or Compiled()
    words = read_lexicon(groups["lexicon"].values(), old)
    standards = {code: entry for written in groups["standards"].values() for code, entry in read_standards(written, old.standards)}
    known = Compiled(concepts={**old.concepts, **words.concepts}, standards={**old.standards, **standards})
    rules: dict[str, Data] = {}
    pages: dict[str, Data] = {}
    for name, written in groups["rules"].items():
        rule_id = _rule_id(name, folder)
        if rule_id in old.rules:
            raise written.wrong(f"there already is a rule {rule_id}.", ("id",), "Give the folder of your rules a name of its own.")
        rules[rule_id], pages[rule_id] = compile_rule(written, rule_id, known, kinds)
    if base is not None:
        return words._replace(rules=rules, standards=standards, pages=pages)
    if not groups["cues"]:
        raise PackError("lexicon/cues.yaml is missing.", place=str(folder))
    profiles = read_profiles(groups["profiles"], rules)
    cues = read_cues(groups["cues"]["lexicon/cues.yaml"])
    return sealed(words._replace(rules=rules, standards=standards, pages=pages, profiles=profiles, cues=cues))


def pack_rule_ids(folder: Path) -> tuple[str, ...]:
    """The ids that the rule files of a pack's folder have by their paths, in order, whatever is in them."""
    names = (name for name, path in _yaml_files(folder) if _group(name, path, own=True) == "rules")
    return tuple(_rule_id(name, folder) for name in names)


def compile_rule(written: Written, rule_id: str, known: Compiled, kinds: Mapping[str, str] = CHECKS) -> tuple[Data, Data]:
    """One rule file as what a check needs and what a reader needs; raises PackError at the line that is wrong."""
    shape = read_shape(RuleShape, written)
    if shape.id != rule_id:
        raise written.wrong(f"the id is {shape.id!r}, but the path of the file says {rule_id!r}.", ("id",))
    check, plain_check = read_check(shape.check, written, ("check",), kinds)
    provided = {*check.provides, *shape.options}
    for key, template in (("message", shape.message), ("review", shape.review or ""), ("how_to_fix", shape.how_to_fix)):
        try:
            unknown = [name for name in names_in(template) if name not in provided]
        except ValueError as error:
            raise written.wrong(f"`{key}` has {error}.", (key,)) from None
        if unknown:
            hint = did_you_mean(unknown[0], provided)
            raise written.wrong(f"`{key}` has {{{unknown[0]}}}, which neither the check nor an option provides.", (key,), hint)
    if (words := len(shape.how_to_fix.split())) > LONGEST_ADVICE:
        raise written.wrong(f"`how_to_fix` has {words} words; a teacher reads {LONGEST_ADVICE} at most.", ("how_to_fix",))
    for index, code in enumerate(shape.standards):
        if code not in known.standards:
            raise written.wrong(f"there is no standard {code!r}.", ("standards", index), did_you_mean(code, known.standards))
    for concept in concepts_of(check):
        if concept not in known.concepts:
            place = next((at for at in written.lines if at[:1] == ("check",) and written.at(at) == concept), ("check",))
            raise written.wrong(f"there is no concept {concept!r} in the lexicon.", place, did_you_mean(concept, known.concepts))
    _hold_examples(shape, written)
    face = shape.model_dump(mode="json", exclude_none=True, exclude={"id", "check"})
    page = {key: face.pop(key) for key in ("why", "affects", "sources", "examples")}
    return {**face, "check": plain_check}, page


def concepts_of(check: Check) -> Iterator[str]:
    """The names of concepts in a check: all texts in the fields that its class lists in `concept_fields`, or in those of `CONCEPTS`."""
    for name in getattr(check, "concept_fields", CONCEPTS):
        yield from _texts(getattr(check, name, ()))


def _yaml_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every YAML file below a folder by its path from there, in order. Hidden ones are left out, nothing outside is followed."""
    root = folder.resolve()
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(above, name)
            if name.startswith(".") or path.suffix not in (".yaml", ".yml"):
                continue
            if path.suffix == ".yml":
                raise PackError("a file in a pack ends in .yaml.", place=str(path), hint=f"Rename it to {path.stem}.yaml.")
            if not path.resolve().is_relative_to(root):
                raise PackError("this link leads out of the pack's folder.", place=str(path))
            yield path.relative_to(folder).as_posix(), path


def _group(name: str, path: Path, *, own: bool) -> str:
    top, _, rest = name.partition("/")
    if name == "standards.yaml":
        return "standards"
    if name == "lexicon/cues.yaml" or top == "profiles":
        if not own:
            raise PackError("only udl-lint itself has heading cues and profiles.", place=str(path), hint="Choose rules in udl-lint.yaml.")
        return "profiles" if top == "profiles" else "cues"
    if top == "lexicon":
        return "lexicon"
    if "/" in rest:
        raise PackError("a rule lies in NAME.yaml or PACK/NAME.yaml, not deeper.", place=str(path))
    return "rules"


def _rule_id(name: str, folder: Path) -> str:
    """The id that a file's path gives its rule; a file at the top belongs to the pack that the folder is."""
    rule_id = name.removesuffix(".yaml") if "/" in name else f"{folder.resolve().name}/{name.removesuffix('.yaml')}"
    if not re.fullmatch(f"{NAME}/{NAME}", rule_id):
        hint = "Name folder and file in small letters, digits and hyphens."
        raise PackError(f"{rule_id!r} cannot be a rule's id.", place=str(folder / name), hint=hint)
    return rule_id


def _hold_examples(shape: RuleShape, written: Written) -> None:
    """A rule is shown and proved by one lesson that it flags and two that it must not, one of them a trap."""
    for index, example in enumerate(shape.examples):
        if example.trap and (example.flags or example.reviews):
            raise written.wrong("a trap must stay silent.", ("examples", index, "trap"))
        for key, texts in (("flags", example.flags), ("reviews", example.reviews)):
            for number, text in enumerate(texts):
                if text not in example.lesson:
                    place = ("examples", index, key, number)
                    raise written.wrong(f"the flagged text {shown(text)!r} is not in the example.", place)
    silent = [example for example in shape.examples if not example.flags and not example.reviews]
    if not any(example.flags for example in shape.examples):
        raise written.wrong("no example is flagged.", ("examples",), "Add a lesson with `flags:` and the exact text underlined.")
    if len(silent) < 2:
        raise written.wrong("fewer than two examples stay silent.", ("examples",), "Add a lesson without `flags:`.")
    if not any(example.trap for example in silent):
        raise written.wrong("no silent example is a trap.", ("examples",), "Mark a look-alike that must not be flagged with `trap: true`.")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _texts(each)
