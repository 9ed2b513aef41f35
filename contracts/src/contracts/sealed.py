"""Personal particulars in messages: a caller sends them as text, and nothing behind the service's door sees that text.

What is recorded is a sealed value: ciphertext under a key that belongs to one person or one case and lies outside the
log, so that destroying the key erases the particular and leaves every digest as it was. What a rule needs of a person
(age on the day, residence) is a field of its own, attested by who sends it.

Law: Personal Information Protection Law, arts. 6, 34 and 47 (个人信息保护法 第六条、第三十四条、第四十七条).
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Protocol, Union, get_args, get_origin, get_type_hints

from marshmallow import ValidationError
from marshmallow.validate import Regexp

from contracts.errors import Malformed
from contracts.message import Json, shape
from contracts.vocabulary import Digest, Id, Ref, UnitCode, Utf8

MOST_BYTES = 4000
"""The longest text that is sealed into a fact, in UTF-8; longer content is a blob."""

_MOST_DIGITS = (MOST_BYTES + 64) * 4 // 3


@shape
class Sealed:
    """One sealed value (密封值): which key, which kind of value, which algorithm; the rest is base64url.

    Key id and kind are bound to the ciphertext: under another id, or as another kind of value, it does not open.
    """

    key_id: Id
    kind: Ref
    algorithm: Literal["A256GCM"]
    nonce: Annotated[str, Regexp(r"[A-Za-z0-9_-]{16}\Z", error="Not a nonce.")]
    ciphertext: Annotated[str, Regexp(rf"[A-Za-z0-9_-]{{64,{_MOST_DIGITS}}}\Z", error="Not a ciphertext.")]


_ENVELOPE = frozenset(("key_id", "kind", "algorithm", "nonce", "ciphertext"))


@dataclass(frozen=True, slots=True)
class Particular:
    """What is sealed in a field, and whose key seals it.

    Written as `Annotated[Sealed, Particular("person-name", person="applicant")]`.
    `person` or `case` is the field that names the person or the case, in the same shape or in one around it. Several
    persons in one message have a key each. `within` is the field of the unit whose case it is, wherever the sender
    makes the case's name: the same name in another unit is then another case, and nobody touches this one's key from
    there. `most` bounds the text in bytes of UTF-8.
    """

    kind: str
    person: str = ""
    case: str = ""
    within: str = ""
    most: int = 400

    def __post_init__(self) -> None:
        if bool(self.person) == bool(self.case):
            raise TypeError(f"{self.kind} is sealed under the key of one person or of one case.")
        if self.person and self.within:
            raise TypeError(f"{self.kind}: a person is the same in every unit.")
        if not 1 <= self.most <= MOST_BYTES:
            raise TypeError(f"{self.kind} is bounded by {MOST_BYTES} bytes.")

    def __call__(self, value: Sealed) -> None:
        if value.kind != self.kind:
            raise ValidationError(f"Sealed as {value.kind}, not as {self.kind}.")

    @property
    def named_by(self) -> tuple[str, ...]:
        """The fields that together name whose key it is."""
        name = self.person or self.case
        return (self.within, name) if self.within else (name,)

    def subject(self, *references: str) -> str:
        """Whose key: `person:ref-0007`, `case:ref-0007`, or `case:360730101-ref-0007` within a unit."""
        return f"{'person' if self.person else 'case'}:{'-'.join(references)}"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A field that only tells equal texts from different ones: `Annotated[str, Fingerprint("identity-number")]`.

    The caller sends the text; a keyed digest (HMAC) of it is recorded, for where a rule asks for uniqueness.
    """

    kind: str
    most: int = 400

    def __call__(self, value: str) -> None:
        if len(value) != 64 or not set(value) <= set("0123456789abcdef"):
            raise ValidationError("Not a fingerprint.")


class Sealer(Protocol):
    """Turns the text of one field into what is recorded of it."""

    def seal(self, subject: str, kind: str, text: str) -> Json:
        """The sealed value as a document, under the key of `subject`."""
        ...

    def fingerprint(self, kind: str, text: str) -> str:
        """64 hexadecimal digits, the same for the same kind and text."""
        ...


@dataclass(frozen=True, slots=True)
class Blank:
    """Seals nothing: a document with its particulars left out, judged before a key is made or after it is gone.

    Fingerprints are those of `fingerprints`, or blank too.
    """

    fingerprints: Sealer | None = None

    def seal(self, subject: str, kind: str, text: str) -> Json:
        return {
            "key_id": "00000000-0000-0000-0000-000000000000",
            "kind": kind,
            "algorithm": "A256GCM",
            "nonce": "A" * 16,
            "ciphertext": "A" * 64,
        }

    def fingerprint(self, kind: str, text: str) -> str:
        return "0" * 64 if self.fingerprints is None else self.fingerprints.fingerprint(kind, text)


def is_sealed(kind: type) -> bool:
    """Whether a message has particulars that its service seals."""
    return any(True for _ in marks_of(kind))


@cache
def marks_of(kind: type) -> tuple[tuple[str, Particular | Fingerprint], ...]:
    """Every sealed or fingerprinted field of a message, by its path; TypeError if a field names no key."""
    return tuple(_declared(kind, "", ()))


def seal_in(kind: type, document: Json, sealer: Sealer) -> Json:
    """The document with every particular sealed. `Malformed`, by field, for one that is no text, or too long."""
    if not is_sealed(kind):
        return document
    problems: dict[str, list[str]] = {}
    sealed: Json = _Walk(sealer, problems).value(kind, document, "", ())
    if problems:
        raise Malformed(problems)
    return sealed


def without_sealed(document: Any) -> Any:
    """The document with every sealed value replaced by its kind: what two sealings of one command have in common."""
    return _as_kinds(document) if _holds_sealed(document) else document


def _holds_sealed(document: Any) -> bool:
    kind = type(document)
    if kind is str or kind is bool or document is None:
        return False
    if isinstance(document, Mapping):
        return is_envelope(document) or any(map(_holds_sealed, document.values()))
    return (kind is list or kind is tuple) and any(map(_holds_sealed, document))


def _as_kinds(document: Any) -> Any:
    if is_envelope(document):
        return f"sealed {document['kind']}"
    if isinstance(document, Mapping):
        return {key: _as_kinds(value) for key, value in document.items()}
    if isinstance(document, list | tuple):
        return [_as_kinds(item) for item in document]
    return document


def envelopes_in(document: Any, path: str = "") -> Iterator[tuple[str, Json]]:
    """Every sealed value of a recorded document with its path (`applicants.0.name`), in the document's order."""
    if is_envelope(document):
        yield path, document
    elif isinstance(document, Mapping):
        for key in sorted(document):
            yield from envelopes_in(document[key], f"{path}.{key}".lstrip("."))
    elif isinstance(document, list | tuple):
        for place, item in enumerate(document):
            yield from envelopes_in(item, f"{path}.{place}".lstrip("."))


def is_envelope(document: Any) -> bool:
    return isinstance(document, Mapping) and document.keys() == _ENVELOPE


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through a document along the annotations of its message."""

    sealer: Sealer
    problems: dict[str, list[str]]

    def value(self, hint: Any, value: Any, path: str, around: tuple[Json, ...]) -> Any:
        """`around`: the objects that hold the value, innermost first. What does not fit its annotation stays."""
        mark, bare = _split(hint)
        if value is None:
            return None
        if mark is not None:
            return self._marked(mark, value, path, around)
        origin, arguments = get_origin(bare), get_args(bare)
        if origin is tuple and isinstance(value, list):
            return [self.value(arguments[0], item, f"{path}.{place}", around) for place, item in enumerate(value)]
        if origin is Mapping and isinstance(value, dict):
            return {key: self.value(arguments[1], item, f"{path}.{key}", around) for key, item in value.items()}
        if _is_shape(bare) and isinstance(value, dict):
            return self._object(bare, value, path, around)
        return value

    def _object(self, kind: type, document: Json, path: str, around: tuple[Json, ...]) -> Json:
        hints, inside = _hints(kind), (document, *around)
        return {
            name: self.value(hints[name], item, f"{path}.{name}", inside) if name in hints else item
            for name, item in document.items()
        }

    def _marked(self, mark: Particular | Fingerprint, value: Any, path: str, around: tuple[Json, ...]) -> Any:
        complaint = _complaint(value, mark.most)
        if complaint:
            self.problems[path.lstrip(".")] = [complaint]
            return value
        text = unicodedata.normalize("NFC", value)
        if isinstance(mark, Fingerprint):
            return self.sealer.fingerprint(mark.kind, text)
        references = [next((each[name] for each in around if name in each), None) for name in mark.named_by]
        return self.sealer.seal(mark.subject(*map(str, references)), mark.kind, text)


def _complaint(value: Any, most: int) -> str:
    if not isinstance(value, str):
        return "Not text: it is sealed here, and sent as text."
    try:
        Utf8(most)(value)
    except UnicodeEncodeError:
        return "Not valid Unicode text."
    except ValidationError as error:
        return str(error.messages[0])
    return ""


def _declared(
    hint: Any, path: str, around: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, Particular | Fingerprint]]:
    mark, bare = _split(hint)
    if mark is not None:
        _refuse_unnamed(mark, path, around)
        yield path, mark
    elif get_origin(bare) in (tuple, Mapping):
        yield from _declared([part for part in get_args(bare) if part is not ...][-1], f"{path}.*".lstrip("."), around)
    elif _is_shape(bare):
        for name, inner in _hints(bare).items():
            yield from _declared(inner, f"{path}.{name}".lstrip("."), (_hints(bare), *around))


def _refuse_unnamed(mark: Particular | Fingerprint, path: str, around: Sequence[Mapping[str, Any]]) -> None:
    if isinstance(mark, Particular):
        for name in mark.named_by:
            naming = next((hints[name] for hints in around if name in hints), None)
            if naming not in ((UnitCode,) if name == mark.within else (Ref, Id, Digest)):
                raise TypeError(f"{path}: {name} is no identifier that names whose key it is.")


def _split(hint: Any) -> tuple[Particular | Fingerprint | None, Any]:
    """The mark of a field, if it has one, and its bare type, without None."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _split(next(part for part in arguments if part is not NoneType))
    if origin is not Annotated:
        return None, hint
    mark = next((note for note in arguments[1:] if isinstance(note, Particular | Fingerprint)), None)
    return (mark, None) if mark is not None else _split(arguments[0])


def _is_shape(hint: Any) -> bool:
    return isinstance(hint, type) and is_dataclass(hint)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind, include_extras=True)
