"""Units: lessons of one folder that are judged together, for what a single lesson may rightly leave to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from udl_lint.checks.data_budget import DataBudget, Load, loads
from udl_lint.files import Found, Skipped, Unreadable, discover
from udl_lint.finding import Finding
from udl_lint.linter import Applied
from udl_lint.named import Named
from udl_lint.reading.places import title_place
from udl_lint.runner import Checked, Outcome
from udl_lint.source import Span
from udl_lint.unit import Offer, Unit, UnitFinding, UnitPlace, Week

UnitExcluded = Callable[[str], bool]
"""Whether a file or folder is left out."""
UnitOf = Callable[[str], str | None]
"""The folder of the unit that a lesson's path belongs to."""


class UnitShare(Named):
    """What one lesson brings to its unit, once the unit's rules have looked at it."""

    checked: Checked
    rules: Mapping[str, Applied]
    findings: tuple[Finding, ...]
    loads: tuple[Load, ...]


def folders_of(items: Iterable[Found | Skipped | Unreadable], named: Sequence[str], configured: UnitOf) -> dict[str, str]:
    """The unit of each lesson that belongs to one: the deepest folder that is named, else what the configuration says."""
    inside = sorted((folder.rstrip("/") for folder in named), key=len, reverse=True)
    found: dict[str, str] = {}
    for item in items:
        if isinstance(item, Found):
            folder = next((folder for folder in inside if folder == "." or item.path.startswith(folder + "/")), None) or configured(
                item.path
            )
            if folder:
                found[item.path] = folder
    return found


def incomplete(
    folders: Iterable[str], items: Iterable[Found | Skipped | Unreadable], excluded: UnitExcluded
) -> Iterator[tuple[str, int, int]]:
    """Of units those of which not all lessons are among the items: the folder, how many are, and how many there are."""
    here = {item.path for item in items if isinstance(item, Found)}
    for folder in sorted(set(folders)):
        there = {item.path for item in discover([folder], excluded=excluded) if isinstance(item, Found)}
        if not there <= here:
            yield folder, len(there & here), len(there)


def judged(outcomes: Iterable[Outcome], units: Mapping[str, str]) -> Iterator[Outcome | Unit]:
    """The same outcomes, without what the rules of a unit say of single lessons; after a unit's last lesson what they say of it."""
    open_: dict[str, list[UnitShare]] = {}
    left: dict[str, int] = {}
    for folder in units.values():
        left[folder] = left.get(folder, 0) + 1
    for outcome in outcomes:
        if outcome.path not in units:
            yield outcome
            continue
        folder = units[outcome.path]
        left[folder] -= 1
        if isinstance(outcome, Checked):
            share = _share(outcome)
            open_.setdefault(folder, []).append(share)
            yield share.checked
        else:
            yield outcome
        if not left[folder] and folder in open_:
            yield _judge(folder, open_.pop(folder))


def _share(checked: Checked) -> UnitShare:
    rules = {each.rule.id: each for each in checked.setting.rules if each.rule.scope == "unit" or isinstance(each.rule.check, DataBudget)}
    shared = {name for name, each in rules.items() if each.rule.scope == "unit"}
    report = checked.report
    kept = tuple(finding for finding in report.findings if finding.rule not in shared)
    said = tuple(finding for finding in report.findings if finding.rule in shared)
    budget = any(isinstance(each.rule.check, DataBudget) for each in rules.values())
    return UnitShare(
        checked._replace(report=report._replace(findings=kept)),
        rules,
        said,
        tuple(loads(checked.reading)) if budget and checked.status != "not_read" else (),
    )


def _judge(folder: str, shares: Sequence[UnitShare]) -> Unit:
    rules: dict[str, Applied] = {}
    for share in shares:
        rules.update(share.rules)
    offers: list[Offer] = []
    findings: list[UnitFinding] = []
    allowed: list[tuple[str, str]] = []
    weeks: tuple[Week, ...] = ()
    for name, each in sorted(rules.items()):
        if isinstance(each.rule.check, DataBudget):
            weeks = tuple(each.rule.check.weeks([share.loads for share in shares], each.options))
            findings += (_over_budget(each, week, shares) for week in weeks if week.over)
            continue
        offer = _offer(each, shares)
        excused = next((share.checked.path for share in shares for finding, _ in share.checked.allowed if finding.rule == name), None)
        if offer.places:
            offers.append(offer)
        elif excused is not None:
            allowed.append((name, excused))
        else:
            finding = _finding(each, shares)
            findings += [finding] if finding is not None else []
    return Unit(
        folder,
        tuple(share.checked.path for share in shares),
        tuple(offers),
        tuple(findings),
        tuple(allowed),
        weeks if any(week.megabytes for week in weeks) else (),
        shares[0].checked.setting.fail_on,
    )


def _offer(each: Applied, shares: Sequence[UnitShare]) -> Offer:
    """Where lessons have what a rule looks for; a lesson in which the rule still finds something missing is none of them."""
    places: dict[tuple[str, int], UnitPlace] = {}
    for share in shares:
        if all(finding.rule != each.rule.id for finding in share.findings):
            for item in share.checked.report.evidence:
                if item.rule == each.rule.id:
                    place = _place(share, item.span)
                    places.setdefault((place.path, place.line), place)
    return Offer(each.rule.id, each.rule.found, tuple(places.values()))


def _finding(each: Applied, shares: Sequence[UnitShare]) -> UnitFinding | None:
    """What a rule says of a unit in which no lesson has what it looks for; None where it had nothing to say of any of them."""
    said = [(share, finding) for share in shares for finding in share.findings if finding.rule == each.rule.id]
    if not said:
        return None
    reviews = [(share, finding) for share, finding in said if finding.verdict == "review"]
    first = (reviews or said)[0][1]
    number = f"these {len(shares)} lessons" if len(shares) > 1 else "this lesson"
    if reviews:
        message = f"In {number} I found no clear evidence. The nearest stands here."
    elif first.message.startswith("I "):
        message = f"In {number}, {first.message}"
    else:
        message = f"{first.message} Nor did I find it elsewhere in {number}."
    places = [
        _place(share, finding.span) for share, finding in reviews or said if finding.span != title_place(share.checked.lesson) or reviews
    ]
    return UnitFinding(
        each.rule.id,
        first.severity,
        first.verdict,
        message,
        first.advice,
        each.rule.standards,
        tuple(places),
    )


def _over_budget(each: Applied, week: Week, shares: Sequence[UnitShare]) -> UnitFinding:
    tasks = [(share, task) for share in shares[week.first : week.last] for task in share.loads]
    tasks.sort(key=lambda pair: -pair[1].megabytes)
    message = (
        f"The tasks for home of {lessons_named(week, len(shares))} take about {week.megabytes:.0f} MB together; "
        f"I look for {week.budget:.0f} MB a week at most. The biggest one: {tasks[0][1].assumption}."
    )
    places = tuple(_place(share, task.span) for share, task in tasks)
    return UnitFinding(each.rule.id, each.severity, "problem", message, each.rule.how_to_fix, each.rule.standards, places)


def lessons_named(week: Week, count: int) -> str:
    """`lessons 1 to 5`, `lesson 6`, or `these lessons` where the week is the unit."""
    if week.last - week.first == count:
        return "this lesson" if count == 1 else f"these {count} lessons"
    return f"lesson {week.last}" if week.last - week.first == 1 else f"lessons {week.first + 1} to {week.last}"


def _place(share: UnitShare, span: Span) -> UnitPlace:
    source = share.checked.source
    return UnitPlace(share.checked.path, source.position(span.start).line, " ".join(source.slice(span).split()))
