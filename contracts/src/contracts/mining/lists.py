"""The lists of the opinion on green mines by their identifiers, for whoever shows them.

Law: opinion on green mines (document 3), each list at the place that `lists.toml` names.
"""

from contracts.word_lists import Lists, lists_of


def lists() -> Lists:
    return lists_of("mining")
