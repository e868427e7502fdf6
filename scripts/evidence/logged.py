"""What a library logs while it works for us."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def warnings_of(name: str) -> Iterator[list[str]]:
    """Collect what a logger says as a warning or worse; without a handler it would be shown to nobody."""
    said: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    keep, logger = Keep(logging.WARNING), logging.getLogger(name)
    logger.addHandler(keep)
    try:
        yield said
    finally:
        logger.removeHandler(keep)
