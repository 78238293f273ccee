"""The kinds of check, by the word that a rule file writes after `kind:`. Each is imported when a rule first asks for it."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from udl_lint.checks.looks import Check
from udl_lint.errors import PackError
from udl_lint.wording import did_you_mean

CHECKS: Mapping[str, str] = {
    "alt-quality": "udl_lint.checks.alt_quality:AltQuality",
    "alt-text": "udl_lint.checks.alt_text:AltText",
    "boilerplate": "udl_lint.checks.boilerplate:Boilerplate",
    "captions": "udl_lint.checks.captions:Captions",
    "data-budget": "udl_lint.checks.data_budget:DataBudget",
    "demand": "udl_lint.checks.demand:Demand",
    "empty-section": "udl_lint.checks.empty_section:EmptySection",
    "flag": "udl_lint.checks.flag:Flag",
    "gated-support": "udl_lint.checks.gated_support:GatedSupport",
    "goal-product": "udl_lint.checks.goal_product:GoalProduct",
    "grade": "udl_lint.checks.grade:Grade",
    "headings": "udl_lint.checks.headings:Headings",
    "home-item": "udl_lint.checks.home_item:HomeItem",
    "lacking": "udl_lint.checks.lacking:Lacking",
    "language-objective": "udl_lint.checks.language_objective:LanguageObjective",
    "link-text": "udl_lint.checks.link_text:LinkText",
    "modes": "udl_lint.checks.modes:Modes",
    "named-group": "udl_lint.checks.named_group:NamedGroup",
    "objective": "udl_lint.checks.objective:Objective",
    "packed-direction": "udl_lint.checks.packed_direction:PackedDirection",
    "placement": "udl_lint.checks.placement:Placement",
    "product-option": "udl_lint.checks.product_option:ProductOption",
    "readability": "udl_lint.checks.readability:Readability",
    "require": "udl_lint.checks.require:Require",
    "scaffold": "udl_lint.checks.scaffold:Scaffold",
    "sentence-length": "udl_lint.checks.sentence_length:SentenceLength",
    "table-header": "udl_lint.checks.table_header:TableHeader",
    "teacher-talk": "udl_lint.checks.teacher_talk:TeacherTalk",
    "time-plan": "udl_lint.checks.time_plan:TimePlan",
    "vague-objective": "udl_lint.checks.vague_objective:VagueObjective",
    "vocabulary": "udl_lint.checks.vocabulary:Vocabulary",
}
"""Kind to `module:Class`. The class is a `Check` whose fields are the keys that `check:` takes beside `kind`."""


def check_class(kind: str, kinds: Mapping[str, str] = CHECKS) -> type[Check]:
    """The class behind a kind; raises PackError for a kind that nobody provides or whose module cannot be imported."""
    place = kinds.get(kind)
    if place is None:
        raise PackError(f"there is no kind of check {kind!r}.", hint=did_you_mean(kind, kinds))
    module, _, name = place.partition(":")
    try:
        found: type[Check] = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise PackError(f"the kind of check {kind!r} cannot be loaded from {place}: {error}.") from error
    return found


def build_check(mapping: Mapping[str, Any], kinds: Mapping[str, str] = CHECKS) -> Check:
    """The check that a `check:` mapping describes. Values are taken as they are (lists become tuples); the types of what
    people write are held to the fields in `pack_files`. Raises PackError for an unknown kind, an unknown or a missing key.
    """
    kind = mapping.get("kind")
    if not isinstance(kind, str):
        raise PackError("a check needs a `kind`.", hint=f"The kinds are {', '.join(sorted(kinds))}.")
    found = check_class(kind, kinds)
    values = {key: settled(value) for key, value in mapping.items() if key != "kind"}
    hold_to_keys(found, kind, values)
    return found(**values)


def check_keys(found: type[Check]) -> Mapping[str, bool]:
    """The keys that a check's class takes beside `kind`, each with whether it has to be there."""
    any_class: Any = found
    return _keys(any_class)


@cache
def _keys(found: Any) -> Mapping[str, bool]:
    fields = {name: str(kind) for part in reversed(found.__mro__[:-1]) for name, kind in part.__annotations__.items()}
    return {name: not hasattr(found, name) for name, kind in fields.items() if "ClassVar" not in kind}


def hold_to_keys(found: type[Check], kind: str, values: Iterable[str]) -> None:
    """Raise PackError for a key that the check's class does not take, or for one that it needs and does not get."""
    keys = check_keys(found)
    given = set(values)
    if given <= keys.keys() and given.issuperset(key for key, needed in keys.items() if needed):
        return
    for key in given:
        if key not in keys:
            raise PackError(f"a check of kind {kind!r} takes no {key!r}.", hint=did_you_mean(key, keys))
    for key, needed in keys.items():
        if needed and key not in given:
            raise PackError(f"a check of kind {kind!r} needs {key!r}.")


def settled(value: Any) -> Any:
    """The same value with every list in it as a tuple, so that a check can be frozen."""
    if isinstance(value, (list, tuple)):
        return tuple([each if isinstance(each, str) else settled(each) for each in value])
    if isinstance(value, dict):
        return {key: each if isinstance(each, str) else settled(each) for key, each in value.items()}
    return value
