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


class NotReadError(Exception):
    """A file that somebody named cannot be read; the message says why."""


def text_of(file: str) -> str:
    """Give the text of a file, or of what is piped in; raise NotReadError if it cannot be read."""
    try:
        data = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
        return plain(data.decode())
    except UnicodeDecodeError:
        why = "Some letters of the file are stored in an old way, so that accents would come out wrong."
        raise NotReadError(f"{why} Save it again and choose UTF-8 as its encoding.") from None
    except OSError as error:
        raise NotReadError(f"The file {file} could not be read: {error.strerror}.") from None
