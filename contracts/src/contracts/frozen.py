"""Frozen dataclasses that cost little to define.

`dataclass(frozen=True)` compiles six functions for every class, most of a millisecond; with some fourteen hundred
messages that is a second of every start of a process. Here only `__init__` is compiled, and only when an instance is
first made: a process makes few of the messages that it knows. What instances do is the same.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, cast, dataclass_transform

M = TypeVar("M")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def frozen(cls: type[M]) -> type[M]:
    """What `dataclass(frozen=True, slots=True, kw_only=True)` makes, of a class without bases and without `field`."""
    kept: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(cls)
    names = tuple(item.name for item in fields(kept))
    values = _values(names)

    def equal(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is kept else NotImplemented

    kept.__init__ = _made_when_needed(kept, names)
    kept.__eq__ = equal
    kept.__hash__ = lambda self: hash(values(self))
    kept.__repr__ = _repr
    kept.__setattr__ = _refuse_assigning
    kept.__delattr__ = _refuse_deleting
    kept.__getstate__ = _state
    kept.__setstate__ = _restore
    return cast(type[M], kept)


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """All fields of an instance, as a tuple."""
    if len(names) > 1:
        return cast(Callable[[Any], tuple[Any, ...]], attrgetter(*names))
    return lambda item: tuple(getattr(item, name) for name in names)


def _made_when_needed(kept: Any, names: tuple[str, ...]) -> Callable[..., None]:
    """An `__init__` that puts the compiled one in its place. Two threads may both do so: the two are the same."""

    def init(self: Any, **values: Any) -> None:
        kept.__init__ = _init(kept, names)
        kept.__init__(self, **values)

    return init


def _init(kept: Any, names: tuple[str, ...]) -> Callable[..., None]:
    known: dict[str, Any] = {f"_set_{name}": getattr(kept, name).__set__ for name in names}
    known |= {f"_default_{item.name}": item.default for item in fields(kept) if item.default is not MISSING}
    declared = [f"{name}=_default_{name}" if f"_default_{name}" in known else name for name in names]
    lines = [f"_set_{name}(self, {name})" for name in names]
    if hasattr(kept, "__post_init__"):
        lines.append("self.__post_init__()")
    head = f"def __init__(self{', *, ' if names else ''}{', '.join(declared)}):"
    exec("\n    ".join((head, *(lines or ["pass"]))), known)  # noqa: S102 - names of fields, as dataclasses do it
    made = cast(Callable[..., None], known["__init__"])
    made.__qualname__ = f"{kept.__qualname__}.__init__"
    return made


def _repr(self: Any) -> str:
    shown = ", ".join(f"{item.name}={getattr(self, item.name)!r}" for item in fields(self))
    return f"{type(self).__qualname__}({shown})"


def _refuse_assigning(self: Any, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> dict[str, Any]:
    return {item.name: getattr(self, item.name) for item in fields(self)}


def _restore(self: Any, state: dict[str, Any]) -> None:
    type(self).__init__(self, **state)
