"""A build: what it writes, what it refuses, and that nothing which goes wrong harms the site that is there."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from filelock import FileLock

from evidence.problem import Problem
from evidence.publish import Outcome, build

MORE = "\nSee the [sources](../references/index.md).\n"
KILLED_BETWEEN = """
import os, signal
from pathlib import Path
from evidence.__main__ import main
rename = Path.rename
def once(path, target):
    rename(path, target)
    os.kill(os.getpid(), signal.SIGKILL)
Path.rename = once
main(["build"])
"""
ANOTHER_DAY = """
import datetime, time
ahead = 400 * 86400
now = time.time
time.time = lambda: now() + ahead
real = datetime.datetime
class Later(real):
    @classmethod
    def now(cls, tz=None): return real.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls): return real.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)
    @classmethod
    def today(cls): return real.fromtimestamp(time.time())
datetime.datetime = Later
"""


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def neighbours(project: Path) -> list[str]:
    """Give the folders that hold a site, or what a build left of one."""
    return sorted(path.name for path in project.glob("*site*") if path.is_dir())


@pytest.fixture
def out(project: Path) -> Path:
    return project / "site"


def test_a_build_puts_every_page_into_place(project: Path, out: Path) -> None:
    outcome = build(project, out)

    assert outcome == Outcome(pages=sum(1 for _ in out.rglob("index.html")))
    assert {"index.html", "404.html", "nations/wales/index.html", "references/author2020work/index.html"} < set(
        contents(out)
    )
    assert neighbours(project) == ["site"]


def test_the_next_build_takes_the_place_of_the_last(project: Path, out: Path) -> None:
    build(project, out)
    (project / "docs" / "nations" / "wales.md").unlink()
    (project / "docs" / "index.md").write_text("---\ntitle: Home\nsummary: Home.\n---\n\nNothing more.\n")

    assert build(project, out).refusal == ""

    assert "nations/wales/index.html" not in contents(out)
    assert neighbours(project) == ["site"]


def test_problems_stop_a_build_and_leave_the_site(project: Path, out: Path) -> None:
    build(project, out)
    before = contents(out)
    (project / "docs" / "nations" / "wales.md").write_text("")

    outcome = build(project, out)

    assert [(problem.path, problem.rule) for problem in outcome.problems] == [
        ("docs/nations/wales.md", "unreadable-file")
    ]
    assert contents(out) == before


def test_a_page_that_paper_cannot_show_stops_a_build_and_leaves_the_handouts(project: Path, out: Path) -> None:
    build(project, out)
    before = contents(out)
    with (project / "docs" / "nations" / "wales.md").open("a", encoding="utf-8") as file:
        file.write("- Whether 漢 can be printed.\n")

    outcome = build(project, out)

    assert [(problem.path, problem.rule) for problem in outcome.problems] == [
        ("docs/nations/wales.md", "unprintable-content")
    ]
    assert contents(out) == before
    assert {"handouts/nations/wales.pdf", "handouts/nations/wales-large.pdf"} < set(before)
    assert build(project, out, handouts=False).refusal == ""
    assert not (out / "handouts").exists()


def test_what_only_the_last_gate_sees_stops_a_build_too(project: Path, out: Path) -> None:
    build(project, out)
    before = contents(out)
    (project / "docs" / "assets" / "favicon.svg").unlink()
    (project / "docs" / "alone.md").write_text("---\ntitle: Alone\nsummary: Alone.\n---\n\nAlone.\n")

    outcome = build(project, out)

    assert {(problem.path, problem.rule) for problem in outcome.problems} > {
        ("index.html", "broken-link"),
        ("alone/index.html", "unreachable-page"),
    }
    assert contents(out) == before
    assert neighbours(project) == ["site"]


def test_pages_that_no_html_can_be_made_of_are_all_named(project: Path, out: Path) -> None:
    deep = "\n" + "*a " * 1500 + "a* " * 1500 + "\n"
    for path in ("docs/about/index.md", "docs/index.md"):
        with (project / path).open("a", encoding="utf-8") as file:
            file.write(deep)

    outcome = build(project, out)

    message = "This page could not be turned into HTML: it is nested too deeply."
    hint = "Look for lists within lists, or for very many brackets or stars, and write them more plainly."
    assert set(outcome.problems) == {
        Problem("docs/about/index.md", 1, 1, "unreadable-file", message, hint),
        Problem("docs/index.md", 1, 1, "unreadable-file", message, hint),
    }
    assert neighbours(project) == []


def test_a_build_killed_on_its_way_leaves_the_site_and_the_next_one_clears_up(project: Path, out: Path) -> None:
    build(project, out)
    before = contents(out)

    with subprocess.Popen(
        [sys.executable, "-m", "evidence", "build"], cwd=project, stderr=subprocess.DEVNULL
    ) as process:
        while not (project / ".site.evidence-new" / "404.html").exists():
            assert process.poll() is None
            time.sleep(0.005)
        process.kill()

    assert process.returncode == -signal.SIGKILL
    assert neighbours(project) == [".site.evidence-new", "site"]
    assert contents(out) == before

    assert build(project, out).refusal == ""
    assert neighbours(project) == ["site"]
    assert contents(out) == before


@pytest.mark.parametrize("verb", [["check"], ["build"]], ids=" ".join)
def test_a_build_killed_between_its_two_renames_is_put_right_by_the_next_command(
    project: Path, out: Path, verb: list[str]
) -> None:
    build(project, out)
    before = contents(out)

    killed = subprocess.run([sys.executable, "-c", KILLED_BETWEEN], cwd=project, capture_output=True, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert neighbours(project) == [".site.evidence-new", ".site.evidence-old"]

    subprocess.run([sys.executable, "-m", "evidence", *verb], cwd=project, capture_output=True, check=True)

    assert neighbours(project) == ["site"]
    assert contents(out) == before


def test_a_check_leaves_a_build_at_work_alone(project: Path) -> None:
    (project / ".site.evidence-new").mkdir()
    (project / ".site.evidence-new" / "index.html").write_text("half")

    with FileLock(project / ".site.lock"):
        subprocess.run([sys.executable, "-m", "evidence", "check"], cwd=project, capture_output=True, check=True)
        refused = build(project, project / "site")

    assert refused == Outcome(refusal=f"Another build into {project / 'site'} is running. Wait for it to end.")
    assert (project / ".site.evidence-new" / "index.html").read_text() == "half"


@pytest.mark.parametrize("name", [".", "docs", "docs/site", "..", "tests", "mkdocs.yml"])
def test_a_folder_that_holds_something_else_is_refused(project: Path, name: str) -> None:
    (project / "tests").mkdir()
    (project / "tests" / "test.py").write_text("")
    before = contents(project)

    outcome = build(project, project / name)

    assert outcome.refusal.startswith(f"{(project / name).resolve()} holds ")
    assert contents(project) == before


def test_what_is_no_folder_is_never_taken_for_one(project: Path) -> None:
    os.mkfifo(project / "pipe")

    assert build(project, project / "pipe").refusal.startswith(f"{project / 'pipe'} holds something else")
    assert (project / "pipe").is_fifo()


@pytest.mark.parametrize(("name", "why"), [("mkdocs.yml/site", errno.EEXIST), ("mkdocs.yml/below/site", errno.ENOTDIR)])
def test_a_folder_that_cannot_be_made_is_refused(project: Path, name: str, why: int) -> None:
    parent = (project / name).parent

    assert build(project, project / name).refusal == (
        f"{parent} cannot be used: {os.strerror(why)}. Mend that, or choose another folder with --out."
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write_is_refused(project: Path, out: Path) -> None:
    build(project, out)
    project.chmod(0o555)
    try:
        refusal = build(project, out).refusal
    finally:
        project.chmod(0o755)

    assert refusal.endswith(
        f" cannot be used: {os.strerror(errno.EACCES)}. Mend that, or choose another folder with --out."
    )


def test_a_disk_without_room_is_no_stack_trace(project: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(project, out)
    before = contents(out)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "page.html")

    monkeypatch.setattr("evidence.publish.build_html", full)

    assert build(project, out).refusal == (
        "page.html cannot be used: No space left on device. Mend that, or choose another folder with --out."
    )
    assert contents(out) == before


def test_a_site_may_stand_behind_a_link(project: Path, tmp_path: Path) -> None:
    (tmp_path / "served").mkdir()
    (project / "site").symlink_to(tmp_path / "served")

    assert build(project, project / "site").refusal == ""

    assert (project / "site").is_symlink()
    assert (tmp_path / "served" / "index.html").is_file()


def test_two_builds_of_the_same_content_are_the_same_byte_for_byte(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "a longer way down"
    shutil.copytree(project, other)
    for path in other.rglob("*"):
        os.utime(path, (1, 1))
    day = tmp_path / "day"
    day.mkdir()
    (day / "sitecustomize.py").write_text(ANOTHER_DAY)
    one = {**os.environ, "TZ": "UTC", "PYTHONHASHSEED": "1"}
    one.pop("SOURCE_DATE_EPOCH", None)
    two = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1", "LC_ALL": "C"}
    paths = os.pathsep.join(filter(None, (str(day), os.environ.get("PYTHONPATH"))))

    builds = [
        subprocess.Popen(
            [sys.executable, "-m", "evidence", "build"], cwd=folder, env=environment, stderr=subprocess.PIPE
        )
        for folder, environment in ((project, one), (other, {**os.environ, **two, "PYTHONPATH": paths}))
    ]

    for process in builds:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    assert contents(project / "site") == contents(other / "site")


def test_the_patched_day_is_another_day(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(ANOTHER_DAY)
    code = "import datetime, time; print(int(time.time()), int(datetime.datetime.now().timestamp()))"
    command = [sys.executable, "-c", code]

    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=True
    )

    assert all(int(moment) > time.time() + 399 * 86400 for moment in done.stdout.split())


@pytest.mark.parametrize("address", ["https://kb.test/", "https://kb.test/below/", "https://kb.test/far/below"])
def test_everything_derives_from_the_address_in_mkdocs_yml(project: Path, out: Path, address: str) -> None:
    set_publisher(project, "https://example.org/doing-with/", address)
    base = address.rstrip("/")
    scope = f"{base.removeprefix('https://kb.test')}/"

    assert build(project, out) == Outcome(pages=24)

    page = (out / "nations" / "wales" / "index.html").read_text()
    lost = (out / "404.html").read_text()
    assert f'<link rel="canonical" href="{base}/nations/wales/">' in page
    assert f'new URL("{scope}",location)' in page
    assert f"body=The%20page%3A%20{quote(base, safe='')}%2Fnations%2Fwales%2F%0A" in page
    assert f'href="{scope}references/"' in lost
    assert f'href="{scope}assets/styles/tokens.css"' in lost
    assert f"UR  - {base}/nations/wales/\n" in (out / "nations" / "wales" / "wales.ris").read_text()
    assert f'href="{base}/nations/wales/"' in (out / "about" / "changes" / "feed.xml").read_text()
    assert f"<loc>{base}/nations/wales/</loc>" in (out / "sitemap.xml").read_text()


def test_placeholders_are_shown_and_refused_for_publishing(project: Path, out: Path) -> None:
    outcome = build(project, out, for_publishing=True)

    assert outcome.refusal == (
        "mkdocs.yml still holds placeholders for: site url, repository, contact, publisher."
        " Put the real values there before publishing."
    )
    assert not out.exists()
    build(project, out)
    assert "These are placeholders: site url, repository, contact, publisher." in (out / "index.html").read_text()


def test_real_values_are_published(project: Path, out: Path) -> None:
    set_publisher(project, "https://example.org/doing-with/", "https://doing-with.test/")
    set_publisher(project, "https://code.example.org/doing-with", "https://code.test/x")
    set_publisher(project, "contact@example.org", "us@doing-with.test")
    set_publisher(project, "A publisher, yet to be named (example.org)", "Us")

    assert build(project, out, for_publishing=True).refusal == ""

    page = (out / "nations" / "wales" / "index.html").read_text()
    assert "placeholders" not in page
    assert 'href="https://code.test/x/issues/new?title=Correction%3A%20Wales&amp;body=The%20page%3A' in page
    assert 'href="mailto:us@doing-with.test"' in page
    assert "Published by Us." in page


def set_publisher(project: Path, old: str, new: str) -> None:
    """Set one of the publisher's values in mkdocs.yml."""
    config = (project / "mkdocs.yml").read_text(encoding="utf-8")
    assert old in config
    (project / "mkdocs.yml").write_text(config.replace(old, new), encoding="utf-8")
