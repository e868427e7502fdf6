"""What a rule reports, and how it is printed."""

from dataclasses import asdict, dataclass
from typing import NamedTuple

from evidence.source import Fault, Source


class Finding(NamedTuple):
    """What a rule found: the file, the offset in its text, what is wrong and what to do about it."""

    source: Source
    offset: int
    message: str
    hint: str

    @classmethod
    def of(cls, source: Source, fault: Fault) -> "Finding":
        """Give a file's reading fault as a finding."""
        return cls(source, *fault)


@dataclass(frozen=True, order=True)
class Problem:
    """A breach of a rule, with its address: lines and columns are counted from 1."""

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message} {self.hint} [{self.rule}]"

    def as_dict(self) -> dict[str, str | int]:
        """Give the problem as a plain mapping, for JSON."""
        return asdict(self)


def problem(rule: str, finding: Finding) -> Problem:
    """Give a finding its address and the name of the rule that made it."""
    line, column = finding.source.place(finding.offset)
    return Problem(finding.source.path, line, column, rule, finding.message, finding.hint)
