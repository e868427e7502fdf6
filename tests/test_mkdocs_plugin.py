"""MkDocs, driven by our own commands and by its own."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.addresses import GENERATED
from evidence.mkdocs_plugin import build_html
from evidence.pages import NotBuiltError, Pages
from evidence.project import examine

PACKAGE = Path(__file__).parents[1] / "scripts" / "evidence"
PLUGIN = PACKAGE / "mkdocs_plugin.py"
POLICY = re.compile(rb'\n<meta http-equiv="Content-Security-Policy"[^>]*>')
SPELT_OUT = re.compile(rb' data-address="[^"]*"')
MKDOCS = ("mkdocs", "material", "mkdocs_material", "livereload")


def mkdocs(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs's own command."""
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=60)


def imported(path: Path) -> set[str]:
    """Give the packages that a module imports."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names}


def edit_config(project: Path, old: str, new: str) -> None:
    config = (project / "mkdocs.yml").read_text(encoding="utf-8")
    assert old in config
    (project / "mkdocs.yml").write_text(config.replace(old, new), encoding="utf-8")


def test_only_the_plugin_knows_mkdocs_and_it_is_short() -> None:
    knowing = {path.name for path in PACKAGE.rglob("*.py") if imported(path).intersection(MKDOCS)}

    assert knowing == {PLUGIN.name}
    assert len(PLUGIN.read_text(encoding="utf-8").splitlines()) < 100


def test_plain_mkdocs_build_stops_at_problems_with_a_message(project: Path) -> None:
    (project / "docs" / "about" / "index.md").write_text("")
    (project / "docs" / "nations" / "wales.md").write_text("---\ntitle: Wales\n")

    done = mkdocs(project, "build")

    assert done.returncode == 1
    assert "The pages have problems:\ndocs/about/index.md:1:1: This page is empty." in done.stderr
    assert "docs/nations/wales.md:1:1: The box at the top is opened" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()


def test_plain_mkdocs_build_makes_the_same_pages_but_for_their_policy_and_paper(
    project: Path, evidence: Callable[..., object]
) -> None:
    evidence("build", "--without-handouts", "--out", "ours")

    done = mkdocs(project, "build", "--strict", "--site-dir", "plain")

    assert done.returncode == 0, done.stderr
    pages = [path.relative_to(project / "ours") for path in (project / "ours").rglob("*.html")]
    assert len(pages) == 25
    for page in pages:
        ours, count = POLICY.subn(b"", (project / "ours" / page).read_bytes())
        assert count == 1
        assert (project / "plain" / page).read_bytes() == SPELT_OUT.sub(b"", ours)


def test_what_was_not_read_is_not_published(project: Path) -> None:
    (project / "docs" / "_notes.md").write_text("Not meant for readers.")
    (project / "docs" / "nations" / "loop").symlink_to("..")
    site, problems = examine(project)

    assert [problem.path for problem in problems] == ["docs/nations/loop"]
    assert build_html(project, Pages(site), project / "out") == ""

    published = {path.relative_to(project / "out").parts[0] for path in (project / "out").rglob("*.html")}
    assert published == {
        path.removesuffix(".md").partition("/")[0]
        for path in ("404.html", "index.html", "about", "nations", *GENERATED)
    }
    assert not list((project / "out" / "nations").glob("loop*"))


NO_PLUGIN = "mkdocs.yml does not name our plugin once. Put it right:\nplugins:\n  - evidence"
NO_FOLDER = "Config value 'docs_dir': The path '{project}/nowhere' isn't an existing directory.\n{end}"
NO_THEME = "Config value 'theme': Unrecognised theme name: 'iron'. The available installed themes are: {themes}\n{end}"
SAID = {"themes": "mkdocs, readthedocs, material", "end": "Aborted with a configuration error!"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("plugins:\n  - evidence\n", "plugins: []\n", NO_PLUGIN),
        ("plugins:\n  - evidence\n", "plugins:\n  - evidence\n  - evidence\n", NO_PLUGIN),
        ("docs_dir: docs", "docs_dir: nowhere", NO_FOLDER),
        ("  name: material", "  name: iron", NO_THEME),
    ],
)
def test_settings_that_mkdocs_cannot_use_are_said_in_its_words(project: Path, old: str, new: str, said: str) -> None:
    edit_config(project, old, new)
    site, _ = examine(project)

    with pytest.raises(NotBuiltError) as raised:
        build_html(project, Pages(site), project / "out")

    assert str(raised.value) == said.format(project=project, **SAID)
    assert not (project / "out").exists()


def test_what_mkdocs_warns_of_is_handed_back(project: Path) -> None:
    edit_config(project, "  - Home: index.md\n", "  - Home: index.md\n  - More: more.md\n")
    site, _ = examine(project)

    assert build_html(project, Pages(site), project / "out") == (
        "A reference to 'more.md' is included in the 'nav' configuration,"
        " which is not found in the documentation files."
    )


def test_words_of_the_box_cannot_leave_their_place_in_the_page(project: Path) -> None:
    page = project / "docs" / "nations" / "wales.md"
    page.write_text(
        page.read_text()
        .replace("title: Wales", 'title: "Wales & \\"more\\""')
        .replace("summary: One of four nations.", 'summary: "\\" onload=\\"alert(1)"')
    )
    site, problems = examine(project)

    assert problems == []
    build_html(project, Pages(site), project / "out")

    html = (project / "out" / "nations" / "wales" / "index.html").read_text()
    assert '<meta name="description" content="&#34; onload=&#34;alert(1)">' in html
    assert "<title>Wales &amp; &#34;more&#34; - Doing With</title>" in html
    assert "<h1>Wales &amp; &#34;more&#34;</h1>" in html
