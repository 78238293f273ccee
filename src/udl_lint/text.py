"""Text on its way in and out: a file's bytes as a `Source`, and characters that could fool a reader or a terminal escaped."""

from __future__ import annotations

import unicodedata

from udl_lint.lesson import Trouble
from udl_lint.named import Named
from udl_lint.source import LINE_END, Source, Span

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte-order marks; UTF-32's little-endian one begins like UTF-16's and so stands first."""

NO_TEXT = (
    (b"PK\x03\x04", "a Word, OpenDocument or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "a Rich Text file"),
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
"""How files begin that people take for lessons and that hold no plain text."""

WESTERN = frozenset("ÁÀÂÄÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜŸßáàâäãåæçéèêëíìîïñóòôöõøœúùûüÿ¡¿«»‘’“”‚„‹›–—…•·°ºª½¼¾×÷±²³µ©®™€£¢¥§¶\u00a0´`~^")
"""What a lesson saved as Windows-1252 may hold beyond ASCII."""

NULS_AT_MOST = 0.1
"""More NUL bytes than this share and a file is UTF-16, UTF-32 or no text: ASCII text in UTF-16 has half."""

FOREIGN_AT_MOST = 0.15
"""More bytes beyond ASCII than this share and a text is no Western one: accents make up 3 to 6 % of Spanish and French text, our
judgement leaves room; Greek, Cyrillic, Japanese or Chinese have over half."""


class Decoded(Named):
    """A file's text and what is wrong with it. `sound` is False when the text is not to be trusted and no rule may judge it."""

    source: Source
    troubles: tuple[Trouble, ...] = ()
    sound: bool = True


def decode(name: str, data: bytes, limit: int | None = None) -> Decoded:
    """The text of a file of which at most `limit` bytes were wanted (one more shows that there are more). Never raises.

    A text in another encoding is still linted when that encoding is certain (a byte-order mark, UTF-16's pattern of NULs) or harmless
    when wrong (a few Western accents, a few broken characters in what else is UTF-8). The finding `input/encoding` is an error
    all the same.
    """
    if limit is not None and len(data) > limit:
        return _refused(
            name, "input/too-large", f"This file is larger than {_size(limit)}, so I did not read it.", "Split it, or raise the limit."
        )
    kind = next((kind for start, kind in NO_TEXT if data.startswith(start)), None)
    if kind:
        return _refused(name, "input/not-text", f"This looks like {kind}, not like plain text.", "Save it as Markdown or plain text.")
    mark, codec = next(((mark, codec) for mark, codec in BOMS if data.startswith(mark)), (b"", "utf-8"))
    body = data[len(mark) :]
    if codec == "utf-8" and body.count(0) > NULS_AT_MOST * len(body):
        guess = _wide_codec(body)
        if guess is None:
            return _refused(name, "input/not-text", "This does not look like text.", "Save it as Markdown or plain text.")
        codec = guess
    if codec != "utf-8":
        return _wide(name, body, codec)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(name, body, error)
    return Decoded(Source(name, text), _nuls(text))


def escape(text: str) -> str:
    r"""The text with control, format (bidirectional, invisible) and surrogate characters and line separators spelt out.

    A byte of a file name that is not UTF-8 becomes `\xNN`. The result is safe to print and stands on one line.
    """
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(letter: str) -> str:
    if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return letter
    code = ord(letter)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(letter)
    return named or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def _refused(name: str, rule: str, message: str, advice: str) -> Decoded:
    return Decoded(Source(name, ""), (Trouble(rule, message, advice, Span(0, 0), "error"),), sound=False)


def _size(limit: int) -> str:
    for unit, name in ((2**20, "MiB"), (2**10, "KiB")):
        if limit >= unit:
            return f"{limit / unit:.3g} {name}"
    return f"{limit} bytes"


def _wide_codec(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, by what comes out readable."""
    for codec in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        plain = sum(letter.isprintable() or letter in "\r\n\t" for letter in text)
        if "\0" not in text and plain > (1 - NULS_AT_MOST) * len(text) and sum(letter < "\u2000" for letter in text) > len(text) / 2:
            return codec
    return None


def _wide(name: str, data: bytes, codec: str) -> Decoded:
    label = "UTF-16" if "16" in codec else "UTF-32"
    advice = "Save it again as UTF-8."
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        text = data[: error.start].decode(codec, "replace")
        line = len(LINE_END.split(text))
        message = f"This file begins as {label} and cannot be read from line {line} on."
        return Decoded(Source(name, text), (Trouble("input/encoding", message, advice, Span(len(text), len(text)), "error"),), sound=False)
    trouble = Trouble("input/encoding", f"This file is saved as {label}; lessons are kept as UTF-8.", advice, Span(0, 0), "error")
    return Decoded(Source(name, text), (trouble, *_nuls(text)))


def _not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> Decoded:
    """A text that breaks the rules of UTF-8: mostly UTF-8 all the same, Windows-1252, or something I cannot tell."""
    start = len(data[: error.start].decode("utf-8"))
    patched = data.decode("utf-8", "replace")
    broken = data.count(b"\xef\xbf\xbd")
    bad = patched.count("\ufffd") - broken
    good = sum(letter > "\x7f" for letter in patched) - bad - broken
    if good >= bad or (bad == 1 and error.reason == "unexpected end of data"):
        message = "Some characters here are broken; the rest of the file is UTF-8."
        return _encoding(name, patched, start, message, "Type them again and save the file as UTF-8.")
    western = _western(data)
    if western is not None:
        message = "This file is not saved as UTF-8; it looks like Windows-1252."
        return _encoding(name, western, error.start, message, "Save it again as UTF-8.")
    message = "This file is not saved as UTF-8 and I cannot tell how it is, so I did not read it."
    return _encoding(name, patched, start, message, "Save it again as UTF-8.", sound=False)


def _western(data: bytes) -> str | None:
    beyond = sum(byte > 0x7F for byte in data)
    if beyond > FOREIGN_AT_MOST * len(data):
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return text if all(letter < "\x80" or letter in WESTERN for letter in text) else None


def _encoding(name: str, text: str, start: int, message: str, advice: str, sound: bool = True) -> Decoded:
    trouble = Trouble("input/encoding", message, advice, Span(start, min(start + 1, len(text))), "error")
    return Decoded(Source(name, text), (trouble, *_nuls(text)), sound)


def _nuls(text: str) -> tuple[Trouble, ...]:
    at = text.find("\0")
    if at < 0:
        return ()
    message = "There is a NUL character here, which no editor shows."
    return (Trouble("input/nul-character", message, "Delete it, and save the file again.", Span(at, at + 1)),)
