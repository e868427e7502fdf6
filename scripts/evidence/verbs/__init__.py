"""What each verb of the command does: a module a verb, with one function `run` that gives the exit code."""

import sys
from pathlib import Path

CLEAN, PROBLEMS, MISUSE = 0, 1, 2
ROOT = Path()


def misuse(message: str) -> int:
    """Say how the command was called wrongly."""
    print(message, file=sys.stderr)
    return MISUSE
