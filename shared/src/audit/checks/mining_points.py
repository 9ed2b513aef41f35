"""From the marks of items to points, added up in whole numbers of a common denominator and shared with no service.

Law: opinion on green mines, part 4 item 1 (document 3 §四(一)); requirement G-031.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import lcm

from audit.checks.seen import Json, Seen
from audit.finding import Finding

Share = tuple[int, int]
"""Numerator and denominator."""


def share_of(text: str | None) -> Share | None:
    if text is None:
        return None
    numerator, _, denominator = text.partition("/")
    return int(numerator), int(denominator or 1)


def compared_result(seen: Seen, standard: Json | None) -> Iterator[Finding]:
    """Of an assessment by the standard of its round."""
    if standard is None:
        yield seen.finding("cause", "no round has begun")
        return
    result, points = seen.data["result"], {item: _known(mark) for item, mark in seen.data["points"].items()}
    most = {item: _known(mark) for item, mark in standard["items"].items()}
    left_out = set(most) - set(points)
    if set(points) - set(most) or left_out != set(seen.data["not_applicable"]) or left_out - set(standard["exempt"]):
        yield seen.finding("count", "items are missing, or are not of the standard")
        return
    over = sorted(item for item, mark in points.items() if is_more(mark, most[item]))
    if over:
        yield seen.finding("limit", f"more points than there are: {', '.join(over)}")
    earned, possible, whole = _sums(points), _sums({item: most[item] for item in points}), _sums(most)
    made_up = _made_up(earned, possible, whole, standard["not_applicable"])
    total = _sum(made_up.values())
    if not _same(result["total"], total):
        yield seen.finding("count", f"{result['total']} points, by own count {total[0]}/{total[1]}")
    least, needed = share_of(standard["level1_share"]), share_of(standard["pass_points"])
    short = [one for one in sorted(whole) if least and is_more(_times(least, possible[one]), earned[one])]
    is_passed = needed is not None and not is_more(needed, total) and not short
    if (result["short"], result["is_passed"]) != (short, is_passed):
        yield seen.finding("outcome", f"short of {', '.join(short) or 'nothing'}, {'' if is_passed else 'not '}passed")


def differing(one: Mapping[str, str], other: Mapping[str, str], most: str | None) -> list[str]:
    """Items that are further apart than is allowed, in name order."""
    allowed = share_of(most)
    if allowed is None:
        return []
    return [item for item in sorted(set(one) & set(other)) if is_more(_apart(one[item], other[item]), allowed)]


def is_more(one: Share, other: Share) -> bool:
    return one[0] * other[1] > other[0] * one[1]


def _apart(one: str, other: str) -> Share:
    (a, b), (c, d) = _known(one), _known(other)
    return abs(a * d - c * b), b * d


def _known(text: str) -> Share:
    share = share_of(text)
    assert share is not None
    return share


def _same(text: str, share: Share) -> bool:
    said = _known(text)
    return said[0] * share[1] == share[0] * said[1]


def _times(one: Share, other: Share) -> Share:
    return one[0] * other[0], one[1] * other[1]


def _sum(shares: Iterable[Share]) -> Share:
    known = list(shares)
    denominator = lcm(*(share[1] for share in known)) if known else 1
    return sum(share[0] * (denominator // share[1]) for share in known), denominator


def _sums(points: Mapping[str, Share]) -> dict[str, Share]:
    by_dimension: defaultdict[str, list[Share]] = defaultdict(list)
    for item, mark in points.items():
        by_dimension[item.partition(".")[0]].append(mark)
    return {name: _sum(marks) for name, marks in by_dimension.items()}


def _made_up(
    earned: Mapping[str, Share], possible: Mapping[str, Share], whole: Mapping[str, Share], formula: str | None
) -> dict[str, Share]:
    """What is not applicable is made up for as the standard says."""
    if formula == "within-dimension":
        return {name: _times(_times(got, whole[name]), _upside_down(possible[name])) for name, got in earned.items()}
    if formula == "within-total":
        factor = _times(_sum(whole.values()), _upside_down(_sum(possible.values())))
        return {name: _times(got, factor) for name, got in earned.items()}
    if formula == "full-points":
        return {name: _sum([got, whole[name], (-possible[name][0], possible[name][1])]) for name, got in earned.items()}
    return dict(earned)


def _upside_down(share: Share) -> Share:
    return share[1], share[0]
