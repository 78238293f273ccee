"""Named tuples that cost a tenth to define: a check of one lesson defines some sixty kinds of them, and makes a few of each.

`Named` is used as `NamedTuple` of `typing`, for which checkers of types take it. It writes no code of its own for each kind, so a
value takes three times as long to make. What a lesson holds many of (`Span`, `Block`, `Mention`) is still one of `typing`.
"""

from __future__ import annotations

import collections
from operator import itemgetter

__all__ = ["Named"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Self
    from typing import NamedTuple as Named
else:
    # What `collections` reads its own fields by, in C.
    _field = getattr(collections, "_tuplegetter", lambda number, about: property(itemgetter(number), doc=about))

    class Named(tuple):
        """The root of all named tuples of this kind: a class below it has fields, each with a type and perhaps a default."""

        __slots__ = ()
        _fields: tuple[str, ...] = ()
        _field_defaults: dict[str, Any] = {}  # noqa: RUF012 - each class below has its own

        def __init_subclass__(cls) -> None:
            if cls._fields:
                return  # a class below one that has its fields already
            cls._fields = cls.__match_args__ = fields = tuple(cls.__annotations__)
            cls._field_defaults = {name: vars(cls)[name] for name in fields if name in vars(cls)}
            for number, name in enumerate(fields):
                setattr(cls, name, _field(number, ""))
            size, last = len(fields), tuple(cls._field_defaults.values())

            def new(cls: type[Self], *values: Any, **named: Any) -> Self:
                missing = size - len(values)
                if named or not 0 <= missing <= len(last):
                    values = cls._filled(values, named)
                elif missing:
                    values += last[-missing:]
                return tuple.__new__(cls, values)

            cls.__new__ = staticmethod(new)

        @classmethod
        def _filled(cls, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
            """All values in the order of the fields; raises TypeError for one that is missing, not known or given twice."""
            given = {**cls._field_defaults, **dict(zip(cls._fields, values, strict=False)), **named}
            if len(values) > len(cls._fields) or not named.keys() <= set(cls._fields[len(values) :]) or len(given) < len(cls._fields):
                raise TypeError(
                    f"{cls.__name__} takes {', '.join(cls._fields)}; not {len(values)} values and {', '.join(named) or 'no names'}"
                )
            return tuple([given[name] for name in cls._fields])

        @classmethod
        def _make(cls, values: Iterable[Any]) -> Self:
            return cls(*values)

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **named: Any) -> Self:
            return type(self)(**{**self._asdict(), **named})

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"
