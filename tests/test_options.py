"""Options do what they say: every one that a rule declares is asked for, and a value that is set changes what the rule says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from udl_lint.checks.data_budget import DataBudget, loads
from udl_lint.config.options import option_value
from udl_lint.finding import Finding
from udl_lint.linter import Linter, applied
from udl_lint.packs import load_ruleset
from udl_lint.readers.grades import parse_grade
from udl_lint.reading import Reading
from udl_lint.source import Source

RULESET = load_ruleset()
LINTER = Linter(RULESET)


class Asked(Mapping[str, Any]):
    """A rule's options at their defaults, and in `names` those that a check has asked for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values_by_name = values
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.names.add(name)
        return self.values_by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)


@cache
def examples() -> tuple[Reading, ...]:
    """The example lessons of all rules, read once."""
    return tuple(
        LINTER.read(
            Source(f"example.{'yaml' if example.format == 'yaml' else 'md'}", example.lesson),
            parse_grade(example.grade) if example.grade else None,
        )
        for rule in RULESET.explained.values()
        for example in rule.examples
    )


@pytest.mark.parametrize("rule", RULESET.rules.values(), ids=RULESET.rules)
def test_every_option_is_asked_for(rule: Any) -> None:
    asked = Asked({name: option.default for name, option in rule.options.items()})
    for reading in examples():
        list(rule.check.look(reading, asked))
        if isinstance(rule.check, DataBudget):
            list(rule.check.weeks([loads(reading)], asked))
        if asked.names >= set(rule.options):
            return
    assert not set(rule.options) - asked.names, "no check reads it"


def findings(rule: str, lesson: str, **options: Any) -> list[Finding]:
    """What a rule says of a lesson, with options as a configuration would write them."""
    chosen = RULESET.rules[rule]
    values = {name: option_value(value, chosen.options[name].default) for name, value in options.items()}
    reading = LINTER.read(Source("lesson.md", lesson))
    report = LINTER.lint(reading, [applied(chosen, options=values)])
    assert not report.crashed
    return [finding for finding in report.findings if finding.rule == rule]


def said(rule: str, lesson: str, **options: Any) -> list[str]:
    """The texts that a rule underlines, each after its severity, or after `review`."""
    return [
        f"{each.severity if each.verdict == 'problem' else 'review'}: {lesson[each.span.start : each.span.end]}"
        for each in findings(rule, lesson, **options)
    ]


TOP = "# Rivers\n\nGrade 7\n\n## Objective\n\nStudents will explain how a river bends.\n\n"
STEPS, HOME = f"{TOP}## Procedure\n\n", f"{TOP}## Homework\n\n"
PLAN_IN_A_TABLE = (
    "# Rivers\n\n|  |  |\n|---|---|\n| Goal | Explain how a river bends. |\n| Steps | Pour water over sand and draw the bend. |\n"
)
CAPTIONED = f"{STEPS}- Show the NASA video with auto-generated captions on.\n"
POUR = """Pour the water over the sand in your tray. Look at the bend that it makes and draw it in your notebook. Write the number of
the tray next to your drawing. Now pour the water again with the tray a little higher. Tell your partner what has changed in
the picture and what has stayed. Put the sand back in the bucket before you go."""
DIRECTIONS = f"# Rivers\n\nGrade 3\n\n## Directions\n\n{POUR}\n"
THREE_TIMES = """# Rivers

Time: 40 minutes

## Opening

- (20 min) Pour.
- (20 min) Draw.
- (20 min) Tell.

## Activity 1

Look.

## Activity 2

Write.
"""
CASES: list[tuple[str, str, dict[str, Any], list[str], list[str]]] = [
    # More words, and words to let pass.
    ("equity/deficit-language", f"{STEPS}- The bubble kids sit in front.\n", {"terms_add": ["bubble kid*"]}, [], ["warning: bubble kids"]),
    ("family/family-assumption", f"{HOME}Ask your uncle.\n", {"terms_add": ["your uncle"]}, [], ["suggestion: your uncle"]),
    ("equity/deficit-language", f"{STEPS}- The low group copies.\n", {"terms_allow": ["Low group"]}, ["warning: low group"], []),
    ("readability/idiom-in-student-text", "# Rivers\n\n## Directions\n\nDive in.\n", {"allow": ["dive in"]}, ["suggestion: Dive in"], []),
    (
        "equity/drill-only-screen-task",
        f"{STEPS}- Students do a unit of Zearn in silence.\n",
        {"drill_hosts": ["zearn"]},
        [],
        ["suggestion: Students do a unit of Zearn in silence."],
    ),
    (
        "language/unframed-language-demand",
        f"{STEPS}- Students sketchnote the bend.\n",
        {"demand_verbs": ["sketchnote"]},
        [],
        ["suggestion: Students sketchnote the bend."],
    ),
    (
        "structure/vague-objective",
        "# Rivers\n\n## Objectives\n\n- Students will digest how rivers bend.\n- Students will draw a bend.\n",
        {"vague_verbs": ["digest"]},
        [],
        ["warning: Students will digest how rivers bend."],
    ),
    (
        "equity/label-gated-support",
        f"{STEPS}- Only ELLs may use the word bank with large print.\n",
        {"allow": ["large print"]},
        ["suggestion: Only ELLs may use the word bank with large print."],
        [],
    ),
    # Subjects.
    ("equity/missing-cultural-connection", f"{STEPS}- Pour.\n", {"exempt_subjects": ["rivers"]}, ["suggestion: Rivers"], []),
    (
        "home-technology/class-technology-without-backup",
        "---\nsubject: Computer science\n---\n# Loops\n\n## Procedure\n\n- Students open the laptops and draw a loop in pairs.\n",
        {"exempt_subjects": ["computer-science"]},
        ["suggestion: Students open the laptops and draw a loop in pairs."],
        [],
    ),
    (
        "structure/goal-tied-to-one-product",
        "# The art of rivers\n\n## Objective\n\nStudents will write an essay about a river.\n",
        {"exempt_subjects": []},
        [],
        ["suggestion: Students will write an essay about a river."],
    ),
    (
        "language/barred-home-language",
        "# Welsh for beginners\n\n## Procedure\n\n- English only in groups.\n",
        {"allow_in_subject": ["welsh"]},
        ["error: English only"],
        ["suggestion: English only"],
    ),
    # How much counts.
    ("engagement/missing-student-choice", f"{STEPS}- Students choose one of two rivers.\n", {"min": 2}, [], ["review: Students choose"]),
    ("engagement/missing-student-choice", f"{STEPS}- Students choose a river.\n- Students choose a partner.\n", {"min": 2}, [], []),
    ("expression/single-response-mode", f"{STEPS}- Students write.\n- Students draw.\n", {"strength": 2}, [], ["review: write"]),
    (
        "expression/single-response-mode",
        f"{STEPS}- Students write two sentences about a river.\n- Students sort the cards and vote with a thumb.\n",
        {"count_select": False},
        [],
        ["warning: Rivers"],
    ),
    ("language/missing-language-scaffold", f"{STEPS}- Word bank.\n- Partners.\n", {"strength": 2}, [], ["review: Word bank"]),
    ("language/missing-language-scaffold", f"{STEPS}- Pour.\n", {"applies": "if_els_named"}, ["warning: Rivers"], []),
    (
        "language/missing-language-scaffold",
        f"{STEPS}- Pour.\n\n## Supports\n\nEnglish learners watch first.\n",
        {"applies": "if_els_named"},
        ["warning: Rivers"],
        ["warning: Rivers"],
    ),
    (
        "language/missing-language-scaffold",
        f"{STEPS}- Show photos of the river and give each pair a graphic organizer.\n",
        {"require_words_or_home_language": False},
        ["warning: Rivers"],
        [],
    ),
    ("language/missing-language-objective", STEPS, {"strength": 2}, [], ["review: explain"]),
    (
        "support/missing-check-for-understanding",
        f"{STEPS}- Every student fills in an exit ticket about the bend.\n",
        {"exit_ticket_counts": False},
        [],
        ["warning: Rivers"],
    ),
    (
        "representation/reading-without-access-route",
        f"{STEPS}- Students read chapter 7 silently in the annotated copy.\n",
        {"routes_required": 2},
        [],
        ["warning: Students read chapter 7 silently in the annotated copy."],
    ),
    ("structure/missing-objective", "# Rivers\n\n## Standards\n\nMS-ESS2-4\n", {"accept_standard_text": True}, ["error: Rivers"], []),
    (
        "structure/missing-objective",
        "# Rivers\n\n## Essential question\n\nWhy do rivers bend?\n",
        {"accept_essential_question": True},
        ["error: Rivers"],
        [],
    ),
    (
        "structure/overfull-time-plan",
        THREE_TIMES,
        {"min_share": 0.5},
        ["suggestion: Rivers"],
        [],
    ),
    # Where it counts.
    (
        "equity/drill-only-screen-task",
        f"{STEPS}- (8 min) Students do two lessons on i-Ready.\n- (20 min) Students click through the app.\n",
        {"min_minutes": 10},
        ["suggestion: (8 min) Students do two lessons on i-Ready.", "suggestion: (20 min) Students click through the app."],
        ["suggestion: (20 min) Students click through the app."],
    ),
    (
        "language/unframed-language-demand",
        f"{STEPS}- Students argue which bend is older.\n\n## Closing\n\nSay it with a sentence frame: I think ___ because ___.\n",
        {"window": "lesson"},
        ["suggestion: Students argue which bend is older."],
        [],
    ),
    (
        "language/unframed-language-demand",
        f"{STEPS}- Students argue which bend is older.\n- On their own, students argue which bend is older.\n",
        {"independent_only": True},
        ["suggestion: Students argue which bend is older.", "suggestion: On their own, students argue which bend is older."],
        ["suggestion: On their own, students argue which bend is older."],
    ),
    (
        "materials/sensory-only-cue",
        f"{STEPS}- Read the box on the left.\n- Fix the words in red.\n",
        {"position_words": False},
        ["warning: box on the left", "warning: words in red"],
        ["warning: words in red"],
    ),
    (
        "materials/media-without-captions",
        f"{STEPS}- Show the river video with captions on.\n\n## Closing\n\nTalk.\n\nWrite.\n\n- Watch the dam video.\n",
        {"accept_lesson_wide": False},
        [],
        ["warning: dam video"],
    ),
    (
        "materials/vague-link-text",
        f"{STEPS}- See https://example.org/a now.\n\n## References\n\n- https://example.org/b\n",
        {"raw_url_ok_in": ["references"]},
        [],
        ["warning: https://example.org/a"],
    ),
    (
        "materials/vague-link-text",
        f"{STEPS}- [map](https://example.org/a)\n",
        {"min_chars": 4},
        [],
        ["warning: [map](https://example.org/a)"],
    ),
    ("materials/missing-table-header", PLAN_IN_A_TABLE, {"layout_table": "suggest"}, ["warning: |  |  |"], ["suggestion: |  |  |"]),
    ("materials/missing-table-header", PLAN_IN_A_TABLE, {"layout_table": "ignore"}, ["warning: |  |  |"], []),
    (
        "materials/broken-heading-structure",
        "**Goal:** explain bends.\n\n**Materials:** sand and water.\n\n**Procedure:** pour and look.\n\n**Assessment:** draw it.\n",
        {"allow_bold_labels": False},
        [],
        ["warning: Goal"],
    ),
    # How far it counts.
    ("materials/media-without-captions", CAPTIONED, {"auto_captions": "half"}, [], ["suggestion: NASA video"]),
    ("materials/media-without-captions", CAPTIONED, {"auto_captions": "no"}, [], ["warning: NASA video"]),
    ("equity/deficit-language", f'{STEPS}- Why does she say "slow learners"?\n', {"quote_exempt": False}, [], ["warning: slow learners"]),
    (
        "equity/deficit-language",
        f"{STEPS}- Struggling readers hear it.\n- Struggling readers draw it.\n",
        {"report_suggestions": "each"},
        ["suggestion: Struggling readers"],
        ["suggestion: Struggling readers", "suggestion: Struggling readers"],
    ),
    (
        "readability/directions-above-grade",
        DIRECTIONS,
        {"suggest_margin": -1},
        [],
        [f"suggestion: {POUR}"],
    ),
    # What the school says of itself.
    (
        "equity/lowered-goal-for-group",
        f"{STEPS}- ELLs only color the map while others explain trade.\n",
        {"alternate": True},
        ["warning: ELLs only color the map while others explain trade."],
        [],
    ),
    (
        "representation/reading-without-access-route",
        f"{STEPS}- Students read chapter 7 silently.\n",
        {"reading_is_the_target": True},
        ["warning: Students read chapter 7 silently."],
        [],
    ),
    (
        "family/monolingual-family-message",
        f"{TOP}## Family letter\n\nDear families, come and see our rivers.\n",
        {"district_service": "Language Line"},
        ["warning: Dear families, come and see our rivers."],
        [],
    ),
    (
        "structure/vague-objective",
        "# Rivers\n\n## Objectives\n\n- Students will understand how rivers bend.\n\n## Standards\n\nMS-ESS2-4\n",
        {"allow_ngss_understand": True},
        ["warning: Students will understand how rivers bend."],
        [],
    ),
    # What homes have.
    (
        "home-technology/device-only-homework",
        f"{HOME}Record yourself with your phone.\n\nPrint the map.\n",
        {"take_home_devices": True},
        ["warning: Record yourself with your phone.", "warning: Print the map."],
        ["warning: Print the map."],
    ),
    (
        "home-technology/device-only-homework",
        f"{HOME}Take notes on your phone.\n\nType it on your laptop.\n",
        {"ok_devices": ["phone"]},
        ["warning: Take notes on your phone.", "warning: Type it on your laptop."],
        ["warning: Type it on your laptop."],
    ),
    (
        "home-technology/device-only-homework",
        f"{HOME}Show the bend on a poster board.\n",
        {"ok_supplies": ["poster board"]},
        ["warning: Show the bend on a poster board."],
        [],
    ),
    (
        "home-technology/internet-only-homework",
        f"{HOME}Email me two questions.\n\nResearch a river online.\n",
        {"lightweight_hosts_ok": True},
        ["warning: Email me two questions.", "warning: Research a river online."],
        ["warning: Research a river online."],
    ),
    (
        "home-technology/internet-only-homework",
        f"{HOME}Research a river online, or at the public library.\n",
        {"library_counts": "yes"},
        ["suggestion: Research a river online, or at the public library."],
        [],
    ),
    (
        "home-technology/high-bandwidth-homework",
        f"{HOME}Do the tour at https://rivers.example/tour.\n",
        {"known_hosts": ["rivers.example"]},
        [],
        ["error: Do the tour at https://rivers.example/tour."],
    ),
]


@pytest.mark.parametrize(("rule", "lesson", "options", "before", "after"), CASES, ids=[f"{case[0]}-{'-'.join(case[2])}" for case in CASES])
def test_an_option_does_what_it_says(rule: str, lesson: str, options: dict[str, Any], before: list[str], after: list[str]) -> None:
    assert said(rule, lesson) == before
    assert said(rule, lesson, **options) == after


@pytest.mark.parametrize(
    ("options", "speaks", "assumption"),
    [
        ({}, True, "10 minutes at 480p (no length given), about 5 MB a minute"),
        ({"mbps": 1}, True, "10 minutes at 480p (no length given), about 5 MB a minute"),
        ({"mbps": 2}, False, ""),
        ({"mbps": 2, "mb": 49}, True, "10 minutes at 480p (no length given), about 5 MB a minute"),
        ({"mbps": 2, "assume_video_minutes": 12}, True, "12 minutes at 480p (no length given), about 5 MB a minute"),
        ({"mbps": 2, "assume_video_minutes": 12, "mb": 60}, False, ""),
        ({"assume_quality": "720p"}, True, "10 minutes at 720p (no length given), about 7.5 MB a minute"),
        ({"assume_quality": "240p"}, False, ""),
    ],
)
def test_what_a_film_at_home_may_load(options: dict[str, Any], speaks: bool, assumption: str) -> None:
    found = findings("home-technology/high-bandwidth-homework", f"{HOME}Watch the video about rivers.\n", **options)
    assert bool(found) == speaks
    assert [value for each in found for name, value in each.details if name == "assuming"] == [assumption] * speaks
