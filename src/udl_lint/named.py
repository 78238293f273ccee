"""Named tuples that cost a fifth to define: a check of one lesson defines some seventy kinds of them.

`Named` is used as `NamedTuple` of `typing`, for which checkers of types take it. That one has Python compile a few lines for each kind;
here a kind's `__new__` is one of ours with its own fields as the names of the arguments, so that a value is made just as fast.
"""

from __future__ import annotations

import collections
from operator import itemgetter
from types import FunctionType

__all__ = ["Named"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Self
    from typing import NamedTuple as Named
else:
    try:
        from udl_lint._speedups import quicken
    except ImportError:

        def quicken(named: type) -> None:
            """Nothing: values are made by `__new__`."""

    # What `collections` reads its own fields by, in C.
    _field = getattr(collections, "_tuplegetter", lambda number, about: property(itemgetter(number), doc=about))

    _made = tuple.__new__
    _BY_SIZE = (
        lambda _cls: _made(_cls, ()),
        lambda _cls, a: _made(_cls, (a,)),
        lambda _cls, a, b: _made(_cls, (a, b)),
        lambda _cls, a, b, c: _made(_cls, (a, b, c)),
        lambda _cls, a, b, c, d: _made(_cls, (a, b, c, d)),
        lambda _cls, a, b, c, d, e: _made(_cls, (a, b, c, d, e)),
        lambda _cls, a, b, c, d, e, f: _made(_cls, (a, b, c, d, e, f)),
        lambda _cls, a, b, c, d, e, f, g: _made(_cls, (a, b, c, d, e, f, g)),
        lambda _cls, a, b, c, d, e, f, g, h: _made(_cls, (a, b, c, d, e, f, g, h)),
        lambda _cls, a, b, c, d, e, f, g, h, i: _made(_cls, (a, b, c, d, e, f, g, h, i)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j: _made(_cls, (a, b, c, d, e, f, g, h, i, j)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k: _made(_cls, (a, b, c, d, e, f, g, h, i, j, k)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m: _made(_cls, (a, b, c, d, e, f, g, h, i, j, k, m)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n: _made(_cls, (a, b, c, d, e, f, g, h, i, j, k, m, n)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o: _made(_cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p: _made(_cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q: _made(_cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r: _made(_cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s: _made(
            _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s)
        ),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t: _made(
            _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t)
        ),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u: _made(
            _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u)
        ),
    )

    def _new(name: str, fields: tuple[str, ...], defaults: tuple[Any, ...]) -> FunctionType:
        """What makes a value of these fields, the last ones of which have defaults."""
        if len(fields) >= len(_BY_SIZE):
            new: FunctionType = collections.namedtuple(name, fields, defaults=defaults).__new__
            return new
        written = _BY_SIZE[len(fields)].__code__
        code = written.replace(co_varnames=("_cls", *fields), co_name="__new__", co_qualname=f"{name}.__new__")
        return FunctionType(code, globals(), "__new__", defaults)

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
            cls.__new__ = staticmethod(_new(cls.__name__, fields, tuple(cls._field_defaults.values())))
            quicken(cls)

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
