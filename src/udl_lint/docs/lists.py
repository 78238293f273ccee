"""All rules by pack, and which of them each profile turns on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import relpath

from udl_lint.docs.marking import code, escaped, table
from udl_lint.docs.places import COVERAGE, INDEX, PROFILES, rule_page_name
from udl_lint.finding import Severity
from udl_lint.packs import Ruleset
from udl_lint.rule import Rule

Memberships = Mapping[str, Mapping[str, Severity]]


def link(rule: str, page: str, text: str = "") -> str:
    """A link to a rule's page from another page; both names are relative to the folder of the pages."""
    return f"[{text or code(rule)}]({relpath(rule_page_name(rule), page.rpartition('/')[0] or '.')})"


def index_page(rules: Mapping[str, Rule], memberships: Memberships) -> Iterator[str]:
    """The lines of the list by pack."""
    packs: dict[str, list[Rule]] = {}
    for rule in rules.values():
        packs.setdefault(rule.pack, []).append(rule)
    yield "# All rules"
    yield ""
    yield f"{len(rules)} rules in {len(packs)} packs. A rule's name says the problem, so that “allow NAME” can be read aloud."
    yield ""
    yield f"See also: [profiles](../{PROFILES}), which say what is on, and [what UDL 3.0 asks and who speaks to it](../{COVERAGE})."
    yield ""
    for pack, members in packs.items():
        yield f"## {escaped(pack)}"
        yield ""
        default = memberships.get("teacher", {})
        rows = ((link(rule.id, INDEX), escaped(rule.title), rule.severity, "on" if rule.id in default else "off") for rule in members)
        yield from table(("Rule", "What it finds", "Severity", "In `teacher`"), rows)
        yield ""


def profiles_page(ruleset: Ruleset, memberships: Memberships) -> Iterator[str]:
    """The lines of the page on profiles."""
    yield "# Profiles"
    yield ""
    yield "A profile says which rules are on, and what makes a run fail. Choose one with `--profile NAME`, or in `udl-lint.yaml`:"
    yield ""
    yield "```yaml\nprofile: team\n```"
    yield ""
    rows = []
    for name, profile in ruleset.profiles.items():
        above = profile.get("extends")
        rows.append(
            (
                code(name),
                escaped(str(profile.get("about", ""))),
                code(above) if above else "–",
                str(len(memberships[name])),
                _fails(name, ruleset),
            )
        )
    yield from table(("Profile", "What it is for", "Begins as", "Rules on", "A run fails from"), rows)
    yield ""
    yield "A question (`review`) never fails a run. You can turn any rule on or off, or make it milder, whatever the profile says."
    yield ""
    yield "## Rule by rule"
    yield ""
    matrix = [(link(rule, PROFILES), *(on.get(rule, "–") for on in memberships.values())) for rule in ruleset.rules]
    yield from table(("Rule", *map(code, memberships)), matrix)


def _fails(name: str, ruleset: Ruleset) -> str:
    """The severity from which a run fails, from the profile or those that it extends."""
    profile = ruleset.profiles[name]
    said = profile.get("fail_on")
    if said:
        return str(said)
    return _fails(profile["extends"], ruleset) if profile.get("extends") else "error"
