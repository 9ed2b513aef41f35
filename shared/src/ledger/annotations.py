"""What a function says of itself by its annotations: which message classes it takes and gives."""

import inspect
from collections.abc import Callable
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def taken_by(function: Callable[..., Any], at: int = 0) -> tuple[type, ...]:
    """The message classes of the parameter at this place; none if it is not annotated."""
    name = list(inspect.signature(function).parameters)[at]
    return kinds_of(get_type_hints(function).get(name))


def given_by(function: Callable[..., Any]) -> tuple[type, ...]:
    """The message classes that a function returns; none if it is not annotated."""
    return kinds_of(get_type_hints(function).get("return"))


def kinds_of(annotation: Any) -> tuple[type, ...]:
    """The message classes of an annotation: a class, a union of classes, or a sequence of either."""
    if annotation is Any or annotation is None or annotation is type(None):
        return ()
    if get_origin(annotation) in (Union, UnionType):
        return tuple(dict.fromkeys(kind for each in get_args(annotation) for kind in kinds_of(each)))
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return (annotation,)
    arguments = get_args(annotation)
    return kinds_of(arguments[0]) if arguments else ()
