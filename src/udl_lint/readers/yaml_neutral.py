"""A YAML text as both of PyYAML's parsers, the one in C and the one in Python, take it alike. Offsets stay."""

from __future__ import annotations

from udl_lint.patterns import lazy

_ODD = lazy("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_HARMLESS = {"\x85": "\xa0", "\u2028": "\xa0", "\u2029": "\xa0", "\ufeff": "\u2060"}
_QUESTION = "\ue07b"
"""Stands for a `?` within a text, at which the parser in Python would end a text in a list in brackets."""
_ASKING = lazy(r"(?<=\S)\?")
_INNER_TAB = lazy(r"(?<=[^ \t\r\n])[ \t]*\t[ \t]*|(?:(?<=[\r\n])|\A)[ \t]*\t[ \t]*(?=[\r\n]|\Z)")
_VERSION = lazy(r"(?:\s++|#[^\r\n]*+)*+(%YAML\s)")


def neutral(text: str) -> str:
    """The text with whatever PyYAML's two parsers take differently put aside; same length, so offsets stay.

    NEL, U+2028 and U+2029 end no line, control characters are marks like others, and a tab within a line is a space.
    """
    text = _ODD.sub(lambda match: _HARMLESS.get(match[0], "\ufffd"), text)
    if "\t" in text:
        text = _INNER_TAB.sub(lambda match: " " * len(match[0]), text)
    if _QUESTION not in text:
        text = _ASKING.sub(_QUESTION, text)
    version = _VERSION.match(text) if "%YAML" in text else None
    return f"{text[: version.start(1)]}#{text[version.start(1) + 1 :]}" if version else text


def restored(text: str) -> str:
    """A piece of a neutral text with its question marks back."""
    return text.replace(_QUESTION, "?")
