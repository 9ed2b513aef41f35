"""Personal data that a machine can see in a text: what is found is refused, never shown again.

Law: Regulations on Open Government Information (信息公开条例), art. 15: personal privacy. Health, family and addresses
no rule can see: those are redacted by people, who say what and on which ground.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from contracts.disclosure.duty.rules import DisclosurePolicy
from contracts.disclosure.words import Entry
from contracts.errors import refuse_unless

_ID_NUMBER = re.compile(r"(?<!\d)(\d{17}[\dXx])(?![\dXx])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[ -]?\d{7,8}(?!\d)")
_ACCOUNT = re.compile(r"(?<!\d)\d(?:[ -]?\d){15,18}(?!\d)")
_LONG = re.compile(r"\d(?:[ -]?\d){9}")
"""What each of these has in it: the shortest is a landline with its area code."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_TELEPHONE = "telephone"


def may_be_personal(entries: Iterable[Entry]) -> bool:
    """Whether a long number is in a text at all: in most entries none is, and that is seen in all of them at once."""
    texts = "\n".join([text for entry in entries for text in _texts(entry)])
    return _LONG.search(unicodedata.normalize("NFKC", texts)) is not None


def refuse_personal(entry: Entry, policy: DisclosurePolicy) -> None:
    """`Rejected`, naming item and kind but not the value, if the entry shows what the policy has redacted."""
    kinds = [kind for kind in policy.redaction.kinds if not _is_office_line(kind, entry.item, policy)]
    found = sorted({kind for text in _texts(entry) for kind in kinds_in(text) if kind in kinds})
    refuse_unless(not found, "disclosure.personal-data-in-content", f"{entry.item}: {', '.join(found)}")


def refuse_redactions(entry: Entry, policy: DisclosurePolicy) -> None:
    """Each names a rule of the policy and a lawful ground (D-202)."""
    for redaction in entry.redactions:
        is_rule = redaction.rule in policy.redaction.kinds
        refuse_unless(is_rule, "disclosure.unknown-redaction-rule", f"{entry.item}: {redaction.rule}")
        is_lawful = redaction.ground in policy.redaction.grounds
        refuse_unless(is_lawful, "disclosure.ground-not-lawful", f"{entry.item}: {redaction.ground}")


def kinds_in(text: str) -> Iterator[str]:
    """Full-width digits are digits."""
    plain = unicodedata.normalize("NFKC", text)
    yield from (kind for kind, finds in _FINDS.items() if finds(plain))


def _has_id_number(text: str) -> bool:
    """The eighteen characters of GB 11643, by their check character."""
    return any(_is_id_number(number) for number in _ID_NUMBER.findall(text))


def _is_id_number(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[17].upper()


def _has_telephone(text: str) -> bool:
    return bool(_MOBILE.search(text) or _LANDLINE.search(text))


def _has_account(text: str) -> bool:
    """16 to 19 digits whose last one is the check digit of the others (ISO/IEC 7812), and no identity number."""
    runs = (re.sub(r"[ -]", "", run) for run in _ACCOUNT.findall(text))
    return any(_passes_luhn(run) for run in runs if not (len(run) == 18 and _is_id_number(run)))


def _passes_luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


_FINDS: Mapping[str, Callable[[str], bool]] = {
    "id_number": _has_id_number,
    _TELEPHONE: _has_telephone,
    "bank_account": _has_account,
}


def _is_office_line(kind: str, item: str, policy: DisclosurePolicy) -> bool:
    """The telephone of an office is no personal data where the catalogue asks for it."""
    return kind == _TELEPHONE and item in policy.redaction.office_telephones


def _texts(entry: Entry) -> Iterator[str]:
    yield from (text for text in (entry.text, entry.reason) if text is not None)
    yield from (attachment.name for attachment in entry.attachments)
    if entry.table is not None:
        yield from entry.table.columns
        yield from (" ".join(row) for row in entry.table.rows)
