"""Texts that the county has entered: what they are called and say has to be known before a page is made."""

from contracts.packs import read_form
from contracts.policies import keep_pack, known_packs
from ledger.views import Connection, Lookup
from sqlalchemy import select

from portal.projections.tables import ENTERED_PACK

_DIGESTS = Lookup(select(ENTERED_PACK.c.digest))


def know_texts(connection: Connection) -> None:
    """Keep every text of the views that this process has not met."""
    for (digest,) in _DIGESTS(connection, {}):
        if digest not in known_packs():
            form = select(ENTERED_PACK.c.form).where(ENTERED_PACK.c.digest == digest)
            keep_pack(read_form(connection.execute(form).scalar_one()))
