"""Copies the manifests and the marks of labelled lessons into `lessons/`, and nothing of the lessons' own text.

    publish_marks.py --corpus FOLDER [--out FOLDER] [--check]

A mark may hold numbers, names of the codebook and, as the words of a label, a term that stands in our own lexicon. Words that a
reader copied from a lesson are left out, the line stays. `--check` writes nothing and fails when something would change.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from labelled import MEASURING, PLANTED, PUBLISHED, TUNING

from udl_lint.lexicon import Lexicon, Words
from udl_lint.packs import load_ruleset

CODES = frozenset(
    "K-2 3-5 6-8 9-12 other none vague observable yes no na taught listed invited silent barred device internet high equal unequal weak "
    "any online_only one two directions reading question exit say inline end_only err warn sugg".split()
)
"""Every text that a mark may be, besides the lesson's name."""
FREE_TEXT = ("notes",)
"""Marks that are prose."""
LONGEST_RUN = 3
"""Words in a row that the description of a planted lesson may share with the lesson."""


class MarksError(Exception):
    """A mark holds something that may not be published."""


def published(marks: Mapping[str, Any], is_term: Callable[[str], bool]) -> dict[str, Any]:
    """One lesson's marks without words from the lesson. Raises MarksError for a text that the codebook does not know."""
    kept = {key: value for key, value in marks.items() if key not in FREE_TEXT}
    kept["labels"] = [_without_words(label, is_term) for label in marks.get("labels", ())]
    kept["family"] = [{**message, "assumption": bool(message.get("assumption"))} for message in marks.get("family", ())]
    for place, text in _texts({key: value for key, value in kept.items() if key not in ("id", "labels")}):
        if text not in CODES:
            raise MarksError(f"{marks.get('id')}: {place} holds {text!r}")
    return kept


def _without_words(label: Mapping[str, Any], is_term: Callable[[str], bool]) -> dict[str, Any]:
    return {key: value for key, value in label.items() if key in ("line", "tier") or (key == "words" and is_term(value))}


def _texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a mark, with where it stands."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(each, f"{place}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, place)


def terms() -> Callable[[str], bool]:
    """Whether words are one phrase of our lexicon, from end to end."""
    lexicon = Lexicon(load_ruleset().automata)

    def is_term(text: str) -> bool:
        words = Words(text)
        return any((match.first, match.last) == (0, len(words)) for match in lexicon.match(words, "en"))

    return is_term


def planted(expected: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """What must and must not be said of planted lessons; a description that quotes more than a few words is left out."""
    return {
        lesson: {key: value for key, value in entry.items() if key != "about" or not _quotes(value, texts[lesson])}
        for lesson, entry in expected.items()
    }


def _quotes(about: str, text: str) -> bool:
    """Whether more words in a row are the lesson's than may be."""
    said, there = Words(about).word, Words(text).word
    runs = {tuple(there[at : at + LONGEST_RUN + 1]) for at in range(len(there) - LONGEST_RUN)}
    return any(tuple(said[at : at + LONGEST_RUN + 1]) in runs for at in range(len(said) - LONGEST_RUN))


def compact(told: Mapping[str, Any]) -> str:
    """JSON with a lesson a line and nothing that changes from one run to the next."""

    def one(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    parts = []
    for key, value in sorted(told.items()):
        lines = ",\n".join(f"{one(name)}:{one(each)}" for name, each in sorted(value.items()))
        parts.append(f'"{key}":{{\n{lines}\n}}')
    return "{" + ",\n".join(parts) + "}\n"


def files(corpus: Path) -> Iterator[tuple[str, str]]:
    """The path below `lessons/` and the text of every file."""
    is_term = terms()
    for name in (TUNING, MEASURING):
        gold = json.loads((corpus / name / "gold.json").read_text(encoding="utf-8"))
        told = {key: gold[key] for key in ("readers_score", "agreement") if key in gold}
        yield f"{name}/marks.json", compact({"marks": {key: published(marks, is_term) for key, marks in gold["marks"].items()}, **told})
        with (corpus / name / "manifest.csv").open(encoding="utf-8", newline="") as file:
            yield f"{name}/manifest.csv", _csv(sorted(csv.reader(file), key=lambda row: (row[0] != "file", row[0])))
    expected = json.loads((corpus / PLANTED / "expected.json").read_text(encoding="utf-8"))
    lessons = {path.stem: path for path in sorted((corpus / PLANTED / "lessons").iterdir()) if path.stem in expected}
    texts = {lesson: path.read_text(encoding="utf-8") for lesson, path in lessons.items()}
    yield f"{PLANTED}/marks.json", compact({"marks": planted(expected, texts)})
    digests = [[path.name, hashlib.sha256(path.read_bytes()).hexdigest()] for path in lessons.values()]
    yield f"{PLANTED}/manifest.csv", _csv([["file", "sha256"], *digests])


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or say which would change."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--corpus", type=Path, required=True, metavar="FOLDER", help="holds more, dev and planted, with manifests and marks")
    ask.add_argument("--out", type=Path, default=PUBLISHED, metavar="FOLDER")
    ask.add_argument("--check", action="store_true", help="write nothing")
    wanted = ask.parse_args(arguments)
    changed = []
    try:
        for name, text in files(wanted.corpus):
            path = wanted.out / name
            if path.exists() and path.read_bytes() == text.encode("utf-8"):
                continue
            changed.append(name)
            if not wanted.check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="")
    except MarksError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(f"{'would change' if wanted.check else 'wrote'}: {name}" for name in changed) or "all as it is")
    return 1 if wanted.check and changed else 0


if __name__ == "__main__":
    raise SystemExit(main())
