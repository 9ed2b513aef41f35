"""What the linter of policy packs has to say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A defect that refuses the pack; `shown` is what an operator should see and may accept.

    `check` is the name of the rule that is broken.
    """

    pack: str
    parameter: str
    check: str
    text: str
    shown: bool = False

    def __str__(self) -> str:
        return f"{self.pack}  {self.parameter}  {self.check}: {self.text}"
