"""`udl-lint rules` and `udl-lint explain`: what rules there are, and what each is about."""

from __future__ import annotations

import os

from udl_lint.commands.output import Colour, Output
from udl_lint.config import Wishes
from udl_lint.errors import UsageError
from udl_lint.reporters.terminal import plain
from udl_lint.rulebook import Rulebook, Setting
from udl_lint.wording import did_you_mean, shown

HERE = os.path.join(".", "lesson.md")
"""A lesson that may not be there: rules are shown as they hold in the working folder."""


def explain(name: str, output: Output, config: str | None = None, form: str = "text", colour: Colour = "auto") -> int:
    """Write a rule's page; returns the exit code. Raises UsageError for a rule that is not there."""
    from udl_lint.explain import explain_family, explain_rule, rule_data
    from udl_lint.families import BUILT_IN

    setting = Rulebook(None, config).setting(HERE)
    ruleset = setting.linter.ruleset
    if name.partition("/")[0] in BUILT_IN and name not in ruleset.rules:
        output.write(f"{line}\n" for line in explain_family(plain(name), output.screen(colour)))
        return 0
    if name not in ruleset.rules:
        raise UsageError(f"there is no rule {shown(name)!r}.", hint=did_you_mean(name, ruleset.rules) or "List them with: udl-lint rules.")
    rule = ruleset.explained[name]
    severity = _severities(setting).get(name, "off")
    values = next((each.options for each in setting.rules if each.rule.id == name), {})
    if form == "json":
        from udl_lint.reporters.json import encoded

        output.write([encoded({"schema": "udl-lint/rule/1", **rule_data(rule, ruleset, severity, values)}, indent=1) + "\n"])
    else:
        output.write(f"{line}\n" for line in explain_rule(rule, ruleset, output.screen(colour), severity, values))
    return 0


def rules(output: Output, profile: str = "", config: str | None = None, form: str = "text", colour: Colour = "auto") -> int:
    """Write every rule with its severity here, or under a profile; returns the exit code."""
    from udl_lint.explain import rule_line, rules_text

    setting = Rulebook(Wishes(profile=profile), config).setting(HERE)
    severities = _severities(setting)
    listed = [(rule, severities.get(name, "off")) for name, rule in setting.linter.ruleset.rules.items()]
    if form == "json":
        from udl_lint.reporters.json import encoded

        told = {"schema": "udl-lint/rules/1", "profile": setting.profile, "config": setting.config or None}
        output.write([encoded({**told, "rules": [rule_line(rule, severity) for rule, severity in listed]}, indent=1) + "\n"])
        return 0
    holds = f"in the profile {setting.profile}" + (f", with {plain(setting.config)}" if setting.config else "")
    output.write(f"{line}\n" for line in rules_text(listed, output.screen(colour), holds))
    return 0


def _severities(setting: Setting) -> dict[str, str]:
    return {each.rule.id: each.severity for each in setting.rules}
