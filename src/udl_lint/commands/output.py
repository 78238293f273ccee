"""Where a command writes: the report to one stream, everything else to another, and the truth about what could not be written."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterable
from typing import Literal, TextIO

from udl_lint.reporters.terminal import Screen, fitted
from udl_lint.text import escape

Colour = Literal["auto", "always", "never"]


class OutputLost(Exception):  # noqa: N818 - it is no mistake of anybody's, and it always becomes an exit code
    """The report could not be written. `why` is empty when whoever read it has just stopped reading."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Output:
    """The two streams of a run. Each may be missing: then nothing can be reported, or nobody is told why."""

    def __init__(self, out: TextIO | None, notes: TextIO | None, echo: Callable[[TextIO, str], None] | None = None) -> None:
        """`echo` writes colour to a console that needs help with it."""
        self._out, self._notes, self._echo = out, notes, echo
        self._colour = False
        for stream in (out, notes):
            # What an encoding does not have is spelt out: no report is worth an error on the way to the screen.
            if stream is not None and hasattr(stream, "reconfigure"):
                with contextlib.suppress(ValueError, OSError):
                    stream.reconfigure(errors="backslashreplace")

    def silent(self) -> Output:
        """The same without a report: what is said beside it is still said."""
        return Output(io.StringIO(), self._notes)

    def screen(self, colour: Colour = "auto") -> Screen:
        """How to set what is written. Colour by choice, or else by NO_COLOR, FORCE_COLOR and whether it is a terminal."""
        terminal = self._out is not None and self._out.isatty()
        self._colour = colour == "always" or (colour == "auto" and _wants_colour(terminal))
        if not terminal:
            return Screen(80, self._colour)
        import shutil

        return Screen(fitted(shutil.get_terminal_size().columns), self._colour)

    def write(self, pieces: Iterable[str]) -> None:
        """Write each piece of a report as it comes; raises OutputLost."""
        if self._out is None:
            raise OutputLost("standard output is closed")
        for piece in pieces:
            try:
                self._write(self._out, piece)
            except BrokenPipeError:
                raise OutputLost("") from None
            except (OSError, ValueError) as error:
                why = (error.strerror or str(error)).lower() if isinstance(error, OSError) else "standard output is closed"
                raise OutputLost(why) from None

    def progress(self) -> Callable[[str], None] | None:
        """What shows a line in place of its last one; None where nobody sees it, or where it would stand in the report."""
        notes = self._notes
        if notes is None or not notes.isatty() or (self._out is not None and self._out.isatty()):
            return None

        def show(text: str) -> None:
            with contextlib.suppress(OSError, ValueError):
                notes.write(f"\r\x1b[K{text}")
                notes.flush()

        return show

    def note(self, text: str) -> None:
        """Say something beside the report, on one line."""
        self.remark(f"udl-lint: {escape(text)}")

    def remark(self, text: str) -> None:
        """Write lines of ours beside the report. When that fails there is nobody to tell."""
        if self._notes is not None:
            with contextlib.suppress(OSError, ValueError):
                self._notes.write(f"{text}\n")
                self._notes.flush()

    def _write(self, out: TextIO, piece: str) -> None:
        if self._colour and self._echo is not None:
            self._echo(out, piece)
            return
        try:
            out.write(piece)
        except (UnicodeError, LookupError):
            # An encoding that cannot even hold plain letters in a row (`idna`) is passed by.
            out.buffer.write(piece.encode("ascii", "backslashreplace"))
        out.flush()

    def abandon(self) -> None:
        """Let the interpreter find nothing to flush into a broken stream when it ends."""
        with contextlib.suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._out.fileno())  # type: ignore[union-attr]
            os.close(nowhere)


def _wants_colour(terminal: bool) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"
