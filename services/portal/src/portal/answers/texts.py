"""Texts that the county has entered: what they are called and say has to be known before a page is made."""

from contracts.packs import read_form
from contracts.policies import keep_pack, known_packs
from sqlalchemy import Connection, select

from portal.projections.tables import ENTERED_PACK


def know_texts(connection: Connection) -> None:
    """Keep every text of the views that this process has not met."""
    digests = connection.execute(select(ENTERED_PACK.c.digest)).scalars().all()
    for digest in digests:
        if digest not in known_packs():
            form = select(ENTERED_PACK.c.form).where(ENTERED_PACK.c.digest == digest)
            keep_pack(read_form(connection.execute(form).scalar_one()))
