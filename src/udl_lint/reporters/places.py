"""What formats for other programs share: paths as a repository counts them, text that is safe in them, and the order of use."""

from __future__ import annotations

import os
import re
from functools import cache
from urllib.parse import quote

from udl_lint.files import project_root
from udl_lint.finding import SEVERITIES, Finding
from udl_lint.reporters.terminal import plain
from udl_lint.reporters.understanding import whole
from udl_lint.source import Source
from udl_lint.unit import Unit, UnitFinding

LONGEST_MESSAGE = 2_000
"""Characters of a message with its advice. Ours are far shorter; a house rule may say anything, and files have limits."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow (section 2.2, Char)."""


def in_repository(path: str) -> str:
    """A path as it was given, counted from the root of the repository around the working folder; as it is when it lies outside."""
    root = _root(os.getcwd())
    full = os.path.normpath(os.path.join(os.getcwd(), path))
    if os.path.isabs(path) and not full.startswith(root.rstrip(os.sep) + os.sep):
        # A folder may have two names, of which the root was found under the one.
        full = os.path.join(os.path.realpath(os.path.dirname(full)), os.path.basename(full))
        root = os.path.realpath(root)
    if not full.startswith(root.rstrip(os.sep) + os.sep):
        return path
    return full[len(root.rstrip(os.sep)) + 1 :].replace(os.sep, "/")


@cache
def _root(folder: str) -> str:
    return project_root(folder) or folder


def uri(path: str) -> str:
    """A path as a URI reference (RFC 3986): its bytes percent-encoded, those of a name that is not UTF-8 as well."""
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = path.encode("utf-8", "surrogatepass")
    return ("file://" if path.startswith("/") else "") + quote(data, safe="/")


def data_text(text: str) -> str:
    """A text for a value of JSON: on one line, without half characters, never empty."""
    return whole(" ".join(text.split())) or "(nothing)"


def xml_text(text: str) -> str:
    """A text for XML 1.0, in ASCII: on one line, with nothing in it that XML forbids, and quoted for an attribute too."""
    from html import escape

    return escape(_NO_XML.sub("\ufffd", plain(text))).encode("ascii", "xmlcharrefreplace").decode("ascii")


def told(finding: Finding | UnitFinding) -> str:
    """What a finding says and what to do, in one text. The message stands first: where there is little room only it is shown."""
    ask = "Look yourself: " if finding.verdict == "review" else ""
    text = f"{ask}{finding.message} {finding.advice}".strip()
    return text if len(text) <= LONGEST_MESSAGE else text[: LONGEST_MESSAGE - 1] + "…"


def lines(finding: Finding, source: Source) -> tuple[int, int]:
    """The first and the last line on which a finding has words."""
    start, end = finding.span
    return source.position(start).line, source.position(max(start, end - 1)).line


def unit_place(unit: Unit, finding: UnitFinding) -> tuple[str, int]:
    """Where a finding on a whole unit is shown: its first place, or else the top of the unit's first lesson."""
    if finding.places:
        return finding.places[0].path, finding.places[0].line
    return (unit.lessons[0] if unit.lessons else unit.path), 1


def of_unit(unit: Unit, finding: UnitFinding) -> str:
    """What a finding on a whole unit says, with the unit's folder before it."""
    return f"In the unit {unit.path}: {told(finding)}"


def rank(finding: Finding | UnitFinding) -> int:
    """0 for an error, 1 for a warning, 2 for a suggestion, 3 for what a person should look at."""
    return 3 if finding.verdict == "review" else SEVERITIES.index(finding.severity)
