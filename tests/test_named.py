"""`Named` behaves as `NamedTuple` of `typing` does, however many fields there are."""

from __future__ import annotations

import pickle
from typing import Any, NamedTuple

import pytest

from udl_lint.named import Named


class Small(Named):
    """Two fields."""

    first: int
    second: str = "b"


class Usual(NamedTuple):
    """The same from `typing`."""

    first: int
    second: str = "b"


class Large(Named):
    """More fields than there are templates for."""

    a: int
    b: int
    c: int
    d: int
    e: int
    f: int
    g: int
    h: int
    i: int
    j: int
    k: int
    m: int
    n: int
    o: int
    p: int
    q: int
    r: int
    s: int
    t: int
    u: int
    v: int = 21
    w: int = 22
    x: int = 23


class Child(Small):
    """A class below one that has its fields."""

    def both(self) -> str:
        return f"{self.first}{self.second}"


@pytest.mark.parametrize(
    ("values", "named"), [((1,), {}), ((1, "c"), {}), ((), {"first": 1}), ((1,), {"second": "c"}), ((), {"second": "c", "first": 1})]
)
def test_values_are_given_by_place_or_by_name(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    made, usual = Small(*values, **named), Usual(*values, **named)
    assert tuple(made) == tuple(usual)
    assert (made.first, made.second) == (usual.first, usual.second)
    assert made._asdict() == usual._asdict()
    assert repr(made) == repr(usual).replace("Usual", "Small")
    assert made._replace(second="z") == Small(1, "z")
    assert Small._make(made) == made
    assert pickle.loads(pickle.dumps(made)) == made
    assert isinstance(made, Small)


@pytest.mark.parametrize("kind", [Small, Child])
@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, "b", 3), {}), ((1,), {"third": 2}), ((1,), {"first": 1})])
def test_what_does_not_fit_is_refused(kind: Any, values: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"Small.__new__"):
        kind(*values, **named)


def test_many_fields_are_no_less() -> None:
    whole = tuple(range(1, 24))
    large: Any = Large
    assert tuple(large(*whole)) == whole
    assert tuple(large(*whole[:20])) == whole
    assert tuple(large(*whole[:21])) == whole
    assert tuple(large(*whole[:19], u=0, x=1)) == (*whole[:19], 0, 21, 22, 1)
    for values, named in ((whole[:19], {}), ((*whole, 24), {}), (whole[:20], {"z": 1}), (whole[:20], {"a": 1})):
        with pytest.raises(TypeError, match=r"__new__\(\)"):
            large(*values, **named)


def test_a_class_below_keeps_its_kind() -> None:
    made = Child(1)
    assert type(made) is Child
    assert made.both() == "1b"
    assert type(made._replace(first=2)) is Child


def test_fields_are_only_read() -> None:
    made: Any = Child(1)
    kept = object()
    assert Small(kept).first is kept  # type: ignore[arg-type]
    for name in ("first", "second"):
        with pytest.raises(AttributeError):
            setattr(made, name, 2)
    with pytest.raises((AttributeError, TypeError)):
        del made.first
    with pytest.raises((AttributeError, TypeError)):
        Small.first.__get__((1, "b"))  # type: ignore[attr-defined]
    assert made == (1, "b")
