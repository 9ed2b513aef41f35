"""The words of requests for government information.

Law: Regulations on Open Government Information (政府信息公开条例), arts. 29-42.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.deadlines import Stop
from contracts.disclosure.vocabulary import Ground
from contracts.message import shape
from contracts.sealed import Particular, Sealed
from contracts.vocabulary import Count, Day, Digest, Id, Instant, Name, Text

RequesterName = Annotated[Sealed, Particular("person-name", case="request", within="unit", most=200)]
RequesterContact = Annotated[Sealed, Particular("contact", case="request", within="unit")]
RequesterWords = Annotated[Sealed, Particular("statement", case="request", within="unit", most=4000)]
"""Sealed under the key `case:<unit>-<request>` of the one request, never under one of `requester`: whoever asks chooses
that reference, and would lay a hand on the key of everybody who is called so."""

ConsultationNumber = Annotated[int, Range(min=1, max=99)]

_Few = Length(max=20)


class RequestChannel(StrEnum):
    """How a request came (art. 31): handed over, by post against signature, by ordinary post, online, by fax."""

    IN_PERSON = "in-person"
    SIGNED_POST = "signed-post"
    POST = "post"
    ONLINE = "online"
    FAX = "fax"


class WantedForm(StrEnum):
    """In which form it is wanted (art. 29): read on the spot, on paper, as a file."""

    READ = "read"
    PAPER = "paper"
    FILE = "file"


class AnswerKind(StrEnum):
    """The answers of art. 36, and those of arts. 35 and 39.

    `partly-provided` is the second and the third in one, where a part can be separated (art. 37).
    """

    ALREADY_PUBLIC = "already-public"
    PROVIDED = "provided"
    PARTLY_PROVIDED = "partly-provided"
    NOT_DISCLOSED = "not-disclosed"
    NOT_EXISTING = "not-existing"
    NOT_OURS = "not-ours"
    REPEATED = "repeated"
    OTHER_RULES = "other-rules"
    EXCESSIVE = "excessive"
    GAZETTE = "gazette"


class Consulted(StrEnum):
    """Who is consulted: a third party whose rights it may harm (art. 32), an organ that made it jointly (art. 34)."""

    THIRD_PARTY = "third-party"
    JOINT_ORGAN = "joint-organ"


class Reply(StrEnum):
    """What the consulted said. Silence: of a third party, the organ decides; of a joint organ, consent."""

    CONSENT = "consent"
    OBJECTION = "objection"
    SILENCE = "silence"


@shape
class RequestClock:
    """The ledger of the answer's time, as `contracts.suspension` keeps it, in working days.

    It runs after `running_since`, or stands still after `stopped_after`; to be answered before `due_at`, None while it
    stands still.
    """

    budget: Count
    consumed: Count
    running_since: Day | None
    stopped_after: Day | None
    holding: tuple[Name, ...]
    stops: tuple[Stop, ...]
    due_on: Day | None
    due_at: Instant | None


@shape
class Fee:
    """A fee for processing (art. 42), only where requests are clearly beyond reason in number or frequency."""

    fen: Annotated[int, Range(min=1, max=100_000_000)]
    basis: Text


@shape
class RequestAnswer:
    """What is answered. Each kind needs its own fields: see `NEEDED`.

    `where`: way, route and time to have it. `contents`: digests of what is provided. `search`: what was searched.
    `responsible`: whose it is, where that can be told. `earlier`: the request that was answered. `public_interest`: why
    it is provided although a third party objects.
    """

    kind: AnswerKind
    text: Text
    where: Text | None = None
    contents: Annotated[tuple[Digest, ...], _Few] = ()
    ground: Ground | None = None
    reason: Text | None = None
    search: Text | None = None
    responsible: Text | None = None
    earlier: Id | None = None
    public_interest: Text | None = None
    fee: Fee | None = None


NEEDED: dict[AnswerKind, tuple[str, ...]] = {
    AnswerKind.ALREADY_PUBLIC: ("where",),
    AnswerKind.PROVIDED: ("where",),
    AnswerKind.PARTLY_PROVIDED: ("where", "ground", "reason"),
    AnswerKind.NOT_DISCLOSED: ("ground", "reason"),
    AnswerKind.NOT_EXISTING: ("search",),
    AnswerKind.NOT_OURS: ("reason",),
    AnswerKind.REPEATED: ("earlier",),
    AnswerKind.OTHER_RULES: ("reason",),
    AnswerKind.EXCESSIVE: ("reason",),
    AnswerKind.GAZETTE: ("where",),
}
"""The fields without which an answer of a kind is refused; `contents` may stand in place of `where`."""
