"""What each verb of the command does: a module a verb, with one function `run` that gives the exit code."""

import sys
from pathlib import Path

from evidence.source import plain

CLEAN, PROBLEMS, MISUSE = 0, 1, 2
ROOT = Path()
STANDARD_INPUT = "-"


def misuse(message: str) -> int:
    """Say how the command was called wrongly."""
    print(message, file=sys.stderr)
    return MISUSE


def text_of(file: str) -> str:
    """Give the text of a file, or of what is piped in; raise OSError or UnicodeDecodeError."""
    data = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
    return plain(data.decode())
