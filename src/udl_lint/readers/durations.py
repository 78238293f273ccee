"""Stated durations in minutes, as teachers write them."""

from __future__ import annotations

import re

from udl_lint.lesson import Minutes
from udl_lint.patterns import lazy
from udl_lint.source import Span

_NUMBER = r"\d{1,3}(?:[.,]\d)?"
DURATION = lazy(
    rf"(?<![\d:$/.#])({_NUMBER})(?:\s*(?:-|–|—|to|a|or|o)\s*({_NUMBER}))?\s*\+?\s*[-–]?\s*"
    r"(minutes?|mins?\b|minutos?|min\b|['’′](?![\w'’])|hours?\b|hrs?\b|horas?\b|hr\b|h\b)",
    re.IGNORECASE,
)
_CLOCK = lazy(r"\b(\d{1,2}):(\d{2})\s*(?:am|pm)?\s*(?:-|–|—|to|a)\s*(\d{1,2}):(\d{2})\b", re.IGNORECASE)
_DIGIT = lazy(r"\d")
LONGEST = 600
"""More minutes than this are no part of one lesson."""


def durations(text: str, base: int = 0) -> list[Minutes]:
    """Every stated duration in the text; a range such as 10–15 keeps both ends, hours become minutes, a clock range its length."""
    if not _DIGIT.search(text):
        return []
    found = []
    for match in DURATION.finditer(text):
        low = float(match.group(1).replace(",", "."))
        high = float(match.group(2).replace(",", ".")) if match.group(2) else low
        if match.group(3)[0].lower() == "h":
            low, high = low * 60, high * 60
        if 0 < low <= LONGEST and low <= high <= LONGEST:
            found.append(Minutes(low, high, Span(base + match.start(), base + match.end())))
    for match in _CLOCK.finditer(text):
        hour, minute, last_hour, last_minute = map(int, match.groups())
        length = (last_hour * 60 + last_minute) - (hour * 60 + minute)
        if hour > 12 >= 0 and length < 0:
            continue
        length = length if length > 0 else length + 12 * 60
        if 0 < length <= LONGEST and minute < 60 and last_minute < 60:
            found.append(Minutes(length, length, Span(base + match.start(), base + match.end())))
    return sorted(found, key=lambda minutes: minutes.span)
