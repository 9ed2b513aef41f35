"""What the pages say in one language: own words, names from packs, lines of facts from contracts, days and periods."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from contracts.calendar import CHINA, Period, PeriodKind, china_day, parse_period
from contracts.disclosure.duty.messages import STANDING
from contracts.texts import line_of


class Language(StrEnum):
    ZH = "zh"
    EN = "en"

    @property
    def tag(self) -> str:
        """As HTML names it."""
        return "zh-Hans" if self is Language.ZH else "en"

    @property
    def other(self) -> "Language":
        return Language.EN if self is Language.ZH else Language.ZH


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that depends on the language of a page."""

    language: Language

    def say(self, key: str, **values: Any) -> str:
        """`overview.lead` in this language, with the values in their places."""
        line = own_words()[key][self.language]
        return line.format(**values) if values else line

    def name(self, bilingual: Mapping[str, str] | None) -> str:
        return "" if bilingual is None else bilingual[self.language]

    def term(self, group: str, code: str) -> str:
        """The word for a status, channel, ground or role; the code itself where a pack has added one."""
        both = own_words().get(f"{group}.{code}")
        return code if both is None else both[self.language]

    def fact(self, recorded_type: str) -> str:
        return line_of(recorded_type, self.language)

    def day(self, day: date | str) -> str:
        day = date.fromisoformat(day) if isinstance(day, str) else day
        return f"{day.year}年{day.month}月{day.day}日" if self.language is Language.ZH else day.isoformat()

    def day_of(self, instant: str) -> str:
        """The day in China of a recorded instant."""
        return self.day(china_day(datetime.fromisoformat(instant)))

    def moment(self, moment: datetime | str | None) -> str:
        """To the minute, in China standard time."""
        return "" if moment is None else _moment(self, moment)

    def size(self, size: int) -> str:
        """Of a download, as people speak of it."""
        return f"{size} B" if size < 1_000 else f"{size // 1_000} kB" if size < 1_000_000 else f"{size // 1_000_000} MB"

    def each(self, group: str, codes: Sequence[str]) -> Mapping[str, str]:
        """Code to its word, for what many rows of a page say alike."""
        return {code: self.say(f"{group}.{code}") for code in codes}

    def terms(self, group: str, codes: Sequence[str]) -> str:
        """Words for several codes, as a list in a sentence."""
        return _terms(self, group, tuple(codes))

    def period(self, code: str) -> str:
        """2025年第3季度, 2025 Q3; of a matter, which of its intervals or stages."""
        period = parse_period(code)
        if period is None:
            return self.in_year(code)
        return _PERIODS[self.language, period.kind].format(year=period.year, number=period.number, half=_half(period))

    def names(self, names: Sequence[Mapping[str, str]]) -> str:
        """Several names, as a list in a sentence."""
        return ("、" if self.language is Language.ZH else ", ").join(map(self.name, names))

    def duty(self, line: Mapping[str, Any]) -> str:
        """A duty by its catalogue and period, or by its matter."""
        matter = self.name(line["matter"])
        colon = "：" if self.language is Language.ZH else ": "
        title = self.name(line["catalogue_name"]) + (f"{colon}{matter}" if matter else "")
        return f"{title} {self.period(line['period'])}"

    def month(self, code: str) -> str:
        """2025 年 9 月, 2025-09."""
        month = code[5:].lstrip("0") if self.language is Language.ZH else code[5:]
        return self.say("calendar.month", year=code[:4], month=month)

    def district(self, code: str) -> str:
        """An electoral district by its number, where the code ends in one; the code itself otherwise."""
        number = code.rpartition("-")[2]
        return self.say("deputies.district", number=int(number)) if number.isascii() and number.isdigit() else code

    def votes(self, numbers: Sequence[int]) -> str:
        """Numbers of votes, as a list in a sentence."""
        return ("、" if self.language is Language.ZH else ", ").join(map(str, numbers))

    def quarter(self, code: str) -> str:
        """As short as a chart needs it."""
        return f"{code[-1]}季度" if self.language is Language.ZH else code[4:]

    def in_year(self, code: str) -> str:
        """The period without its year."""
        period = parse_period(code)
        if period is None:
            return (
                self.say("work.standing") if code == STANDING else self.say("work.part", number=code.rpartition("-")[2])
            )
        return _IN_YEAR[self.language, period.kind].format(number=period.number, half=_half(period))


@lru_cache(maxsize=1024)
def _terms(words: Words, group: str, codes: tuple[str, ...]) -> str:
    """Every item of a page names the same few channels."""
    return ("、" if words.language is Language.ZH else ", ").join(words.term(group, code) for code in codes)


@lru_cache(maxsize=4096)
def _moment(words: Words, moment: datetime | str) -> str:
    """A page names the same few moments again and again."""
    instant = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    local = instant.astimezone(CHINA)
    return f"{words.day(local.date())} {local:%H:%M}"


_IN_YEAR = {
    (Language.ZH, PeriodKind.HALF_YEAR): "{half}半年",
    (Language.ZH, PeriodKind.QUARTER): "第{number}季度",
    (Language.ZH, PeriodKind.MONTH): "{number}月",
    (Language.EN, PeriodKind.HALF_YEAR): "H{number}",
    (Language.EN, PeriodKind.QUARTER): "Q{number}",
    (Language.EN, PeriodKind.MONTH): "{number:02}",
}
_PERIODS = {
    (Language.ZH, PeriodKind.HALF_YEAR): "{year}年{half}半年",
    (Language.ZH, PeriodKind.QUARTER): "{year}年第{number}季度",
    (Language.ZH, PeriodKind.MONTH): "{year}年{number}月",
    (Language.EN, PeriodKind.HALF_YEAR): "{year} H{number}",
    (Language.EN, PeriodKind.QUARTER): "{year} Q{number}",
    (Language.EN, PeriodKind.MONTH): "{year}-{number:02}",
}


def _half(period: Period) -> str:
    """上半年 or 下半年; nothing else asks for it."""
    return "上" if period.number == 1 else "下"


@cache
def own_words() -> Mapping[str, Mapping[str, str]]:
    """`group.word` to `zh` and `en`."""
    groups = tomllib.loads((files("portal") / "words.toml").read_text("utf-8"))
    return {f"{group}.{word}": both for group, words in groups.items() for word, both in words.items()}
