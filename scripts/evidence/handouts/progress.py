"""A bar that shows how far a longer piece of work has come."""

import sys
import time
from typing import Self, TextIO

PATIENCE = 1.0
"""Seconds after which people want to see that something happens."""

WIDTH = 30


class Progress:
    """Draws a bar on a terminal once the work has taken a second, and removes it when the work is done."""

    def __init__(self, total: int, what: str, stream: TextIO | None = None) -> None:
        self.total = total
        self.what = what
        self.stream = stream or sys.stderr
        self.done = 0
        self.shown = False
        self.began = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def step(self) -> None:
        """Note that one more piece is done."""
        self.done += 1
        if self.stream.isatty() and time.monotonic() - self.began > PATIENCE:
            filled = WIDTH * self.done // max(self.total, 1)
            bar = "#" * filled + "-" * (WIDTH - filled)
            self.stream.write(f"\r[{bar}] {self.done} of {self.total} {self.what}")
            self.stream.flush()
            self.shown = True

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self.stream.write("\r\033[K")
            self.stream.flush()
