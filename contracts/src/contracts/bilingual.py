"""Names that are shown in both languages."""

from contracts.message import shape
from contracts.vocabulary import Name


@shape
class Bilingual:
    """A name in Chinese and English."""

    zh: Name
    en: Name
