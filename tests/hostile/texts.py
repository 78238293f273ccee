"""Bytes that are no plain UTF-8 text, or hold characters that fool a reader, with what should be said of each."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import NamedTuple

PLAN = "# Weather\n\nGrade: 4\n\n## Objectives\n\nStudents explain how clouds form.\n\n## Homework\n\nDraw a cloud.\n"
PLAN_ES = (
    "# El tiempo\n\nGrado: 4.º\n\n## Objetivos\n\nLos niños explicarán cómo se forman las nubes según su región.\n\n¿Qué pasará mañana?\n"
)
PLAN_RU = "# Погода\n\nУченики объясняют, как образуются облака.\n"
PLAN_JA = "# 天気\n\n生徒は雲ができる仕組みを説明する。\n"


class Case(NamedTuple):
    """A file's bytes; the rule that must speak and on which line (`""`: none); whether the text may still be judged; that text."""

    name: str
    data: bytes
    rule: str
    line: int
    sound: bool
    text: str | None = None


def word_file() -> bytes:
    """A zip file, as a .docx is one."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


CASES = (
    Case("plain UTF-8", PLAN.encode(), "", 0, True, PLAN),
    Case("empty", b"", "", 0, True, ""),
    Case("UTF-8 with a mark", b"\xef\xbb\xbf" + PLAN.encode(), "", 0, True, PLAN),
    Case("nothing but a mark", b"\xef\xbb\xbf", "", 0, True, ""),
    Case("UTF-8 in Japanese", PLAN_JA.encode(), "", 0, True, PLAN_JA),
    Case("an emoji family", "# 👩‍👩‍👧‍👦\n".encode(), "", 0, True, "# 👩‍👩‍👧‍👦\n"),
    Case("carriage returns", b"# A\r\rB\r\nC\r", "", 0, True, "# A\r\rB\r\nC\r"),
    Case("odd line separators", "# A\x0bB\x0cC\x1cD\x85E\u2028F\n".encode(), "", 0, True, "# A\x0bB\x0cC\x1cD\x85E\u2028F\n"),
    Case("UTF-16 little-endian with a mark", b"\xff\xfe" + PLAN_ES.encode("utf-16-le"), "input/encoding", 1, True, PLAN_ES),
    Case("UTF-16 big-endian with a mark", b"\xfe\xff" + PLAN_ES.encode("utf-16-be"), "input/encoding", 1, True, PLAN_ES),
    Case("UTF-16 in Japanese with a mark", b"\xff\xfe" + PLAN_JA.encode("utf-16-le"), "input/encoding", 1, True, PLAN_JA),
    Case("UTF-32 little-endian with a mark", b"\xff\xfe\0\0" + PLAN.encode("utf-32-le"), "input/encoding", 1, True, PLAN),
    Case("UTF-32 big-endian with a mark", b"\0\0\xfe\xff" + PLAN.encode("utf-32-be"), "input/encoding", 1, True, PLAN),
    Case("UTF-16 little-endian", PLAN_ES.encode("utf-16-le"), "input/encoding", 1, True, PLAN_ES),
    Case("UTF-16 big-endian", PLAN.encode("utf-16-be"), "input/encoding", 1, True, PLAN),
    Case("UTF-32 little-endian", PLAN.encode("utf-32-le"), "input/encoding", 1, True, PLAN),
    Case("UTF-32 big-endian", PLAN.encode("utf-32-be"), "input/encoding", 1, True, PLAN),
    Case("UTF-16 cut in a character", b"\xff\xfe" + PLAN.encode("utf-16-le")[:-1], "input/encoding", 11, False),
    Case("Windows-1252", PLAN_ES.encode("cp1252"), "input/encoding", 3, True, PLAN_ES),
    Case("Windows-1252 with carriage returns", PLAN_ES.replace("\n", "\r").encode("cp1252"), "input/encoding", 3, True),
    Case("Latin-1", "# Canción\n\nEl niño canta.\n".encode("latin-1"), "input/encoding", 1, True, "# Canción\n\nEl niño canta.\n"),
    Case(
        "curly quotes of Windows", b"# A\n\nShe said \x93go\x94 \x97 twice.\n", "input/encoding", 3, True, "# A\n\nShe said “go” — twice.\n"
    ),
    Case("Cyrillic of Windows", PLAN_RU.encode("cp1251"), "input/encoding", 1, False),
    Case("Shift-JIS", PLAN_JA.encode("shift_jis"), "input/encoding", 1, False),
    Case("UTF-8 cut in a character", PLAN_ES.encode() + b"ma\xc3", "input/encoding", 10, True, PLAN_ES + "ma\ufffd"),
    Case("cut in its only accented letter", b"# A\n\nUn ni\xc3", "input/encoding", 3, True, "# A\n\nUn ni\ufffd"),
    Case(
        "UTF-8 with one broken letter",
        "# Canción\n\nNiño y ni".encode() + b"\xf1o\n",
        "input/encoding",
        3,
        True,
        "# Canción\n\nNiño y ni\ufffdo\n",
    ),
    Case("a lone surrogate", b"# A\n\n\xed\xa0\x80 \xed\xa0\x80 \xed\xa0\x80\n", "input/encoding", 3, False),
    Case("bytes of no encoding", b"# A\n" + bytes(range(128, 160)) * 4, "input/encoding", 2, False),
    Case("one NUL", b"# A\n\nOne \0 in a line of text.\n", "input/nul-character", 3, True, "# A\n\nOne \0 in a line of text.\n"),
    Case("NULs", b"\0" * 4096, "input/not-text", 1, False),
    Case("an executable", b"\x7fELF\x02\x01\x01" + b"\0\0\0\x07\xfe" * 200, "input/not-text", 1, False),
    Case("a Word file", word_file(), "input/not-text", 1, False),
    Case("an old Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "input/not-text", 1, False),
    Case("a PDF file", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "input/not-text", 1, False),
    Case("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "input/not-text", 1, False),
    Case("Rich Text", b"{\\rtf1\\ansi Weather}", "input/not-text", 1, False),
)
"""Ways of saving a lesson: encodings, line ends, marks that cannot be seen, and what is no text."""

TRICKS = {
    "escape sequence": "\x1b[2J\x1b]0;owned\x07",
    "new line": "a.md\nb.md: no problems",
    "carriage return": "problem\rfine   ",
    "bidirectional override": "exe.\u202etxt.md",
    "invisible": "ad\u200bmin\u00ad\ufeff",
    "tag characters": "plain\U000e0041\U000e0042",
    "line separator": "a\u2028b\u2029c",
    "not UTF-8": "ni\udcf1o.md",
    "C1 control": "\x9b31m",
}
"""Text and file names that forge lines, move a cursor or hide themselves."""
