"""A message is one frozen dataclass with one schema, one name and one version.

The schema is derived from the annotations, so the two cannot drift apart. Documents from outside pass through
the schema (marshmallow); recorded facts are read by a converter derived from the same hints, because the speed
of a replay hangs on it, and messages are written by a writer of the same hints, because that of a decision does.
Tests hold all three to the same golden files.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from fractions import Fraction
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    TypeVar,
    Union,
    cast,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
    overload,
)

from marshmallow import RAISE, Schema, ValidationError, post_load
from marshmallow import fields as plain
from marshmallow.validate import OneOf

from contracts.converter import reader_of, sent_reader_of
from contracts.errors import Malformed
from contracts.fields import (
    DayField,
    FlagField,
    InstantField,
    ShareField,
    TextField,
    TupleField,
    WholeField,
    complaints,
)
from contracts.frozen import frozen
from contracts.writer import Doubtful, writer_of

M = TypeVar("M")
Json = dict[str, Any]


class Role(StrEnum):
    """What a message is for."""

    COMMAND = "command"
    FACT = "fact"
    QUESTION = "question"
    ANSWER = "answer"
    ACT = "act"
    """What the door of a service does itself: keeps a part of a content, opens what is sealed, erases."""
    PART = "part"
    """A part of messages, without a name of its own."""


class Contract:
    """Role, name, version and schema of one message, e.g. the fact `elections.result-declared` version 2.

    A name that begins with a dot belongs to every service: the catalogue that holds it puts its service in front.
    Schema, reader and writer are made when first used: a process reads few of the messages that it knows, and schemas
    of all of them would be a second of every start.

    Without a lock, on purpose: two threads may make the same thing at once, and one of the two is kept. A lock that
    eventlet has changed must not be waited for in a native thread, and that of `functools.cached_property` is one.
    """

    __slots__ = ("_kind", "_recorded", "_schema", "_schema_class", "_sent", "_written", "name", "role", "version")

    def __init__(self, kind: type, role: Role, name: str, version: int) -> None:
        self.role = role
        self.name = name
        self.version = version
        self._kind = kind
        self._schema_class: type[Schema] | None = None
        self._schema: Schema | None = None
        self._recorded: Callable[[Mapping[str, Any]], Any] | None = None
        self._sent: Callable[[Any], Any] | None = None
        self._written: Callable[[Any], Json] | None = None

    @property
    def schema_class(self) -> type[Schema]:
        if self._schema_class is None:
            self._schema_class = _schema(self._kind)
        return self._schema_class

    @property
    def schema(self) -> Schema:
        if self._schema is None:
            self._schema = self.schema_class()
        return self._schema

    @property
    def recorded(self) -> Callable[[Mapping[str, Any]], Any]:
        """Reads a document that was valid when it was recorded."""
        if self._recorded is None:
            self._recorded = reader_of(self._kind)
        return self._recorded

    @property
    def sent(self) -> Callable[[Any], Any]:
        """Reads what a caller has sent, if it is plain to see what it is; None = ask the schema."""
        if self._sent is None:
            self._sent = sent_reader_of(self._kind, self.written)
        return self._sent

    @property
    def written(self) -> Callable[[Any], Json]:
        """Writes an instance that would be read back as it is; of any other it raises `Doubtful`: ask the schema."""
        if self._written is None:
            self._written = writer_of(self._kind)
        return self._written


_contracts: dict[type, Contract] = {}


@overload
@dataclass_transform(frozen_default=True, kw_only_default=True)
def command(cls: type[M], /) -> type[M]: ...


@overload
@dataclass_transform(frozen_default=True, kw_only_default=True)
def command(*, version: int = 1, name: str | None = None) -> Callable[[type[M]], type[M]]: ...


def command(
    cls: type[M] | None = None, /, *, version: int = 1, name: str | None = None
) -> type[M] | Callable[[type[M]], type[M]]:
    """Turn a class of annotations into a command: what somebody wants to be recorded."""
    return _message(Role.COMMAND, cls, version, name)


@overload
@dataclass_transform(frozen_default=True, kw_only_default=True)
def fact(cls: type[M], /) -> type[M]: ...


@overload
@dataclass_transform(frozen_default=True, kw_only_default=True)
def fact(*, version: int = 1, name: str | None = None) -> Callable[[type[M]], type[M]]: ...


def fact(
    cls: type[M] | None = None, /, *, version: int = 1, name: str | None = None
) -> type[M] | Callable[[type[M]], type[M]]:
    """Turn a class of annotations into a fact: what was decided and is recorded."""
    return _message(Role.FACT, cls, version, name)


@overload
@dataclass_transform(frozen_default=True, kw_only_default=True)
def question(cls: type[M], /) -> type[M]: ...


@overload
@dataclass_transform(frozen_default=True, kw_only_default=True)
def question(*, version: int = 1, name: str | None = None) -> Callable[[type[M]], type[M]]: ...


def question(
    cls: type[M] | None = None, /, *, version: int = 1, name: str | None = None
) -> type[M] | Callable[[type[M]], type[M]]:
    """Turn a class of annotations into a question: what somebody wants to know."""
    return _message(Role.QUESTION, cls, version, name)


@overload
@dataclass_transform(frozen_default=True, kw_only_default=True)
def answer(cls: type[M], /) -> type[M]: ...


@overload
@dataclass_transform(frozen_default=True, kw_only_default=True)
def answer(*, version: int = 1, name: str | None = None) -> Callable[[type[M]], type[M]]: ...


def answer(
    cls: type[M] | None = None, /, *, version: int = 1, name: str | None = None
) -> type[M] | Callable[[type[M]], type[M]]:
    """Turn a class of annotations into an answer."""
    return _message(Role.ANSWER, cls, version, name)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def act(cls: type[M]) -> type[M]:
    """Turn a class of annotations into what the door of a service is asked to do itself."""
    return _made(cls, Role.ACT, _name_of(cls), 1)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def shape(cls: type[M]) -> type[M]:
    """Turn a class of annotations into a part of messages, without name or version of its own."""
    return _made(cls, Role.PART, "", 0)


def kebab(name: str) -> str:
    """`OpinionResultNoted` to `opinion-result-noted`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def method_named(kind: type) -> str:
    """The method that takes a message: `DraftItems` to `draft_items`."""
    return kebab(kind.__name__).replace("-", "_")


def _message(role: Role, cls: type[M] | None, version: int, name: str | None) -> type[M] | Callable[[type[M]], type[M]]:
    def build(cls: type[M]) -> type[M]:
        return _made(cls, role, _name_of(cls) if name is None else name, version)

    return build if cls is None else build(cls)


def _made(cls: type[M], role: Role, name: str, version: int) -> type[M]:
    made = frozen(cls)
    _contracts[made] = Contract(made, role, name, version)
    return made


def _name_of(cls: type) -> str:
    """Service and class; the service is the folder of contracts that the class stands in, none of a shared module."""
    package, _, rest = cls.__module__.partition(".")
    service = rest.partition(".")[0] if package == "contracts" and "." in rest else ""
    return f"{service}.{kebab(cls.__name__)}"


def contract_of(kind: type) -> Contract:
    return _contracts[kind]


def is_message(kind: type) -> bool:
    """Whether it has a name of its own, and is no part of messages."""
    contract = _contracts.get(kind)
    return contract is not None and contract.role is not Role.PART


def dump(item: object) -> Json:
    """The document of a message, whether or not it would be read back."""
    contract = contract_of(type(item))
    try:
        return contract.written(item)
    except Doubtful:
        return cast(Json, contract.schema.dump(item))


def dump_readable(item: object) -> Json:
    """The document of a message; `Malformed` if it would not be read back as it was written."""
    contract = contract_of(type(item))
    try:
        return contract.written(item)
    except Doubtful:
        document = cast(Json, contract.schema.dump(item))
    if load(type(item), document) != item:
        raise Malformed({"document": ["Does not read back as it was written."]})
    return document


def load(kind: type[M], document: Any) -> M:
    """Raise `Malformed`, by field, if the document does not satisfy the schema of `kind`."""
    contract = contract_of(kind)
    plain = contract.sent(document)
    if plain is not None:
        return cast(M, plain)
    try:
        return cast(M, contract.schema.load(document))
    except ValidationError as error:
        raise Malformed(complaints(error.messages)) from error


def recall(kind: type[M], document: Mapping[str, Any]) -> M:
    """What `dump` wrote of an instance that satisfied its schema; a stranger raises KeyError or TypeError."""
    return cast(M, contract_of(kind).recorded(document))


_PLAIN: dict[Any, type[plain.Field[Any]]] = {
    str: TextField,
    int: WholeField,
    bool: FlagField,
    datetime: InstantField,
    date: DayField,
    Fraction: ShareField,
}


def _schema(cls: type) -> type[Schema]:
    hints = get_type_hints(cls, include_extras=True)
    defaults = {item.name: item.default for item in fields(cast(Any, cls))}
    declared = {name: _field(hint, **_presence(defaults[name])) for name, hint in hints.items()}

    class MessageSchema(Schema):
        class Meta:
            unknown = RAISE

        @post_load
        def make(self, data: Json, **_: Any) -> Any:
            return cls(**data)

    return type(f"{cls.__name__}Schema", (MessageSchema,), dict(declared))


def _presence(default: Any) -> dict[str, Any]:
    return {"required": True} if default is MISSING else {"load_default": default}


def _field(hint: Any, **options: Any) -> plain.Field[Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _field(arguments[0], **options, validate=list(arguments[1:]))
    if origin in (Union, UnionType):
        return _field(_other_than_none(arguments), **options, allow_none=True)
    if origin is tuple:
        return TupleField(_field(arguments[0]), **options)
    if origin is Mapping:
        return plain.Dict(keys=_field(arguments[0]), values=_field(arguments[1]), **options)
    if origin is Literal:
        return TextField(validate=OneOf(arguments), **options)
    return _single(hint, **options)


def _single(hint: Any, **options: Any) -> plain.Field[Any]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return plain.Enum(hint, by_value=True, **options)
    if isinstance(hint, type) and is_dataclass(hint):
        return plain.Nested(contract_of(hint).schema_class, **options)
    return _PLAIN[hint](**options)


def _other_than_none(arguments: tuple[Any, ...]) -> Any:
    (kind,) = (argument for argument in arguments if argument is not NoneType)
    return kind
