"""Times each stage beside stock Material for MkDocs: `make bench`, or this file with --pages 10000 --entries 10000.

CPU seconds and peak memory of whole processes, stages taken in turn, medians of several runs. Nothing is cached
between runs. Material builds as many pages (pages and reference pages together), without citations, with a short nav.
"""

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from project import write_pack, write_project

BUILD = """
import sys
from pathlib import Path
from evidence.read import read_site
from evidence.publish import convert
from evidence.pages import Pages
sys.exit(convert(Path(), Pages(read_site(Path())), Path("built")) or 0)
"""
FINISH = """
from pathlib import Path
from evidence.publish import finish
from evidence.read import read_site
from evidence.render import Renderer
assert finish(Path("built"), Renderer(read_site(Path()))) == ""
"""
VERIFY = """
from pathlib import Path
from evidence.read import read_site
from evidence.settings import read_settings
from evidence.verify import verify
assert verify(Path("built"), read_settings(Path())) == []
"""
PRINT = """
import sys
from pathlib import Path
from lxml import html
from evidence.handouts.press import Press
from evidence.handouts.sheets import Content
from evidence.read import read_site
PARTS = ("//div[@class='dw-head']", "//div[contains(@class, 'md-typeset')]", "//section[contains(@class, 'dw-block')]")
def content(page):
    tree = html.fromstring(Path("built", page.uri.removesuffix(".md"), "index.html").read_bytes())
    return Content(page, *("".join(html.tostring(found, encoding="unicode") for found in tree.xpath(p)) for p in PARTS))
site = read_site(Path())
contents = {page.uri: content(page) for page in site.pages if page.page_type.folder}
press = Press(Path(), site, Path("printed"), frozenset(uri for uri in contents if uri.startswith(sys.argv[1])))
press.make(contents)
assert not press.problems
"""
HANDOUTS = 50
"""Pages whose handouts are made, each in two sizes."""

PACK = 8
"""Pages of the meeting pack that is made, in two sizes."""

MATERIAL = "Material, as many pages, no citations"
LOG = "log.txt"
LOG_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


class Stage(NamedTuple):
    """One thing to time: its name, the folder it runs in, its command, and what to remove before each run."""

    name: str
    folder: Path
    command: list[str]
    clear: str = ""


class Figures(NamedTuple):
    """CPU seconds and peak memory in MB of each run of a stage."""

    cpu: list[float]
    memory: list[float]


def run(stage: Stage) -> tuple[float, float]:
    """Run a stage once as a process of its own; give its CPU seconds and its peak memory in MB."""
    if stage.clear:
        shutil.rmtree(stage.folder / stage.clear, ignore_errors=True)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, *stage.command],
        environment,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, LOG, LOG_FLAGS, 0o644),
        ],
    )
    _, status, usage = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"The stage '{stage.name}' failed:\n{Path(LOG).read_text()}")
    unit = 1024 if platform.system() == "Linux" else 1024 * 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def run_in_its_folder(stage: Stage) -> tuple[float, float]:
    """Run a stage once where it belongs."""
    here = Path.cwd()
    os.chdir(stage.folder)
    try:
        return run(stage)
    finally:
        os.chdir(here)


def stages(ours: Path, plain: Path, printed: Path) -> list[Stage]:
    """List the stages in the order in which a build goes through them, and Material beside them."""
    return [
        Stage("Check", ours, ["-m", "evidence", "check"]),
        Stage(MATERIAL, plain, ["-m", "mkdocs", "build", "--site-dir", "built"], "built"),
        Stage("MkDocs with our pages, citations and reference pages", ours, ["-c", BUILD], "built"),
        Stage("Files to take away, search index, policy", ours, ["-c", FINISH]),
        Stage("Verify the built pages", ours, ["-c", VERIFY]),
        Stage("Check, build, verify and swap", ours, ["-m", "evidence", "build", "--without-handouts"], "site"),
        Stage(
            "Write it all as plain Markdown", ours, ["-m", "evidence", "generate", "--out", "generated"], "generated"
        ),
        Stage(f"{HANDOUTS * 2} handouts", printed, ["-c", PRINT, "case-studies/"], ".cache"),
        Stage(f"A pack of {PACK} pages, in two sizes", printed, ["-c", PRINT, "meeting-packs/"], ".cache"),
    ]


def measure(pages: int, entries: int, runs: int, say: Callable[[str], None]) -> dict[str, Figures]:
    """Generate both projects and time every stage `runs` times, in turn."""
    found: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as folder:
        ours, plain, printed = Path(folder) / "ours", Path(folder) / "plain", Path(folder) / "printed"
        write_project(ours, pages, entries)
        write_project(plain, pages + entries, 0, cited=False)
        write_project(printed, HANDOUTS, HANDOUTS * 4)
        write_pack(printed, PACK)
        run_in_its_folder(Stage("What is printed", printed, ["-c", BUILD]))
        for number in range(runs):
            for stage in stages(ours, plain, printed):
                cpu, memory = run_in_its_folder(stage)
                figures = found.setdefault(stage.name, Figures([], []))
                figures.cpu.append(cpu)
                figures.memory.append(memory)
                say(f"run {number + 1} of {runs}: {stage.name}: {cpu:.2f} s")
    return found


def table(pages: int, entries: int, figures: dict[str, Figures]) -> str:
    """Give the medians as a Markdown table, each stage beside Material."""
    material = statistics.median(figures[MATERIAL].cpu)
    lines = [
        f"{pages:,} pages, {entries:,} references, Python {platform.python_version()}, {platform.machine()}",
        "",
        "| Stage | CPU seconds | beside Material | peak memory, MB |",
        "|---|--:|--:|--:|",
    ]
    for name, found in figures.items():
        cpu = statistics.median(found.cpu)
        lines.append(f"| {name} | {cpu:.2f} | {cpu / material:.2f} | {statistics.median(found.memory):.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    figures = measure(arguments.pages, arguments.entries, arguments.runs, lambda line: print(line, file=sys.stderr))
    print(table(arguments.pages, arguments.entries, figures))


if __name__ == "__main__":
    main()
