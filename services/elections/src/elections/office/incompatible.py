"""Which posts nobody may hold together: a chair of the congress and any post in the administration, in both directions.

Law: Organic Law of Local Congresses and Governments, art. 18 (地方组织法 第十八条); document 2 §三(三)1.
"""

from collections.abc import Sequence

from contracts.elections.words import DEPUTIES_ONLY, Post
from contracts.errors import refuse_unless

_HEADS = (Post.TOWNSHIP_HEAD, Post.DEPUTY_TOWNSHIP_HEAD)


def refuse_incompatible(post: Post, held: Sequence[str], patterns: Sequence[str]) -> None:
    """`patterns`: posts that a chair may not hold, as `state_administrative_organ.*`."""
    if post in DEPUTIES_ONLY:
        stems = tuple(pattern.removesuffix("*") for pattern in patterns)
        clashing = [each for each in held if each.startswith(stems)]
    else:
        clashing = [each for each in held if post in _HEADS and each in DEPUTIES_ONLY]
    refuse_unless(not clashing, "elections.incompatible-office", ", ".join(clashing))
