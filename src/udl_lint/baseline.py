"""A baseline: the findings that a team already knows of, so that a check tells only of new ones. One line of JSON for each.

A finding is known by its rule, the headings above it and its words, so that edits elsewhere in the lesson do not make it a new one.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from udl_lint.errors import UsageError
from udl_lint.named import Named
from udl_lint.reporters.json import fingerprints
from udl_lint.runner import Checked, Told
from udl_lint.unit import Unit
from udl_lint.wording import shown

SCHEMA = "udl-lint/baseline/1"
LARGEST = 100_000_000
"""Bytes of a baseline that are read; 5,000 lessons with five findings each come to about 6 million."""
_MOST_WORDS = 60
_KEYS = {"lesson": str, "rule": str, "under": str, "words": str, "id": str, "times": int}


class Known(Named):
    """Findings that are alike: one rule, one place by its headings, the same words. `words` is cut; `id` holds them all.

    `lesson` counts from the folder of the baseline; that of a whole unit ends in `/`.
    """

    lesson: str
    rule: str
    under: str
    words: str
    id: str
    times: int = 1


class Baseline:
    """Known findings by lesson, and what a run says of them. A finding that is there more often than it is known is new."""

    def __init__(self, folder: str, known: Iterable[Known] = ()) -> None:
        self._folder = os.path.realpath(folder)
        self._known: dict[str, dict[str, Known]] = {}
        for each in known:
            self._known.setdefault(each.lesson, {})[each.id] = each
        self.met: list[Known] = []
        """What was found in this run, known or not."""
        self.gone: list[Known] = []
        """Known ones that were looked for in this run and not found, with how many."""
        self.hidden = 0

    def __iter__(self) -> Iterator[Known]:
        yield from (each for lesson in self._known.values() for each in lesson.values())

    def sift(self, outcomes: Iterable[Told]) -> Iterator[Told]:
        """The same outcomes without the findings that are known. What could not be read as a lesson is never known."""
        for outcome in outcomes:
            if isinstance(outcome, Checked) and outcome.status != "not_read":
                yield self._sifted(outcome)
            elif isinstance(outcome, Unit):
                yield self._sifted_unit(outcome)
            else:
                yield outcome

    def notes(self, file: str) -> Iterator[str]:
        """What a run with this baseline has to say of it, a line each."""

        def told(count: int) -> str:
            return f"{count} known {'finding is' if count == 1 else 'findings are'}"

        if self.hidden:
            yield f"{told(self.hidden)} not shown: udl-lint baseline show --file {file}"
        gone = sum(each.times for each in self.gone)
        if gone:
            yield f"{told(gone)} gone. To take {'it' if gone == 1 else 'them'} out: udl-lint baseline update --file {file}"

    def without_gone(self) -> Iterator[Known]:
        """The known ones that are left: without those that are gone, and without lessons that are no longer there."""
        gone = {(each.lesson, each.id): each.times for each in self.gone}
        for each in self:
            left = each.times - gone.get((each.lesson, each.id), 0)
            if left and os.path.lexists(os.path.join(self._folder, each.lesson)):
                yield each._replace(times=left)

    def _name(self, path: str) -> str:
        whole = os.path.join(os.path.realpath(os.path.dirname(os.path.abspath(path))), os.path.basename(path))
        try:
            return os.path.relpath(whole, self._folder).replace(os.sep, "/")
        except ValueError:
            return whole.replace(os.sep, "/")

    def _sifted(self, checked: Checked) -> Checked:
        name, lesson, findings = self._name(checked.path), checked.lesson, checked.report.findings
        found = []
        for finding, fingerprint in zip(findings, fingerprints(lesson, findings), strict=True):
            under = " › ".join(map(_plain, lesson.section_at(finding.span.start).path))
            words = _plain(lesson.source.slice(finding.span))
            found.append(Known(name, finding.rule, under, words, fingerprint.partition(":")[0]))
        rules, looked = checked.ruleset.rules, set(checked.report.checked)
        new = self._new(name, found, lambda rule: rule in looked or rule not in rules)
        kept = tuple(finding for finding, is_new in zip(findings, new, strict=True) if is_new)
        return checked._replace(report=checked.report._replace(findings=kept), known=new.count(False))

    def _sifted_unit(self, unit: Unit) -> Unit:
        name = self._name(unit.path) + "/"
        found = [Known(name, finding.rule, "", "", hashlib.sha256(finding.rule.encode()).hexdigest()[:32]) for finding in unit.findings]
        offered = {offer.rule for offer in unit.offers}
        new = self._new(name, found, offered.__contains__)
        kept = tuple(finding for finding, is_new in zip(unit.findings, new, strict=True) if is_new)
        return unit._replace(findings=kept, known=new.count(False))

    def _new(self, name: str, found: list[Known], looked: Any) -> list[bool]:
        """For each finding whether it is new; takes note of those that are gone. `looked` says whether a rule was asked."""
        known, seen = self._known.get(name, {}), Counter[str]()
        new = []
        for each in found:
            seen[each.id] += 1
            new.append(each.id not in known or seen[each.id] > known[each.id].times)
        self.hidden += new.count(False)
        self.met += found
        for each in known.values():
            left = each.times - seen[each.id]
            if left > 0 and looked(each.rule):
                self.gone.append(each._replace(times=left))
        return new


def written(known: Iterable[Known]) -> str:
    """The file for these findings: sorted, one line for those that are alike, the same bytes whatever order they come in."""
    counts: Counter[Known] = Counter()
    for each in known:
        counts[each._replace(times=0)] += each.times
    ordered = sorted((each._replace(times=count) for each, count in counts.items()), key=lambda each: tuple(map(_sortable, _told(each))))
    lines = [{"schema": SCHEMA}, *(dict(zip(_KEYS, _told(each), strict=True)) for each in ordered)]
    return "".join(json.dumps(line, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n" for line in lines)


def read_baseline(path: str) -> Baseline:
    """Read a baseline; its lessons count from its folder. Raises UsageError, with the line, for one that cannot be used."""
    from udl_lint.files import Unreadable, read_bytes

    data = read_bytes(path, LARGEST)
    if isinstance(data, Unreadable):
        raise UsageError(f"this baseline cannot be read: {data.why}.", place=path, hint="Make one: udl-lint baseline create.")
    if len(data) > LARGEST:
        raise UsageError(f"this baseline has more than {LARGEST:,} bytes.", place=path)
    known: dict[tuple[str, str], Known] = {}
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if _line(path, 1, lines[0]).get("schema") != SCHEMA:
        raise UsageError(f'the first line of a baseline is {{"schema": "{SCHEMA}"}}.', place=path, line=1, hint=_AGAIN)
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            each = _known(path, number, _line(path, number, line))
            if (each.lesson, each.id) in known:
                raise UsageError("this finding stands in the file twice.", place=path, line=number, hint="Keep one of the two lines.")
            known[each.lesson, each.id] = each
    return Baseline(os.path.dirname(os.path.abspath(path)), known.values())


_AGAIN = "To begin anew: udl-lint baseline create --force."


def _line(path: str, number: int, line: bytes) -> Mapping[str, Any]:
    if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
        hint = "Keep the lines of both sides, without the marks, then: udl-lint baseline update."
        raise UsageError("this is the mark of a merge conflict.", place=path, line=number, hint=hint)
    try:
        data = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise UsageError("this line is no entry of a baseline.", place=path, line=number, hint=_AGAIN)
    return data


def _known(path: str, number: int, data: Mapping[str, Any]) -> Known:
    for key, kind in _KEYS.items():
        if key not in data:
            raise UsageError(f"this entry has no {key!r}.", place=path, line=number, hint=_AGAIN)
        if not isinstance(data[key], kind) or isinstance(data[key], bool) or (data[key] == "" and key not in ("under", "words")):
            raise UsageError(f"{key!r} cannot be {shown(str(data[key]))!r}.", place=path, line=number, hint=_AGAIN)
    if data["times"] < 1:
        raise UsageError("'times' begins at 1.", place=path, line=number, hint=_AGAIN)
    return Known(**{key: data[key] for key in _KEYS})


def _told(each: Known) -> tuple[Any, ...]:
    return tuple(getattr(each, key) for key in _KEYS)


def _sortable(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:09}"


def _plain(text: str) -> str:
    """A text on one line, cut to what a person needs to know it again; what no file can hold is replaced."""
    line = " ".join(text.split()).encode("utf-8", "replace").decode("utf-8")
    return line if len(line) <= _MOST_WORDS else line[: _MOST_WORDS - 1].rstrip() + "…"
