"""The grade in the name of a folder or a file."""

from __future__ import annotations

import re

from udl_lint.lesson import Grade
from udl_lint.patterns import lazy

_ONE = lazy(r"(?:^|[/\\_ .-])(?:grade|grado|gr|g)[-_ ]?(k|1[0-2]|[1-9])(?=$|[/\\_ .\-m])", re.IGNORECASE)
_BAND = lazy(r"(?:^|[/\\_ .-])(grades?[-_ ]?)?(k|[1-9])[-_–](1[0-2]|[1-9])(?=$|[/\\_ ])", re.IGNORECASE)


def grade_from_path(path: str) -> Grade | None:
    """The grade in a path such as `grade-3/weather.md`, `G6M1`, `Elementary_K-5`. Two bare numbers may be of anything."""
    one = _ONE.search(path)
    if one:
        return Grade(_number(one[1]), _number(one[1]))
    band = _BAND.search(path)
    return Grade(_number(band[2]), _number(band[3])) if band and (band[1] or band[2] in "kK") else None


def _number(text: str) -> int:
    return 0 if text in "kK" else int(text)
