"""Values of rules' options: what is written becomes what the option's default is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from udl_lint.wording import shown

TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def option_value(written: Any, default: Any) -> Any:
    """A value as its option's default shows it: a truth, a number, a text, a list of these, or a mapping with the default's keys.

    Raises ValueError that says what the option takes.
    """
    if isinstance(default, bool):
        if str(written).lower() not in TRUTHS:
            raise ValueError(f"true or false, not {shown(written)!r}")
        return TRUTHS[str(written).lower()]
    if isinstance(default, int | float):
        return _number(written, default)
    if isinstance(default, Mapping):
        if not isinstance(written, Mapping):
            raise ValueError(f"values by {', '.join(default)}, not {shown(written)!r}")
        for key in written:
            if key not in default:
                raise ValueError(f"values by {', '.join(default)}, not by {shown(key)!r}")
        return {**default, **{key: option_value(value, default[key]) for key, value in written.items()}}
    if isinstance(default, list | tuple):
        if written == "":
            return ()
        if not isinstance(written, list | tuple):
            raise ValueError(f"a list such as [{shown(written)}]")
        return tuple(option_value(each, default[0] if default else "") for each in written)
    if isinstance(written, list | tuple | Mapping) or written == "":
        raise ValueError(f"one word or line, not {shown(written)!r}")
    return str(written)


def _number(written: Any, default: float) -> int | float:
    import math

    try:
        number = float(written) if isinstance(written, str | int | float) and "_" not in str(written) else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"a number, not {shown(written)!r}")
    return int(number) if number.is_integer() and isinstance(default, int) else number
