"""`home-item`: a task outside class that needs what not every home has, with no equal way without it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.checks.more import any_of
from udl_lint.patterns import lazy
from udl_lint.reading import HomeItem as Task
from udl_lint.reading import Reading
from udl_lint.reading.home import QUALITY, UNSTATED_VIDEO, VIDEO, estimate, megabits, way_without
from udl_lint.source import Span

_NOT_LENT = lazy(
    r"\b(?:print|scan|poster|tri-?\s?fold|glue|costume|ingredient|buy|purchas|shoe|money|imprim|impresora|escane|cartulina|disfraz"
    r"|compra|dinero)",
    re.IGNORECASE,
)
"""Printers, scanners and supplies, which a school that lends devices does not lend with them."""
_LIGHT = lazy(
    r"e-?\s?mail|correo|google (?:docs?|forms?|classroom)|docs\.google|forms\.gle|formulario|classroom|canvas|schoology|seesaw|quizlet"
    r"|kahoot|newsela|commonlit|readworks|wiki|discussion|\bforo\b",
    re.IGNORECASE,
)
"""Sites that load up to 1 MB a minute by our judgement, or mostly text."""


class HomeItem(Check):
    """Speaks at each task with one of these needs and one of these routes; an optional task is a step milder."""

    concept_fields: ClassVar[tuple[str, ...]] = ("devices",)
    provides: ClassVar[frozenset[str]] = frozenset(("label", "words", "megabytes", "assumption"))
    need: tuple[str, ...] = ("device", "internet", "high-bandwidth")
    route: tuple[str, ...] = ("none", "weak", "equal", "unequal")
    submission: tuple[str, ...] = ("any", "online-only")
    devices: tuple[str, ...] = ()
    """Concepts that name the machines and supplies of a task, for the options that say what every home has."""

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each task, in reading order."""
        hosts = any_of(options.get("known_hosts", ()))
        for plain in reading.home_items:
            task = _streamed(reading, plain, hosts) if hosts else plain
            fits = task.need in self.need or (self.submission == ("online-only",) and task.submission == "online-only")
            if not fits or task.route not in self.route or task.submission not in self.submission:
                continue
            task = _estimated(reading, task, options)
            if _is_light(reading, task, options) or self._is_at_home(reading, task, options):
                continue
            counted = options.get("library_counts")
            if task.route == "weak" and counted == "yes":
                continue
            weak = task.route == "weak" and counted == "half"
            yield Hit(task.span, values(reading, task), milder=int(task.optional) + int(weak), details=_details(task))

    def _is_at_home(self, reading: Reading, task: Task, options: Options) -> bool:
        """Whether every machine and supply that a task names is one that every home of the class has."""
        lent = bool(options.get("take_home_devices"))
        known = any_of((*options.get("ok_devices", ()), *options.get("ok_supplies", ())))
        if task.need != "device" or not (lent or known):
            return False
        named = [m for m in reading.mentions.of(*self.devices) if task.span.start <= m.span.start < task.span.end]
        words = [reading.lesson.source.slice(mention.span) for mention in named]
        return bool(words) and all((lent and not _NOT_LENT.search(each)) or (known and known.search(each)) for each in words)


def _streamed(reading: Reading, task: Task, hosts: re.Pattern[str]) -> Task:
    """The task as one that streams, where it names one of these sites."""
    found = None if task.need == "high-bandwidth" else hosts.search(reading.lesson.source.slice(task.span))
    if found is None:
        return task
    section = reading.lesson.section_at(task.span.start)
    around = next((block.span for block in section.blocks if block.span.start <= task.span.start < block.span.end), task.span)
    route = way_without(reading.lesson, reading.mentions, around) if task.need == "none" else task.route
    why = Span(task.span.start + found.start(), task.span.start + found.end())
    return task._replace(need="high-bandwidth", medium="video", route=route, why=why)


def _estimated(reading: Reading, task: Task, options: Options) -> Task:
    """The task with what it loads under the assumptions of the options."""
    grade = reading.lesson.about.grade
    unstated = float(options.get("assume_video_minutes", UNSTATED_VIDEO))
    megabytes, assumption = estimate(task.medium, task.minutes, grade.value if grade else None, _quality(options), unstated)
    return task._replace(megabytes=megabytes, assumption=assumption)


def _quality(options: Options) -> str:
    quality = str(options.get("assume_quality", QUALITY))
    return quality if quality in VIDEO else QUALITY


def _is_light(reading: Reading, task: Task, options: Options) -> bool:
    """Whether a task loads no more than the options allow."""
    if task.need == "internet" and options.get("lightweight_hosts_ok"):
        return bool(_LIGHT.search(reading.lesson.source.slice(task.why or task.span)))
    most, fastest = float(options.get("mb", 0)), float(options.get("mbps", 0))
    return task.need == "high-bandwidth" and (task.megabytes or 0) <= most and megabits(task.medium, _quality(options)) <= fastest


def values(reading: Reading, task: Task) -> dict[str, str]:
    """What a message may say of a task."""
    source = reading.lesson.source
    link = next((link.text for link in reading.lesson.links if link.span == task.why), "")
    words = " ".join((link or source.slice(task.why or task.span)).split())
    label = " ".join(source.slice(task.span).split())
    megabytes = f"{task.megabytes:.0f}" if task.megabytes is not None else ""
    return {"label": label, "words": words, "megabytes": megabytes, "assumption": task.assumption}


def _details(task: Task) -> tuple[tuple[str, str], ...]:
    if task.megabytes is None:
        return ()
    return (("about megabytes", f"{task.megabytes:.0f}"), ("assuming", task.assumption), ("needs live time", "yes" if task.live else "no"))
