"""Where there is no Chromium, the browser tests say so: a note for people, a failure on a build machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MISSING = "no Chromium on this machine, and playwright could not fetch one"


@pytest.mark.parametrize(
    ("ci", "code", "said"),
    [("", 0, "1 skipped"), ("true", 1, "1 error")],
    ids=["for people", "on a build machine"],
)
def test_without_a_chromium(tmp_path: Path, ci: str, code: int, said: str) -> None:
    environment = {**os.environ, "PATH": "", "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path), "CI": ci}
    environment["PLAYWRIGHT_DOWNLOAD_HOST"] = "http://127.0.0.1:9"  # where nobody answers
    test = "tests/browser/test_reading.py::test_a_lost_reader_finds_the_way_home"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'temporary'}", test]

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == code, done.stdout
    assert said in done.stdout
    assert MISSING in done.stdout
