"""Stated durations in minutes, as teachers write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from udl_lint.lesson import Minutes
from udl_lint.patterns import lazy
from udl_lint.source import Span

_SCHOOL_HOUR = r"(?:c[aá]tedra|pedag[oó]gicas?|lectivas?|acad[eé]micas?)\b"
"""What makes an hour one of the timetable, which is no hour of the clock: of 40 minutes here, of 45 or 50 there."""
_NUMBER = r"\d{1,3}(?:[.,]\d)?"
# Digits lead, and what must not stand before the first one is looked for after it: the search then leaps from digit to digit.
_FIRST_NUMBER = r"\d(?<![\d:$/.#]\d)\d{0,2}(?:[.,]\d)?"
DURATION = lazy(
    rf"({_FIRST_NUMBER})(?:\s*(?:-|–|—|to|a|or|o)\s*({_NUMBER}))?\s*\+?\s*[-–]?\s*"
    rf"(minutes?|mins?\b|minutos?|min\b|['’′](?![\w'’])|hours?\b|hrs?\b|horas?\b(?!\s+{_SCHOOL_HOUR})|hr\b|h\b)",
    re.IGNORECASE,
)
_BARE = lazy(r"[\s(\[~]*((\d{1,3})\s?m)[\s)\].]*", re.IGNORECASE)
"""“20m” is twenty minutes where it is all that a cell or a bracket says; elsewhere it may be metres."""
_BARE_END = " \t\r\n)]."
_AND = lazy(r"\s*(?:,|and|&|y)?\s*")
_MINUTES_OF_HOUR = lazy(r"\s?(\d{1,2})\s?m\b", re.IGNORECASE)
_CLOCK = lazy(r"(\d(?<!\w\d)\d?):(\d{2})\s*(?:am|pm)?\s*(?:-|–|—|to|a)\s*(\d{1,2}):(\d{2})\b", re.IGNORECASE)
_NUMBERED = lazy(
    r"\b(?:part|step|lesson|day|week|activity|unit|session|section|station|module|chapter|task|exercise|grade|year|class"
    r"|parte|paso|lecci[oó]n|d[ií]a|semana|actividad|unidad|sesi[oó]n|estaci[oó]n|m[oó]dulo|tarea|grado|clase)\s*#?\s*\Z",
    re.IGNORECASE,
)
_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
}  # fmt: skip
_COUNT = rf"(\d{{1,2}}|{'|'.join(_COUNTS)})"
_CLASS = r"(?:class(?: period| session| meeting)?|period|session|lesson|block|clase|sesi[oó]n|periodo|período|bloque|lecci[oó]n)"
_CLASSES = (
    r"(?:class(?:es| periods| sessions| meetings)|periods|sessions|lessons|blocks|days|clases|sesiones|periodos|períodos|bloques|lecciones"
    rf"|d[ií]as|horas de clase|horas {_SCHOOL_HOUR}(?=\s+de\b))"
)
_AFTER = lazy(rf"[\s-]*(?:long\s+)?(?:(?P<many>{_CLASSES})|(?P<one>{_CLASS}))\b|\s*[x×*]\s*{_COUNT}\b", re.IGNORECASE)
_BEFORE = lazy(rf"(?:\b{_COUNT}\s*(?:-|–|—|to|or|a|o)\s*)?\b{_COUNT}\s*(?:\(\d+\)\s*)?(?:[x×]\s*)?\Z", re.IGNORECASE)
_TIMES = lazy(r"\d\s*[x×]\s*\Z")
_OF = lazy(
    rf"\b{_COUNT}\s+(?:full\s+|whole\s+)?(?P<many>{_CLASSES})\s*(?:of|de|at|[x×@,:(–—-])?\s*(?:about|approximately|around|unos|aproximadamente|~)?\s*\Z"
    rf"|\b(?P<one>{_CLASS})\s+(?:of|de)\s+\Z",
    re.IGNORECASE,
)
_TAKES = lazy(
    rf"\b(?:{_CLASS}|activity|actividad)\b[^.:;]{{0,30}}\b(?:takes?|lasts?|runs?|needs?|requires?|is|dura|requiere|necesita|toma)\s+"
    r"(?:about|approximately|around|unos|aproximadamente|~)?\s*\Z",
    re.IGNORECASE,
)
_CUES = (
    "class", "period", "session", "lesson", "block", "days", "clase", "sesi", "período", "bloque", "lecci", "dias", "días", "horas",
    "activ",
)  # fmt: skip
_TIMES_SIGNS = ("x", "X", "×", "*")
_TO = lazy(r"\s*(?:-|–|—|to|or|a|o)\s*", re.IGNORECASE)
_DIGIT = lazy(r"\d")
_WITH_UNIT = lazy(r"\d\s*\+?\s*[-–]?\s*[mh'’′]", re.IGNORECASE)
"""What every duration ends with; sooner looked for than a whole one."""
LONGEST = 600
"""More minutes than this are no part of one lesson."""
_LONG_FILM = 120


def durations(text: str, base: int = 0) -> list[Minutes]:
    """Every stated duration in the text; a range such as 10–15 keeps both ends, hours become minutes, a clock range its length."""
    if not has_digit(text):
        return []
    found = []
    for match in DURATION.finditer(text) if _WITH_UNIT.search(text) else ():
        number, last, unit = match.groups()
        low = high = float(number.replace(",", "."))
        if last:
            high = float(last.replace(",", "."))
            if _NUMBERED.search(text, max(0, match.start() - 20), match.start()):
                low = high  # “Part 2 – 10 minutes” is no range
        end = match.end()
        rest = None
        if unit[0] in "hH":
            low, high = low * 60, high * 60
            rest = _MINUTES_OF_HOUR.match(text, end) if low == high else None
        if rest and int(rest.group(1)) < 60:  # 1h 30m
            low, high, end = low + int(rest.group(1)), high + int(rest.group(1)), rest.end()
        if 0 <= low <= high <= LONGEST and high > 0:
            found.append(Minutes(low, high, Span(base + match.start(), base + end)))
    if not found and text.rstrip(_BARE_END)[-1:] in ("m", "M") and (bare := _BARE.fullmatch(text)):
        minutes = float(bare.group(2))
        found.append(Minutes(minutes, minutes, Span(base + bare.start(1), base + bare.end(1))))
    for match in _CLOCK.finditer(text) if text.count(":") > 1 else ():
        hour, minute, last_hour, last_minute = map(int, match.groups())
        length = (last_hour * 60 + last_minute) - (hour * 60 + minute)
        if hour > 12 and length < 0:
            continue
        length = length if length > 0 else length + 12 * 60
        if hour == 0 and length > _LONG_FILM:
            continue  # 0:00–3:30 is a place in a film
        if 0 < length <= LONGEST and minute < 60 and last_minute < 60:
            found.append(Minutes(length, length, Span(base + match.start(), base + match.end())))
    return _ranges(text, base, sorted(found, key=lambda minutes: minutes.span)) if len(found) > 1 else found


def plain_has_digit(text: str) -> bool:
    """Whether a digit of any script is in the text."""
    return _DIGIT.search(text) is not None


def _ranges(text: str, base: int, found: list[Minutes]) -> list[Minutes]:
    """The same with “45 minutes to 1 hour” and “1 hour 15 minutes” as one."""
    out: list[Minutes] = []
    for time in found:
        last = out[-1] if out else None
        between = last.span.end - base if last else 0, time.span.start - base
        if last and last.high < time.low and _TO.fullmatch(text, *between):
            out[-1] = Minutes(last.low, time.high, Span(last.span.start, time.span.end))
        elif last and last.low == last.high and _is_hours(text, last, base) and time.high < 60 and _AND.fullmatch(text, *between):
            out[-1] = Minutes(last.low + time.low, last.high + time.high, Span(last.span.start, time.span.end))
        else:
            out.append(time)
    return out


def _is_hours(text: str, time: Minutes, base: int) -> bool:
    return "h" in text[time.span.start - base : time.span.end - base].lower() and time.low % 60 == 0


def lesson_length(text: str, times: Sequence[Minutes] | None = None) -> Minutes | None:
    """How long a text says the whole lesson is: “65-minute block” is 65, “two 45-minute class periods” 90. None where it does not.

    `times` are the durations in the text, where they are known.
    """
    for time in durations(text) if times is None else times:
        before = text[max(0, time.span.start - 80) : time.span.start]
        if not _speaks_of_lessons(before, text[time.span.end : time.span.end + 40]):
            continue
        count = _count(before, _AFTER.match(text, time.span.end))
        if count and time.low * count <= LONGEST:
            return Minutes(time.low * count, time.high * count, time.span)
    return None


def _speaks_of_lessons(before: str, after: str) -> bool:
    """Whether the words around a duration can make it a lesson's: without any of these none of the patterns fits."""
    if before.rstrip()[-1:] in _TIMES_SIGNS or after.lstrip()[:1] in _TIMES_SIGNS:
        return True
    near = f"{before} {after}".lower()
    return any(cue in near for cue in _CUES)


def _count(before: str, after: re.Match[str] | None) -> int:
    """How many times over a duration is meant, by the words around it; 0 where they do not speak of lessons at all."""
    of = _OF.search(before)
    if of:
        return _number(of.group(1)) if of["many"] else 1
    if after and after.lastgroup is None:  # “45 minutes x 2”
        return _number(after.group(after.lastindex or 0))
    counted = _BEFORE.search(before)
    if (after and after["many"]) or _TIMES.search(before):
        return _number(counted.group(2)) if counted else 1
    return 1 if after or _TAKES.search(before) else 0


def _number(word: str) -> int:
    return _COUNTS.get(word.lower()) or int(word)


try:
    from udl_lint._speedups import has_digit
except ImportError:
    has_digit = plain_has_digit
