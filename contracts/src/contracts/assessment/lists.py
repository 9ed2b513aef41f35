"""The lists of the five schemes by their identifiers, for whoever shows them and for who ticks them off.

Law: documents 1 to 5, each list at the place that `lists.toml` names.
"""

from contracts.word_lists import Lists, lists_of


def lists() -> Lists:
    return lists_of("assessment")
