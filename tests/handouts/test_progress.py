"""The bar appears on terminals alone, after a second, and leaves nothing behind."""

import io

import pytest

from evidence.handouts.progress import Progress


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Give the seconds that the bar's clock shows next, one after the other."""
    moments: list[float] = []
    monkeypatch.setattr("evidence.handouts.progress.time.monotonic", lambda: moments.pop(0))
    return moments


def test_quick_work_shows_nothing(clock: list[float]) -> None:
    clock += [0, 0.4, 0.9]
    stream = Terminal()

    with Progress(2, "handouts", stream) as progress:
        progress.step()
        progress.step()

    assert stream.getvalue() == ""


def test_longer_work_shows_a_bar_and_clears_it(clock: list[float]) -> None:
    clock += [0, 0.4, 1.2]
    stream = Terminal()

    with Progress(2, "handouts", stream) as progress:
        progress.step()
        progress.step()

    assert stream.getvalue() == f"\r[{'#' * 30}] 2 of 2 handouts\r\033[K"


def test_a_log_gets_no_bar(clock: list[float]) -> None:
    clock += [0, 5]
    stream = io.StringIO()

    with Progress(1, "handouts", stream) as progress:
        progress.step()

    assert stream.getvalue() == ""
