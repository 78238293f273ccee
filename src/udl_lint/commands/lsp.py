"""`udl-lint lsp`: the language server, over standard input and output."""

from __future__ import annotations

from udl_lint.config import Wishes
from udl_lint.errors import UsageError


def lsp(wishes: Wishes | None = None, config: str | None = None) -> int:
    """Serve until the client ends it; returns the exit code. Raises UsageError where the extra `lsp` is not installed."""
    try:
        from udl_lint.lsp.server import serve
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UsageError("the language server needs more packages.", hint="Install them with: pip install 'udl-lint[lsp]'") from None
    from udl_lint.lsp.documents import Desk

    serve(Desk(wishes, config)).start_io()
    return 0
