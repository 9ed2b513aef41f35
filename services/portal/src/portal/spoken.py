"""What is read out on the one-call telephone: the page's document as sentences, one item in a paragraph.

Law: county opinion on township standardisation, part 4 item 4 (乡镇规范化建设意见 四4: 一话通).
"""

from portal.answers.question import Document
from portal.words import Words


def spoken(document: Document, words: Words) -> str:
    unit = words.name(document["unit"]["name"])
    paragraphs = [words.say("spoken.begin", unit=unit, day=words.day(document["today"]))]
    paragraphs += [words.say("spoken.overdue", duty=words.duty(duty)) for duty in document["overdue"]]
    for each in document["duties"]:
        paragraphs.append(words.say("spoken.duty", duty=words.duty(each["duty"])))
        paragraphs += [_item(item, words) for item in each["items"]]
    return "\n\n".join(paragraphs) + "\n"


def _item(item: Document, words: Words) -> str:
    return words.say("spoken.item", name=words.name(item["name"]), said=_said(item, words))


def _said(item: Document, words: Words) -> str:
    if not item["versions"]:
        ground = item["withheld_on"]
        return (
            words.say("spoken.withheld", ground=words.term("ground", ground)) if ground else words.say("duty.not_yet")
        )
    newest = item["versions"][0]
    match newest["kind"]:
        case "nothing-to-report":
            said = " ".join(filter(None, (words.say("duty.nothing"), newest["reason"])))
        case "unchanged":
            said = words.say("duty.unchanged", period=words.period(newest["since"]))
        case _:
            said = " ".join(filter(None, (newest["text"], *_table(newest))))
    return words.say("spoken.published", said=said, day=words.day_of(newest["published_at"]))


def _table(version: Document) -> list[str]:
    """Each row as its cells with the names of their columns."""
    table = version["table"]
    rows = table["rows"] if table else ()
    return ["; ".join(f"{name} {cell}" for name, cell in zip(table["columns"], row, strict=False)) for row in rows]
