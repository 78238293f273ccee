"""A cohort's tables as CSV: one row a figure, with the same cells hidden as in the page. No row is a person."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from udl_lint.practice.disclosure import HIDDEN, Share
from udl_lint.practice.tally import Tally

HEAD = ("table", "row", "area", "measure", "people", "of", "percent")


def csv_report(tally: Tally) -> Iterator[str]:
    """The report, line by line."""
    yield _line(HEAD)
    yield _line(("cohort", "", "", "candidates", _shown(tally.candidates), "", ""))
    for row in tally.areas:
        for measure, each in (
            ("saw every place, first attempt", row.seen_first),
            ("saw every place, last attempt", row.seen_last),
            ("mended every place, first revision", row.mended_first),
            ("mended every place, last revision", row.mended_last),
        ):
            yield _line(("areas", "", row.area, measure, *_cells(each)))
    for name, places in (("misses", tally.misses), ("false alarms", tally.alarms)):
        for place in places:
            yield _line((name, f"{place.exercise}: {place.what}", place.area, "last attempt", *_cells(place.share)))
    for sure in tally.sure:
        yield _line(("calibration", f"sure {sure.confidence} of 5", "", "right at least every second time", *_cells(sure.share)))
    for time in tally.times:
        minutes = HIDDEN if time.minutes is None else f"{time.minutes}"
        yield _line(("time", time.exercise, "", f"median minutes: {minutes}", _shown(time.met), "", ""))


def _shown(number: int | None) -> str:
    return HIDDEN if number is None else str(number)


def _cells(each: Share) -> tuple[str, str, str]:
    return _shown(each.people), _shown(each.of), "" if each.percent is None else str(each.percent)


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    # A spreadsheet takes a cell that begins so for a formula.
    csv.writer(out, lineterminator="\r\n").writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in cells])
    return out.getvalue()
