"""Our own content, and the files around it."""

import re
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from evidence.addresses import reference_uri
from evidence.content import Site
from evidence.generate import generated_uris
from evidence.ladder import is_of_bands, ladder
from evidence.project import examine
from evidence.read import read_site
from evidence.render import Renderer
from evidence.tables import tables, words_of

ROOT = Path(__file__).parents[1]
REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
IGNORED = [line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines() if line]
NATIONS = ("england", "northern-ireland", "scotland", "wales")


@pytest.fixture(scope="module")
def site() -> Site:
    return read_site(ROOT)


def test_our_own_content_has_no_problems() -> None:
    _, problems = examine(ROOT)

    assert "\n".join(map(str, problems)) == ""


def test_each_nation_has_its_page_and_a_case_study(site: Site) -> None:
    cases = site.in_folder("case-studies")

    assert {page.slug for page in site.in_folder("nations")} == {*NATIONS}
    assert len(cases) >= 4
    assert {nation.value for case in cases for nation in case.texts("nations")} >= {*NATIONS}


@pytest.mark.parametrize(
    "folder", ["nations", "ways-to-involve", "commissioning", "benefits", "barriers", "case-studies"]
)
def test_each_page_of_evidence_cites_and_says_what_is_not_known(site: Site, folder: str) -> None:
    pages = site.in_folder(folder)

    assert pages
    assert [page.uri for page in pages if not page.cited_blocks] == []
    assert [page.uri for page in pages if f"## {page.page_type.gaps}\n" not in page.source.text] == []


def test_each_reference_has_a_page_and_each_citation_leads_to_one(site: Site) -> None:
    uris = {*generated_uris(site)}

    assert len(site.library.references) > 200
    assert {reference_uri(key) for key in site.library.references} <= uris
    assert {reference_uri(key) for key in Renderer(site).places} <= uris


def test_each_case_study_is_linked_with_a_ground_for_each_link(site: Site) -> None:
    for case in site.in_folder("case-studies"):
        grounds = [link for link in case.links if link.field.name != "nations"]
        assert grounds, case.uri
        assert [link.target for link in grounds if not link.ours and "[@" not in link.ground.value] == []


def test_the_table_of_bands_names_the_rungs_that_the_pages_give_it(site: Site) -> None:
    page = site.by_uri["ways-to-involve/index.md"]
    (table,) = (table for table in tables(page) if is_of_bands(page, table))

    named = {
        words_of(page, row[0]).lower(): re.findall(r"\(([\w-]+)\.md\)", page.source.text[row[1].start : row[1].end])
        for row in table.rows
    }

    assert named == {band.name: [rung.page.slug for rung in band.rungs] for band in ladder(site, ())}


@cache
def files(folder: Path = ROOT) -> dict[str, str]:
    """Give every text file that is ours and not made by a tool: its path and its text."""
    found: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if any(fnmatch(path.name, name) for name in (".git", *IGNORED)):
            continue
        if path.is_dir():
            found |= files(path)
        elif path.suffix not in (".woff2", ".png", ".jpg", ".pdf"):
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8", errors="replace")
    return found


@pytest.mark.parametrize(
    "told",
    [
        r"(?<![\w.])(?:/home|/Users|/root|[A-Z]:\\Users)[/\\]\w",
        r"(?<!emit-)index[-]url|find[-]links|trusted[-]host|pythonhosted[.]org|https?://\S*/simple\b",
    ],
    ids=["a home folder", "an index of packages"],
)
def test_no_file_tells_of_the_machine_on_which_it_was_written(told: str) -> None:
    found = [f"{path}: {line}" for path, text in files().items() for line in text.splitlines() if re.search(told, line)]

    assert found == []


def test_the_files_that_are_read_are_all_of_ours() -> None:
    ours = {"README.md", ".gitignore", "references.bib", "scripts/evidence/source.py", "docs/index.md", "mkdocs.yml"}

    assert ours <= files().keys()
    assert [path for path in files() if path.startswith((".venv", "site/", ".git/"))] == []


def requirements(file: Path) -> list[str]:
    """Give each requirement of a file on one line, without what is said about it."""
    lines = (line for line in file.read_text(encoding="utf-8").splitlines() if not line.strip().startswith("#"))
    return [line for line in "\n".join(lines).replace("\\\n", " ").splitlines() if line.strip()]


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda file: file.name)
def test_each_requirement_is_pinned_with_its_hashes(file: Path) -> None:
    pinned = re.compile(r"[a-z0-9-]+==[\w.!+]+(?: +; [^#]+?)?(?: +--hash=sha256:[0-9a-f]{64})+")

    assert len(requirements(file)) > 5
    assert [line for line in requirements(file) if not pinned.fullmatch(line.strip())] == []


@pytest.mark.parametrize(
    ("file", "asked"),
    {
        "requirements.txt": PROJECT["dependencies"],
        "requirements-test.txt": [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]],
        "requirements-lock.txt": [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["lock"]],
    }.items(),
)
def test_the_requirements_are_those_of_the_project(file: str, asked: list[str]) -> None:
    pinned = dict(line.split()[0].split("==") for line in requirements(ROOT / file))

    for wanted in asked:
        name, _, version = re.sub(r"[_.]", "-", wanted.lower()).partition("==")
        name = re.split(r"[<>=]", name)[0]
        assert name in pinned
        assert pinned[name].replace(".", "-").startswith(version)


def test_the_files_of_requirements_agree_with_one_another() -> None:
    pins: dict[str, set[frozenset[str]]] = {}
    for file in REQUIREMENTS:
        of_file: dict[str, set[str]] = {}
        for line in requirements(file):
            of_file.setdefault(line.partition("==")[0], set()).add(line.partition(" --hash")[0])
        for name, pinned in of_file.items():
            pins.setdefault(name, set()).add(frozenset(pinned))

    assert [name for name, found in pins.items() if len(found) > 1] == []
