"""A recorded fact as one line for people."""

import json
from datetime import datetime

from contracts.calendar import CHINA
from contracts.texts import line_of
from ledger.recorded import metadata_of
from ledger.store import Recorded

_SUBJECT = ("unit", "area", "catalogue", "period", "outcome", "pack_id")


def sentence(fact: Recorded, language: str = "en") -> str:
    """When (China time), what, about whom, by whom."""
    metadata, data = metadata_of(fact), json.loads(fact.data)
    moment = datetime.fromisoformat(metadata["decided_at"]).astimezone(CHINA)
    subject = " ".join(str(data[name]) for name in _SUBJECT if name in data)
    what = line_of(fact.type, language)
    return f"{moment:%Y-%m-%d %H:%M}  {fact.type.partition('.')[0]:<10}  {what:<32}  {subject}  ({metadata['actor']})"
